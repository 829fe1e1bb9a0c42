//! The addresses of a webhook's host.

use super::{is_public, not_public};
use crate::blocking;
use crate::error::{Error, Result};
use crate::search::python_repr;
use std::io;
use std::net::ToSocketAddrs;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// How long a host may take to be found, and others before it.
const PATIENCE: Duration = Duration::from_secs(5);
/// A system that does not answer must not take all threads.
static LOOK_UPS: Semaphore = Semaphore::const_new(8);

/// What GNU's C library says, with the numbers that Python says beside it.
const REASONS: [(&str, i32); 5] = [
    ("Name or service not known", -2),
    ("Temporary failure in name resolution", -3),
    ("Non-recoverable failure in name resolution", -4),
    ("No address associated with hostname", -5),
    ("Address family for hostname not supported", -9),
];

/// Refuses a host one of whose addresses is not public, and one that has none.
pub(super) async fn check(host: String) -> Result<()> {
    let name = host.clone();
    let found = blocking::spawn(async move { look_up(host).await }).await?;
    match found.into_iter().find(|address| !is_public(*address)) {
        Some(address) => Err(not_public(&name, address)),
        None => Ok(()),
    }
}

async fn look_up(host: String) -> Result<Vec<std::net::IpAddr>> {
    let Ok(permit) = timeout(PATIENCE, LOOK_UPS.acquire()).await else {
        return Err(Error::invalid_parameter_value(format!(
            "Timed out waiting to resolve Webhook URL hostname {} because too many hostname resolutions are already in \
             progress",
            python_repr(&host)
        )));
    };
    let permit = permit.map_err(|e| Error::internal("no host can be looked up any more").with_source(e))?;
    let name = host.clone();
    let work = blocking::spawn_blocking(move || {
        let _permit = permit;
        (host.as_str(), 0)
            .to_socket_addrs()
            .map(|found| found.map(|address| address.ip()).collect())
    })?;
    match timeout(PATIENCE, work).await {
        Ok(Ok(Ok(found))) => Ok(found),
        Ok(Ok(Err(error))) => Err(not_found(&name, error)),
        Ok(Err(error)) => Err(Error::internal("a look-up of a host ended").with_source(error)),
        Err(_) => Err(Error::invalid_parameter_value(format!(
            "Timed out resolving Webhook URL hostname {} after 5 seconds",
            python_repr(&name)
        ))),
    }
}

fn not_found(host: &str, error: io::Error) -> Error {
    let text = error.to_string();
    let reason = text.rsplit_once(": ").map_or(text.as_str(), |(_, reason)| reason);
    let number = REASONS.iter().find(|(known, _)| *known == reason);
    let number = number
        .map(|(_, number)| format!("[Errno {number}] "))
        .unwrap_or_default();
    let message = format!(
        "Cannot resolve Webhook URL hostname {}: {number}{reason}",
        python_repr(host)
    );
    Error::invalid_parameter_value(message).with_source(error)
}
