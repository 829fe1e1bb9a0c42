//! Code is loaded only from where nobody but this user and root can put it.

use crate::error::{Error, ErrorCode, Result};
use std::path::{Path, PathBuf};

/// Returns the path of a file without links, if it is safe to load code from.
///
/// The file and its folder may be written by their owner alone, who is this user or root. A folder above may be
/// written by others only if it is sticky, as `/tmp` is. On Windows nothing is checked.
pub(super) fn safe_file(path: &Path) -> Result<PathBuf> {
    let shown = path.display();
    if !path.is_absolute() {
        return Err(Error::invalid_parameter_value(format!(
            "`{shown}` is relative, and plugins are not loaded from the working directory: give the whole path"
        )));
    }
    let real = path.canonicalize().map_err(|e| {
        Error::new(
            Error::from(std::io::Error::from(e.kind())).code(),
            format!("no plugin at {shown}: {e}"),
        )
    })?;
    if !real.is_file() {
        return Err(Error::invalid_parameter_value(format!("{shown} is no file")));
    }
    #[cfg(unix)]
    for (depth, place) in real.ancestors().enumerate() {
        if let Some(why) = unsafe_because(place, depth)? {
            return Err(Error::new(
                ErrorCode::PermissionDenied,
                format!("{shown} is not loaded: {} {why}", place.display()),
            ));
        }
    }
    Ok(real)
}

#[cfg(unix)]
fn unsafe_because(place: &Path, depth: usize) -> Result<Option<String>> {
    use std::os::unix::fs::MetadataExt;
    const OTHERS: u32 = 0o002;
    const GROUP: u32 = 0o020;
    const STICKY: u32 = 0o1000;
    let found = std::fs::metadata(place)?;
    let (mode, owner, me) = (found.mode(), found.uid(), rustix::process::geteuid().as_raw());
    let is_sticky = found.is_dir() && mode & STICKY != 0;
    if owner != 0 && owner != me {
        return Ok(Some(format!(
            "belongs to the user {owner}, who is neither root nor this one"
        )));
    }
    let refused = if depth <= 1 { OTHERS | GROUP } else { OTHERS };
    if mode & refused != 0 && !(depth > 0 && is_sticky) {
        return Ok(Some(format!(
            "can be written by others (mode {:o}): `chmod go-w` it",
            mode & 0o7777
        )));
    }
    Ok(None)
}
