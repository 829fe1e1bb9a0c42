//! Where a database lies, and how durable its commits are.

use mlflow_core::{Error, Result, StoreUri};
use std::fmt;
use std::path::PathBuf;

/// What SQLAlchemy's driver understands and this program does not need.
const OPTIONS_OF_PYTHON: [&str; 6] = [
    "cached_statements",
    "check_same_thread",
    "detect_types",
    "isolation_level",
    "timeout",
    "uri",
];

/// A database's place, and how durable its commits are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::sql) enum Location {
    Memory,
    File { path: PathBuf, synchronous: Synchronous },
}

/// When a commit waits for the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::sql) enum Synchronous {
    /// At checkpoints: a commit survives the process, not the loss of power.
    Normal,
    /// At each commit.
    Full,
}

impl Synchronous {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Synchronous::Normal => "normal",
            Synchronous::Full => "full",
        }
    }
}

impl Location {
    pub(in crate::sql) fn of(uri: &StoreUri) -> Result<Self> {
        let mut synchronous = Synchronous::Normal;
        for (name, value) in uri.options() {
            match (name.as_str(), value.as_str()) {
                ("synchronous", "normal") => synchronous = Synchronous::Normal,
                ("synchronous", "full") => synchronous = Synchronous::Full,
                ("synchronous", _) => return Err(invalid(uri, &name, &value, "expected normal or full")),
                (known, _) if OPTIONS_OF_PYTHON.contains(&known) => {}
                _ => return Err(invalid(uri, &name, &value, "the one option is `synchronous`")),
            }
        }
        let file = uri.database();
        if file.is_empty() || file == ":memory:" {
            return Ok(Location::Memory);
        }
        let path = std::path::absolute(file).map_err(|e| Error::from(e).with_context("uri", uri))?;
        Ok(Location::File { path, synchronous })
    }

    pub(super) fn is_memory(&self) -> bool {
        *self == Location::Memory
    }
}

fn invalid(uri: &StoreUri, name: &str, value: &str, rule: &str) -> Error {
    Error::invalid_parameter_value(format!("Invalid option `{name}={value}` of `{uri}`: {rule}"))
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Location::Memory => f.write_str("in memory"),
            Location::File { path, .. } => write!(f, "{}", path.display()),
        }
    }
}
