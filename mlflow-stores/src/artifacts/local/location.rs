//! From a plain path or a `file:` URI to a directory.

use std::path::PathBuf;

use mlflow_core::{Error, Result};
use percent_encoding::percent_decode_str;

/// Returns the absolute directory that a plain path or a `file:` URI means.
pub(super) fn directory_of(uri_or_path: &str) -> Result<PathBuf> {
    let path = match uri_or_path.split_once(':') {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("file") => path_of_uri(uri_or_path, rest)?,
        Some((scheme, rest)) if is_scheme(scheme) && rest.starts_with('/') => {
            return Err(refused(uri_or_path, "its scheme is not `file`"));
        }
        _ => PathBuf::from(uri_or_path),
    };
    if path.as_os_str().is_empty() {
        return Err(refused(uri_or_path, "it is empty"));
    }
    if path.as_os_str().as_encoded_bytes().contains(&0) {
        return Err(refused(uri_or_path, "it has a NUL character"));
    }
    std::path::absolute(&path).map_err(|error| refused(uri_or_path, &error.to_string()))
}

/// Tells a scheme from a drive letter and from text.
fn is_scheme(text: &str) -> bool {
    text.len() > 1
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

fn path_of_uri(uri: &str, after_scheme: &str) -> Result<PathBuf> {
    if after_scheme.contains(['?', '#']) {
        return Err(refused(
            uri,
            "a query or a fragment has no meaning for a directory",
        ));
    }
    let path = match after_scheme.strip_prefix("//") {
        None => after_scheme,
        Some(rest) => {
            let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            if !host.is_empty() && !host.eq_ignore_ascii_case("localhost") {
                return Err(refused(uri, "its host is not this one"));
            }
            path
        }
    };
    path_of_bytes(percent_decode_str(path).collect()).ok_or_else(|| refused(uri, "it is not UTF-8"))
}

#[cfg(unix)]
fn path_of_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    Some(std::ffi::OsString::from_vec(bytes).into())
}

#[cfg(not(unix))]
fn path_of_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
    let text = String::from_utf8(bytes).ok()?;
    let is_drive = matches!(text.as_bytes(), [b'/', letter, b':', ..] if letter.is_ascii_alphabetic());
    Some(text[usize::from(is_drive)..].into())
}

fn refused(uri: &str, reason: &str) -> Error {
    let shown: String = match uri.split_once("://") {
        Some((scheme, rest)) if !scheme.eq_ignore_ascii_case("file") => {
            let host_and_path = rest.rsplit_once('@').map_or(rest, |(_, after)| after);
            format!("{scheme}://{host_and_path}")
        }
        _ => uri.to_owned(),
    };
    Error::invalid_parameter_value(format!(
        "Invalid local artifact location '{}': {reason}",
        shown.escape_debug()
    ))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn reads_paths_and_uris() {
        let here = std::env::current_dir().unwrap();
        for (input, directory) in [
            ("/data/a%20b", PathBuf::from("/data/a%20b")),
            ("file:///data/a%20b", "/data/a b".into()),
            ("file:///a b", "/a b".into()),
            ("file:/x", "/x".into()),
            ("FILE://localhost/x", "/x".into()),
            ("file:///100%", "/100%".into()),
            ("file:./mlruns", here.join("mlruns")),
            ("mlruns/0:1", here.join("mlruns/0:1")),
        ] {
            assert_eq!(directory_of(input).unwrap(), directory, "{input}");
        }
    }

    #[test]
    fn refuses_what_is_not_local() {
        for input in [
            "",
            "file:",
            "file://",
            "file://host/x",
            "s3://bucket/x",
            "http://h/x",
            "mlflow-artifacts:/x",
            "file:///x?y",
            "file:///x#y",
            "file:///x%00",
        ] {
            assert!(directory_of(input).is_err(), "{input}");
        }
        let error = directory_of("sftp://user:secret@host/x").unwrap_err();
        assert!(!error.message().contains("secret"));
    }
}
