//! The SQL store: official MLflow's tables, so that either program opens the other's database.
//!
//! ```text
//!  experiments.rs runs.rs metrics.rs params.rs tags.rs inputs.rs …   statements, one noun a file
//!                │ sea-query
//!             execute.rs                                             what an engine must offer
//!                │
//!             sqlite/                                                one writer, readers beside it
//! ```

mod assessments;
mod echo;
mod evaluation_datasets;
mod execute;
mod experiments;
mod gc;
mod group;
mod history;
mod import;
mod inputs;
mod logged_models;
mod metrics;
mod mysql;
mod params;
mod pool;
mod pool_class;
mod postgres;
mod row;
mod runs;
mod schema;
mod scorers;
pub mod search;
mod search_pages;
mod server;
mod sqlite;
mod tables;
mod tags;
mod traces;
pub mod upgrade;

pub use execute::{Database, Tx, Unit};
pub use gc::{DeletedModel, DeletedRun, EndedJobs, Removable};
pub use row::Row;
pub use schema::HEAD_REVISION;

use mlflow_core::artifact::location;
use mlflow_core::config::{self, settings};
use mlflow_core::registry::{LinkedProvider, OpenOptions, Provider};
use mlflow_core::{Result, StoreUri, TraceStore, TrackingStore};
use std::sync::Arc;

/// A store of experiments, runs, logged models, traces and datasets for evaluations in a SQL database.
///
/// SQLite files are opened in WAL mode with one writer, which commits what is queued together, and
/// readers beside it. A write is acknowledged after its commit: it survives the death of the
/// process, and with `?synchronous=full` in the URI also the loss of power.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// use mlflow_core::contract::{Experiments, experiments::CreateExperiment};
/// use mlflow_stores::sql::SqlStore;
///
/// let store = SqlStore::open("sqlite:///:memory:").await?;
/// let wine = CreateExperiment { name: "wine".into(), ..Default::default() };
/// assert_eq!(store.create_experiment(wine).await?.experiment_id, "1");
/// # Ok::<(), mlflow_core::Error>(()) }).unwrap();
/// ```
#[derive(Clone, Debug)]
pub struct SqlStore {
    database: Database,
    artifact_root: Arc<str>,
    group: group::Group,
    aside: import::Aside,
}

impl SqlStore {
    /// Opens a database, and makes its tables if it is empty.
    ///
    /// # Errors
    ///
    /// A file of another schema revision, or one that is no database, is refused and not touched.
    pub async fn open(uri: &str) -> Result<Self> {
        SqlStore::open_with(&StoreUri::parse(uri)?, OpenOptions::new()).await
    }

    /// Opens a database with options.
    pub async fn open_with(uri: &StoreUri, options: OpenOptions) -> Result<Self> {
        let artifact_root = match options.artifact_root {
            Some(root) => root,
            None => default_artifact_root()?,
        };
        let artifact_root: Arc<str> = location::absolute(&artifact_root)?.into();
        let database = Database::open(uri, &artifact_root).await?;
        Ok(SqlStore {
            database,
            artifact_root,
            group: group::Group::default(),
            aside: import::Aside::default(),
        })
    }
}

/// Moves all that was committed into the files of the databases that this process has open, where nobody
/// writes or reads just now, so that a copy of the file alone is whole.
///
/// A program that keeps stores open to its end calls it there; closing a store does it too.
pub fn flush() {
    sqlite::empty_the_logs();
}

/// The URI schemes of the databases that this crate opens.
pub const SCHEMES: &[&str] = &execute::SCHEMES;

/// Returns where new experiments keep their artifacts if nobody says so when a store is opened.
pub fn default_artifact_root() -> Result<String> {
    let root = config::current()?.get(&settings::DEFAULT_ARTIFACT_ROOT)?.value;
    Ok(root.unwrap_or_else(|| "./mlruns".to_owned()))
}

fn provider() -> Provider<dyn TrackingStore> {
    Provider::new("mlflow-stores", SCHEMES, |uri, options| async move {
        Ok(Arc::new(SqlStore::open_with(&uri, options).await?) as Arc<dyn TrackingStore>)
    })
}

pub(crate) static PROVIDER: LinkedProvider = LinkedProvider(|| provider().into());

inventory::submit! { LinkedProvider(|| provider().into()) }

fn trace_provider() -> Provider<dyn TraceStore> {
    Provider::new("mlflow-stores", SCHEMES, |uri, options| async move {
        Ok(Arc::new(SqlStore::open_with(&uri, options).await?) as Arc<dyn TraceStore>)
    })
}

inventory::submit! { LinkedProvider(|| trace_provider().into()) }
