//! What webhooks may be, for stores that keep them and servers that send to them.
//!
//! | what | where |
//! |---|---|
//! | names, events and lengths of a request | [`Validate`](crate::Validate) |
//! | whether a webhook may be at a URL, which may ask for the addresses of its host | [`check_new`], [`check_change`] |
//! | which addresses are public | [`is_public`] |

mod address;
mod host;
mod url;

pub use address::is_public;
pub use url::check_scheme;

use crate::config::{self, settings};
use crate::contract::webhooks::{CreateWebhook, UpdateWebhook};
use crate::error::{Error, Result};
use crate::validation::webhooks::{check_lengths, check_name};

/// Checks the parts of a new webhook that [`Validate`](crate::Validate) leaves: its URL, whose host is asked for.
///
/// # Errors
///
/// `INVALID_PARAMETER_VALUE` in MLflow's words.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// use mlflow_core::contract::webhooks::CreateWebhook;
///
/// let url = "https://127.0.0.1/hook".to_owned();
/// let request = CreateWebhook { name: "ci".into(), url, ..CreateWebhook::default() };
/// let error = mlflow_core::webhooks::check_new(&request).await.unwrap_err();
/// assert_eq!(
///     error.message(),
///     "Webhook URL must not resolve to a non-public IP address. '127.0.0.1' resolves to 127.0.0.1."
/// );
/// # })
/// ```
pub async fn check_new(request: &CreateWebhook) -> Result<()> {
    check_name(&request.name)?;
    check_url(&request.url).await?;
    if request.events.is_empty() {
        return Err(Error::invalid_parameter_value(
            "Webhook events must be a non-empty list of WebhookEvent objects: [].",
        ));
    }
    let secret = request.secret.as_ref();
    check_lengths(&request.url, request.description.as_deref(), secret)
}

/// Checks what a request changes of a webhook that is there, as [`check_new`] does.
///
/// # Errors
///
/// `INVALID_PARAMETER_VALUE` in MLflow's words.
pub async fn check_change(request: &UpdateWebhook) -> Result<()> {
    if let Some(name) = &request.name {
        check_name(name)?;
    }
    if let Some(url) = &request.url {
        check_url(url).await?;
    }
    let url = request.url.as_deref().unwrap_or_default();
    check_lengths(url, request.description.as_deref(), request.secret.as_ref())
}

async fn check_url(url: &str) -> Result<()> {
    let host = check_scheme(url)?;
    match allows_private()? {
        true => Ok(()),
        false => host::check(host).await,
    }
}

/// Tells whether `MLFLOW_WEBHOOK_ALLOW_PRIVATE_IPS` lets webhooks be anywhere.
///
/// # Errors
///
/// `INVALID_PARAMETER_VALUE` if the setting cannot be read.
pub fn allows_private() -> Result<bool> {
    let setting = config::current()?.get(&settings::WEBHOOK_ALLOW_PRIVATE_IPS)?;
    Ok(setting.value.unwrap_or_default())
}

/// Says that a webhook's host is at an address where none may be.
pub fn not_public(host: &str, address: std::net::IpAddr) -> Error {
    Error::invalid_parameter_value(format!(
        "Webhook URL must not resolve to a non-public IP address. {} resolves to {address}.",
        crate::search::python_repr(host)
    ))
}
