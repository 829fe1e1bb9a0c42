//! How a connection to a database is made.

use super::error::error;
use super::functions;
use super::location::{Location, Synchronous};
use crate::sql::{echo, schema};
use mlflow_core::{Error, ErrorCode, Result};
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

pub(super) const BUSY_WAIT: Duration = Duration::from_secs(20);
/// How much of a database the writer keeps in memory, in KiB, as a negative number. A batch of 1000 metrics changes
/// thousands of pages, since the indexes are in the order of keys; those of one transaction should be written once.
const WRITER_CACHE: i64 = -16_384;
const CACHED_STATEMENTS: usize = 128;
/// How long the log may grow, in pages, before a commit itself makes a checkpoint: the checkpoints
/// beside the writer keep it far below.
const LOG_PAGES: i64 = 4_000;

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
    one_use: bool,
}

impl Opened {
    /// Moves all that was committed into the database file, if nobody reads, so that the file alone is
    /// the whole database.
    pub(super) fn empty_the_log(&self) {
        let moved = self.connection.busy_timeout(Duration::ZERO).and_then(|()| {
            self.connection
                .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        });
        if let Err(e) = moved.and_then(|()| self.connection.busy_timeout(BUSY_WAIT)) {
            tracing::debug!("the log of a database was left to the next program: {e}");
        }
    }

    /// Gives back the memory of pages and statements that will be read and prepared again when they are needed.
    pub(super) fn shrink(&self) {
        self.connection.flush_prepared_statement_cache();
        if let Err(e) = self.connection.execute_batch("PRAGMA shrink_memory") {
            tracing::debug!("the memory of a connection was not given back: {e}");
        }
    }

    /// Tells whether the connection may serve one reading only, since it does not see later writes.
    pub(super) fn is_of_one_use(&self) -> bool {
        self.one_use
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
        let Location::File { path, synchronous } = &self.location else {
            let mut connection = Connection::open_in_memory().map_err(error)?;
            configure(&connection)?;
            schema::create(&mut connection, &self.artifact_root)?;
            return Ok(Opened {
                connection,
                file: None,
                one_use: false,
            });
        };
        self.make_folder(path)?;
        if path.exists() && !may_write(path) {
            return Err(read_only(path));
        }
        self.connect_to_file(path, *synchronous)
            .map_err(|e| naming(path, e))
    }

    fn make_folder(&self, path: &Path) -> Result<()> {
        if self.was_open.load(Ordering::Relaxed) && !path.exists() {
            return Err(gone(path));
        }
        let Some(folder) = path.parent() else {
            return Ok(());
        };
        std::fs::create_dir_all(folder).map_err(|e| {
            let message = format!(
                "the folder {} of the database cannot be made: {e}",
                folder.display()
            );
            Error::new(Error::from(e).code(), message)
        })
    }

    fn connect_to_file(&self, path: &Path, synchronous: Synchronous) -> Result<Opened> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut connection = open(path, flags)?;
        let state = schema::state(&connection)?;
        schema::check(&state)?;
        let set =
            |name, value: &dyn rusqlite::ToSql| connection.pragma_update(None, name, value).map_err(error);
        set("journal_mode", &"wal")?;
        set("synchronous", &synchronous.as_str())?;
        set("wal_autocheckpoint", &LOG_PAGES)?;
        set("cache_size", &WRITER_CACHE)?;
        let is_new = state == schema::State::Empty;
        if is_new {
            schema::create(&mut connection, &self.artifact_root)?;
        }
        self.was_open.store(true, Ordering::Relaxed);
        let opened = Opened {
            connection,
            file: FileId::of(path),
            one_use: false,
        };
        if is_new {
            opened.empty_the_log();
        }
        Ok(opened)
    }

    /// Makes a connection for a reader: the writer has seen to the tables.
    pub(super) fn connect_reader(&self) -> Result<Opened> {
        let Location::File { path, .. } = &self.location else {
            return Err(Error::internal("a database in memory has no readers"));
        };
        if !path.exists() {
            return Err(gone(path));
        }
        let connect = || {
            let one_use = !may_write(path);
            let connection = if one_use {
                open_read_only(path)?
            } else {
                open(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?
            };
            schema::check(&schema::state(&connection)?)?;
            Ok(Opened {
                connection,
                file: FileId::of(path),
                one_use,
            })
        };
        connect().map_err(|e| naming(path, e))
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

fn open(path: &Path, flags: OpenFlags) -> Result<Connection> {
    let connection =
        Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(error)?;
    configure(&connection)?;
    Ok(connection)
}

/// Opens a file that may not be written. SQLite is told that nobody changes it, unless there is a log
/// that has to be read too: else it would make files beside it that later keep even a writer out.
pub(in crate::sql) fn open_read_only(path: &Path) -> Result<Connection> {
    let log = PathBuf::from(format!("{}-wal", path.display()));
    if std::fs::metadata(log).is_ok_and(|log| log.len() > 0) {
        return open(path, OpenFlags::SQLITE_OPEN_READ_ONLY);
    }
    let escaped = path
        .to_string_lossy()
        .replace('%', "%25")
        .replace('?', "%3f")
        .replace('#', "%23");
    let uri = format!("file:{escaped}?immutable=1");
    open(
        Path::new(&uri),
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI,
    )
}

/// Tells whether this process may write the file, and make the log beside it.
fn may_write(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use rustix::fs::{Access, access};
        let folder = path.parent().unwrap_or(path);
        access(path, Access::WRITE_OK).is_ok() && access(folder, Access::WRITE_OK).is_ok()
    }
    #[cfg(not(unix))]
    {
        std::fs::metadata(path).is_ok_and(|file| !file.permissions().readonly())
    }
}

fn read_only(path: &Path) -> Error {
    let message = format!(
        "the database {} is read-only: nothing was written, check the permissions of the file and of its folder",
        path.display()
    );
    Error::new(ErrorCode::PermissionDenied, message)
}

/// Puts the file's name before an error's message.
fn naming(path: &Path, error: Error) -> Error {
    let message = format!("{}: {}", path.display(), error.message());
    error.with_message(message)
}

fn configure(connection: &Connection) -> Result<()> {
    echo::of_sqlite(connection)?;
    functions::add(connection)?;
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
