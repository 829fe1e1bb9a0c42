//! What the whole process shares: tracking URI, providers, clients, the active experiment.

mod uri;

pub use uri::TrackingUri;

use mlflow_core::config::{self, settings, Source};
use mlflow_core::registry::AnyProvider;
use mlflow_core::uri::default_tracking_uri;
use mlflow_core::{Client, Registry, Result, StoreUri};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

/// What the process shares.
pub(crate) struct State {
    registry: Registry,
    /// By tracking and registry URI.
    clients: HashMap<(String, Option<String>), Client>,
    /// The experiment of `set_experiment`.
    pub(crate) experiment_id: Option<String>,
}

/// Locks what the process shares; the first call reads and checks the configuration. Never held over a wait.
pub(crate) fn state() -> Result<MutexGuard<'static, State>> {
    static STATE: OnceLock<Mutex<State>> = OnceLock::new();
    let state = match STATE.get() {
        Some(state) => state,
        None => {
            mlflow_registry::link();
            CLOSES_STORES.with(|_| ());
            let config = config::current()?;
            config.check()?;
            let is_async = config.get(&settings::ENABLE_ASYNC_LOGGING)?.value == Some(true);
            let fresh = State {
                registry: Registry::default(),
                clients: HashMap::new(),
                experiment_id: None,
            };
            STATE.get_or_init(|| {
                if is_async {
                    tracing::warn!(
                        "{} is not supported yet: calls return when the store has answered",
                        settings::ENABLE_ASYNC_LOGGING.env
                    );
                }
                Mutex::new(fresh)
            })
        }
    };
    Ok(state.lock().unwrap_or_else(PoisonError::into_inner))
}

thread_local! {
    static CLOSES_STORES: ClosesStores = const { ClosesStores };
}

/// Makes each database one file again when the main thread ends, whoever still holds a client.
struct ClosesStores;

impl Drop for ClosesStores {
    fn drop(&mut self) {
        if std::thread::current().name() == Some("main") {
            mlflow_stores::sql::flush();
        }
    }
}

impl State {
    fn tracking_uri(&self) -> Result<String> {
        match config::current()?.get(&settings::TRACKING_URI)?.value {
            Some(uri) => Ok(uri),
            None => Ok(default_tracking_uri(&std::env::current_dir()?)),
        }
    }

    pub(crate) fn registry(&self) -> &Registry {
        &self.registry
    }

    /// Makes a client that shares the store of another one with the same tracking URI.
    fn new_client(&self, uri: &str, registry_uri: Option<&str>) -> Result<Client> {
        let mut known = self.clients.iter();
        let same = known.find(|((tracking, _), _)| tracking == uri);
        let client = match same {
            Some((_, client)) => client.clone(),
            None => Client::with_registry(uri, self.registry.clone())?,
        };
        match registry_uri {
            // A registry that cannot be opened is no reason not to log.
            Some(registry) => Ok(client.with_registry_uri_unchecked(registry)),
            None => Ok(client.with_registry_uri_unchecked(uri)),
        }
    }

    fn client(&mut self) -> Result<Client> {
        let registry_uri = config::current()?.get(&settings::REGISTRY_URI)?.value;
        let uris = (self.tracking_uri()?, registry_uri);
        if let Some(client) = self.clients.get(&uris) {
            return Ok(client.clone());
        }
        let client = self.new_client(&uris.0, uris.1.as_deref())?;
        self.clients.insert(uris, client.clone());
        Ok(client)
    }
}

/// Sets where runs are kept from now on, in this process and in those that it starts.
///
/// The URI is not opened yet. A run that is active stays where it is. A path stands for the `file:` URI
/// of that path, and an empty text for `./mlruns`.
///
/// This writes the environment of the process. Rust code may read it meanwhile; C code that calls
/// `getenv` in another thread may not, so call this before such threads begin, or set
/// `MLFLOW_TRACKING_URI` from outside.
///
/// # Errors
///
/// `INVALID_PARAMETER_VALUE` for a URI that does not parse, or whose scheme no provider answers to.
///
/// ```
/// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
/// mlflow::set_tracking_uri("sqlite:///mlflow.db")?;
/// assert_eq!(std::env::var("MLFLOW_TRACKING_URI")?, "sqlite:///mlflow.db");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn set_tracking_uri(uri: impl Into<TrackingUri>) -> Result<()> {
    let uri: String = uri.into().into();
    let state = state()?;
    state.registry.check_tracking_uri(&StoreUri::parse(&uri)?)?;
    config::change(|config| config.set(&settings::TRACKING_URI, &uri))?;
    std::env::set_var(settings::TRACKING_URI.env, uri);
    Ok(())
}

/// Returns where runs are kept: what [`set_tracking_uri`] set, else the variable `MLFLOW_TRACKING_URI`,
/// else `tracking_uri` of `mlflow.toml`, else the folder `mlruns` in the working directory if it holds experiments, else
/// the file `mlflow.db` there.
pub fn get_tracking_uri() -> Result<String> {
    state()?.tracking_uri()
}

/// Tells whether anybody said where runs are kept.
pub fn is_tracking_uri_set() -> bool {
    let set = config::current().and_then(|config| config.get(&settings::TRACKING_URI));
    set.is_ok_and(|set| set.source != Source::Default)
}

/// Adds a provider of stores for the functions of this crate, beside those that are linked in.
///
/// # Errors
///
/// `RESOURCE_ALREADY_EXISTS` if one of its schemes has an owner.
///
/// ```
/// use mlflow::{memory::MemoryStore, Provider, TrackingStore};
/// use std::sync::Arc;
///
/// mlflow::register_provider(Provider::<dyn TrackingStore>::new("my crate", ["mine"], |_uri, _options| async {
///     Ok(Arc::new(MemoryStore::new()) as Arc<dyn TrackingStore>)
/// }))?;
/// mlflow::set_tracking_uri("mine://x")?;
/// # Ok::<(), mlflow::Error>(())
/// ```
pub fn register_provider(provider: impl Into<AnyProvider>) -> Result<()> {
    let mut state = state()?;
    state.registry.register(provider)?;
    state.clients.clear();
    Ok(())
}

/// Returns the client of the present tracking URI.
pub fn client() -> Result<Client> {
    state()?.client()
}
