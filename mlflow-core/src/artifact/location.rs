//! Artifact locations: made absolute, and extended, as MLflow does.
//!
//! ```
//! use mlflow_core::artifact::location;
//! assert_eq!(location::join("s3://b/p?x=1", &["7", "artifacts"]), "s3://b/p/7/artifacts?x=1");
//! ```

use crate::error::{Error, Result};
use crate::uri::StoreUri;
use std::path::Path;

/// Makes a relative local path or `file:` URI absolute; anything else stays as it is.
pub fn absolute(location: &str) -> Result<String> {
    let uri = StoreUri::parse(location)?;
    if uri.scheme() != "file" || Path::new(uri.path()).is_absolute() {
        return Ok(location.to_owned());
    }
    let directory = std::env::current_dir().map_err(|e| Error::from(e).with_context("location", location))?;
    let relative = uri.path().trim_start_matches("./");
    let path = directory.join(relative).to_string_lossy().into_owned();
    Ok(if location.starts_with("file:") {
        format!("file://{path}")
    } else {
        path
    })
}

/// Appends segments to the path of a location, before its query or fragment.
pub fn join(location: &str, segments: &[&str]) -> String {
    let has_scheme = location
        .split_once(':')
        .is_some_and(|(scheme, _)| scheme.len() > 1 && !scheme.contains('/'));
    let end = if has_scheme {
        location.find(['?', '#']).unwrap_or(location.len())
    } else {
        location.len()
    };
    let (path, rest) = location.split_at(end);
    let mut joined = path.to_owned();
    for segment in segments {
        if !joined.ends_with('/') {
            joined.push('/');
        }
        joined.push_str(segment);
    }
    joined + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_go_before_the_query() {
        assert_eq!(
            join("s3://b/p?x=1", &["7", "artifacts"]),
            "s3://b/p/7/artifacts?x=1"
        );
        assert_eq!(join("/data/what?", &["7"]), "/data/what?/7");
        assert_eq!(join("mlflow-artifacts:/", &["7"]), "mlflow-artifacts:/7");
    }

    #[test]
    fn only_local_relative_locations_change() {
        let here = std::env::current_dir().unwrap();
        assert_eq!(
            absolute("./mlruns").unwrap(),
            here.join("mlruns").to_string_lossy()
        );
        assert_eq!(absolute("s3://b/p").unwrap(), "s3://b/p");
        assert_eq!(absolute("/data").unwrap(), "/data");
        assert_eq!(absolute("file:///data").unwrap(), "file:///data");
    }
}
