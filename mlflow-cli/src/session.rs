//! What every command has at hand.

use crate::cli::Global;
use crate::failure::{Failure, OrHint};
use crate::output::Printer;
use mlflow_core::config::{self, Config, FromSetting, Setting, Source, Sourced, settings};
use mlflow_core::{Client, StoreUri};
use std::path::PathBuf;
use std::sync::Arc;

/// Where official MLflow's server takes its database from.
const BACKEND_STORE: &str = "MLFLOW_BACKEND_STORE_URI";

const STORE_HINT: &str = "`mlflow doctor` shows what this program can open; --tracking-uri or MLFLOW_TRACKING_URI chooses where runs are kept";

/// The configuration, the tracking URI and the output of one command.
pub(crate) struct Session {
    pub(crate) config: Arc<Config>,
    pub(crate) printer: Printer,
    tracking_uri: Sourced<String>,
}

/// Returns the folder `mlruns` of the working directory if it holds experiments, else its `mlflow.db`, as relative URIs.
fn default_tracking_uri() -> Result<String, Failure> {
    let directory = std::path::absolute(".")?;
    let uri = mlflow_core::uri::default_tracking_uri(&directory);
    Ok(match uri.starts_with("sqlite:") {
        true => "sqlite:///mlflow.db".to_owned(),
        false => "./mlruns".to_owned(),
    })
}

impl Session {
    /// Reads the configuration; nothing is opened.
    pub(crate) fn new(global: &Global) -> Result<Self, Failure> {
        if let Some(uri) = &global.tracking_uri {
            config::change(|config| config.set(&settings::TRACKING_URI, uri))?;
        }
        let config = config::current()?;
        let Sourced { value, source } = config.get(&settings::TRACKING_URI)?;
        Ok(Session {
            config,
            printer: Printer::new(global.output),
            tracking_uri: Sourced {
                value: value.map_or_else(default_tracking_uri, Ok)?,
                source,
            },
        })
    }

    /// Returns a client of the tracking URI whose store is open.
    pub(crate) async fn client(&self) -> Result<Client, Failure> {
        let client = self.lazy_client()?;
        client.store().await.or_hint(|_| Some(STORE_HINT.to_owned()))?;
        Ok(client)
    }

    /// Returns a client that opens its store when it needs it.
    pub(crate) fn lazy_client(&self) -> Result<Client, Failure> {
        Client::new(&self.tracking_uri.value).or_hint(|_| Some(STORE_HINT.to_owned()))
    }

    /// Returns the tracking URI and where it was set.
    pub(crate) fn tracking_uri(&self) -> &Sourced<String> {
        &self.tracking_uri
    }

    /// Returns the database that a command works on: the one that is named on its line, also by `--tracking-uri`, else
    /// the server's of the environment, else the tracking URI.
    pub(crate) fn database_uri(&self, named: Option<&str>) -> Result<StoreUri, Failure> {
        let backend = || match self.tracking_uri.source {
            Source::Call => None,
            _ => std::env::var(BACKEND_STORE).ok().filter(|uri| !uri.is_empty()),
        };
        let uri = named.map(str::to_owned).or_else(backend);
        Ok(StoreUri::parse(uri.as_ref().unwrap_or(&self.tracking_uri.value))?)
    }

    /// Returns the tracking URI as it may be shown: without its password.
    pub(crate) fn shown_uri(&self) -> String {
        shown_uri(&self.tracking_uri.value)
    }

    /// Returns the file of a SQLite database that nobody has made yet.
    pub(crate) fn missing_database(&self) -> Option<PathBuf> {
        let uri = StoreUri::parse(&self.tracking_uri.value).ok()?;
        let is_file = uri.scheme() == "sqlite" && !matches!(uri.database(), "" | ":memory:");
        let file = PathBuf::from(uri.database());
        (is_file && !file.exists()).then_some(file)
    }

    /// Returns an option, else the setting that stands for it.
    pub(crate) fn option_or<T: FromSetting>(
        &self,
        option: Option<T>,
        setting: &Setting<T>,
    ) -> Result<Option<T>, Failure> {
        match option {
            Some(value) => Ok(Some(value)),
            None => Ok(self.config.get(setting)?.value),
        }
    }
}

/// Returns a URI without its password.
pub(crate) fn shown_uri(uri: &str) -> String {
    match StoreUri::parse(uri) {
        Ok(uri) => uri.to_string(),
        Err(_) => "a URI that does not parse".to_owned(),
    }
}

/// Says where a value was set, in the words of a command line.
pub(crate) fn shown_source(source: &Source) -> String {
    match source {
        Source::Call => "option --tracking-uri".to_owned(),
        source => source.to_string(),
    }
}
