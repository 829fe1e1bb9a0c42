//! The options of `mlflow server`: official MLflow's, and some of our own.

use super::official::Official;
#[cfg(feature = "otlp")]
use super::spans::Spans;
use crate::failure::Failure;
use clap::{ArgAction, Args, ValueEnum};
use mlflow_server::{ServerOptions, TlsFiles};
use std::path::PathBuf;

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// One JSON object a line, for programs
    Json,
    /// For people
    Pretty,
}

/// Serves experiments, runs, models and artifacts over HTTP
#[derive(Args)]
pub(crate) struct Options {
    /// Where experiments and runs are kept: sqlite:///mlflow.db, postgresql://…, mysql://… [default: the tracking URI]
    #[arg(
        long,
        value_name = "URI",
        env = "MLFLOW_BACKEND_STORE_URI",
        hide_env_values = true
    )]
    pub(crate) backend_store_uri: Option<String>,

    /// Where models are registered [default: the backend store]
    #[arg(
        long,
        value_name = "URI",
        env = "MLFLOW_REGISTRY_STORE_URI",
        hide_env_values = true
    )]
    pub(crate) registry_store_uri: Option<String>,

    /// Where new experiments keep their artifacts [default: mlflow-artifacts:/, which is this server]
    #[arg(
        long,
        value_name = "URI",
        env = "MLFLOW_DEFAULT_ARTIFACT_ROOT",
        hide_env_values = true
    )]
    pub(crate) default_artifact_root: Option<String>,

    /// Lets clients read and write artifacts through this server [default]
    #[arg(long, env = "MLFLOW_SERVE_ARTIFACTS", num_args = 0..=1, default_value = "true", default_missing_value = "true", hide_default_value = true, value_parser = clap::builder::BoolishValueParser::new(), action = ArgAction::Set, overrides_with = "no_serve_artifacts")]
    serve_artifacts: bool,

    /// Lets clients read and write artifacts where they are
    #[arg(long, overrides_with = "serve_artifacts")]
    no_serve_artifacts: bool,

    /// Serves artifacts and nothing else
    #[arg(long, env = "MLFLOW_ARTIFACTS_ONLY", num_args = 0..=1, default_value = "false", default_missing_value = "true", hide_default_value = true, value_parser = clap::builder::BoolishValueParser::new(), action = ArgAction::Set)]
    pub(crate) artifacts_only: bool,

    /// Where this server keeps the artifacts that it serves [default: ./mlartifacts]
    #[arg(
        long,
        value_name = "URI",
        env = "MLFLOW_ARTIFACTS_DESTINATION",
        hide_env_values = true
    )]
    pub(crate) artifacts_destination: Option<String>,

    /// The address to listen at; 0.0.0.0 for every network
    #[arg(short = 'h', long, default_value = "127.0.0.1", env = "MLFLOW_HOST")]
    host: String,

    /// The port to listen at; 0 for any that is free
    #[arg(short, long, default_value_t = 5000, env = "MLFLOW_PORT")]
    port: u16,

    /// Listens at a socket in the file system, and at no port
    #[arg(long, value_name = "PATH")]
    pub(crate) unix_socket: Option<PathBuf>,

    /// How many threads answer requests [default: one for each core]
    #[arg(short, long, env = "MLFLOW_WORKERS", value_parser = threads)]
    workers: Option<u16>,

    /// What every path begins with, such as /mlflow
    #[arg(
        long,
        value_name = "PREFIX",
        env = "MLFLOW_STATIC_PREFIX",
        default_value = "",
        hide_default_value = true
    )]
    static_prefix: String,

    /// Values of the header Host that are answered, with commas between and * for any text [default: this machine and
    /// private addresses]
    #[arg(
        long,
        value_name = "HOSTS",
        env = "MLFLOW_SERVER_ALLOWED_HOSTS",
        value_delimiter = ','
    )]
    allowed_hosts: Vec<String>,

    /// Origins of web pages that may change things, with commas between and * for any text [default: this machine]
    #[arg(
        long,
        value_name = "ORIGINS",
        env = "MLFLOW_SERVER_CORS_ALLOWED_ORIGINS",
        value_delimiter = ','
    )]
    cors_allowed_origins: Vec<String>,

    /// Answers every host and origin: for tests behind closed doors
    #[arg(long, env = "MLFLOW_SERVER_DISABLE_SECURITY_MIDDLEWARE", num_args = 0..=1, default_value = "false", default_missing_value = "true", hide_default_value = true, value_parser = clap::builder::BoolishValueParser::new(), action = ArgAction::Set)]
    disable_security_middleware: bool,

    /// Who may show this server's pages in frames: SAMEORIGIN, DENY or NONE for everybody
    #[arg(
        long,
        default_value = "SAMEORIGIN",
        env = "MLFLOW_SERVER_X_FRAME_OPTIONS",
        value_parser = ["SAMEORIGIN", "DENY", "NONE"],
        ignore_case = true,
        hide_possible_values = true
    )]
    x_frame_options: String,

    /// Takes over what `mlflow migrate` and `mlflow import` bring, with its ids and times; whoever reaches the server may
    /// then write over anything
    #[arg(long)]
    pub(crate) allow_import: bool,

    /// The largest artifact that is taken, in bytes [default: any]
    #[arg(long, value_name = "BYTES")]
    max_artifact_size: Option<u64>,

    /// The certificate of HTTPS, in PEM
    #[arg(long, value_name = "FILE")]
    tls_cert: Option<PathBuf>,

    /// The key of HTTPS, in PEM
    #[arg(long, value_name = "FILE")]
    tls_key: Option<PathBuf>,

    /// Writes a line for each request, in this form
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(crate) log_format: Option<LogFormat>,

    /// Tells Prometheus at /metrics what the server does; the folder is for Python's server and means nothing here
    #[arg(long, value_name = "DIR", env = "MLFLOW_EXPOSE_PROMETHEUS")]
    expose_prometheus: Option<PathBuf>,

    /// Sends a span of each request to an OpenTelemetry collector, at --otlp-endpoint or OTEL_EXPORTER_OTLP_ENDPOINT
    #[cfg(feature = "otlp")]
    #[arg(long)]
    export_spans: bool,

    /// The address of the collector, as in http://localhost:4318; spans go to /v1/traces below it
    #[cfg(feature = "otlp")]
    #[arg(long, value_name = "URL")]
    otlp_endpoint: Option<String>,

    /// A TOML file with options, whose keys are their long names, as in port = 5001; the command line counts more than
    /// variables, and these more than the file
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    #[command(flatten)]
    pub(super) official: Official,

    /// Prints help; `-h` is the host here, as in official MLflow
    #[arg(long, action = ArgAction::Help)]
    help: Option<bool>,
}

impl Options {
    /// Says which options were given that mean nothing here, and which open the server to everybody.
    pub(super) fn notes(&self) -> Vec<String> {
        let is_any = |list: &[String]| list.iter().any(|item| item.trim() == "*");
        let mut notes = self.official.notes();
        if is_any(&self.allowed_hosts) && !self.disable_security_middleware {
            notes.push(
                "--allowed-hosts `*`: pages of any name may speak to this server through a browser"
                    .to_owned(),
            );
        }
        if self.allow_import {
            notes
                .push("--allow-import: whoever reaches this server may write over anything in it".to_owned());
        }
        if is_any(&self.cors_allowed_origins) && !self.disable_security_middleware {
            notes.push(
                "--cors-allowed-origins `*`: pages of any origin may read and change everything".to_owned(),
            );
        }
        notes
    }

    /// Tells whether clients read and write artifacts through the server.
    pub(super) fn serves_artifacts(&self) -> bool {
        self.artifacts_only || (self.serve_artifacts && !self.no_serve_artifacts)
    }

    /// Returns the address to listen at.
    pub(super) fn address(&self) -> String {
        let is_bare_v6 = self.host.contains(':') && !self.host.starts_with('[');
        match is_bare_v6 {
            true => format!("[{}]:{}", self.host, self.port),
            false => format!("{}:{}", self.host, self.port),
        }
    }

    /// Returns what every path begins with.
    pub(super) fn prefix(&self) -> &str {
        &self.static_prefix
    }

    /// Makes the threads that answer requests.
    pub(crate) fn runtime(&self) -> Result<tokio::runtime::Runtime, Failure> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(self.threads())
            .thread_name("mlflow-server")
            .enable_all()
            .build()?;
        Ok(runtime)
    }

    /// Starts to send spans of requests, if that was asked for; the runtime sends them.
    #[cfg(feature = "otlp")]
    pub(crate) fn spans(&self, runtime: &tokio::runtime::Runtime) -> Result<Option<Spans>, Failure> {
        let is_asked = self.export_spans || self.otlp_endpoint.is_some();
        let spans = is_asked.then(|| Spans::new(self.otlp_endpoint.as_deref(), runtime.handle()));
        spans.transpose()
    }

    /// Returns how many threads answer requests.
    fn threads(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(2, usize::from);
        self.workers.map_or_else(cores, usize::from)
    }

    /// Returns what the server is told.
    pub(super) fn server_options(&self) -> Result<ServerOptions, Failure> {
        let mut options = ServerOptions::default();
        options.static_prefix = self.static_prefix.clone();
        options.serve_artifacts = self.serves_artifacts();
        options.artifacts_only = self.artifacts_only;
        options.allowed_hosts = trimmed(&self.allowed_hosts);
        options.cors_allowed_origins = trimmed(&self.cors_allowed_origins);
        options.disable_security_middleware = self.disable_security_middleware;
        options.x_frame_options = self.x_frame_options.clone();
        options.expose_prometheus = self.expose_prometheus.is_some();
        #[cfg(feature = "otlp")]
        if self.export_spans || self.otlp_endpoint.is_some() {
            options.on_span = Some(super::spans::adopt);
        }
        options.max_artifact_size = self.max_artifact_size;
        options.tls = match (&self.tls_cert, &self.tls_key) {
            (Some(certificate), Some(key)) => Some(TlsFiles {
                certificate: certificate.clone(),
                key: key.clone(),
            }),
            (None, None) => None,
            _ => {
                let message = "--tls-cert and --tls-key are given together, or none of them";
                return Err(Failure::usage(message));
            }
        };
        Ok(options)
    }
}

/// Reads how many threads there should be.
fn threads(text: &str) -> Result<u16, &'static str> {
    match text.trim().parse() {
        Ok(number @ 1..=1024) => Ok(number),
        _ => Err("1 to 1024 threads"),
    }
}

fn trimmed(list: &[String]) -> Vec<String> {
    let items = list.iter().map(|item| item.trim().to_owned());
    items.filter(|item| !item.is_empty()).collect()
}
