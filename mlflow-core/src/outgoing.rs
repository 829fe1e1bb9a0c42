//! What plugins add to the requests that are sent to a server: headers, and the proof of who asks.
//!
//! Both are registered for the whole process and asked for every request, so that they may change while it runs.

use crate::error::{Error, Result};
use crate::extension::{self, Extension};
use crate::plugin::Kind;
use async_trait::async_trait;
use std::sync::{Arc, PoisonError, RwLock};

/// A request that is about to be sent.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct OutgoingRequest<'a> {
    /// The HTTP method.
    pub method: &'a str,
    /// The whole URL, without a user and a password.
    pub url: &'a str,
    /// The body; `None` where it is a stream.
    pub body: Option<&'a [u8]>,
}

impl<'a> OutgoingRequest<'a> {
    /// Describes a request.
    pub fn new(method: &'a str, url: &'a str, body: Option<&'a [u8]>) -> Self {
        OutgoingRequest { method, url, body }
    }
}

/// Adds headers to every request.
///
/// The values of providers that set one header are joined by spaces, in the order of registration. An error is
/// logged as a warning, and the request is sent without the provider's headers.
///
/// ```
/// use mlflow_core::outgoing::{self, RequestHeaderProvider};
///
/// struct Team;
///
/// impl RequestHeaderProvider for Team {
///     fn name(&self) -> &str {
///         "team"
///     }
///
///     fn headers(&self) -> mlflow_core::Result<Vec<(String, String)>> {
///         Ok(vec![("X-Team".into(), "red".into())])
///     }
/// }
///
/// outgoing::register_headers(Team);
/// assert_eq!(outgoing::headers(), [("X-Team".to_owned(), "red".to_owned())]);
/// ```
pub trait RequestHeaderProvider: Send + Sync {
    /// Returns the provider's name, for warnings.
    fn name(&self) -> &str;

    /// Returns names and values; none where the provider has nothing to say.
    fn headers(&self) -> Result<Vec<(String, String)>>;
}

/// Proves to a server who asks: `MLFLOW_TRACKING_AUTH` names the provider that is used.
///
/// ```
/// use mlflow_core::outgoing::{self, OutgoingRequest, RequestAuthProvider};
///
/// struct Vault;
///
/// #[async_trait::async_trait]
/// impl RequestAuthProvider for Vault {
///     fn name(&self) -> &str {
///         "vault"
///     }
///
///     async fn headers(&self, _request: OutgoingRequest<'_>) -> mlflow_core::Result<Vec<(String, String)>> {
///         Ok(vec![("Authorization".into(), "Bearer from-the-vault".into())])
///     }
/// }
///
/// outgoing::register_auth(Vault);
/// assert!(outgoing::auth("vault").is_ok());
/// assert!(outgoing::auth("safe").err().unwrap().message().contains("vault"));
/// ```
#[async_trait]
pub trait RequestAuthProvider: Send + Sync {
    /// Returns the name that `MLFLOW_TRACKING_AUTH` chooses the provider by.
    fn name(&self) -> &str;

    /// Returns the headers that prove it, for one request.
    ///
    /// An error fails the request. They are not sent along where a server redirects to another host.
    async fn headers(&self, request: OutgoingRequest<'_>) -> Result<Vec<(String, String)>>;
}

static HEADERS: RwLock<Vec<Arc<dyn RequestHeaderProvider>>> = RwLock::new(Vec::new());
static AUTH: RwLock<Vec<Arc<dyn RequestAuthProvider>>> = RwLock::new(Vec::new());

/// Adds a provider of headers, behind those that are there.
pub fn register_headers(provider: impl RequestHeaderProvider + 'static) {
    let mut providers = HEADERS.write().unwrap_or_else(PoisonError::into_inner);
    providers.push(Arc::new(provider));
}

/// Adds a provider of proofs, in the place of one with its name.
pub fn register_auth(provider: impl RequestAuthProvider + 'static) {
    let mut providers = AUTH.write().unwrap_or_else(PoisonError::into_inner);
    providers.retain(|other| other.name() != provider.name());
    providers.push(Arc::new(provider));
}

/// Returns the headers of all providers, those of installed plugins among them.
pub fn headers() -> Vec<(String, String)> {
    let mut providers = HEADERS.read().unwrap_or_else(PoisonError::into_inner).clone();
    providers.extend(extension::all(Kind::RequestHeader).into_iter().filter_map(
        |extension| match extension {
            Extension::RequestHeaders(provider) => Some(provider),
            _ => None,
        },
    ));
    let mut all: Vec<(String, String)> = Vec::new();
    for provider in providers {
        match provider.headers() {
            Ok(headers) => headers.into_iter().for_each(|header| join(&mut all, header)),
            Err(error) => {
                tracing::warn!(
                    "the request header provider `{}` failed: {error}",
                    provider.name()
                );
            }
        }
    }
    all
}

fn join(all: &mut Vec<(String, String)>, (name, value): (String, String)) {
    match all
        .iter_mut()
        .find(|(other, _)| other.eq_ignore_ascii_case(&name))
    {
        Some((_, before)) => {
            before.push(' ');
            before.push_str(&value);
        }
        None => all.push((name, value)),
    }
}

/// Finds a provider of proofs, which an installed plugin may offer as well.
///
/// # Errors
///
/// `INVALID_PARAMETER_VALUE` with the names of those that there are.
pub fn auth(name: &str) -> Result<Arc<dyn RequestAuthProvider>> {
    let mut providers = AUTH.read().unwrap_or_else(PoisonError::into_inner).clone();
    providers.extend(
        extension::all(Kind::RequestAuth)
            .into_iter()
            .filter_map(|extension| match extension {
                Extension::RequestAuth(provider) => Some(provider),
                _ => None,
            }),
    );
    if let Some(provider) = providers.iter().find(|provider| provider.name() == name) {
        return Ok(provider.clone());
    }
    let known: Vec<_> = providers.iter().map(|provider| provider.name()).collect();
    let known = match known.as_slice() {
        [] => "none is registered".to_owned(),
        known => format!("registered are {}", known.join(", ")),
    };
    Err(Error::invalid_parameter_value(format!(
        "MLFLOW_TRACKING_AUTH names the request auth provider `{name}`, which is not there: {known}"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_one_header_are_joined() {
        let mut all = Vec::new();
        for (name, value) in [("User-Agent", "a"), ("X-Team", "red"), ("user-agent", "b")] {
            join(&mut all, (name.to_owned(), value.to_owned()));
        }
        assert_eq!(all[0], ("User-Agent".to_owned(), "a b".to_owned()));
        assert_eq!(all.len(), 2);
    }
}
