//! What an operator decides.

use std::path::PathBuf;
use std::time::Duration;

/// The target of the spans of requests, for filters of those who collect them.
pub const REQUEST_SPAN: &str = "mlflow_server::request_span";

/// The options of a server; every one has a default that is safe on a private machine.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ServerOptions {
    /// What every route begins with, such as `/mlflow`; empty for nothing.
    pub static_prefix: String,
    /// Whether clients read and write artifacts through the server.
    pub serve_artifacts: bool,
    /// Whether the server does nothing but that.
    pub artifacts_only: bool,
    /// Values of `Host` that are answered, with `*` for any text; empty for this machine and private addresses.
    pub allowed_hosts: Vec<String>,
    /// Origins of pages elsewhere that may change things, with `*` for any text.
    pub cors_allowed_origins: Vec<String>,
    /// The header `X-Frame-Options`; `NONE` leaves it out.
    pub x_frame_options: String,
    /// Whether `Host` and `Origin` are not checked at all.
    pub disable_security_middleware: bool,
    /// Whether `/metrics` tells Prometheus what the server does.
    pub expose_prometheus: bool,
    /// Makes a span of each request, with the target [`REQUEST_SPAN`], and tells of it and of the header `traceparent`,
    /// so that a program that exports spans can give it its parent. No spans are made without it.
    pub on_span: Option<fn(&tracing::Span, Option<&str>)>,
    /// The largest body of a request in bytes, artifacts aside.
    pub max_body: usize,
    /// The largest artifact in bytes.
    pub max_artifact_size: Option<u64>,
    /// Requests in work at once.
    pub max_requests: usize,
    /// Requests that wait for those in work; more are turned away.
    pub max_waiting: usize,
    /// Connections at once.
    pub max_connections: usize,
    /// How long a request may take, artifacts aside.
    pub request_timeout: Duration,
    /// How long the head of a request may take, from its first byte on.
    pub head_timeout: Duration,
    /// How long a connection may wait for that first byte.
    pub idle_timeout: Duration,
    /// How long a client may send nothing of a body that it has begun, artifacts aside.
    pub body_timeout: Duration,
    /// How long requests that are in work may go on when the server stops.
    pub shutdown_timeout: Duration,
    /// The certificate and the key of HTTPS.
    pub tls: Option<TlsFiles>,
}

impl Default for ServerOptions {
    fn default() -> Self {
        ServerOptions {
            static_prefix: String::new(),
            serve_artifacts: true,
            artifacts_only: false,
            allowed_hosts: Vec::new(),
            cors_allowed_origins: Vec::new(),
            x_frame_options: "SAMEORIGIN".to_owned(),
            disable_security_middleware: false,
            expose_prometheus: false,
            on_span: None,
            max_body: 32 << 20,
            max_artifact_size: None,
            max_requests: 256,
            max_waiting: 1024,
            max_connections: 2048,
            request_timeout: Duration::from_secs(60),
            head_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_secs(75),
            body_timeout: Duration::from_secs(30),
            shutdown_timeout: Duration::from_secs(25),
            tls: None,
        }
    }
}

/// The files of HTTPS, in PEM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFiles {
    /// The server's certificate, and those between it and a known authority.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}
