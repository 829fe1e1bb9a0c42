//! Answers: JSON, and errors in MLflow's form.

use axum::http::header::{CONTENT_TYPE, HeaderName, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use mlflow_core::{Error, ErrorCode};

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const TEXT: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// Answers with JSON that is written already.
pub(crate) fn json(body: Bytes) -> Response {
    ([(CONTENT_TYPE, JSON)], body).into_response()
}

/// Answers with a line of text, as MLflow's health checks do.
pub(crate) fn text(line: impl Into<String>) -> Response {
    ([(CONTENT_TYPE, TEXT)], line.into()).into_response()
}

/// An error on its way to a client.
#[derive(Debug)]
pub(crate) struct Refusal {
    error: Error,
    status: Option<StatusCode>,
}

impl Refusal {
    /// Answers with another status than that of the error's code.
    pub(crate) fn with_status(error: Error, status: StatusCode) -> Self {
        Refusal {
            error,
            status: Some(status),
        }
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Refusal { error, status: None }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let Refusal { error, status } = self;
        let by_code = StatusCode::from_u16(error.http_status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let status = status.unwrap_or(match error.code() {
            ErrorCode::ResourceExhausted => StatusCode::INSUFFICIENT_STORAGE,
            _ => by_code,
        });
        let error = if status == StatusCode::INTERNAL_SERVER_ERROR && error.code() == ErrorCode::InternalError
        {
            with_incident(error)
        } else {
            error
        };
        let body = error.serialize_as_json();
        let mut response = (status, [(CONTENT_TYPE, JSON)], body).into_response();
        let comes_back = matches!(
            status,
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS
        );
        if comes_back {
            set(&mut response, RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response
    }
}

/// Sets a header of an answer.
pub(crate) fn set(response: &mut Response, name: HeaderName, value: HeaderValue) {
    response.headers_mut().insert(name, value);
}

/// Gives a defect a name, by which the log and the client speak of the same one.
fn with_incident(error: Error) -> Error {
    let incident = uuid::Uuid::new_v4().simple().to_string();
    tracing::error!(incident, "{error:?}");
    let message = format!("{} (incident {incident})", error.message());
    error.with_message(message)
}
