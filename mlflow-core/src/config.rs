//! Configuration: what is set, and where.
//!
//! Four layers, the later one wins: defaults, `mlflow.toml` (of the project, else of the user),
//! MLflow's environment variables, explicit calls. Each value tells where it came from.

pub mod credentials;
mod current;
mod file;
mod setting;
pub mod settings;
mod source;

pub use current::{change, current};
pub use setting::{FromSetting, Kind, Setting};
pub use source::{Source, Sourced};

use crate::error::Result;
use file::ConfigFile;
use std::collections::BTreeMap;
use std::path::Path;

/// The layers, read once; environment variables are looked up at each call, since programs change them.
///
/// ```
/// use mlflow_core::config::{Config, Source, settings};
///
/// let mut config = Config::default();
/// assert_eq!(config.get(&settings::ARTIFACT_LOCATION_MAX_LENGTH)?.value, Some(2048));
///
/// config.set(&settings::TRACKING_URI, "sqlite:///wine.db");
/// let uri = config.get(&settings::TRACKING_URI)?;
/// assert_eq!((uri.value.as_deref(), uri.source), (Some("sqlite:///wine.db"), Source::Call));
/// # Ok::<(), mlflow_core::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Config {
    file: Option<ConfigFile>,
    calls: BTreeMap<&'static str, String>,
}

impl Config {
    /// Reads `mlflow.toml` of the working directory or a folder above it, else of the user's
    /// configuration folder.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` naming the file and the line, if it is no TOML.
    pub fn load() -> Result<Self> {
        let directory = std::env::current_dir().ok();
        Config::load_from(directory.as_deref())
    }

    /// Reads `mlflow.toml` as if the program ran in a directory.
    pub fn load_from(directory: Option<&Path>) -> Result<Self> {
        Ok(Config {
            file: ConfigFile::find(directory)?,
            calls: BTreeMap::new(),
        })
    }

    /// Returns the path of the `mlflow.toml` that was read, if there is one.
    pub fn file_path(&self) -> Option<&Path> {
        self.file.as_ref().map(ConfigFile::path)
    }

    /// Tells whether the file is the user's own and not a project's.
    pub(crate) fn is_of_user(&self) -> bool {
        self.file.as_ref().is_some_and(ConfigFile::is_of_user)
    }

    /// Returns a setting by its name in `mlflow.toml` as text, if any layer but the defaults holds one.
    pub(crate) fn text_of(&self, name: &str) -> Option<String> {
        let env = settings::variable(name)?;
        self.text(name, env).map(|(text, _)| text)
    }

    /// Sets a value as an explicit call does: over everything else.
    pub fn set<T>(&mut self, setting: &Setting<T>, value: impl Into<String>) {
        self.calls.insert(setting.name, value.into());
    }

    /// Takes back what [`set`](Config::set) did.
    pub fn unset<T>(&mut self, setting: &Setting<T>) {
        self.calls.remove(setting.name);
    }

    /// Returns a value and where it came from. An empty environment variable counts as not set.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` naming the setting, where it was set, and the value.
    pub fn get<T: FromSetting>(&self, setting: &Setting<T>) -> Result<Sourced<Option<T>>> {
        let Some((text, source)) = self.text(setting.name, setting.env) else {
            let value = setting.default();
            return Ok(Sourced {
                value,
                source: Source::Default,
            });
        };
        let value = T::from_setting(&text).map_err(|e| {
            let message = format!("Invalid value `{text}` of {} ({source}): {e}", setting.name);
            crate::Error::invalid_parameter_value(message)
        })?;
        Ok(Sourced {
            value: Some(value),
            source,
        })
    }

    /// Checks every value that some layer sets, so that a wrong one is found before it is needed.
    ///
    /// # Errors
    ///
    /// That of [`get`](Config::get), for the first wrong value.
    pub fn check(&self) -> Result<()> {
        settings::wrong(self)
            .into_iter()
            .next()
            .map_or(Ok(()), |(_, error)| Err(error))
    }

    /// Returns a value as text, if any layer but the defaults holds one.
    fn text(&self, name: &str, env: &'static str) -> Option<(String, Source)> {
        if let Some(value) = self.calls.get(name) {
            return Some((value.clone(), Source::Call));
        }
        if let Some(value) = std::env::var_os(env).filter(|value| !value.is_empty()) {
            return Some((value.to_string_lossy().into_owned(), Source::Environment(env)));
        }
        let file = self.file.as_ref()?;
        Some((file.get(name)?, Source::File(file.path().to_owned())))
    }
}
