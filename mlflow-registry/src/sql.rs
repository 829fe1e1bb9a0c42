//! The registry in SQL: official MLflow's tables, so that either program opens the other's database.
//!
//! ```text
//!  registered_models.rs  model_versions.rs      the contract: a unit of work for each operation
//!  webhooks.rs                                 the third noun, which shares nothing with them
//!  tags.rs  aliases.rs   latest.rs  rows.rs     what both nouns of models read and write
//!  whole.rs                                     versions with all that belongs to them, by one statement
//!  lock.rs                                      what a unit locks before it writes
//!                │ sea-query
//!  mlflow_stores::sql::Database                 connections, shared with the tracking store of the same URI
//! ```

mod aliases;
mod import;
mod latest;
mod lock;
mod model_versions;
mod pages;
mod registered_models;
mod rows;
mod sources;
mod tables;
mod tags;
mod webhooks;
mod whole;

use mlflow_core::registry::{LinkedProvider, OpenOptions, Provider};
use mlflow_core::{ErrorCode, RegistryStore, Result, StoreUri};
use mlflow_stores::sql::Database;
use std::sync::Arc;

/// The workspace that all models of this store belong to.
const WORKSPACE: &str = "default";

/// A model registry in a SQL database.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// use mlflow_core::contract::registered_models::CreateRegisteredModel;
/// use mlflow_core::contract::model_versions::CreateModelVersion;
/// use mlflow_core::{ModelVersions, RegisteredModels};
/// use mlflow_registry::SqlRegistryStore;
///
/// let store = SqlRegistryStore::open("sqlite:///:memory:").await?;
/// let wine = CreateRegisteredModel { name: "wine".into(), ..Default::default() };
/// store.create_registered_model(wine).await?;
/// let version = CreateModelVersion { name: "wine".into(), source: "s3://bucket/wine".into(), ..Default::default() };
/// assert_eq!(store.create_model_version(version).await?.model_version.version, "1");
/// # Ok::<(), mlflow_core::Error>(()) }).unwrap();
/// ```
#[derive(Clone, Debug)]
pub struct SqlRegistryStore {
    database: Database,
}

impl SqlRegistryStore {
    /// Opens a database, and makes its tables if it is empty.
    ///
    /// # Errors
    ///
    /// A file of another schema revision, or one that is no database, is refused and not touched.
    pub async fn open(uri: &str) -> Result<Self> {
        SqlRegistryStore::open_with(&StoreUri::parse(uri)?, OpenOptions::new()).await
    }

    /// Opens a database with options.
    pub async fn open_with(uri: &StoreUri, options: OpenOptions) -> Result<Self> {
        let artifact_root = match options.artifact_root {
            Some(root) => root,
            None => mlflow_stores::sql::default_artifact_root()?,
        };
        let artifact_root = mlflow_core::artifact::location::absolute(&artifact_root)?;
        Ok(SqlRegistryStore::of(Database::open(uri, &artifact_root).await?))
    }

    /// Makes a registry of a database that is open.
    pub fn of(database: Database) -> Self {
        SqlRegistryStore { database }
    }
}

/// Tells whether a database refused a row, since another program wrote one of the same key just now.
fn is_collision(error: &mlflow_core::Error) -> bool {
    // The store's own refusals have no source.
    let by_database = std::error::Error::source(error).is_some();
    by_database
        && matches!(
            error.code(),
            ErrorCode::BadRequest | ErrorCode::ResourceAlreadyExists
        )
}

fn provider() -> Provider<dyn RegistryStore> {
    let schemes = mlflow_stores::sql::SCHEMES;
    Provider::new("mlflow-registry", schemes, |uri, options| async move {
        Ok(Arc::new(SqlRegistryStore::open_with(&uri, options).await?) as Arc<dyn RegistryStore>)
    })
}

pub(crate) static PROVIDER: LinkedProvider = LinkedProvider(|| provider().into());

inventory::submit! { LinkedProvider(|| provider().into()) }
