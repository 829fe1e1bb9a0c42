//! What the runs that are started here say of their surroundings.
//!
//! Providers are asked in this order, and of two that set one tag the later wins: user, source and its
//! type; the Git commit; those that were [`register`]ed and those of installed plugins; the variable `MLFLOW_RUN_CONTEXT`. Tags that
//! the program gives win over all.

mod environment;
mod git;
mod local;

pub use mlflow_core::context::RunContextProvider;

use mlflow_core::blocking;
use mlflow_core::extension::{self, Extension};
use mlflow_core::plugin::Kind;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

type Tags = BTreeMap<String, String>;

static REGISTERED: Mutex<Vec<Arc<dyn RunContextProvider>>> = Mutex::new(Vec::new());

/// Adds a provider, behind those that are there.
///
/// ```
/// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
/// struct Team;
///
/// impl mlflow::context::RunContextProvider for Team {
///     fn name(&self) -> &str {
///         "team"
///     }
///
///     fn tags(&self) -> mlflow::Result<Vec<(String, String)>> {
///         Ok(vec![("team".into(), "a".into())])
///     }
/// }
///
/// mlflow::context::register(Team);
/// let run = mlflow::start_run()?;
/// assert_eq!(&run.run().data.tags["team"], "a");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn register(provider: impl RunContextProvider + 'static) {
    registered().push(Arc::new(provider));
}

/// Returns the tags that a run would be started with now.
pub fn tags() -> BTreeMap<String, String> {
    let providers: [&dyn RunContextProvider; 2] = [&local::Local, &git::Git];
    let mut registered = registered().clone();
    registered.extend(extensions());
    let third_party = registered.iter().map(|provider| &**provider);
    let all = providers
        .into_iter()
        .chain(third_party)
        .chain([&environment::Environment as &dyn RunContextProvider]);
    let mut tags = Tags::new();
    for provider in all {
        match provider.tags() {
            Ok(more) => tags.extend(more),
            Err(error) => tracing::warn!("the run context provider `{}` failed: {error}", provider.name()),
        }
    }
    tags
}

/// Returns the providers of the program's extensions and of installed plugins.
fn extensions() -> impl Iterator<Item = Arc<dyn RunContextProvider>> {
    let all = extension::all(Kind::RunContext).into_iter();
    all.filter_map(|extension| match extension {
        Extension::RunContext(provider) => Some(provider),
        _ => None,
    })
}

fn registered() -> std::sync::MutexGuard<'static, Vec<Arc<dyn RunContextProvider>>> {
    REGISTERED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Tags that are on their way.
pub(crate) enum Begun {
    Later(tokio::task::JoinHandle<Tags>),
    Now,
}

/// Begins to ask the providers beside the caller, if that takes long: the first time it does.
pub(crate) fn begin() -> Begun {
    if git::is_known() && registered().is_empty() && extensions().next().is_none() {
        return Begun::Now;
    }
    blocking::spawn_blocking(tags).map_or(Begun::Now, Begun::Later)
}

impl Begun {
    pub(crate) async fn finish(self) -> Tags {
        match self {
            Begun::Now => tags(),
            Begun::Later(tags) => tags.await.unwrap_or_else(|error| {
                tracing::warn!("a run context provider panicked: {error}");
                Tags::new()
            }),
        }
    }
}
