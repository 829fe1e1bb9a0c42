//! Where a server sends its callers instead.

use mlflow_core::{Error, Result};
use reqwest::header::{HeaderMap, LOCATION};
use reqwest::{StatusCode, Url};

pub(super) const MOST: usize = 10;

/// Returns where an answer leads; `None` if it is no redirect.
pub(super) fn target(from: &Url, status: StatusCode, headers: &HeaderMap) -> Result<Option<Url>> {
    if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let location = headers.get(LOCATION).and_then(|location| location.to_str().ok());
    let target = location.and_then(|location| from.join(location).ok());
    let Some(mut target) = target.filter(|target| matches!(target.scheme(), "http" | "https")) else {
        return Err(Error::internal(format!(
            "the server redirects by status {status}, and does not say to where"
        )));
    };
    // A server does not tell who we are.
    let _ = target.set_username("");
    let _ = target.set_password(None);
    if from.scheme() == "https" && target.scheme() == "http" {
        return Err(Error::internal(format!(
            "the server redirects from https to {}, which nothing protects",
            origin(&target)
        )));
    }
    Ok(Some(target))
}

/// Tells whether what proves who asks may be shown to a target too: to the same server, also where it asks for TLS.
pub(super) fn is_same_server(from: &Url, target: &Url) -> bool {
    let port = Url::port_or_known_default;
    let is_upgrade = (from.scheme(), target.scheme()) == ("http", "https")
        && (port(from), port(target)) == (Some(80), Some(443));
    let is_same = from.scheme() == target.scheme() && port(from) == port(target);
    from.host_str() == target.host_str() && (is_same || is_upgrade)
}

/// Returns a URL without path and query, which may hold secrets.
pub(super) fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    fn redirected(from: &str, to: &'static str) -> Result<Option<Url>> {
        let headers = HeaderMap::from_iter([(LOCATION, to.parse().unwrap())]);
        target(&url(from), StatusCode::FOUND, &headers)
    }

    #[test]
    fn targets_are_relative_to_the_request() {
        let target = redirected("http://host:5000/a/b", "/c?d=1").unwrap().unwrap();
        assert_eq!(target.as_str(), "http://host:5000/c?d=1");
        assert!(redirected("http://host/a", "file:///etc/passwd").is_err());
        assert!(redirected("https://host/a", "http://host/a").is_err());
        assert!(target_of_nothing().is_err());
    }

    fn target_of_nothing() -> Result<Option<Url>> {
        target(&url("http://host/"), StatusCode::FOUND, &HeaderMap::new())
    }

    #[test]
    fn another_server_is_told_no_secrets() {
        let same = |from, to| is_same_server(&url(from), &url(to));
        assert!(same("http://host/a", "http://host/b") && same("http://host/a", "https://host/a"));
        for other in ["http://other/a", "http://host:81/a", "https://host:81/a"] {
            assert!(!same("http://host/a", other), "{other}");
        }
    }
}
