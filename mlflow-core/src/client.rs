//! The client: every operation with what people have at hand, without any global state.

mod artifacts;
mod blocking;
mod experiments;
mod logged_models;
mod logging;
mod model_location;
mod model_versions;
mod registered_models;
mod runs;
mod search;

pub use artifacts::ArtifactUri;
pub use blocking::BlockingClient;

use crate::artifact::ArtifactRepo;
use crate::contract::{RegistryStore, TrackingStore};
use crate::error::Result;
use crate::registry::Registry;
use crate::uri::StoreUri;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tokio::sync::OnceCell;

/// Works on the store of one tracking URI. Clones are cheap and share the opened store.
///
/// All methods are `async`; [`blocking`](Client::blocking) gives the same ones without.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// use mlflow_core::contract::runs::CreateRun;
/// # use mlflow_core::{Client, memory::MemoryStore};
/// # let client = Client::from_store(std::sync::Arc::new(MemoryStore::new()));
/// // let client = Client::new("http://localhost:5000")?;
/// let run = client.create_run(CreateRun { experiment_id: "0".into(), ..Default::default() }).await?;
/// client.log_metric(run.id(), "loss", (0.5, 1)).await?;
/// assert_eq!(client.get_run(run.id()).await?.data.metrics["loss"], 0.5);
/// # Ok::<(), mlflow_core::Error>(()) }).unwrap();
/// ```
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

struct Shared {
    uri: String,
    registry: Registry,
    store: OnceCell<Arc<dyn TrackingStore>>,
    repos: Mutex<HashMap<String, Arc<dyn ArtifactRepo>>>,
    /// Where models are registered, if it was said to this client.
    registry_uri: Option<String>,
    models: OnceCell<Arc<dyn RegistryStore>>,
}

impl Client {
    /// Makes a client for a tracking URI, with the stores that are linked into the program.
    ///
    /// The store is opened by the first call; if that fails, the next call tries again.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for a URI that does not parse or whose scheme has no provider.
    pub fn new(uri: impl AsRef<str>) -> Result<Self> {
        Client::with_registry(uri, Registry::default())
    }

    /// Makes a client for a tracking URI, with the stores of a registry.
    pub fn with_registry(uri: impl AsRef<str>, registry: Registry) -> Result<Self> {
        let uri = uri.as_ref();
        registry.check_tracking_uri(&StoreUri::parse(uri)?)?;
        Ok(Client::of(uri.to_owned(), registry, OnceCell::new()))
    }

    /// Makes a client of a store that is open already.
    pub fn from_store(store: Arc<dyn TrackingStore>) -> Self {
        Client::of(
            String::new(),
            Registry::default(),
            OnceCell::new_with(Some(store)),
        )
    }

    fn of(uri: String, registry: Registry, store: OnceCell<Arc<dyn TrackingStore>>) -> Self {
        Client {
            shared: Arc::new(Shared {
                uri,
                registry,
                store,
                repos: Mutex::default(),
                registry_uri: None,
                models: OnceCell::new(),
            }),
        }
    }

    /// Returns the same client with methods that block.
    pub fn blocking(&self) -> BlockingClient {
        BlockingClient::new(self.clone())
    }

    /// Returns the tracking URI as it was given; empty for a client of an open store.
    pub fn tracking_uri(&self) -> &str {
        &self.shared.uri
    }

    /// Returns the registry that stores and artifact repositories are found in.
    pub fn registry(&self) -> &Registry {
        &self.shared.registry
    }

    /// Returns the store, which the first call opens: for operations in the contract's own terms.
    pub async fn store(&self) -> Result<&Arc<dyn TrackingStore>> {
        let shared = &self.shared;
        let open = || shared.registry.tracking_store(&shared.uri);
        shared.store.get_or_try_init(open).await
    }
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut client = f.debug_struct("Client");
        match StoreUri::parse(&self.shared.uri) {
            Ok(uri) => client.field("uri", &uri),
            Err(_) => client.field("uri", &"?"),
        };
        client.field("open", &self.shared.store.initialized()).finish()
    }
}
