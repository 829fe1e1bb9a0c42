//! Spans by OpenTelemetry's protocol over HTTP, as protobuf or as JSON.

mod body;
mod json;
mod protobuf;

use crate::answer::Refusal;
use crate::app::App;
use crate::metrics::Called;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use body::Encoding;
use mlflow_core::contract::traces::{LinkTracesToRun, LogSpans};
use mlflow_core::entities::otlp::{AnyValue, KeyValue, ResourceSpans};
use mlflow_core::{Error, ErrorCode, Result, TraceStore};

const PATH: &str = "/v1/traces";
const EXPERIMENT_ID: &str = "x-mlflow-experiment-id";
const RUN_ID: &str = "x-mlflow-run-id";
const SERVICE_NAME: &str = "service.name";

/// The services whose name is kept with the roots of their traces. Others' names stay out: anybody may send them.
const KNOWN_SERVICES: [&str; 5] = [
    "claude-code",
    "codex_cli_rs",
    "codex_vscode",
    "gemini-cli",
    "qwen-code",
];

/// Mounts the route.
pub(crate) fn routes(routes: Router<App>) -> Router<App> {
    routes.route(PATH, post(export))
}

async fn export(State(app): State<App>, request: Request) -> Response {
    let mut response = log_spans(&app, request).await.into_response();
    response.extensions_mut().insert(Called("log_spans"));
    response
}

async fn log_spans(app: &App, request: Request) -> Result<Response, Refusal> {
    let encoding = Encoding::of(request.headers())?;
    let context = crate::request::context(&request);
    let experiment_id = required_header(request.headers(), EXPERIMENT_ID)?;
    let run_id = header(request.headers(), RUN_ID)?;
    let body = body::read(request).await?;
    let mut resource_spans = match encoding {
        Encoding::Protobuf => protobuf::read(&body)?,
        Encoding::Json => json::read(&body)?,
    };
    if resource_spans.is_empty() {
        let message = "Invalid OpenTelemetry format - no spans found";
        return Err(Error::invalid_parameter_value(message).into());
    }
    let traces = whole_traces(&resource_spans)?;
    resource_spans.iter_mut().for_each(name_service);
    let Some(store) = &app.backends.traces else {
        let store = app.backends.store_type.as_deref().unwrap_or("this store");
        let message = format!("REST OTLP span logging is not supported by {store}");
        return Err(Error::new(ErrorCode::NotImplemented, message).into());
    };
    let has_spans = resource_spans
        .iter()
        .flat_map(|of_resource| &of_resource.scope_spans)
        .any(|scope| !scope.spans.is_empty());
    if has_spans {
        let request = LogSpans {
            experiment_id,
            resource_spans,
        };
        context.scope(store.log_spans(request)).await?;
    }
    if let Some(run_id) = run_id.filter(|_| !traces.is_empty()) {
        context.scope(link(&**store, traces, run_id)).await;
    }
    Ok((
        [(CONTENT_TYPE, "application/x-protobuf")],
        protobuf::empty_answer(),
    )
        .into_response())
}

/// Says that traces belong to a run; the spans are written in any case.
async fn link(store: &dyn TraceStore, trace_ids: Vec<String>, run_id: String) {
    for trace_ids in trace_ids.chunks(100) {
        let request = LinkTracesToRun {
            trace_ids: trace_ids.to_vec(),
            run_id: run_id.clone(),
        };
        if let Err(error) = store.link_traces_to_run(request).await {
            tracing::warn!("the traces of spans are not linked to run {run_id}: {error}");
        }
    }
}

/// Returns the ids of the traces whose roots are here. A span without ids belongs to none and is refused.
fn whole_traces(resource_spans: &[ResourceSpans]) -> Result<Vec<String>, Refusal> {
    let scopes = resource_spans
        .iter()
        .flat_map(|of_resource| &of_resource.scope_spans);
    let mut traces = Vec::new();
    for span in scopes.flat_map(|scope| &scope.spans) {
        let Some(trace_id) = span.mlflow_trace_id() else {
            return Err(unprocessable(format!(
                "Cannot convert OpenTelemetry span to MLflow span: '{}' has no ids of a trace and a span",
                span.name
            )));
        };
        if span.parent_span_id.is_empty() && !traces.contains(&trace_id) {
            traces.push(trace_id);
        }
    }
    Ok(traces)
}

/// Writes the name of a known service to the roots of its traces.
fn name_service(of_resource: &mut ResourceSpans) {
    let attributes = of_resource
        .resource
        .iter()
        .flat_map(|resource| &resource.attributes);
    let mut names = attributes.filter(|attribute| attribute.key == SERVICE_NAME);
    let Some(name) = names.next().and_then(|name| name.value.0.as_str()) else {
        return;
    };
    let Some(known) = KNOWN_SERVICES.into_iter().find(|known| *known == name) else {
        return;
    };
    let spans = of_resource
        .scope_spans
        .iter_mut()
        .flat_map(|scope| &mut scope.spans);
    for root in spans.filter(|span| span.parent_span_id.is_empty()) {
        root.attributes.retain(|attribute| attribute.key != SERVICE_NAME);
        root.attributes.push(KeyValue {
            key: SERVICE_NAME.to_owned(),
            value: AnyValue(known.into()),
        });
    }
}

fn header(headers: &HeaderMap, name: &str) -> Result<Option<String>, Refusal> {
    let text = |value: &axum::http::HeaderValue| match value.to_str() {
        Ok(text) => Ok(text.to_owned()),
        Err(_) => Err(unprocessable(format!("the header {name} is no text: {value:?}"))),
    };
    headers.get(name).map(text).transpose()
}

fn required_header(headers: &HeaderMap, name: &str) -> Result<String, Refusal> {
    header(headers, name)?.ok_or_else(|| {
        unprocessable(format!(
            "the header {name} is missing: it names the experiment that keeps the traces"
        ))
    })
}

/// Refuses what is understood and cannot be, as OpenTelemetry's clients know it from MLflow.
fn unprocessable(message: String) -> Refusal {
    Refusal::with_status(
        Error::invalid_parameter_value(message),
        StatusCode::UNPROCESSABLE_ENTITY,
    )
}
