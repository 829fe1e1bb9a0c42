//! The text format of Prometheus.

use super::{CLASSES, Kind, Metrics, Times, process};
use crate::app::App;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use std::fmt::{Display, Write};
use std::sync::PoisonError;
use std::sync::atomic::Ordering;
use std::time::UNIX_EPOCH;

const TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";
const COUNT: &str = "mlflow_http_request_total";
const TIMES: &str = "mlflow_http_request_duration_seconds";

/// Answers with all that is counted.
pub(crate) async fn write(State(app): State<App>) -> Response {
    let mut page = Page::default();
    if let Some(metrics) = &app.metrics {
        page.requests(metrics);
        let open = metrics.connections.load(Ordering::Relaxed);
        page.gauge("mlflow_http_connections", "Connections that are open.", open);
        let since = metrics.since.duration_since(UNIX_EPOCH).unwrap_or_default();
        page.gauge(
            "process_start_time_seconds",
            "When the server began, in seconds since 1970.",
            since.as_secs_f64(),
        );
    }
    page.gauge(
        "mlflow_http_requests_in_work",
        "Requests that are worked on.",
        app.limits.in_work(),
    );
    page.gauge(
        "mlflow_http_requests_waiting",
        "Requests that wait for those.",
        app.limits.waiting(),
    );
    if let Some(bytes) = process::resident_memory() {
        page.gauge("process_resident_memory_bytes", "Memory in use.", bytes);
    }
    ([(CONTENT_TYPE, TEXT)], page.0).into_response()
}

#[derive(Default)]
struct Page(String);

impl Page {
    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        // Writing to a text cannot fail.
        let _ = writeln!(self.0, "{line}");
    }

    fn head(&mut self, name: &str, kind: &str, help: &str) {
        self.line(format_args!("# HELP {name} {help}"));
        self.line(format_args!("# TYPE {name} {kind}"));
    }

    fn gauge(&mut self, name: &str, help: &str, value: impl Display) {
        self.head(name, "gauge", help);
        self.line(format_args!("{name} {value}"));
    }

    fn requests(&mut self, metrics: &Metrics) {
        let requests = metrics.requests.lock();
        let requests = requests.unwrap_or_else(PoisonError::into_inner).clone();
        self.head(COUNT, "counter", "Requests that were answered.");
        for (kind, times) in &requests {
            self.line(format_args!("{COUNT}{{{}}} {}", labels(kind), times.count));
        }
        self.head(TIMES, "histogram", "How long answers took.");
        for (kind, times) in &requests {
            self.times(&labels(kind), times);
        }
    }

    fn times(&mut self, labels: &str, times: &Times) {
        let mut sum = 0;
        for (end, count) in CLASSES.iter().zip(times.classes) {
            sum += count;
            self.line(format_args!("{TIMES}_bucket{{{labels},le=\"{end}\"}} {sum}"));
        }
        let count = times.count;
        self.line(format_args!("{TIMES}_bucket{{{labels},le=\"+Inf\"}} {count}"));
        self.line(format_args!("{TIMES}_sum{{{labels}}} {}", times.seconds));
        self.line(format_args!("{TIMES}_count{{{labels}}} {count}"));
    }
}

/// Writes labels; their values are names and patterns of ours, but a prefix may hold anything.
fn labels(kind: &Kind) -> String {
    let Kind {
        operation,
        method,
        status,
    } = kind;
    let operation = operation.replace('\\', "\\\\").replace('"', "\\\"");
    format!("operation=\"{operation}\",method=\"{method}\",status=\"{status}\"")
}
