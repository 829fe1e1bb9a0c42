//! Where a server is.

use mlflow_core::{Error, Result, StoreUri};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Url;
use std::fmt;

/// What stands in a segment of a path as it is.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Returns a text as one segment of a path, or as a value of a query.
pub(crate) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, SEGMENT).to_string()
}

/// The address of a server, with the login that stood in its URI.
#[derive(Clone)]
pub(crate) struct Address {
    base: Url,
    login: Option<(String, String)>,
}

impl Address {
    /// Takes the address from a URI; a path is kept, and all paths of the server are below it.
    pub(crate) fn of(uri: &StoreUri) -> Result<Self> {
        let wrong = |why: &str| Error::invalid_parameter_value(format!("Invalid URI `{uri}`: {why}"));
        let mut base = Url::parse(uri.as_str()).map_err(|e| wrong(&e.to_string()))?;
        if !matches!(base.scheme(), "http" | "https") {
            return Err(wrong("it is none of http and https"));
        }
        if base.query().is_some() || base.fragment().is_some() {
            return Err(wrong("the address of a server has no query and no fragment"));
        }
        let login = (uri.user().unwrap_or_default(), uri.password().unwrap_or_default());
        let login = (!login.0.is_empty() || !login.1.is_empty()).then_some(login);
        // Only addresses without a host have no place for a login.
        let _ = base.set_username("");
        let _ = base.set_password(None);
        let path = base.path().trim_end_matches('/').to_owned();
        base.set_path(&path);
        Ok(Address { base, login })
    }

    /// Returns the user and the password that stood in the URI.
    pub(crate) fn login(&self) -> Option<&(String, String)> {
        self.login.as_ref()
    }

    /// Returns the URL of an encoded path below the server's.
    pub(crate) fn below(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        let base = self.base.path().trim_end_matches('/');
        url.set_path(&format!("{base}{path}"));
        url
    }

    /// Returns the server without the path of the URI.
    pub(crate) fn root(mut self) -> Self {
        self.base.set_path("");
        self
    }

    /// Returns the server of another host and port that is reached by the same scheme and path, without a login.
    pub(crate) fn at(&self, host_and_port: &str) -> Result<Self> {
        let url = format!("{}://{host_and_port}{}", self.base.scheme(), self.base.path());
        Address::of(&StoreUri::parse(&url)?)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.base.as_str().trim_end_matches('/'))
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(uri: &str) -> Result<Address> {
        Address::of(&StoreUri::parse(uri).unwrap())
    }

    #[test]
    fn the_path_of_the_uri_is_kept() {
        for base in ["http://host:5000/team/mlflow", "http://host:5000/team/mlflow/"] {
            let url = address(base).unwrap().below("/api/2.0/x");
            assert_eq!(url.as_str(), "http://host:5000/team/mlflow/api/2.0/x");
        }
        assert_eq!(
            address("https://host").unwrap().below("/a").as_str(),
            "https://host/a"
        );
    }

    #[test]
    fn a_login_is_taken_out() {
        let address = address("http://ann:s%40fe@host/x").unwrap();
        assert_eq!(address.login(), Some(&("ann".to_owned(), "s@fe".to_owned())));
        let shown = format!("{address} {address:?} {}", address.below("/a"));
        assert!(!shown.contains("ann") && !shown.contains("s%40fe"), "{shown}");
    }

    #[test]
    fn what_is_no_address_is_refused_without_its_password() {
        for wrong in [
            "http://ann:secret@host/?x=1",
            "http://ann:secret@ho st/",
            "http://ann:secret@host/#x",
        ] {
            let error = address(wrong).unwrap_err();
            assert!(!error.to_string().contains("secret"), "{error}");
        }
    }

    #[test]
    fn another_host_keeps_scheme_and_path() {
        let other = address("https://ann:secret@host/team")
            .unwrap()
            .at("files:81")
            .unwrap();
        assert_eq!(
            (other.to_string().as_str(), other.login()),
            ("https://files:81/team", None)
        );
    }
}
