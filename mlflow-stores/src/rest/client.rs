//! Connections and TLS.

use mlflow_core::config::{self, settings};
use mlflow_core::{Error, Result};
use reqwest::{Certificate, Client, Identity, redirect};
use std::collections::HashMap;
use std::error::Error as _;
use std::sync::{Mutex, Once, PoisonError};
use std::time::Duration;

const IDLE_CONNECTIONS: usize = 10;
/// Python's servers close a connection that is idle for 5 s, and a request that meets the end of it is lost.
const IDLE_TIME: Duration = Duration::from_secs(4);

/// What decides whom a client trusts; clients of one kind share their connections.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Kind {
    is_https: bool,
    insecure: bool,
    authorities: Option<String>,
    identity: Option<String>,
    timeout: Duration,
}

/// Returns the client that the settings ask for.
pub(super) fn client(is_https: bool, timeout: Duration) -> Result<Client> {
    static CLIENTS: Mutex<Option<HashMap<Kind, Client>>> = Mutex::new(None);
    let kind = Kind::current(is_https, timeout)?;
    let mut clients = CLIENTS.lock().unwrap_or_else(PoisonError::into_inner);
    let clients = clients.get_or_insert_default();
    if let Some(client) = clients.get(&kind) {
        return Ok(client.clone());
    }
    let client = kind.build()?;
    clients.insert(kind, client.clone());
    Ok(client)
}

impl Kind {
    fn current(is_https: bool, timeout: Duration) -> Result<Self> {
        let config = config::current()?;
        let kind = Kind {
            is_https,
            insecure: config
                .get(&settings::TRACKING_INSECURE_TLS)?
                .value
                .unwrap_or_default(),
            authorities: config.get(&settings::TRACKING_SERVER_CERT_PATH)?.value,
            identity: config.get(&settings::TRACKING_CLIENT_CERT_PATH)?.value,
            timeout,
        };
        if kind.insecure && kind.authorities.is_some() {
            return Err(Error::invalid_parameter_value(
                "When MLFLOW_TRACKING_INSECURE_TLS is set to true then MLFLOW_TRACKING_SERVER_CERT_PATH must not be set.",
            ));
        }
        Ok(kind)
    }

    fn build(&self) -> Result<Client> {
        match self.builder()?.build() {
            Ok(client) => Ok(client),
            // A machine without certificates of authorities can still use a server without TLS.
            Err(_) if !self.is_https => {
                let without = self.builder()?.tls_certs_only([]);
                without.build().map_err(|e| unusable("the HTTP client", &e))
            }
            Err(e) => Err(unusable("the HTTP client", &e)),
        }
    }

    fn builder(&self) -> Result<reqwest::ClientBuilder> {
        install_ring();
        let mut builder = Client::builder()
            .redirect(redirect::Policy::none())
            .connect_timeout(self.timeout)
            .pool_max_idle_per_host(IDLE_CONNECTIONS)
            .pool_idle_timeout(IDLE_TIME)
            .tcp_keepalive(Duration::from_secs(30))
            .tcp_keepalive_interval(Duration::from_secs(10))
            .tcp_keepalive_retries(3)
            .tls_danger_accept_invalid_certs(self.insecure);
        if let Some(path) = &self.authorities {
            let authorities = Certificate::from_pem_bundle(&read("MLFLOW_TRACKING_SERVER_CERT_PATH", path)?);
            builder = builder.tls_certs_only(authorities.map_err(|e| unusable(path, &e))?);
        }
        if let Some(path) = &self.identity {
            let identity = Identity::from_pem(&read("MLFLOW_TRACKING_CLIENT_CERT_PATH", path)?);
            builder = builder.identity(identity.map_err(|e| unusable(path, &e))?);
        }
        Ok(builder)
    }
}

fn read(variable: &str, path: &str) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|e| {
        let message = format!("cannot read `{path}` of {variable}: {e}");
        Error::invalid_parameter_value(message).with_source(e)
    })
}

fn unusable(what: &str, error: &reqwest::Error) -> Error {
    let cause = error
        .source()
        .map_or_else(|| error.to_string(), ToString::to_string);
    Error::invalid_parameter_value(format!("cannot use {what}: {cause}"))
}

/// Makes ring the process's TLS provider, unless the program has chosen one.
fn install_ring() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
}
