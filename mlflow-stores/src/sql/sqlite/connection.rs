//! Where a database lies, and how a connection to it is made.

use super::error::error;
use crate::sql::schema;
use mlflow_core::{Error, ErrorCode, Result, StoreUri};
use rusqlite::{Connection, MAIN_DB, OpenFlags};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

pub(super) const BUSY_WAIT: Duration = Duration::from_secs(20);
const CACHED_STATEMENTS: usize = 128;
/// How long the log may grow, in pages, before a commit itself makes a checkpoint: the checkpoints
/// beside the writer keep it far below.
const LOG_PAGES: i64 = 4_000;

/// A database's place, and how durable its commits are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Location {
    Memory,
    File { path: PathBuf, synchronous: Synchronous },
}

/// When a commit waits for the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Synchronous {
    /// At checkpoints: a commit survives the process, not the loss of power.
    Normal,
    /// At each commit.
    Full,
}

impl Location {
    pub(super) fn of(uri: &StoreUri) -> Result<Self> {
        let file = uri.database();
        if file.is_empty() || file == ":memory:" {
            return Ok(Location::Memory);
        }
        let synchronous = match uri.option("synchronous").as_deref() {
            None | Some("normal") => Synchronous::Normal,
            Some("full") => Synchronous::Full,
            Some(other) => {
                let message =
                    format!("Invalid option `synchronous={other}` of `{uri}`: expected normal or full");
                return Err(Error::invalid_parameter_value(message));
            }
        };
        let path = std::path::absolute(file).map_err(|e| Error::from(e).with_context("uri", uri))?;
        Ok(Location::File { path, synchronous })
    }

    pub(super) fn is_memory(&self) -> bool {
        *self == Location::Memory
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Location::Memory => f.write_str("in memory"),
            Location::File { path, .. } => write!(f, "{}", path.display()),
        }
    }
}

/// Makes connections to one database, its tables at the first.
#[derive(Clone)]
pub(super) struct Connector {
    location: Location,
    artifact_root: Arc<str>,
    /// Once a file was there, it is not made anew if it vanishes.
    was_open: Arc<AtomicBool>,
}

/// A connection, with the identity of the file that it reads.
pub(super) struct Opened {
    pub(super) connection: Connection,
    file: Option<FileId>,
}

impl Opened {
    /// Moves all that was committed into the database file, if nobody reads, so that the file alone is
    /// the whole database, and closes.
    pub(super) fn close(self) {
        let moved = self.connection.busy_timeout(Duration::ZERO).and_then(|()| {
            self.connection
                .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        });
        if let Err(e) = moved {
            tracing::debug!("the log of a database was left to the next program: {e}");
        }
    }
}

impl Connector {
    pub(super) fn new(location: Location, artifact_root: &str) -> Self {
        Connector {
            location,
            artifact_root: artifact_root.into(),
            was_open: Arc::default(),
        }
    }

    pub(super) fn is_memory(&self) -> bool {
        self.location.is_memory()
    }

    /// Makes a connection for the writer: creates the file and its tables if there is nothing.
    pub(super) fn connect(&self) -> Result<Opened> {
        self.connect_and_prepare()
            .map_err(|e| e.with_context("database", &self.location))
    }

    fn connect_and_prepare(&self) -> Result<Opened> {
        let Location::File { path, synchronous } = &self.location else {
            let mut connection = Connection::open_in_memory().map_err(error)?;
            configure(&connection)?;
            schema::create(&mut connection, &self.artifact_root)?;
            return Ok(Opened {
                connection,
                file: None,
            });
        };
        if self.was_open.load(Ordering::Relaxed) && !path.exists() {
            return Err(gone(path));
        }
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|e| {
                let message = format!(
                    "the folder {} of the database cannot be made: {e}",
                    folder.display()
                );
                Error::new(Error::from(e).code(), message)
            })?;
        }
        let mut connection = self.open(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        )?;
        let state = schema::state(&connection)?;
        schema::check(&state)?;
        if !connection.is_readonly(MAIN_DB).map_err(error)? {
            connection
                .pragma_update(None, "journal_mode", "wal")
                .map_err(error)?;
            let level = if *synchronous == Synchronous::Full {
                "full"
            } else {
                "normal"
            };
            connection
                .pragma_update(None, "synchronous", level)
                .map_err(error)?;
            connection
                .pragma_update(None, "wal_autocheckpoint", LOG_PAGES)
                .map_err(error)?;
        }
        if state == schema::State::Empty {
            schema::create(&mut connection, &self.artifact_root)?;
        }
        self.was_open.store(true, Ordering::Relaxed);
        Ok(Opened {
            connection,
            file: FileId::of(path),
        })
    }

    /// Makes a connection for a reader: the writer has seen to the tables.
    pub(super) fn connect_reader(&self) -> Result<Opened> {
        let Location::File { path, .. } = &self.location else {
            return Err(Error::internal("a database in memory has no readers"));
        };
        if !path.exists() {
            return Err(gone(path).with_context("database", &self.location));
        }
        let connection = self.open(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        schema::check(&schema::state(&connection)?)?;
        Ok(Opened {
            connection,
            file: FileId::of(path),
        })
    }

    /// Tells whether a commit waits for the disk.
    pub(super) fn commits_are_slow(&self) -> bool {
        matches!(
            self.location,
            Location::File {
                synchronous: Synchronous::Full,
                ..
            }
        )
    }

    fn open(&self, path: &Path, flags: OpenFlags) -> Result<Connection> {
        let connection =
            Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(error)?;
        configure(&connection)?;
        Ok(connection)
    }

    /// Tells whether a connection still reads the file that has the database's name.
    pub(super) fn check(&self, opened: &Opened) -> Result<()> {
        match (&self.location, &opened.file) {
            (Location::File { path, .. }, Some(file)) if FileId::of(path).as_ref() != Some(file) => {
                Err(gone(path))
            }
            _ => Ok(()),
        }
    }
}

fn configure(connection: &Connection) -> Result<()> {
    connection.busy_timeout(BUSY_WAIT).map_err(error)?;
    connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
    for (name, value) in [
        ("foreign_keys", "on"),
        ("case_sensitive_like", "on"),
        ("temp_store", "memory"),
    ] {
        connection.pragma_update(None, name, value).map_err(error)?;
    }
    Ok(())
}

fn gone(path: &Path) -> Error {
    let message = format!(
        "the database file {} was removed or replaced while it was in use: nothing was written",
        path.display()
    );
    Error::new(ErrorCode::TemporarilyUnavailable, message)
}

/// Identifies a file beyond its name.
#[derive(Clone, Debug, PartialEq, Eq)]
struct FileId(u64, u64);

impl FileId {
    #[cfg(unix)]
    fn of(path: &Path) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let file = std::fs::metadata(path).ok()?;
        Some(FileId(file.dev(), file.ino()))
    }

    #[cfg(not(unix))]
    fn of(path: &Path) -> Option<Self> {
        path.exists().then_some(FileId(0, 0))
    }
}
