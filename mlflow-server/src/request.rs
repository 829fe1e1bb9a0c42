//! Requests, as far as they are the same for every operation.

use crate::answer::Refusal;
use crate::options::ServerOptions;
use axum::BoxError;
use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::{HeaderName, Method, StatusCode, Uri};
use bytes::{Bytes, BytesMut};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Frame;
use mlflow_core::contract::{CallContext, Operation, Route};
use mlflow_core::{Error, ErrorCode, Result};
use percent_encoding::percent_decode;
use serde_json::{Map, Value};
use std::time::Duration;

/// The header by which a client names a request.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// How deep lists and objects of a body may be within each other.
const MOST_LEVELS: usize = 128;
/// Official servers look for the model's id in the body of these, and nowhere else.
const ID_IN_BODY: [&str; 2] = ["finalize_logged_model", "log_logged_model_params"];

/// Returns what belongs to a call and not to its operation.
pub(crate) fn context(request: &Request) -> CallContext {
    let id = request.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok());
    CallContext {
        request_id: id.map(str::to_owned),
        ..CallContext::default()
    }
}

/// The arguments of an operation.
pub(crate) enum Given {
    Body(Bytes),
    Query(Vec<(String, String)>),
}

impl Given {
    /// Reads path, query and body. What the path says counts before what the others say.
    pub(crate) async fn read(
        request: Request,
        operation: &Operation,
        route: &Route,
        options: &ServerOptions,
    ) -> Result<Self, Refusal> {
        let mut in_path = path_parameters(request.uri().path(), route)?;
        if ID_IN_BODY.contains(&operation.name) {
            in_path.clear();
        }
        if request.method() == Method::GET {
            let mut pairs = query(request.uri())?;
            pairs.retain(|(name, _)| in_path.iter().all(|(known, _)| known != name));
            pairs.extend(in_path);
            return Ok(Given::Query(pairs));
        }
        let body = body_of_json(request, options).await?;
        Ok(Given::Body(match in_path.is_empty() {
            true => body,
            false => merged(&body, in_path)?,
        }))
    }
}

/// Returns what a path says, by the names that the route has for it.
fn path_parameters(path: &str, route: &Route) -> Result<Vec<(String, String)>> {
    if !route.path.contains('{') {
        return Ok(Vec::new());
    }
    // Before it stands `/api/` or `/ajax-api/`.
    let below = path.splitn(3, '/').nth(2).unwrap_or_default();
    let parameters = route.parameters(below);
    let parameters = parameters
        .ok_or_else(|| Error::invalid_parameter_value(format!("Invalid path: '{path}' is not decoded")))?;
    let owned = |(name, value): (&str, String)| (name.to_owned(), value);
    Ok(parameters.into_iter().map(owned).collect())
}

/// Reads the names and values of a query.
pub(crate) fn query(uri: &Uri) -> Result<Vec<(String, String)>> {
    let text = uri.query().unwrap_or_default();
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Ok((decoded(name)?, decoded(value)?))
        })
        .collect()
}

fn decoded(text: &str) -> Result<String> {
    let spaced = text.replace('+', " ");
    let bytes: Vec<u8> = percent_decode(spaced.as_bytes()).collect();
    String::from_utf8(bytes)
        .map_err(|_| Error::invalid_parameter_value(format!("Invalid query: '{text}' is no UTF-8 text")))
}

/// Refuses a body that is compressed.
fn coding(request: &Request) -> Option<Refusal> {
    let codings = request.headers().get_all(CONTENT_ENCODING).iter();
    let mut others = codings.filter(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"identity"));
    let coding = String::from_utf8_lossy(others.next()?.as_bytes()).into_owned();
    let message = format!("Content-Encoding '{coding}' is not taken here: send the JSON as it is");
    let error = Error::new(ErrorCode::BadRequest, message);
    Some(Refusal::with_status(error, StatusCode::UNSUPPORTED_MEDIA_TYPE))
}

/// Returns how deep lists and objects of a JSON text are within each other.
fn depth(json: &[u8]) -> usize {
    let (mut level, mut deepest) = (0usize, 0);
    let mut bytes = json.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'[' | b'{' => {
                level += 1;
                deepest = deepest.max(level);
            }
            b']' | b'}' => level = level.saturating_sub(1),
            b'"' => {
                while let Some(inside) = bytes.next() {
                    match inside {
                        b'\\' => drop(bytes.next()),
                        b'"' => break,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    deepest
}

fn is_json(request: &Request) -> bool {
    let content_type = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let essence = content_type
        .and_then(|value| value.split(';').next())
        .unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("application/json")
}

/// Reads a body that says of itself that it is JSON, or is empty.
pub(crate) async fn body_of_json(request: Request, options: &ServerOptions) -> Result<Bytes, Refusal> {
    if let Some(coding) = coding(&request) {
        return Err(coding);
    }
    let is_json = is_json(&request);
    let body = body(request.into_body(), options.max_body, options.body_timeout).await?;
    if !body.is_empty() && !is_json {
        let message = "Bad Request. Content-Type must be 'application/json'.";
        return Err(Error::invalid_parameter_value(message).into());
    }
    require_levels(&body)?;
    Ok(body)
}

/// Refuses JSON whose lists and objects are too deep within each other.
pub(crate) fn require_levels(json: &[u8]) -> Result<()> {
    if depth(json) > MOST_LEVELS {
        let message = format!("the body is nested deeper than {MOST_LEVELS} levels");
        return Err(Error::invalid_parameter_value(message));
    }
    Ok(())
}

/// Reads a body, up to a limit, as long as something comes.
pub(crate) async fn body(body: Body, most: usize, patience: Duration) -> Result<Bytes, Refusal> {
    if body.size_hint().lower() > most as u64 {
        return Err(too_large(most));
    }
    let mut body = Limited::new(body, most);
    let (mut first, mut rest) = (Bytes::new(), BytesMut::new());
    while let Some(frame) = next(&mut body, patience).await? {
        match frame.map_err(|e| broken(e, most))?.into_data() {
            Ok(data) if first.is_empty() => first = data,
            Ok(data) => rest.extend_from_slice(&data),
            Err(_trailers) => {}
        }
    }
    if rest.is_empty() {
        return Ok(first);
    }
    let mut whole = BytesMut::from(first);
    whole.unsplit(rest);
    Ok(whole.freeze())
}

async fn next<B: HttpBody + Unpin>(
    body: &mut B,
    patience: Duration,
) -> Result<Option<Result<Frame<B::Data>, B::Error>>, Refusal> {
    let next = tokio::time::timeout(patience, body.frame()).await;
    next.map_err(|_| {
        let message = format!("nothing of the body came for {} s", patience.as_secs_f32());
        Refusal::with_status(
            Error::new(ErrorCode::BadRequest, message),
            StatusCode::REQUEST_TIMEOUT,
        )
    })
}

fn broken(error: BoxError, most: usize) -> Refusal {
    if error.is::<LengthLimitError>() {
        return too_large(most);
    }
    let message = format!("the body of the request ended early: {error}");
    Error::new(ErrorCode::BadRequest, message).into()
}

/// Says that a body is larger than it may be.
pub(crate) fn too_large(most: impl std::fmt::Display) -> Refusal {
    let message =
        format!("the body of the request is larger than {most} bytes, which this server takes at most");
    Refusal::with_status(
        Error::invalid_parameter_value(message),
        StatusCode::PAYLOAD_TOO_LARGE,
    )
}

fn merged(body: &[u8], in_path: Vec<(String, String)>) -> Result<Bytes> {
    let is_empty = body.iter().all(u8::is_ascii_whitespace);
    let mut fields: Map<String, Value> = match is_empty {
        true => Map::new(),
        false => serde_json::from_slice(body).map_err(|e| {
            Error::new(
                ErrorCode::BadRequest,
                format!("the body is not a JSON object: {e}"),
            )
        })?,
    };
    for (name, value) in in_path {
        match name.split_once('.') {
            None => drop(fields.insert(name, Value::String(value))),
            Some((outer, inner)) => {
                if let Some(Value::Object(object)) = fields.get_mut(outer) {
                    object.insert(inner.to_owned(), Value::String(value));
                }
            }
        }
    }
    Ok(serde_json::to_vec(&fields).map(Bytes::from).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::depth;

    #[test]
    fn levels_are_counted_outside_of_texts() {
        for (json, expected) in [
            ("", 0),
            ("1", 0),
            ("{}", 1),
            (r#"{"a": [1, {"b": 2}], "c": []}"#, 3),
            (r#"["[[[", "\"[[", "\\"]"#, 1),
            ("]]][", 1),
            (r#"["[["#, 1),
        ] {
            assert_eq!(depth(json.as_bytes()), expected, "{json}");
        }
    }
}
