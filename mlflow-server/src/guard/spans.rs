//! A span of each request, for those who collect them.

use crate::app::App;
use crate::metrics::Begun;
use crate::options::REQUEST_SPAN;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode};
use tracing::Span;
use tracing::field::Empty;

/// Begins the span of a request, with the names that OpenTelemetry has for what it says.
pub(super) fn begin(app: &App, request: &Request, id: &HeaderValue) -> Span {
    let Some(on_span) = app.options.on_span else {
        return Span::none();
    };
    let begun = Begun::new(request);
    let span = tracing::info_span!(
        target: REQUEST_SPAN,
        "request",
        otel.name = format!("{} {}", begun.method(), begun.route()),
        otel.kind = "server",
        otel.status_code = Empty,
        http.request.method = begun.method(),
        http.route = begun.route(),
        http.response.status_code = Empty,
        request_id = id.to_str().unwrap_or_default(),
    );
    let parent = request.headers().get("traceparent");
    on_span(&span, parent.and_then(|parent| parent.to_str().ok()));
    span
}

/// Says how a request was answered; the span ends when nobody holds it any more.
pub(super) fn end(span: &Span, status: StatusCode) {
    span.record("http.response.status_code", status.as_u16());
    if status.is_server_error() {
        span.record("otel.status_code", "ERROR");
    }
}
