//! What `set_tracking_uri` takes.

use std::path::{Path, PathBuf};

/// A tracking URI: text as it is, or a path as the `file:` URI of it.
///
/// ```
/// let uri: String = mlflow::TrackingUri::from(std::path::Path::new("/data/my runs")).into();
/// assert_eq!(uri, "file:///data/my%20runs");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackingUri(String);

impl From<TrackingUri> for String {
    fn from(uri: TrackingUri) -> Self {
        uri.0
    }
}

impl From<&str> for TrackingUri {
    fn from(uri: &str) -> Self {
        TrackingUri(uri.to_owned())
    }
}

impl From<String> for TrackingUri {
    fn from(uri: String) -> Self {
        TrackingUri(uri)
    }
}

impl From<&String> for TrackingUri {
    fn from(uri: &String) -> Self {
        TrackingUri(uri.clone())
    }
}

impl From<&Path> for TrackingUri {
    fn from(path: &Path) -> Self {
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let mut uri = "file://".to_owned();
        for byte in absolute.to_string_lossy().bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                    uri.push(char::from(byte));
                }
                _ => uri.push_str(&format!("%{byte:02X}")),
            }
        }
        TrackingUri(uri)
    }
}

impl From<&PathBuf> for TrackingUri {
    fn from(path: &PathBuf) -> Self {
        path.as_path().into()
    }
}

impl From<PathBuf> for TrackingUri {
    fn from(path: PathBuf) -> Self {
        path.as_path().into()
    }
}
