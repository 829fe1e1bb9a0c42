//! The server's own spans, sent to an OpenTelemetry collector.

use crate::failure::Failure;
use async_trait::async_trait;
use bytes::Bytes;
use opentelemetry::propagation::TextMapPropagator;
use opentelemetry::trace::TracerProvider;
use opentelemetry_http::{HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};
use std::collections::HashMap;
use std::time::Duration;
use tokio::runtime::Handle;
use tracing_opentelemetry::OpenTelemetrySpanExt;

/// How long a collector may take for one answer.
const TIMEOUT: Duration = Duration::from_secs(10);
/// The most that is read of its answer, which says little.
const MOST_OF_ANSWER: usize = 64 << 10;

/// What gathers spans and sends them.
pub(crate) struct Spans(SdkTracerProvider);

impl Spans {
    /// Sends to a collector by its address, else to the one of OpenTelemetry's variables.
    pub(super) fn new(endpoint: Option<&str>, runtime: &Handle) -> Result<Self, Failure> {
        // An error says that the program has one already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().timeout(TIMEOUT);
        let client = client.redirect(reqwest::redirect::Policy::none());
        let client = client.build().map_err(|e| Failure::new(e.to_string()))?;
        let sender = Sender {
            client,
            runtime: runtime.clone(),
        };
        let mut exporter = SpanExporter::builder().with_http().with_http_client(sender);
        if let Some(endpoint) = endpoint {
            let url = reqwest::Url::parse(endpoint);
            if !url.is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host()) {
                let message = format!("invalid --otlp-endpoint `{endpoint}`: it is no http(s) URL");
                return Err(
                    Failure::usage(message).hint("a collector of this machine is http://localhost:4318")
                );
            }
            exporter = exporter.with_endpoint(format!("{}/v1/traces", endpoint.trim_end_matches('/')));
        }
        let exporter = exporter
            .build()
            .map_err(|e| Failure::usage(format!("cannot export spans: {e}")))?;
        let resource = Resource::builder().with_service_name(service_name()).build();
        let provider = SdkTracerProvider::builder().with_resource(resource);
        Ok(Spans(provider.with_batch_exporter(exporter).build()))
    }

    /// Returns what makes spans.
    pub(crate) fn tracer(&self) -> SdkTracer {
        self.0.tracer("mlflow-server")
    }

    /// Sends what is left; the runtime must still be there.
    pub(crate) fn end(&self) {
        if let Err(e) = self.0.shutdown() {
            tracing::warn!("the last spans may not have reached the collector: {e}");
        }
    }
}

fn service_name() -> String {
    let variable = std::env::var("OTEL_SERVICE_NAME").ok();
    variable
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "mlflow".to_owned())
}

/// Makes a span the child of one that a client names by `traceparent`.
pub(super) fn adopt(span: &tracing::Span, parent: Option<&str>) {
    let Some(parent) = parent else { return };
    let carrier = HashMap::from([("traceparent".to_owned(), parent.to_owned())]);
    let context = TraceContextPropagator::new().extract(&carrier);
    if let Err(e) = span.set_parent(context) {
        tracing::debug!("a span without its parent: {e}");
    }
}

/// Sends by the runtime's threads: that of the exporter has no reactor.
#[derive(Debug)]
struct Sender {
    client: reqwest::Client,
    runtime: Handle,
}

#[async_trait]
impl HttpClient for Sender {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let request = reqwest::Request::try_from(request)?;
        let client = self.client.clone();
        let sent = self.runtime.spawn(async move {
            let mut answer = client.execute(request).await?;
            let mut body = Vec::new();
            while let Some(chunk) = answer.chunk().await? {
                if body.len() + chunk.len() > MOST_OF_ANSWER {
                    return Err(HttpError::from("the collector's answer is too long"));
                }
                body.extend_from_slice(&chunk);
            }
            let status = answer.status();
            Ok(Response::builder().status(status).body(Bytes::from(body))?)
        });
        sent.await?
    }
}
