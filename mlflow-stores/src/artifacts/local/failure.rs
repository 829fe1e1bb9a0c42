//! From errors of the file system to ours, in the caller's terms.

use std::io::{self, ErrorKind};

use mlflow_core::artifact::ArtifactPath;
use mlflow_core::{Error, ErrorCode};

/// Makes an error about an artifact, or about the root where there is no path.
pub(super) fn of_artifact(doing: &str, path: Option<&ArtifactPath>, error: io::Error) -> Error {
    let path = path.map_or("", ArtifactPath::as_str);
    let (code, reason) = match error.kind() {
        ErrorKind::PermissionDenied if error.raw_os_error().is_none() => {
            let message = format!("Invalid path: '{path}'. It leads outside of the artifact root");
            return Error::invalid_parameter_value(message).with_source(error);
        }
        ErrorKind::IsADirectory => (ErrorCode::InvalidParameterValue, "it is a directory".to_owned()),
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => (
            ErrorCode::InvalidParameterValue,
            "a directory of its path is a file".to_owned(),
        ),
        _ if is_loop(&error) => (
            ErrorCode::InvalidParameterValue,
            "its path has too many links".to_owned(),
        ),
        kind => (Error::from(io::Error::from(kind)).code(), error.to_string()),
    };
    Error::new(code, format!("cannot {doing} artifact '{path}': {reason}")).with_source(error)
}

/// Makes an error about the root directory, whose place is not told to peers.
pub(super) fn of_root(directory: &std::path::Path, error: io::Error) -> Error {
    let code = match Error::from(io::Error::from(error.kind())).code() {
        code @ (ErrorCode::PermissionDenied | ErrorCode::ResourceExhausted) => code,
        _ => ErrorCode::TemporarilyUnavailable,
    };
    Error::new(code, format!("cannot open the root of the artifacts: {error}"))
        .with_context("root", directory.display())
        .with_source(error)
}

/// Makes the error of a missing artifact.
pub(super) fn missing(path: Option<&ArtifactPath>) -> Error {
    Error::does_not_exist(format!(
        "No such artifact: '{}'",
        path.map_or("", ArtifactPath::as_str)
    ))
}

/// Tells whether an error means that nothing is at a path.
pub(super) fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

#[cfg(unix)]
fn is_loop(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error())
}

#[cfg(not(unix))]
fn is_loop(_: &io::Error) -> bool {
    false
}
