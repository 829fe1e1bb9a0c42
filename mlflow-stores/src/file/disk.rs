//! Files below a root: read whole, replaced whole, appended to, and locked.
//!
//! Every path is relative to a handle of the root and cannot lead out of it.

use cap_std::ambient_authority;
use cap_std::fs::{Dir, OpenOptions};
use mlflow_core::{Error, ErrorCode, Result};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// The name of a file that is about to take another's place, which Python takes for no entry of a store.
const STAGED: &str = ".mlflow-staged";

/// What one call reads of a file; if it reads less, it was all.
const SMALL: usize = 1024;

/// Opens a root.
///
/// # Errors
///
/// Those of the file system, with the path.
pub fn open_root(path: &Path) -> Result<Dir> {
    Dir::open_ambient_dir(path, ambient_authority())
        .map_err(|error| failed("open", &path.to_string_lossy(), error))
}

/// Tells that something could not be done with a path.
pub fn failed(action: &str, path: &str, error: io::Error) -> Error {
    let message = format!("Cannot {action} '{path}': {error}");
    match error.kind() {
        ErrorKind::NotADirectory | ErrorKind::IsADirectory => Error::invalid_parameter_value(format!(
            "{message}. A file store cannot hold a key beside another one that begins with it and a slash"
        )),
        _ => Error::from(error).with_message(message),
    }
}

/// A file does not hold what it should; the source of the errors of [`damaged`].
#[derive(Clone, Debug)]
pub struct Damaged {
    /// The file, below the root.
    pub path: String,
    /// What is wrong with it.
    pub why: String,
}

impl std::fmt::Display for Damaged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Damaged { path, why } = self;
        write!(
            f,
            "The file '{path}' is damaged: {why}. Repair it or move it away"
        )
    }
}

impl std::error::Error for Damaged {}

/// Tells that a file does not hold what it should.
pub fn damaged(path: &str, why: impl std::fmt::Display) -> Error {
    let damaged = Damaged {
        path: path.to_owned(),
        why: why.to_string(),
    };
    Error::new(ErrorCode::InvalidParameterValue, damaged.to_string()).with_source(damaged)
}

/// Tells whether there is nothing at a path.
pub fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// Reads a text; `None` where there is no file.
///
/// # Errors
///
/// Those of the file system, and [`damaged`] for what is not UTF-8.
pub fn read_text(dir: &Dir, path: &str) -> Result<Option<String>> {
    match dir.open(path).and_then(|mut file| read_rest(&mut file)) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text)),
            Err(error) => Err(damaged(path, error)),
        },
        Err(error) if is_absence(&error) => Ok(None),
        Err(error) => Err(failed("read", path, error)),
    }
}

/// Reads a file from where it stands: mostly by one call, since mostly files are small.
///
/// # Errors
///
/// Those of the file system.
pub fn read_rest(file: &mut cap_std::fs::File) -> io::Result<Vec<u8>> {
    let mut first = [0; SMALL];
    let length = file.read(&mut first)?;
    // No larger than it has to be: what was read of many files is kept.
    let mut bytes = first.get(..length).unwrap_or_default().to_vec();
    if length == SMALL {
        file.read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// Tells whether there is anything at a path, also where it must not be read.
#[cfg(unix)]
pub fn is_there(dir: &Dir, path: &str) -> bool {
    rustix::fs::statat(dir, path, rustix::fs::AtFlags::empty()).is_ok()
}

/// Tells whether there is anything at a path.
#[cfg(not(unix))]
pub fn is_there(dir: &Dir, path: &str) -> bool {
    dir.exists(path)
}

/// Tells whether a path is a folder.
pub fn is_folder(dir: &Dir, path: &str) -> bool {
    dir.metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// Lists the names of the folders in a folder, in order; none where there is no folder.
///
/// # Errors
///
/// Those of the file system.
pub fn folders(dir: &Dir, path: &str) -> Result<Vec<String>> {
    Ok(identified_folders(dir, path)?
        .into_iter()
        .map(|(name, _)| name)
        .collect())
}

/// Lists the names of the folders in a folder, in order, each with its identity where the file system has such.
///
/// # Errors
///
/// Those of the file system.
pub fn identified_folders(dir: &Dir, path: &str) -> Result<Vec<(String, u64)>> {
    let entries = match dir.read_dir(path) {
        Ok(entries) => entries,
        Err(error) if is_absence(&error) => return Ok(Vec::new()),
        Err(error) => return Err(failed("list", path, error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| failed("list", path, error))?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let is_folder = match entry.file_type() {
            Ok(kind) if kind.is_dir() => true,
            Ok(kind) if kind.is_symlink() => self::is_folder(dir, &format!("{path}/{name}")),
            _ => false,
        };
        if is_folder {
            names.push((name, identity(&entry)));
        }
    }
    names.sort_unstable();
    Ok(names)
}

#[cfg(unix)]
fn identity(entry: &cap_std::fs::DirEntry) -> u64 {
    std::os::unix::fs::DirEntryExt::ino(entry)
}

#[cfg(not(unix))]
fn identity(_: &cap_std::fs::DirEntry) -> u64 {
    0
}

/// Makes a folder and those above it.
///
/// # Errors
///
/// Those of the file system.
pub fn make_folder(dir: &Dir, path: &str) -> Result<()> {
    dir.create_dir_all(path)
        .map_err(|error| failed("make the folder", path, error))
}

/// Replaces a file by another that is written beside the folder `staging` first, so that nobody sees a half of it.
///
/// # Errors
///
/// Those of the file system; the old file is then still there.
pub fn replace(dir: &Dir, staging: &str, path: &str, content: &str) -> Result<()> {
    let staged = format!("{staging}/{STAGED}-{}", uuid::Uuid::new_v4().simple());
    let written = dir
        .write(&staged, content)
        .and_then(|()| move_to(dir, &staged, path));
    written.map_err(|error| {
        let _ = dir.remove_file(&staged);
        failed("write", path, error)
    })
}

fn move_to(dir: &Dir, from: &str, to: &str) -> io::Result<()> {
    match dir.rename(from, dir, to) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            if let Some((parent, _)) = to.rsplit_once('/') {
                dir.create_dir_all(parent)?;
            }
            dir.rename(from, dir, to)
        }
        moved => moved,
    }
}

/// Appends whole lines by one write, behind the end of the last line.
///
/// # Errors
///
/// Those of the file system.
pub fn append(dir: &Dir, path: &str, lines: &str) -> Result<()> {
    append_to(dir, path, lines).map_err(|error| failed("append to", path, error))
}

/// Appends a text as it is, also within a line.
///
/// # Errors
///
/// Those of the file system.
pub fn append_bytes(dir: &Dir, path: &str, text: &str) -> Result<()> {
    let appended = open_to_append(dir, path).and_then(|mut file| file.write_all(text.as_bytes()));
    appended.map_err(|error| failed("append to", path, error))
}

fn append_to(dir: &Dir, path: &str, lines: &str) -> io::Result<()> {
    let mut file = open_to_append(dir, path)?;
    match ends_within_line(&mut file)? {
        true => file.write_all(format!("\n{lines}").as_bytes()),
        false => file.write_all(lines.as_bytes()),
    }
}

fn open_to_append(dir: &Dir, path: &str) -> io::Result<cap_std::fs::File> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    match dir.open_with(path, &options) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            if let Some((parent, _)) = path.rsplit_once('/') {
                dir.create_dir_all(parent)?;
            }
            dir.open_with(path, &options)
        }
        opened => opened,
    }
}

fn ends_within_line(file: &mut cap_std::fs::File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(false);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

/// Removes a file; `false` where there is none.
///
/// # Errors
///
/// Those of the file system.
pub fn remove_file(dir: &Dir, path: &str) -> Result<bool> {
    match dir.remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if is_absence(&error) => Ok(false),
        Err(error) => Err(failed("remove", path, error)),
    }
}

/// A folder that no other of our calls and processes has locked, until this is dropped.
#[derive(Debug)]
pub struct Lock(#[allow(dead_code, reason = "the lock ends with the handle")] std::fs::File);

/// Waits for the lock of a folder. File systems without locks have none.
///
/// # Errors
///
/// Those of the file system, where the folder is not there for instance.
pub fn lock(dir: &Dir, path: &str) -> Result<Lock> {
    let file = lockable(dir, path).map_err(|error| failed("lock", path, error))?;
    if let Err(error) = file.lock() {
        tracing::debug!(path, %error, "the file system has no locks");
    }
    Ok(Lock(file))
}

#[cfg(unix)]
fn lockable(dir: &Dir, path: &str) -> io::Result<std::fs::File> {
    dir.open(path).map(cap_std::fs::File::into_std)
}

#[cfg(not(unix))]
fn lockable(dir: &Dir, path: &str) -> io::Result<std::fs::File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true);
    dir.open_with(format!("{path}/.mlflow-lock"), &options)
        .map(cap_std::fs::File::into_std)
}

/// Tells whether a text names an entry of a folder, and nothing else.
pub fn is_entry_name(name: &str) -> bool {
    !(name.is_empty() || name == "." || name == ".." || name.contains(['/', '\\', '\0']))
}

/// Tells whether a key is a path below the folder of its kind, and the shortest one.
pub fn is_own_path(key: &str) -> bool {
    key.split('/').all(is_entry_name)
}
