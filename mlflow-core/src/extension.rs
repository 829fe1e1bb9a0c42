//! What a program is extended by beside stores: evaluators, project backends, sources of datasets, and the small providers of
//! contexts and requests. Plugins offer the same.
//!
//! Those that a program [`register`]s come first, then those of the [plugins](crate::plugin::found) that are installed, which are
//! loaded when they are asked.

use crate::context::{DefaultExperimentProvider, RunContextProvider};
use crate::dataset_source::DatasetSource;
use crate::error::{Error, Result};
use crate::evaluator::Evaluator;
use crate::outgoing::{RequestAuthProvider, RequestHeaderProvider};
use crate::plugin;
use crate::plugin::Kind;
use crate::project::ProjectBackend;
use std::sync::{Arc, PoisonError, RwLock};

/// An implementation of one of the traits that are found by name, or asked all at once.
#[derive(Clone)]
#[non_exhaustive]
pub enum Extension {
    /// Scores models.
    Evaluator(Arc<dyn Evaluator>),
    /// Runs projects.
    ProjectBackend(Arc<dyn ProjectBackend>),
    /// Knows where datasets come from.
    DatasetSource(Arc<dyn DatasetSource>),
    /// Adds tags to runs that are started.
    RunContext(Arc<dyn RunContextProvider>),
    /// Names the experiment where nobody else does.
    DefaultExperiment(Arc<dyn DefaultExperimentProvider>),
    /// Adds headers to requests.
    RequestHeaders(Arc<dyn RequestHeaderProvider>),
    /// Proves to servers who asks.
    RequestAuth(Arc<dyn RequestAuthProvider>),
}

macro_rules! constructors {
    ($($(#[$doc:meta])* $function:ident: $Variant:ident($Trait:ident);)+) => { $(
        $(#[$doc])*
        pub fn $function(provider: impl $Trait + 'static) -> Self {
            Extension::$Variant(Arc::new(provider))
        }
    )+ };
}

impl Extension {
    constructors! {
        /// Wraps an evaluator.
        evaluator: Evaluator(Evaluator);
        /// Wraps a project backend.
        project_backend: ProjectBackend(ProjectBackend);
        /// Wraps a source of datasets.
        dataset_source: DatasetSource(DatasetSource);
        /// Wraps a provider of tags.
        run_context: RunContext(RunContextProvider);
        /// Wraps a provider of the default experiment.
        default_experiment: DefaultExperiment(DefaultExperimentProvider);
        /// Wraps a provider of headers.
        request_headers: RequestHeaders(RequestHeaderProvider);
        /// Wraps a provider of proofs.
        request_auth: RequestAuth(RequestAuthProvider);
    }

    /// Returns the trait.
    pub fn kind(&self) -> Kind {
        match self {
            Extension::Evaluator(_) => Kind::Evaluator,
            Extension::ProjectBackend(_) => Kind::ProjectBackend,
            Extension::DatasetSource(_) => Kind::DatasetSource,
            Extension::RunContext(_) => Kind::RunContext,
            Extension::DefaultExperiment(_) => Kind::DefaultExperiment,
            Extension::RequestHeaders(_) => Kind::RequestHeader,
            Extension::RequestAuth(_) => Kind::RequestAuth,
        }
    }

    /// Returns its name.
    pub fn name(&self) -> &str {
        match self {
            Extension::Evaluator(evaluator) => evaluator.name(),
            Extension::ProjectBackend(backend) => backend.name(),
            Extension::DatasetSource(source) => source.source_type(),
            Extension::RunContext(provider) => provider.name(),
            Extension::DefaultExperiment(provider) => provider.name(),
            Extension::RequestHeaders(provider) => provider.name(),
            Extension::RequestAuth(provider) => provider.name(),
        }
    }
}

static REGISTERED: RwLock<Vec<Extension>> = RwLock::new(Vec::new());

/// Adds an extension, in the place of one of its kind and name.
///
/// ```
/// use mlflow_core::context::DefaultExperimentProvider;
/// use mlflow_core::extension::{self, Extension};
///
/// struct Seven;
///
/// impl DefaultExperimentProvider for Seven {
///     fn name(&self) -> &str {
///         "seven"
///     }
///
///     fn experiment_id(&self) -> mlflow_core::Result<Option<String>> {
///         Ok(Some("7".into()))
///     }
/// }
///
/// extension::register(Extension::default_experiment(Seven));
/// assert_eq!(extension::default_experiment_id(), Some("7".into()));
/// assert!(extension::evaluator("shap").err().unwrap().message().contains("no evaluator `shap`"));
/// ```
pub fn register(extension: Extension) {
    let mut registered = REGISTERED.write().unwrap_or_else(PoisonError::into_inner);
    registered.retain(|other| other.kind() != extension.kind() || other.name() != extension.name());
    registered.push(extension);
}

/// Returns all extensions of a kind: those that were registered, then those of installed plugins.
pub fn all(kind: Kind) -> Vec<Extension> {
    let registered = REGISTERED.read().unwrap_or_else(PoisonError::into_inner).clone();
    let installed = plugin::installed_extensions();
    registered
        .into_iter()
        .chain(installed.iter().cloned())
        .filter(|extension| extension.kind() == kind)
        .collect()
}

macro_rules! finders {
    ($($(#[$doc:meta])* $function:ident: $Variant:ident($Trait:ident);)+) => { $(
        $(#[$doc])*
        ///
        /// # Errors
        ///
        /// `INVALID_PARAMETER_VALUE` with the names of those that there are.
        pub fn $function(name: &str) -> Result<Arc<dyn $Trait>> {
            let all = all(Kind::$Variant);
            let found = all.iter().find_map(|extension| match extension {
                Extension::$Variant(found) if extension.name() == name => Some(found.clone()),
                _ => None,
            });
            found.ok_or_else(|| not_found(Kind::$Variant, name, &all))
        }
    )+ };
}

finders! {
    /// Finds an evaluator.
    evaluator: Evaluator(Evaluator);
    /// Finds a project backend.
    project_backend: ProjectBackend(ProjectBackend);
    /// Finds the source of a type of datasets.
    dataset_source: DatasetSource(DatasetSource);
}

fn not_found(kind: Kind, name: &str, all: &[Extension]) -> Error {
    let known: Vec<_> = all.iter().map(Extension::name).collect();
    let known = match known.as_slice() {
        [] => "none is registered or installed".to_owned(),
        known => format!("there are {}", known.join(", ")),
    };
    Error::invalid_parameter_value(format!("no {kind} `{name}`: {known}"))
}

/// Returns the evaluators that evaluate a type of models.
pub async fn evaluators_for(
    model_type: &str,
    evaluator_config: &serde_json::Map<String, serde_json::Value>,
) -> Vec<Arc<dyn Evaluator>> {
    let mut found = Vec::new();
    for extension in all(Kind::Evaluator) {
        let Extension::Evaluator(evaluator) = extension else {
            continue;
        };
        match evaluator.can_evaluate(model_type, evaluator_config).await {
            Ok(true) => found.push(evaluator),
            Ok(false) => {}
            Err(error) => tracing::warn!("the evaluator `{}` failed: {error}", evaluator.name()),
        }
    }
    found
}

/// Returns the source that resolves a text: of several, the one that was registered last, as in official MLflow.
pub async fn dataset_source_of(raw_source: &str) -> Option<Arc<dyn DatasetSource>> {
    let mut found: Option<Arc<dyn DatasetSource>> = None;
    for extension in all(Kind::DatasetSource) {
        let Extension::DatasetSource(source) = extension else {
            continue;
        };
        match source.can_resolve(raw_source).await {
            Ok(true) => {
                if let Some(before) = found.replace(source) {
                    tracing::warn!(
                        "several sources resolve `{raw_source}`, `{}` among them",
                        before.source_type()
                    );
                }
            }
            Ok(false) => {}
            Err(error) => tracing::warn!("the dataset source `{}` failed: {error}", source.source_type()),
        }
    }
    found
}

/// Returns the experiment that the first provider names.
pub fn default_experiment_id() -> Option<String> {
    for extension in all(Kind::DefaultExperiment) {
        let Extension::DefaultExperiment(provider) = extension else {
            continue;
        };
        match provider.experiment_id() {
            Ok(None) => {}
            Ok(named) => return named,
            Err(error) => {
                tracing::warn!(
                    "the default experiment provider `{}` failed: {error}",
                    provider.name()
                );
            }
        }
    }
    None
}
