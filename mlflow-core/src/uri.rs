//! Store URIs: parsed first, opened later.

mod default;

pub use default::default_tracking_uri;

use crate::error::{Error, Result};
use percent_encoding::percent_decode_str;
use std::fmt;

/// A tracking, registry or artifact URI, taken apart without opening anything.
///
/// | form | scheme |
/// |---|---|
/// | `./mlruns`, `/data/mlruns`, `C:\mlruns`, empty | `file`, the path as it is |
/// | `file:///data/mlruns` | `file` |
/// | `sqlite:///mlflow.db` (relative), `sqlite:////data/mlflow.db` (absolute) | `sqlite` |
/// | `postgresql+psycopg2://user:secret@host:5432/db?sslmode=require` | `postgresql`, the driver apart |
/// | `http://host:5000`, `s3://bucket/path` | as written |
/// | `databricks`, `databricks://profile` | `databricks` |
/// | `mine://x` | `mine`: whatever a provider registers |
///
/// `Display` and `Debug` hide the password.
///
/// # Examples
///
/// A plain path, as it was given:
/// ```
/// # use mlflow_core::StoreUri;
/// let uri = StoreUri::parse("./my runs")?;
/// assert_eq!((uri.scheme(), uri.path()), ("file", "./my runs"));
/// # Ok::<(), mlflow_core::Error>(())
/// ```
/// A `file:` URI, whose path is percent-decoded:
/// ```
/// # use mlflow_core::StoreUri;
/// let uri = StoreUri::parse("file:///data/my%20runs")?;
/// assert_eq!((uri.scheme(), uri.path(), uri.host()), ("file", "/data/my runs", None));
/// # Ok::<(), mlflow_core::Error>(())
/// ```
/// SQLite: three slashes and a relative path, or four and an absolute one:
/// ```
/// # use mlflow_core::StoreUri;
/// assert_eq!(StoreUri::parse("sqlite:///mlflow.db")?.database(), "mlflow.db");
/// assert_eq!(StoreUri::parse("sqlite:////data/mlflow.db")?.database(), "/data/mlflow.db");
/// # Ok::<(), mlflow_core::Error>(())
/// ```
/// A database with SQLAlchemy's driver, a login and options:
/// ```
/// # use mlflow_core::StoreUri;
/// let uri = StoreUri::parse("postgresql+psycopg2://ann:s%40fe@db:5433/mlflow?sslmode=require")?;
/// assert_eq!((uri.scheme(), uri.driver()), ("postgresql", Some("psycopg2")));
/// assert_eq!((uri.host(), uri.port(), uri.database()), (Some("db"), Some(5433), "mlflow"));
/// assert_eq!((uri.user(), uri.password().as_deref()), (Some("ann".into()), Some("s@fe")));
/// assert_eq!(uri.option("sslmode").as_deref(), Some("require"));
/// assert_eq!(uri.to_string(), "postgresql+psycopg2://ann:***@db:5433/mlflow?sslmode=require");
/// # Ok::<(), mlflow_core::Error>(())
/// ```
/// A server, and Databricks with and without a profile:
/// ```
/// # use mlflow_core::StoreUri;
/// assert_eq!(StoreUri::parse("http://localhost:5000")?.port(), Some(5000));
/// assert_eq!(StoreUri::parse("databricks")?.scheme(), "databricks");
/// assert_eq!(StoreUri::parse("databricks://work")?.host(), Some("work"));
/// # Ok::<(), mlflow_core::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct StoreUri {
    text: String,
    scheme: String,
    driver: Option<String>,
    authority: Option<String>,
    path: String,
    query: Option<String>,
}

impl StoreUri {
    /// Takes a URI apart.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for text with control characters, or a port that is no number.
    pub fn parse(text: &str) -> Result<Self> {
        if let Some(c) = text.chars().find(|c| c.is_control()) {
            let shown = text.escape_debug();
            return Err(Error::invalid_parameter_value(format!(
                "Invalid URI `{shown}`: it holds {c:?}"
            )));
        }
        let uri = match split_scheme(text) {
            None => StoreUri::plain_path(text),
            Some((scheme, rest)) => StoreUri::with_scheme(text, scheme, rest),
        };
        if let Some(port) = uri
            .port_text()
            .filter(|port| !port.is_empty() && port.parse::<u16>().is_err())
        {
            return Err(Error::invalid_parameter_value(format!(
                "Invalid URI `{uri}`: `{port}` is no port"
            )));
        }
        Ok(uri)
    }

    fn plain_path(text: &str) -> Self {
        let bare_scheme = matches!(text, "databricks" | "databricks-uc" | "uc");
        StoreUri {
            text: text.to_owned(),
            scheme: if bare_scheme { text } else { "file" }.to_owned(),
            driver: None,
            authority: None,
            path: if bare_scheme { "" } else { text }.to_owned(),
            query: None,
        }
    }

    fn with_scheme(text: &str, scheme: &str, rest: &str) -> Self {
        let scheme = scheme.to_ascii_lowercase();
        let (scheme, driver) = match scheme.split_once('+') {
            Some((dialect, driver)) => (dialect.to_owned(), Some(driver.to_owned())),
            None => (scheme, None),
        };
        let login = login_length(&scheme, rest);
        let query_at = rest[login..].find('?').filter(|_| scheme != "file");
        let (rest, query) = match query_at.map(|at| at + login) {
            Some(at) => (&rest[..at], Some(rest[at + 1..].to_owned())),
            None => (rest, None),
        };
        let (authority, path) = match rest.strip_prefix("//") {
            Some(rest) => match rest[login.saturating_sub(2)..]
                .find('/')
                .map(|at| at + login.saturating_sub(2))
            {
                Some(slash) => (Some(&rest[..slash]), &rest[slash..]),
                None => (Some(rest), ""),
            },
            None => (None, rest),
        };
        StoreUri {
            text: text.to_owned(),
            path: if scheme == "file" {
                decode(path)
            } else {
                path.to_owned()
            },
            authority: authority.filter(|a| !a.is_empty()).map(str::to_owned),
            scheme,
            driver,
            query,
        }
    }

    /// Returns the URI as it was given, password included.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the scheme in lower case, without a driver; `file` for plain paths.
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// Returns what follows `+` in the scheme: SQLAlchemy's driver.
    pub fn driver(&self) -> Option<&str> {
        self.driver.as_deref()
    }

    /// Returns the host, or the bucket, or the profile: what stands between `//` and the path.
    pub fn host(&self) -> Option<&str> {
        let host = self.host_and_port()?;
        match host.strip_prefix('[') {
            Some(v6) => v6.split(']').next(),
            None => host.split(':').next().filter(|h| !h.is_empty()),
        }
    }

    /// Returns the port.
    pub fn port(&self) -> Option<u16> {
        self.port_text()?.parse().ok()
    }

    /// Returns the user, percent-decoded.
    pub fn user(&self) -> Option<String> {
        let user = self.login()?.split(':').next()?;
        Some(decode(user))
    }

    /// Returns the password, percent-decoded.
    pub fn password(&self) -> Option<String> {
        self.login()?
            .split_once(':')
            .map(|(_, password)| decode(password))
    }

    /// Returns the path with its leading slash; for plain paths the text itself.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the path without its first slash: a database's name, or SQLite's file.
    pub fn database(&self) -> &str {
        self.path.strip_prefix('/').unwrap_or(&self.path)
    }

    /// Returns an option of the query, percent-decoded.
    pub fn option(&self, name: &str) -> Option<String> {
        self.options()
            .into_iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value)
    }

    /// Returns all options of the query, percent-decoded.
    pub fn options(&self) -> Vec<(String, String)> {
        let pairs = self
            .query
            .iter()
            .flat_map(|query| query.split('&'))
            .filter(|pair| !pair.is_empty());
        pairs
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .map(|(name, value)| (decode(name), decode(&value.replace('+', " "))))
            .collect()
    }

    fn login(&self) -> Option<&str> {
        self.authority
            .as_deref()?
            .rsplit_once('@')
            .map(|(login, _)| login)
    }

    fn host_and_port(&self) -> Option<&str> {
        let authority = self.authority.as_deref()?;
        Some(authority.rsplit_once('@').map_or(authority, |(_, host)| host))
    }

    fn port_text(&self) -> Option<&str> {
        let host = self.host_and_port()?;
        let after_v6 = host.rsplit_once(']').map_or(host, |(_, rest)| rest);
        after_v6.rsplit_once(':').map(|(_, port)| port)
    }
}

impl fmt::Display for StoreUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let secret = self
            .login()
            .and_then(|login| login.split_once(':'))
            .map(|(_, secret)| secret);
        let mut shown = match secret.filter(|secret| !secret.is_empty()) {
            Some(secret) => self.text.replacen(&format!(":{secret}@"), ":***@", 1),
            None => self.text.clone(),
        };
        let pairs = self.query.iter().flat_map(|query| query.split('&'));
        for (name, value) in pairs.filter_map(|pair| pair.split_once('=')) {
            if decode(name).to_ascii_lowercase().contains("pass") && !value.is_empty() {
                shown = shown.replacen(&format!("{name}={value}"), &format!("{name}=***"), 1);
            }
        }
        f.write_str(&shown)
    }
}

impl fmt::Debug for StoreUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoreUri({self})")
    }
}

impl std::str::FromStr for StoreUri {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        StoreUri::parse(text)
    }
}

/// Returns how long `//user:password@` is in the URI of a database, where a password may hold what would end it
/// elsewhere, as SQLAlchemy has it.
fn login_length(scheme: &str, rest: &str) -> usize {
    const DATABASES: [&str; 5] = ["mariadb", "mssql", "mysql", "postgres", "postgresql"];
    let Some(after) = rest.strip_prefix("//").filter(|_| DATABASES.contains(&scheme)) else {
        return 0;
    };
    match after.find([':', '/', '?', '@']) {
        Some(at) if after[at..].starts_with(':') => after[at..].find('@').map_or(0, |end| 2 + at + end + 1),
        _ => 0,
    }
}

/// Splits off a scheme; a single letter is a Windows drive.
fn split_scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let mut bytes = scheme.bytes();
    let is_scheme = bytes.next().is_some_and(|b| b.is_ascii_alphabetic())
        && bytes.all(|b| b.is_ascii_alphanumeric() || b"+-._".contains(&b));
    (is_scheme && scheme.len() > 1).then_some((scheme, rest))
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_drive_is_no_scheme() {
        let uri = StoreUri::parse(r"C:\mlruns").unwrap();
        assert_eq!((uri.scheme(), uri.path()), ("file", r"C:\mlruns"));
    }

    #[test]
    fn a_bad_port_is_named() {
        let error = StoreUri::parse("http://localhost:50x0").unwrap_err();
        assert!(error.message().contains("`50x0` is no port"), "{error}");
    }

    #[test]
    fn ipv6_hosts_keep_their_colons() {
        let uri = StoreUri::parse("http://[::1]:5000/x").unwrap();
        assert_eq!(
            (uri.host(), uri.port(), uri.path()),
            (Some("::1"), Some(5000), "/x")
        );
    }

    #[test]
    fn a_password_may_hold_what_ends_it_elsewhere() {
        let uri = StoreUri::parse("mysql+pymysql://ann:p/w?x:y@db:3307/runs?charset=utf8").unwrap();
        assert_eq!(
            (uri.user(), uri.password()),
            (Some("ann".into()), Some("p/w?x:y".into()))
        );
        assert_eq!(
            (uri.host(), uri.port(), uri.database()),
            (Some("db"), Some(3307), "runs")
        );
        assert_eq!(
            uri.to_string(),
            "mysql+pymysql://ann:***@db:3307/runs?charset=utf8"
        );
        let other = StoreUri::parse("http://host:5000/a@b").unwrap();
        assert_eq!((other.host(), other.path()), (Some("host"), "/a@b"));
    }

    /// R-37: credentials are masked.
    #[test]
    fn a_password_among_the_options_is_masked() {
        let uri = StoreUri::parse("postgresql://h/d?user=ann&password=s3cret&sslpassword=s3cret").unwrap();
        assert_eq!(
            uri.to_string(),
            "postgresql://h/d?user=ann&password=***&sslpassword=***"
        );
    }

    proptest! {
        #[test]
        fn prop_any_text_parses_or_is_refused(text in any::<String>()) {
            if let Ok(uri) = StoreUri::parse(&text) {
                prop_assert_eq!(uri.as_str(), text.as_str());
                let _ = (uri.host(), uri.port(), uri.user(), uri.password(), uri.options(), uri.to_string());
            }
        }

        /// R-37: credentials are masked.
        #[test]
        fn prop_a_password_is_never_shown(secret in "[a-zA-Z0-9]{8,20}") {
            let uri = StoreUri::parse(&format!("mysql+pymysql://u:{secret}@h/db")).unwrap();
            let shown = format!("{uri} {uri:?}");
            prop_assert!(!shown.contains(&secret));
            prop_assert_eq!(uri.password().unwrap(), secret);
        }
    }
}
