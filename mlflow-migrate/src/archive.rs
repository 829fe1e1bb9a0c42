//! One portable file that holds what a store holds.
//!
//! It is a ZIP archive: `manifest.json`, slices of entities in `experiments/`, `runs/`, `logged_models/`, `traces/` and
//! their kin as the JSON that servers take them over by, points of metrics in `metrics/` as Parquet, and `artifacts/`.

mod pack;
mod points;
mod read;
mod write;

use mlflow_core::artifact::ArtifactRepo;
use mlflow_core::registry::Provider;
use mlflow_core::{Error, Registry, Result, StoreUri};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;
use write::Writer;

/// The scheme of what is in an archive.
const SCHEME: &str = "mlflow-archive";
const ARTIFACTS: &str = "artifacts";
const MANIFEST: &str = "manifest.json";
const FORMAT: u32 = 1;

/// What an archive says of itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Manifest {
    format: u32,
    made_by: String,
    has_artifacts: bool,
}

/// A file that is written by one migration, or read by others.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
/// use mlflow_core::Registry;
/// use mlflow_migrate::{Archive, Kind, Migration};
/// # mlflow_registry::link();
/// # let folder = tempfile::tempdir().unwrap();
/// # let [from, to] = ["a.db", "b.db"].map(|name| format!("sqlite:///{}", folder.path().join(name).display()));
/// # Registry::default().tracking_store(&from).await?;
/// # let file = folder.path().join("all.mlflow.zip");
///
/// let archive = Archive::create(&file, &Registry::default())?;
/// Migration::new(&from, archive.uri()).verify(false).run(archive.registry()).await?;
/// archive.finish(false)?;
///
/// let archive = Archive::open(&file, &Registry::default()).await?;
/// let report = Migration::new(archive.uri(), &to).run(archive.registry()).await?;
/// assert!(report.is_equal());
/// assert_eq!(report.tally(Kind::Experiments).equal, 1);
/// # Ok::<(), mlflow_core::Error>(()) }).unwrap();
/// ```
#[derive(Debug)]
pub struct Archive {
    file: PathBuf,
    folder: TempDir,
    registry: Registry,
    uri: String,
    has_artifacts: bool,
}

impl Archive {
    /// Begins an archive, which is not there before it is [finished](Archive::finish). What it will hold is kept in a
    /// folder beside it until then.
    ///
    /// # Errors
    ///
    /// `RESOURCE_ALREADY_EXISTS` if there is a file already, and those of the file system.
    pub fn create(file: &Path, registry: &Registry) -> Result<Self> {
        if file.exists() {
            let message = format!("there is a file `{}` already", file.display());
            return Err(Error::already_exists(message));
        }
        let folder = folder_beside(file)?;
        let writer = Arc::new(Writer::new(folder.path()));
        let mut registry = with_artifacts(registry, folder.path())?;
        registry.register(write::provider(&writer))?;
        registry.register(write::registry_provider(&writer))?;
        Ok(Archive {
            file: file.to_owned(),
            folder,
            registry,
            uri: format!("{SCHEME}:/"),
            has_artifacts: false,
        })
    }

    /// Opens an archive. What it holds is unpacked to a folder beside it, in a database that migrations read.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for what is no archive, or one of a newer form, and those of the file system.
    pub async fn open(file: &Path, registry: &Registry) -> Result<Self> {
        let folder = folder_beside(file)?;
        pack::unpack(file, folder.path())?;
        let manifest = read::manifest(folder.path(), file)?;
        let uri = format!("sqlite:///{}", folder.path().join("unpacked.db").display());
        let registry = with_artifacts(registry, folder.path())?;
        read::load(folder.path(), &registry, &uri).await?;
        Ok(Archive {
            file: file.to_owned(),
            folder,
            registry,
            uri,
            has_artifacts: manifest.has_artifacts,
        })
    }

    /// Returns the URI by which a migration writes a new archive, or reads an old one.
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// Returns the registry that knows the archive: that of the migration.
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// Returns where a migration puts artifacts that it copies into the archive.
    pub fn artifact_root(&self) -> String {
        format!("{SCHEME}:/{ARTIFACTS}")
    }

    /// Tells whether an archive that was opened holds artifacts.
    pub fn has_artifacts(&self) -> bool {
        self.has_artifacts
    }

    /// Packs what was written into the file.
    ///
    /// # Errors
    ///
    /// Those of the file system; there is no file then.
    pub fn finish(self, has_artifacts: bool) -> Result<()> {
        let manifest = Manifest {
            format: FORMAT,
            made_by: format!("MLflow for Rust {}", env!("CARGO_PKG_VERSION")),
            has_artifacts,
        };
        let text = serde_json::to_string_pretty(&manifest).map_err(unwritable)?;
        std::fs::write(self.folder.path().join(MANIFEST), text)?;
        pack::pack(self.folder.path(), &self.file)
    }
}

fn unwritable(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::internal(format!("cannot write the archive: {error}")).with_source(error)
}

fn folder_beside(file: &Path) -> Result<TempDir> {
    let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty());
    let parent = parent.unwrap_or(Path::new("."));
    tempfile::Builder::new()
        .prefix(".mlflow-archive-")
        .tempdir_in(parent)
        .map_err(|error| {
            let message = format!("cannot make a folder in `{}`: {error}", parent.display());
            Error::from(error).with_message(message)
        })
}

/// Adds to a registry what locations in the archive mean.
fn with_artifacts(registry: &Registry, folder: &Path) -> Result<Registry> {
    let mut with = registry.clone();
    let (root, registry) = (folder.to_owned(), registry.clone());
    let provider = Provider::<dyn ArtifactRepo>::new("mlflow-migrate", [SCHEME], move |uri: StoreUri, _| {
        let below = uri
            .as_str()
            .trim_start_matches(SCHEME)
            .trim_start_matches([':', '/']);
        let (path, registry) = (root.join(below), registry.clone());
        async move { registry.artifact_repo(&path.to_string_lossy()).await }
    });
    with.register(provider)?;
    Ok(with)
}
