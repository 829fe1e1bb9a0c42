//! A copy of the database file, made before the first change.

use crate::sql::sqlite::error;
use mlflow_core::{Error, ErrorCode, Result};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Pages copied between two reports.
const PAGES: i32 = 2_000;

/// Copies a database beside itself, under a name with its revision and the time that no file has.
///
/// The caller holds the lock of writers, so that the copy is what the first step begins with.
pub(in crate::sql::upgrade) fn make(
    database: &Path,
    revision: &str,
    report: &mut (dyn FnMut(u64, u64) + Send),
) -> Result<PathBuf> {
    let source = open(database)?;
    let time: String = source
        .query_row("SELECT strftime('%Y%m%dT%H%M%SZ', 'now')", [], |row| row.get(0))
        .map_err(error)?;
    let backup = reserve(database, &format!("{revision}-{time}"))?;
    let part = with_suffix(&backup, ".part");
    let made = copy(&source, &part, report)
        .map_err(|e| {
            let message = format!(
                "the backup {} could not be made: {}",
                backup.display(),
                e.message()
            );
            e.with_message(message)
        })
        .and_then(|()| compare(&source, &part))
        .and_then(|()| keep(database, &part, &backup).map_err(|e| unwritable(&backup, e)));
    if let Err(e) = made {
        // What is half a copy must not look like one.
        let _ = fs::remove_file(&part);
        let _ = fs::remove_file(&backup);
        return Err(e);
    }
    Ok(backup)
}

fn open(path: &Path) -> Result<Connection> {
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    );
    let connection = connection.map_err(error)?;
    connection.busy_timeout(Duration::from_secs(20)).map_err(error)?;
    Ok(connection)
}

/// Makes an empty file of a name that was free.
fn reserve(database: &Path, mark: &str) -> Result<PathBuf> {
    for number in 0..1_000 {
        let number = if number == 0 {
            String::new()
        } else {
            format!("-{number}")
        };
        let path = with_suffix(database, &format!(".{mark}{number}.backup"));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(&path) {
            Ok(_) => return Ok(path),
            Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(e) => return Err(unwritable(&path, e)),
        }
    }
    Err(Error::internal("no name for the backup is free"))
}

fn copy(source: &Connection, part: &Path, report: &mut (dyn FnMut(u64, u64) + Send)) -> Result<()> {
    let mut target = Connection::open(part).map_err(error)?;
    let backup = Backup::new(source, &mut target).map_err(error)?;
    loop {
        let step = backup.step(PAGES).map_err(error)?;
        let progress = backup.progress();
        let total = u64::try_from(progress.pagecount).unwrap_or(0);
        let left = u64::try_from(progress.remaining).unwrap_or(0);
        report(total - left, total);
        match step {
            StepResult::Done => return Ok(()),
            StepResult::More => {}
            _ => std::thread::sleep(Duration::from_millis(50)),
        }
    }
}

/// Makes sure that the copy is a database of as many pages with as many tables.
fn compare(source: &Connection, part: &Path) -> Result<()> {
    let copy = open(part)?;
    for sql in ["PRAGMA page_count", "SELECT count(*) FROM sqlite_master"] {
        let ask = |connection: &Connection| {
            connection
                .query_row(sql, [], |row| row.get::<_, i64>(0))
                .map_err(error)
        };
        if ask(source)? != ask(&copy)? {
            let message = format!(
                "the backup {} differs from the database: nothing was changed",
                part.display()
            );
            return Err(Error::new(ErrorCode::DataLoss, message));
        }
    }
    Ok(())
}

/// Gives the copy its name once it is on the disk.
fn keep(database: &Path, part: &Path, backup: &Path) -> std::io::Result<()> {
    fs::set_permissions(part, fs::metadata(database)?.permissions())?;
    File::open(part)?.sync_all()?;
    fs::rename(part, backup)?;
    #[cfg(unix)]
    if let Some(folder) = backup.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn unwritable(path: &Path, e: std::io::Error) -> Error {
    let message = format!(
        "the backup {} cannot be written: {e}; nothing was changed",
        path.display()
    );
    Error::new(Error::from(e).code(), message)
}
