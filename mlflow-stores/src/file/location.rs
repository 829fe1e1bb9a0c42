//! From URIs to folders and back.

use crate::artifacts::LocalArtifactRepo;
use mlflow_core::Result;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::path::PathBuf;

/// What Python's `pathname2url` leaves as it is.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'_')
    .remove(b'.')
    .remove(b'-')
    .remove(b'~');

/// Returns the folder of a plain path or a `file:` URI.
pub(super) fn folder_of(uri_or_path: &str) -> Result<PathBuf> {
    Ok(LocalArtifactRepo::open(uri_or_path)?.directory().to_owned())
}

/// Makes a `file:` URI of an absolute path, and leaves URIs alone.
pub(super) fn as_uri(location: &str) -> String {
    if location.starts_with('/') {
        format!("file://{}", utf8_percent_encode(location, ESCAPED))
    } else {
        location.to_owned()
    }
}
