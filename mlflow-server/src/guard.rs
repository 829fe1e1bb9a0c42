//! What stands before every route: who may ask, how much is done at once, and a line in the log.

mod heads;
mod hosts;
mod limits;
mod origins;
mod spans;

pub(crate) use heads::TwoLengths;
pub(crate) use limits::Limits;

use crate::answer::{Refusal, set};
use crate::app::App;
use crate::metrics::Begun;
use crate::request::REQUEST_ID;
use axum::extract::{Request, State};
use axum::http::header::{REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::FutureExt;
use mlflow_core::{Error, ErrorCode};
use std::panic::AssertUnwindSafe;
use std::time::Instant;
use tracing::Instrument;

/// Routes that take as long as an artifact takes.
const TRANSFERS: [&str; 3] = ["/mlflow-artifacts/", "/get-artifact", "/upload-artifact"];
/// Routes that any `Host` is answered on, since those who check them know no name.
const FOR_ANY_HOST: [&str; 4] = ["/health", "/version", "/livez", "/readyz"];

/// Carries a request through all checks, and completes its answer.
pub(crate) async fn watch(State(app): State<App>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = request_id(request.headers());
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let origin = request.headers().get("origin").cloned();
    let begun = app
        .metrics
        .as_ref()
        .map(|metrics| (metrics, Begun::new(&request)));
    let span = spans::begin(&app, &request, &id);
    let mut response = match refusal(&app, &request) {
        Some(response) => response,
        None => answer(&app, request, next).instrument(span.clone()).await,
    };
    spans::end(&span, response.status());
    if let Some(origin) = origin {
        origins::allow(&app.options, &origin, response.headers_mut());
    }
    complete(&app, &id, &mut response);
    let took = started.elapsed();
    if let Some((metrics, begun)) = begun {
        metrics.answered(begun, response.status().as_u16(), response.extensions(), took);
    }
    tracing::info!(
        target: "mlflow_server::access",
        method = %method,
        path,
        status = response.status().as_u16(),
        ms = took.as_secs_f64() * 1e3,
        request_id = id.to_str().unwrap_or_default(),
    );
    response
}

/// Answers a request that must not reach its route.
fn refusal(app: &App, request: &Request) -> Option<Response> {
    if let Some(refused) = heads::refusal(request) {
        return Some(refused);
    }
    if app.options.disable_security_middleware {
        return None;
    }
    let path = request.uri().path();
    let path = path.strip_prefix(&app.options.static_prefix).unwrap_or(path);
    if !FOR_ANY_HOST.contains(&path) && !hosts::is_allowed(&app.options, request) {
        return Some(forbidden(
            "Invalid Host header - possible DNS rebinding attack detected",
        ));
    }
    let origin = request.headers().get("origin")?;
    if request.method() == Method::OPTIONS {
        return Some(StatusCode::NO_CONTENT.into_response());
    }
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD);
    let is_blocked = changes && !origins::is_allowed(&app.options, origin);
    is_blocked.then(|| forbidden("Cross-origin request blocked"))
}

fn forbidden(message: &str) -> Response {
    Refusal::from(Error::new(ErrorCode::PermissionDenied, message)).into_response()
}

/// Runs a handler, within limits; a panic is an answer, and the next request another matter.
async fn answer(app: &App, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_transfer = TRANSFERS.iter().any(|part| path.contains(part));
    let _permit = match app.limits.enter().await {
        Ok(permit) => permit,
        Err(refusal) => return refusal.into_response(),
    };
    let handled = AssertUnwindSafe(next.run(request)).catch_unwind();
    let handled = if is_transfer {
        handled.await
    } else {
        match tokio::time::timeout(app.options.request_timeout, handled).await {
            Ok(handled) => handled,
            Err(_) => return too_long(app).into_response(),
        }
    };
    handled.unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
        tracing::error!("a handler panicked: {}", text.unwrap_or_default());
        Refusal::from(Error::internal("this server has a defect")).into_response()
    })
}

fn too_long(app: &App) -> Refusal {
    let seconds = app.options.request_timeout.as_secs();
    Refusal::from(Error::unavailable(format!(
        "no answer within {seconds} s: try again"
    )))
}

/// Takes a client's id of a request if it is one, else makes one.
fn request_id(headers: &HeaderMap) -> HeaderValue {
    let is_id = |id: &&HeaderValue| {
        let bytes = id.as_bytes();
        (1..=128).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_graphic)
    };
    match headers.get(REQUEST_ID).filter(is_id) {
        Some(id) => id.clone(),
        None => {
            let id = uuid::Uuid::new_v4().simple().to_string();
            HeaderValue::try_from(id).unwrap_or_else(|_| HeaderValue::from_static(""))
        }
    }
}

fn complete(app: &App, id: &HeaderValue, response: &mut Response) {
    const CONSTANT: [(HeaderName, HeaderValue); 2] = [
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    ];
    for (name, value) in CONSTANT {
        set(response, name, value);
    }
    let frames = &app.options.x_frame_options;
    if !frames.is_empty()
        && !frames.eq_ignore_ascii_case("none")
        && let Ok(value) = HeaderValue::try_from(frames.to_ascii_uppercase())
    {
        set(response, X_FRAME_OPTIONS, value);
    }
    set(response, REQUEST_ID, id.clone());
}
