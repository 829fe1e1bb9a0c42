//! The file store: folders such as `./mlruns`, in official MLflow's layout, so that either program uses the other's.
//!
//! ```text
//!  experiments.rs runs.rs runs/ inputs.rs logged_models.rs traces.rs …   one noun a file
//!        │               │
//!     index.rs        batch.rs       what is known of the files · changes of several files as one
//!        │               │
//!     kept/ meta.rs points.rs yaml/  what the files say
//!                   │
//!                disk.rs             reads, replaces, appends, locks, never outside of the root
//! ```

mod assessments;
mod batch;
pub mod disk;
mod examine;
mod experiments;
mod import;
mod index;
mod inputs;
mod kept;
mod location;
mod logged_models;
mod meta;
mod place;
mod points;
mod runs;
mod traces;
pub mod yaml;

pub use examine::{Finding, examine};
pub use kept::Tree;

use cap_std::fs::Dir;
use index::Index;
use mlflow_core::artifact::location::absolute;
use mlflow_core::contract::experiments::CreateExperiment;
use mlflow_core::registry::{LinkedProvider, OpenOptions, Provider};
use mlflow_core::{Result, StoreUri, TraceStore, TrackingStore};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A store of experiments, runs, logged models and traces in a folder.
///
/// Of traces it keeps all but the spans, as official MLflow's does: spans are artifacts of the trace.
///
/// Files are written as official MLflow 3.17 writes them, and read as 2.22 and 3.17 do; Python may use the folder at the
/// same time. A file is replaced whole or appended to by one write, and a batch is written all or not at all, also if
/// the process is killed. It does not wait for the disk: what was written survives the process, not the loss of power.
///
/// What was read is kept in memory and read again only if the file's time, length or identity changed.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// use mlflow_core::contract::{Runs, runs::CreateRun};
/// use mlflow_stores::file::FileStore;
///
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = folder.path().join("mlruns").to_string_lossy().into_owned();
/// let store = FileStore::open(&path)?;
/// let request = CreateRun { experiment_id: "0".into(), ..CreateRun::default() };
/// let run = store.create_run(request).await?.run;
/// assert!(folder.path().join("mlruns/0").join(run.id()).join("meta.yaml").exists());
/// # Ok::<(), mlflow_core::Error>(()) }).unwrap();
/// ```
#[derive(Clone, Debug)]
pub struct FileStore(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    root: PathBuf,
    artifact_root: String,
    index: Index,
}

impl FileStore {
    /// Opens a folder by its path or `file:` URI, and makes it with the experiment `Default` if there is none.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for what is no local path, and those of the file system.
    pub fn open(uri_or_path: &str) -> Result<Self> {
        FileStore::open_with(uri_or_path, OpenOptions::new())
    }

    /// Opens a folder with options.
    ///
    /// # Errors
    ///
    /// Those of [`open`](FileStore::open).
    pub fn open_with(uri_or_path: &str, options: OpenOptions) -> Result<Self> {
        let root = location::folder_of(uri_or_path)?;
        let artifact_root = match options.artifact_root {
            Some(given) => location::as_uri(&absolute(&given)?),
            None => location::as_uri(&root.to_string_lossy()),
        };
        let is_new = !root.exists();
        std::fs::create_dir_all(&root)
            .map_err(|error| disk::failed("make the folder", &root.to_string_lossy(), error))?;
        let store = FileStore(Arc::new(Inner {
            root,
            artifact_root,
            index: Index::default(),
        }));
        if is_new {
            store.make_default()?;
        }
        disk::make_folder(&store.open_root()?, place::TRASH)?;
        Ok(store)
    }

    fn make_default(&self) -> Result<()> {
        let dir = self.open_root()?;
        let _lock = disk::lock(&dir, ".")?;
        if place::Place::find(&dir, "0").is_some() {
            return Ok(());
        }
        let request = CreateExperiment {
            name: "Default".to_owned(),
            ..CreateExperiment::default()
        };
        self.make_experiment(&dir, "0", request)
    }

    /// Returns the folder.
    pub fn root(&self) -> &Path {
        &self.0.root
    }

    fn artifact_root(&self) -> &str {
        &self.0.artifact_root
    }

    fn index(&self) -> &Index {
        &self.0.index
    }

    fn open_root(&self) -> Result<Dir> {
        disk::open_root(&self.0.root)
    }
}

/// Does what takes a while where it keeps no other task of the runtime waiting.
fn apart<T>(work: impl FnOnce() -> T) -> T {
    use tokio::runtime::{Handle, RuntimeFlavor};
    match Handle::try_current() {
        Ok(runtime) if runtime.runtime_flavor() == RuntimeFlavor::MultiThread => {
            tokio::task::block_in_place(work)
        }
        _ => work(),
    }
}

fn provider() -> Provider<dyn TrackingStore> {
    Provider::new("mlflow-stores", ["file"], |uri: StoreUri, options| async move {
        Ok(Arc::new(FileStore::open_with(uri.as_str(), options)?) as Arc<dyn TrackingStore>)
    })
}

pub(crate) static PROVIDER: LinkedProvider = LinkedProvider(|| provider().into());

inventory::submit! { LinkedProvider(|| provider().into()) }

fn trace_provider() -> Provider<dyn TraceStore> {
    Provider::new("mlflow-stores", ["file"], |uri: StoreUri, options| async move {
        Ok(Arc::new(FileStore::open_with(uri.as_str(), options)?) as Arc<dyn TraceStore>)
    })
}

inventory::submit! { LinkedProvider(|| trace_provider().into()) }

impl mlflow_core::EvaluationDatasets for FileStore {}

impl mlflow_core::Scorers for FileStore {}
