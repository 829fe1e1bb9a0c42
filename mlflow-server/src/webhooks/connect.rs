//! Connections to receivers: only to addresses where webhooks may be.
//!
//! A host is looked up once for a connection, every address of it is checked, and the connection goes to one of those that
//! were checked. So a name cannot mean another machine than the one that was looked at.

use mlflow_core::webhooks::{allows_private, is_public, not_public};
use mlflow_core::{Error, ErrorCode, Result};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Client, Url, redirect};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

const IDLE_TIME: Duration = Duration::from_secs(4);

/// Makes the client of all deliveries. It follows no redirects and uses no proxy, which would connect elsewhere.
pub(super) fn client() -> Result<Client> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = || {
        Client::builder()
            .redirect(redirect::Policy::none())
            .no_proxy()
            .dns_resolver(Arc::new(Checked))
            .pool_idle_timeout(IDLE_TIME)
            .user_agent(concat!("mlflow-server/", env!("CARGO_PKG_VERSION")))
    };
    // A machine without certificates of authorities can still reach receivers without TLS.
    let client = builder()
        .build()
        .or_else(|_| builder().tls_certs_only([]).build());
    client.map_err(|e| {
        Error::new(
            ErrorCode::InternalError,
            format!("no HTTP client: {}", described(&e)),
        )
    })
}

/// Checks a URL once more before it is sent to, and its host if that is an address, which nobody looks up.
pub(super) fn target(url: &str) -> Result<Url> {
    let host = mlflow_core::webhooks::check_scheme(url)?;
    let url = Url::parse(url)
        .map_err(|e| Error::invalid_parameter_value(format!("Invalid webhook URL: {e}")).with_source(e))?;
    let in_url = url.host_str().unwrap_or(&host).trim_matches(['[', ']']);
    if let Ok(address) = in_url.parse::<IpAddr>() {
        check(in_url, address)?;
    }
    Ok(url)
}

fn check(host: &str, address: IpAddr) -> Result<()> {
    match is_public(address) || allows_private()? {
        true => Ok(()),
        false => Err(not_public(host, address)),
    }
}

/// Looks hosts up, and refuses those with an address where webhooks may not be.
struct Checked;

impl Resolve for Checked {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let found: Vec<SocketAddr> = found.collect();
            for address in &found {
                check(name.as_str(), address.ip())?;
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// Returns the refusal of an address behind an error of the client.
pub(super) fn refusal(error: &reqwest::Error) -> Option<&Error> {
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        if let Some(refusal) = error.downcast_ref::<Error>() {
            return Some(refusal);
        }
        cause = error.source();
    }
    None
}

/// Says what went wrong with all its causes, without the URL.
pub(super) fn described(error: &reqwest::Error) -> String {
    let mut causes = Vec::new();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        causes.push(error.to_string());
        cause = error.source();
    }
    match causes.is_empty() {
        true if error.is_timeout() => "the time is over".to_owned(),
        true => "the request failed".to_owned(),
        false => causes.join(": "),
    }
}
