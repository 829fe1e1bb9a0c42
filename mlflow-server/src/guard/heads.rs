//! What the head of a request may be.

use crate::answer::{Refusal, set};
use axum::extract::Request;
use axum::http::header::{CONNECTION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING};
use axum::http::{HeaderValue, StatusCode, Version};
use axum::response::{IntoResponse, Response};
use mlflow_core::{Error, ErrorCode};

const MOST_OF_URL: usize = 16 << 10;
const MOST_OF_HEADER: usize = 16 << 10;

/// Marks a request that says its length in two ways, of which hyper shows one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TwoLengths;

/// Answers a request whose head cannot be served, and ends its connection.
pub(super) fn refusal(request: &Request) -> Option<Response> {
    let (status, message) = problem(request)?;
    let error = match status {
        StatusCode::BAD_REQUEST => Error::new(ErrorCode::BadRequest, message),
        _ => Error::invalid_parameter_value(message),
    };
    let mut response = Refusal::with_status(error, status).into_response();
    if request.version() <= Version::HTTP_11 {
        set(&mut response, CONNECTION, HeaderValue::from_static("close"));
    }
    Some(response)
}

fn problem(request: &Request) -> Option<(StatusCode, String)> {
    let (uri, headers) = (request.uri(), request.headers());
    if uri.path().len() + uri.query().map_or(0, str::len) > MOST_OF_URL {
        let message = format!("the URL is longer than {MOST_OF_URL} bytes");
        return Some((StatusCode::URI_TOO_LONG, message));
    }
    let mut sizes = headers
        .iter()
        .map(|(name, value)| (name, name.as_str().len() + value.len()));
    if let Some((name, _)) = sizes.find(|(_, size)| *size > MOST_OF_HEADER) {
        let message = format!("the header {name} is longer than {MOST_OF_HEADER} bytes");
        return Some((StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, message));
    }
    if request.extensions().get::<TwoLengths>().is_some() {
        return Some(bad("a request has either Content-Length or Transfer-Encoding"));
    }
    if headers.get_all(CONTENT_LENGTH).iter().count() > 1 {
        return Some(bad("a request has the header Content-Length only once"));
    }
    let mut codings = headers.get_all(TRANSFER_ENCODING).iter();
    if codings.any(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"chunked")) {
        return Some(bad("the only Transfer-Encoding that is known here is chunked"));
    }
    let hosts = headers.get_all(HOST).iter().count();
    let needs_host = request.version() == Version::HTTP_11;
    match hosts {
        0 if needs_host => Some(bad("a request needs the header Host")),
        0 | 1 => None,
        _ => Some(bad("a request has the header Host only once")),
    }
}

fn bad(message: &str) -> (StatusCode, String) {
    (StatusCode::BAD_REQUEST, message.to_owned())
}
