//! Who asks, and as what.

use super::Address;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use mlflow_core::config::{self, credentials, settings};
use mlflow_core::contract::CallContext;
use mlflow_core::outgoing::{self, OutgoingRequest};
use mlflow_core::{Error, ErrorCode, Result};
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue, USER_AGENT};

const US: &str = concat!("mlflow-rust-client/", env!("CARGO_PKG_VERSION"));
const WORKSPACE: HeaderName = HeaderName::from_static("x-mlflow-workspace");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Returns the name of this client, which every server may see.
pub(super) fn public() -> HeaderMap {
    HeaderMap::from_iter([(USER_AGENT, HeaderValue::from_static(US))])
}

/// Returns the headers of a request to the server that is meant.
pub(super) async fn all(
    address: &Address,
    context: &CallContext,
    request: OutgoingRequest<'_>,
) -> Result<HeaderMap> {
    let mut headers = public();
    for (name, value) in outgoing::headers() {
        let value = match name.eq_ignore_ascii_case(USER_AGENT.as_str()) {
            true => format!("{US} {value}"),
            false => value,
        };
        insert(&mut headers, &name, &value)?;
    }
    let config = config::current()?;
    let workspace = match &context.workspace {
        Some(workspace) => Some(workspace.clone()),
        None => config.get(&settings::WORKSPACE)?.value,
    };
    if let Some(workspace) = workspace {
        insert(&mut headers, WORKSPACE.as_str(), &workspace)?;
    }
    if let Some(id) = &context.request_id {
        insert(&mut headers, REQUEST_ID.as_str(), id)?;
    }
    if let Some(proof) = authorization(address)? {
        headers.insert(AUTHORIZATION, proof);
    }
    if let Some(provider) = config.get(&settings::TRACKING_AUTH)?.value {
        for (name, value) in outgoing::auth(&provider)?.headers(request).await? {
            insert(&mut headers, &name, &value)?;
        }
    } else if config.get(&settings::TRACKING_AWS_SIGV4)?.value == Some(true) {
        return Err(Error::new(
            ErrorCode::NotImplemented,
            "MLFLOW_TRACKING_AWS_SIGV4 is set, and requests are not signed here: register a `RequestAuthProvider` that \
             does, and name it by MLFLOW_TRACKING_AUTH",
        ));
    }
    Ok(headers)
}

/// A login in the URI counts first, then user and password, then a token.
fn authorization(address: &Address) -> Result<Option<HeaderValue>> {
    let basic =
        |user: &str, password: &str| format!("Basic {}", STANDARD.encode(format!("{user}:{password}")));
    let text = match address.login() {
        Some((user, password)) => basic(user, password),
        None => match (
            credentials::username(),
            credentials::password(),
            credentials::token(),
        ) {
            (Some(user), Some(password), _) => basic(&user, &password),
            (_, _, Some(token)) => format!("Bearer {token}"),
            _ => return Ok(None),
        },
    };
    let mut value = HeaderValue::from_str(&text)
        .map_err(|_| Error::invalid_parameter_value("MLFLOW_TRACKING_TOKEN holds what no header may hold"))?;
    value.set_sensitive(true);
    Ok(Some(value))
}

/// Sets a header, whose value is shown to nobody.
fn insert(headers: &mut HeaderMap, name: &str, value: &str) -> Result<()> {
    let wrong = || {
        Error::invalid_parameter_value(format!(
            "the header `{name}` has a name or a value that no header may have"
        ))
    };
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| wrong())?;
    let mut value = HeaderValue::from_str(value).map_err(|_| wrong())?;
    value.set_sensitive(true);
    headers.insert(name, value);
    Ok(())
}
