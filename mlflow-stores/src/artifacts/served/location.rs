//! Where a server keeps the artifacts of a root.

use super::Address;
use crate::rest::encoded;
use mlflow_core::artifact::ArtifactPath;
use mlflow_core::{Error, Result, StoreUri};
use percent_encoding::percent_decode_str;

/// Where a server hands out artifacts.
const SERVICE: &str = "/api/2.0/mlflow-artifacts/artifacts";
/// The end of such a path, by which it is told in a URI.
const SERVICE_END: &str = "/mlflow-artifacts/artifacts";

/// Paths on a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Location {
    /// The encoded path of the service below the server's address; `None` if it is not known.
    service: Option<String>,
    /// The encoded path of the root.
    files: String,
    /// The root as the service names it.
    root: String,
}

impl Location {
    /// Finds the root of an `mlflow-artifacts:` URI on the server of a tracking URI.
    pub(super) fn by_tracking(uri: &StoreUri, tracking_uri: &str) -> Result<(Address, Self)> {
        let tracking = StoreUri::parse(tracking_uri)?;
        if !matches!(tracking.scheme(), "http" | "https") {
            let shown = match tracking_uri {
                "" => "not set".to_owned(),
                _ => format!("set to {}", without_secrets(&tracking)),
            };
            return Err(Error::invalid_parameter_value(format!(
                "When an mlflow-artifacts URI was supplied, the tracking URI must be a valid http or https URI, but it is \
                 currently {shown}. Set it to the running MLflow server by the variable MLFLOW_TRACKING_URI or by \
                 `set_tracking_uri`, such as http://localhost:5000"
            )));
        }
        no_query(uri)?;
        let tracking = Address::of(&tracking)?;
        let address = match uri.host() {
            None => tracking,
            Some(host) if host.parse::<f64>().is_ok() && uri.port().is_none() => {
                return Err(Error::invalid_parameter_value(format!(
                    "The mlflow-artifacts uri was supplied with a port number: {host}, but no host was defined."
                )));
            }
            Some(host) => {
                let host = if host.contains(':') {
                    format!("[{host}]")
                } else {
                    host.to_owned()
                };
                tracking.at(&uri.port().map_or(host.clone(), |port| format!("{host}:{port}")))?
            }
        };
        let root = segments(uri.path()).join("/");
        // Official MLflow also takes a root that names the service itself.
        let root = root
            .strip_prefix(&SERVICE[1..])
            .map_or(root.as_str(), |root| root.trim_start_matches('/'));
        Ok((
            address,
            Location::of(Some(SERVICE.to_owned()), root.to_owned(), uri)?,
        ))
    }

    /// Takes the root of an `http:` or `https:` URI, as it is written.
    pub(super) fn as_written(uri: &StoreUri) -> Result<(Address, Self)> {
        let path = uri.path();
        let (before, root) = match path.find(SERVICE_END) {
            Some(at) => (
                Some(&path[..at + SERVICE_END.len()]),
                &path[at + SERVICE_END.len()..],
            ),
            None => (None, path),
        };
        let address = Address::of(uri)?.root();
        let location = Location::of(before.map(str::to_owned), segments(root).join("/"), uri)?;
        Ok((address, location))
    }

    fn of(service: Option<String>, root: String, uri: &StoreUri) -> Result<Self> {
        if !root.is_empty() {
            ArtifactPath::parse(&root).map_err(|e| e.with_context("uri", uri))?;
        }
        let mut files = service.clone().unwrap_or_default();
        for segment in root.split('/').filter(|segment| !segment.is_empty()) {
            files = files + "/" + &encoded(segment);
        }
        Ok(Location { service, files, root })
    }

    /// Returns the encoded path of an artifact.
    pub(super) fn file(&self, path: &ArtifactPath) -> String {
        path.segments().fold(self.files.clone(), |files, segment| {
            files + "/" + &encoded(segment)
        })
    }

    /// Returns the encoded path of what is done with uploads in parts into a directory; `None` if it is not known.
    pub(super) fn parts(&self, action: &str, directory: Option<&ArtifactPath>) -> Option<String> {
        let before = self.service.as_ref()?.strip_suffix("/artifacts")?;
        let below = self.files.strip_prefix(self.service.as_ref()?)?;
        let parts = format!("{before}/mpu/{action}{below}");
        Some(directory.map_or(parts.clone(), |directory| {
            directory
                .segments()
                .fold(parts, |parts, segment| parts + "/" + &encoded(segment))
        }))
    }

    /// Returns the encoded path and the query that list a directory.
    pub(super) fn listing(&self, path: Option<&ArtifactPath>) -> Result<(&str, String)> {
        let Some(service) = &self.service else {
            return Err(Error::invalid_parameter_value(format!(
                "artifacts are listed only where a path with `{SERVICE_END}` leads to, which an MLflow server has"
            )));
        };
        let directory = match (self.root.as_str(), path) {
            (root, None) => root.to_owned(),
            ("", Some(path)) => path.as_str().to_owned(),
            (root, Some(path)) => format!("{root}/{path}"),
        };
        Ok((service, format!("path={}", encoded(&directory))))
    }
}

fn segments(path: &str) -> Vec<String> {
    let decode = |segment: &str| percent_decode_str(segment).decode_utf8_lossy().into_owned();
    path.split('/')
        .filter(|segment| !segment.is_empty())
        .map(decode)
        .collect()
}

fn no_query(uri: &StoreUri) -> Result<()> {
    match uri.options().is_empty() && !uri.path().contains('#') {
        true => Ok(()),
        false => Err(Error::invalid_parameter_value(format!(
            "Invalid URI `{uri}`: it has a query or a fragment"
        ))),
    }
}

/// Returns a URI without login and query.
fn without_secrets(uri: &StoreUri) -> String {
    let host = uri.host().unwrap_or_default();
    format!("{}://{host}{}", uri.scheme(), uri.path())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url_of(uri: &str, tracking_uri: &str) -> Result<String> {
        let uri = StoreUri::parse(uri)?;
        let (address, location) = match uri.scheme() {
            "mlflow-artifacts" => Location::by_tracking(&uri, tracking_uri)?,
            _ => Location::as_written(&uri)?,
        };
        Ok(address
            .below(&location.file(&ArtifactPath::parse("a b/ü%.txt")?))
            .to_string())
    }

    #[test]
    fn roots_are_found_on_servers() {
        let served = "api/2.0/mlflow-artifacts/artifacts";
        let file = "a%20b/%C3%BC%25.txt";
        for (root, tracking, expected) in [
            (
                "mlflow-artifacts:/1/f00/artifacts",
                "http://h:5000",
                format!("http://h:5000/{served}/1/f00/artifacts/{file}"),
            ),
            (
                "mlflow-artifacts:/",
                "http://h/",
                format!("http://h/{served}/{file}"),
            ),
            (
                "mlflow-artifacts:",
                "http://h",
                format!("http://h/{served}/{file}"),
            ),
            (
                "mlflow-artifacts:/x//y/",
                "https://u:p@h/team/",
                format!("https://h/team/{served}/x/y/{file}"),
            ),
            (
                "mlflow-artifacts://files:81/x",
                "https://u:p@h:5000/team",
                format!("https://files:81/team/{served}/x/{file}"),
            ),
            (
                "mlflow-artifacts:/a%20b/c",
                "http://h",
                format!("http://h/{served}/a%20b/c/{file}"),
            ),
            (
                &format!("http://h:5000/{served}/1/x"),
                "",
                format!("http://h:5000/{served}/1/x/{file}"),
            ),
            ("http://h/plain", "sqlite:///x", format!("http://h/plain/{file}")),
        ] {
            assert_eq!(url_of(root, tracking).unwrap(), expected, "{root}");
        }
    }

    #[test]
    fn roots_that_cannot_be_found_are_refused() {
        for (root, tracking, message) in [
            (
                "mlflow-artifacts:/x",
                "postgresql://u:secret@h/db?password=secret",
                "currently set to postgresql://h/db",
            ),
            ("mlflow-artifacts:/x", "", "currently not set"),
            ("mlflow-artifacts://5000/x", "http://h", "port number: 5000"),
            ("mlflow-artifacts:/a/%2e%2e/b", "http://h", "'..' segment"),
            ("mlflow-artifacts:/a?b=1", "http://h", "a query"),
        ] {
            let error = url_of(root, tracking).unwrap_err();
            assert!(error.message().contains(message), "{root}: {error}");
            assert!(!error.message().contains("secret"), "{error}");
        }
    }

    #[test]
    fn directories_are_listed_by_the_service() {
        let uri = StoreUri::parse("mlflow-artifacts:/1/x").unwrap();
        let (_, location) = Location::by_tracking(&uri, "http://h").unwrap();
        let path = ArtifactPath::parse("a b").unwrap();
        assert_eq!(
            location.listing(Some(&path)).unwrap(),
            (SERVICE, "path=1%2Fx%2Fa%20b".to_owned())
        );
        let (_, elsewhere) = Location::as_written(&StoreUri::parse("http://h/plain").unwrap()).unwrap();
        assert!(elsewhere.listing(None).is_err());
    }
}
