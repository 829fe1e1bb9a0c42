//! Where clients find this server, for addresses in answers.

use crate::app::App;
use axum::extract::Request;
use axum::http::HeaderName;
use axum::http::header::HOST;
use axum::http::uri::Authority;
use mlflow_core::{Error, Result};

/// What a proxy says that it was asked by.
const FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
const FORWARDED_PREFIX: HeaderName = HeaderName::from_static("x-forwarded-prefix");
const MOST_OF_HOST: usize = 255;
const MOST_OF_PREFIX: usize = 1024;

/// Returns the address of this server as the sender of a request knows it, with the static prefix.
///
/// What the headers say goes back to their sender and to nobody else.
pub(super) fn base(app: &App, request: &Request) -> Result<String> {
    let forwarded = |name: HeaderName| {
        let value = request.headers().get(name)?.to_str().ok()?;
        value.split(',').next().map(str::trim)
    };
    let host = forwarded(FORWARDED_HOST)
        .or_else(|| request.headers().get(HOST)?.to_str().ok())
        .or_else(|| request.uri().authority().map(Authority::as_str));
    let host = host.filter(|host| {
        let is_address = host.parse::<Authority>().is_ok() && !host.contains('@');
        is_address && host.len() <= MOST_OF_HOST
    });
    let host = host.ok_or_else(|| {
        Error::invalid_parameter_value(
            "the address of this server is not known: send it in the header Host, or X-Forwarded-Host behind a proxy",
        )
    })?;
    let scheme = match forwarded(FORWARDED_PROTO) {
        Some(scheme @ ("http" | "https")) => scheme,
        _ if app.options.tls.is_some() => "https",
        _ => "http",
    };
    let prefix = forwarded(FORWARDED_PREFIX).unwrap_or_default();
    let is_path = |prefix: &str| {
        prefix.starts_with('/')
            && prefix.len() <= MOST_OF_PREFIX
            && prefix
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"/-._~%".contains(&b))
    };
    let prefix = match is_path(prefix) {
        true => prefix.trim_end_matches('/'),
        false => "",
    };
    Ok(format!("{scheme}://{host}{prefix}{}", app.options.static_prefix))
}
