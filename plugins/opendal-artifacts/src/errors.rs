//! Errors of OpenDAL as MLflow's.

use mlflow_core::artifact::ArtifactPath;
use mlflow_core::{Error, ErrorCode};
use opendal::ErrorKind;
use std::error::Error as _;

/// Says what went wrong, with the code that the kind of error has.
pub(crate) fn failed(doing: &str, error: opendal::Error) -> Error {
    let code = match error.kind() {
        ErrorKind::NotFound => ErrorCode::ResourceDoesNotExist,
        ErrorKind::PermissionDenied => ErrorCode::PermissionDenied,
        ErrorKind::IsADirectory | ErrorKind::NotADirectory | ErrorKind::ConfigInvalid => {
            ErrorCode::InvalidParameterValue
        }
        ErrorKind::RateLimited => ErrorCode::TemporarilyUnavailable,
        ErrorKind::Unsupported => ErrorCode::NotImplemented,
        _ if error.is_temporary() => ErrorCode::TemporarilyUnavailable,
        _ => ErrorCode::IoError,
    };
    Error::new(code, format!("{doing}: {error}")).with_source(error)
}

pub(crate) fn is_missing(error: &opendal::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) || is_below_a_file(error)
}

/// Tells whether the local file system was asked for something below a file, for which OpenDAL has no kind.
fn is_below_a_file(error: &opendal::Error) -> bool {
    let mut source = error.source();
    while let Some(cause) = source {
        if let Some(cause) = cause.downcast_ref::<std::io::Error>() {
            return cause.kind() == std::io::ErrorKind::NotADirectory;
        }
        source = cause.source();
    }
    false
}

pub(crate) fn no_artifact(path: &ArtifactPath) -> Error {
    Error::does_not_exist(format!("No such artifact: '{path}'"))
}

pub(crate) fn is_a_directory(path: &ArtifactPath) -> Error {
    Error::invalid_parameter_value(format!("artifact '{path}' is a directory"))
}
