//! What a plugin says of itself.

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The trait that an instance of a plugin implements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Kind {
    /// [`TrackingStore`](crate::TrackingStore).
    TrackingStore,
    /// [`TraceStore`](crate::TraceStore).
    TraceStore,
    /// [`RegistryStore`](crate::RegistryStore).
    RegistryStore,
    /// [`ArtifactRepo`](crate::artifact::ArtifactRepo).
    ArtifactRepo,
    /// [`Evaluator`](crate::evaluator::Evaluator).
    Evaluator,
    /// [`ProjectBackend`](crate::project::ProjectBackend).
    ProjectBackend,
    /// [`DatasetSource`](crate::dataset_source::DatasetSource).
    DatasetSource,
    /// [`RunContextProvider`](crate::context::RunContextProvider).
    RunContext,
    /// [`DefaultExperimentProvider`](crate::context::DefaultExperimentProvider).
    DefaultExperiment,
    /// [`RequestHeaderProvider`](crate::outgoing::RequestHeaderProvider).
    RequestHeader,
    /// [`RequestAuthProvider`](crate::outgoing::RequestAuthProvider).
    RequestAuth,
}

impl Kind {
    /// Tells whether its implementations are found by the schemes of URIs; others are by their names.
    pub fn has_schemes(self) -> bool {
        matches!(
            self,
            Kind::TrackingStore | Kind::TraceStore | Kind::RegistryStore | Kind::ArtifactRepo
        )
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::TrackingStore => "tracking store",
            Kind::TraceStore => "trace store",
            Kind::RegistryStore => "model registry",
            Kind::ArtifactRepo => "artifact repository",
            Kind::Evaluator => "evaluator",
            Kind::ProjectBackend => "project backend",
            Kind::DatasetSource => "dataset source",
            Kind::RunContext => "run context",
            Kind::DefaultExperiment => "default experiment",
            Kind::RequestHeader => "request headers",
            Kind::RequestAuth => "request auth",
        })
    }
}

/// Where a plugin's library runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Isolation {
    /// In the program, unless the program or its user wants otherwise.
    #[default]
    None,
    /// In a process of its own.
    Process,
}

impl Isolation {
    fn is_none(&self) -> bool {
        *self == Isolation::None
    }
}

/// One trait that a plugin implements, and for which URIs, or by which names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Offer {
    /// The trait.
    pub kind: Kind,
    /// The schemes of the URIs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub schemes: Vec<String>,
    /// The names, where there are no URIs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
}

impl Offer {
    /// Returns the schemes, or the names of kinds that have none.
    pub fn found_by(&self) -> &[String] {
        match self.kind.has_schemes() {
            true => &self.schemes,
            false => &self.names,
        }
    }
}

/// What a plugin says of itself, by `describe` and in the file beside its library.
///
/// ```
/// use mlflow_core::plugin::{Kind, Manifest};
///
/// let manifest = Manifest::parse(br#"{
///     "name": "shelf", "version": "0.1.0", "abi": 1, "library": "libshelf.so",
///     "offers": [{"kind": "tracking_store", "schemes": ["shelf"]}]
/// }"#)?;
/// assert_eq!(manifest.offers[0].kind, Kind::TrackingStore);
/// # Ok::<(), mlflow_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The plugin's name.
    pub name: String,
    /// The plugin's own version.
    pub version: String,
    /// The version of the ABI that it speaks.
    pub abi: u32,
    /// The file of the library, relative to the manifest's folder; only in a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub library: Option<String>,
    /// The file of the program that is the plugin, in the place of a library; only in a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub program: Option<String>,
    /// Where the library runs.
    #[serde(default, skip_serializing_if = "Isolation::is_none")]
    pub isolation: Isolation,
    /// How many MiB of memory a process of the plugin may have; only Linux knows such a limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory_mb: Option<u64>,
    /// What it implements.
    pub offers: Vec<Offer>,
    /// Whether `call` and `open` return at once and whatever takes time is done on threads of the plugin; other plugins are
    /// called on threads of their own, so that one that hangs keeps nobody else waiting.
    #[serde(default)]
    pub prompt: bool,
    /// Whether artifacts are uploaded and downloaded by the paths of local files, which the plugin opens itself; otherwise they
    /// cross the border in pieces, so that progress can be told.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_path: bool,
    /// The settings of MLflow that the plugin may read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settings: Vec<String>,
    /// The secrets that it may read, which are environment variables of these names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub secrets: Vec<String>,
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` saying what is wrong.
    pub fn parse(json: &[u8]) -> Result<Self> {
        let manifest: Manifest = serde_json::from_slice(json)
            .map_err(|e| Error::invalid_parameter_value(format!("no manifest of a plugin: {e}")))?;
        let wrong = |what: &str| -> Result<Self> {
            Err(Error::invalid_parameter_value(format!(
                "no manifest of a plugin: {what}"
            )))
        };
        if manifest.name.trim().is_empty() {
            return wrong("its `name` is empty");
        }
        if manifest.offers.is_empty() {
            return wrong("it offers no scheme and no name");
        }
        if let Some(offer) = manifest.offers.iter().find(|offer| offer.found_by().is_empty()) {
            let what = if offer.kind.has_schemes() {
                "scheme"
            } else {
                "name"
            };
            return wrong(&format!("its {} has no {what}", offer.kind));
        }
        Ok(manifest)
    }

    /// Returns all schemes, each once.
    pub fn schemes(&self) -> Vec<&str> {
        let mut schemes: Vec<_> = self
            .offers
            .iter()
            .flat_map(|offer| &offer.schemes)
            .map(String::as_str)
            .collect();
        schemes.sort_unstable();
        schemes.dedup();
        schemes
    }
}
