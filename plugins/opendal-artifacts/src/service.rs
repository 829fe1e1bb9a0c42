//! Which service a scheme is, and what it is told of the URI.

use mlflow_core::uri::StoreUri;
use mlflow_core::{Error, Result};
use opendal::Operator;
use opendal::layers::{RetryLayer, TimeoutLayer};
use std::collections::BTreeMap;
use std::sync::Once;
use std::time::Duration;

/// A stream may stand still for so long.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where the host of a URI goes.
#[derive(Clone, Copy)]
enum Host {
    /// There is none: it is the first folder of the root.
    None,
    /// It is the endpoint behind this protocol.
    Endpoint(&'static str),
}

struct Service {
    scheme: &'static str,
    /// OpenDAL's name.
    name: &'static str,
    host: Host,
    /// The options that take the user and the password of a URI.
    user: &'static str,
    password: &'static str,
    is_built: bool,
}

const fn service(
    scheme: &'static str,
    name: &'static str,
    host: Host,
    login: [&'static str; 2],
    is_built: bool,
) -> Service {
    let [user, password] = login;
    Service {
        scheme,
        name,
        host,
        user,
        password,
        is_built,
    }
}

const LOGIN: [&str; 2] = ["username", "password"];
const NO_LOGIN: [&str; 2] = ["", ""];

const SERVICES: [Service; 13] = [
    service("fs", "fs", Host::None, NO_LOGIN, true),
    service("memory", "memory", Host::None, NO_LOGIN, true),
    service(
        "ftp",
        "ftp",
        Host::Endpoint("ftp"),
        ["user", "password"],
        cfg!(feature = "ftp"),
    ),
    service(
        "ftps",
        "ftp",
        Host::Endpoint("ftps"),
        ["user", "password"],
        cfg!(feature = "ftp"),
    ),
    service(
        "sftp",
        "sftp",
        Host::Endpoint("ssh"),
        ["user", ""],
        cfg!(feature = "sftp"),
    ),
    service(
        "webdav",
        "webdav",
        Host::Endpoint("https"),
        LOGIN,
        cfg!(feature = "webdav"),
    ),
    service(
        "webhdfs",
        "webhdfs",
        Host::Endpoint("http"),
        ["user_name", ""],
        cfg!(feature = "webhdfs"),
    ),
    service("gdrive", "gdrive", Host::None, NO_LOGIN, cfg!(feature = "gdrive")),
    service(
        "dropbox",
        "dropbox",
        Host::None,
        NO_LOGIN,
        cfg!(feature = "dropbox"),
    ),
    service(
        "onedrive",
        "onedrive",
        Host::None,
        NO_LOGIN,
        cfg!(feature = "onedrive"),
    ),
    service(
        "pcloud",
        "pcloud",
        Host::Endpoint("https"),
        LOGIN,
        cfg!(feature = "pcloud"),
    ),
    service(
        "koofr",
        "koofr",
        Host::Endpoint("https"),
        ["email", "password"],
        cfg!(feature = "koofr"),
    ),
    service(
        "seafile",
        "seafile",
        Host::Endpoint("https"),
        LOGIN,
        cfg!(feature = "seafile"),
    ),
];

/// Returns the schemes of the services that this build holds.
pub(crate) fn schemes() -> impl Iterator<Item = &'static str> {
    let built = SERVICES.iter().filter(|service| service.is_built);
    built.map(|service| service.scheme)
}

/// Makes what talks to the service of a URI.
pub(crate) fn operator(uri: &StoreUri) -> Result<Operator> {
    let service = SERVICES
        .iter()
        .find(|service| service.is_built && service.scheme == uri.scheme())
        .ok_or_else(|| Error::invalid_parameter_value(format!("this build has no service for `{uri}`")))?;
    static BEGUN: Once = Once::new();
    BEGUN.call_once(|| {
        // Another part of the program may have chosen one.
        let _ = rustls::crypto::ring::default_provider().install_default();
        opendal::install_default();
        opendal_http_transport_reqwest::install_default();
    });
    let options = options(service, uri);
    let operator = Operator::via_iter(service.name, options)
        .map_err(|e| Error::invalid_parameter_value(format!("`{uri}` cannot be opened: {e}")))?;
    let timeout = TimeoutLayer::new()
        .with_timeout(PATIENCE)
        .with_io_timeout(PATIENCE);
    let operator = operator.layer(timeout);
    // The local file system says it once and for all, and OpenDAL takes some of that for passing.
    if matches!(service.name, "fs" | "memory") {
        return Ok(operator);
    }
    Ok(operator.layer(RetryLayer::new().with_max_times(3).with_jitter()))
}

/// Returns the service's options: from variables `OPENDAL_SERVICE_OPTION`, then from the URI, which win.
fn options(service: &Service, uri: &StoreUri) -> BTreeMap<String, String> {
    let prefix = format!("OPENDAL_{}_", service.name.to_uppercase());
    let mut options: BTreeMap<String, String> = std::env::vars()
        .filter_map(|(name, value)| Some((name.strip_prefix(&prefix)?.to_lowercase(), value)))
        .collect();
    options.extend(uri.options());
    let plain = options.remove("tls").is_some_and(|tls| tls == "false");
    let root = match (service.host, uri.host().filter(|host| !host.is_empty())) {
        (Host::Endpoint(protocol), Some(host)) => {
            let protocol = if plain && protocol == "https" {
                "http"
            } else {
                protocol
            };
            let port = uri.port().map(|port| format!(":{port}")).unwrap_or_default();
            options.insert("endpoint".into(), format!("{protocol}://{host}{port}"));
            uri.path().to_owned()
        }
        (_, Some(host)) => format!("/{host}{}", uri.path()),
        (_, None) => uri.path().to_owned(),
    };
    options.insert("root".into(), root);
    for (option, value) in [(service.user, uri.user()), (service.password, uri.password())] {
        if let (false, Some(value)) = (option.is_empty(), value) {
            options.insert(option.into(), value);
        }
    }
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options_of(uri: &str) -> BTreeMap<String, String> {
        let uri = StoreUri::parse(uri).unwrap();
        let service = SERVICES
            .iter()
            .find(|service| service.scheme == uri.scheme())
            .unwrap();
        options(service, &uri)
    }

    #[test]
    fn uris_become_options() {
        for (uri, expected) in [
            ("fs:///srv/runs", vec![("root", "/srv/runs")]),
            ("gdrive://mlflow/runs", vec![("root", "/mlflow/runs")]),
            (
                "ftp://ann:s%20x@host:2121/runs",
                vec![
                    ("endpoint", "ftp://host:2121"),
                    ("password", "s x"),
                    ("root", "/runs"),
                    ("user", "ann"),
                ],
            ),
            (
                "webdav://host/share?tls=false&disable_copy=true",
                vec![
                    ("disable_copy", "true"),
                    ("endpoint", "http://host"),
                    ("root", "/share"),
                ],
            ),
            ("ftps://host", vec![("endpoint", "ftps://host"), ("root", "")]),
        ] {
            let options = options_of(uri);
            let options: Vec<_> = options.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            assert_eq!(options, expected, "{uri}");
        }
    }
}
