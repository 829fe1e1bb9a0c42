//! Options of official MLflow's server that this one does not have.
//!
//! What can be left out without harm is accepted and said. What guards something, or decides what is served or kept, is
//! refused: a server that ignored it would be another one than was asked for.

use crate::failure::Failure;
use clap::{ArgAction, Args};
use mlflow_core::Result;
use mlflow_core::config::{Config, settings};
use std::path::PathBuf;

/// What options of TLS begin with in the words of gunicorn and uvicorn.
const TLS: [&str; 5] = ["--certfile", "--keyfile", "--ca-certs", "--cert-reqs", "--ssl"];

#[derive(Args)]
pub(crate) struct Official {
    /// Refused: this server asks nobody for a login yet
    #[arg(long, value_name = "NAME", hide = true)]
    app_name: Option<String>,

    /// Refused: this server does not divide a database into workspaces yet
    #[arg(long, env = "MLFLOW_ENABLE_WORKSPACES", num_args = 0..=1, default_missing_value = "true", value_parser = clap::builder::BoolishValueParser::new(), action = ArgAction::Set, overrides_with = "disable_workspaces", hide = true)]
    enable_workspaces: Option<bool>,

    /// What this server does in any case
    #[arg(long, overrides_with = "enable_workspaces", hide = true)]
    disable_workspaces: bool,

    /// Accepted, and without meaning as long as workspaces are refused
    #[arg(
        long,
        value_name = "URI",
        env = "MLFLOW_WORKSPACE_STORE_URI",
        hide_env_values = true,
        hide = true
    )]
    workspace_store_uri: Option<String>,

    /// Refused: this server keeps all traces where they are
    #[arg(long, value_name = "PATH", env = "MLFLOW_TRACE_ARCHIVAL_CONFIG", hide = true)]
    trace_archival_config: Option<PathBuf>,

    /// Accepted: everything is read from the backend store
    #[arg(
        long,
        value_name = "URI",
        env = "MLFLOW_READ_REPLICA_BACKEND_STORE_URI",
        hide_env_values = true,
        hide = true
    )]
    read_replica_backend_store_uri: Option<String>,

    /// Accepted: this server keeps no secrets
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u16).range(10..=300), hide = true)]
    secrets_cache_ttl: Option<u16>,

    /// Accepted: this server keeps no secrets
    #[arg(long, value_name = "ENTRIES", value_parser = clap::value_parser!(u16).range(1..=10_000), hide = true)]
    secrets_cache_max_size: Option<u16>,

    /// Accepted for scripts of Python's server, and without meaning here
    #[arg(
        long,
        value_name = "OPTIONS",
        env = "MLFLOW_GUNICORN_OPTS",
        hide = true,
        allow_hyphen_values = true
    )]
    gunicorn_opts: Option<String>,

    /// Accepted for scripts of Python's server, and without meaning here
    #[arg(
        long,
        value_name = "OPTIONS",
        env = "MLFLOW_UVICORN_OPTS",
        hide = true,
        allow_hyphen_values = true
    )]
    uvicorn_opts: Option<String>,

    /// Accepted for scripts of Python's server, and without meaning here
    #[arg(long, value_name = "OPTIONS", hide = true, allow_hyphen_values = true)]
    waitress_opts: Option<String>,

    /// Accepted for scripts of Python's server, and without meaning here
    #[arg(long, hide = true)]
    dev: bool,
}

impl Official {
    /// Says which options were given that mean nothing here, and why.
    pub(super) fn notes(&self) -> Vec<String> {
        const PYTHON: &str = "which is one program without Python";
        const SECRETS: &str = "which keeps no secrets";
        let given = [
            ("--gunicorn-opts", self.gunicorn_opts.is_some(), PYTHON),
            ("--uvicorn-opts", self.uvicorn_opts.is_some(), PYTHON),
            ("--waitress-opts", self.waitress_opts.is_some(), PYTHON),
            ("--dev", self.dev, PYTHON),
            ("--secrets-cache-ttl", self.secrets_cache_ttl.is_some(), SECRETS),
            (
                "--secrets-cache-max-size",
                self.secrets_cache_max_size.is_some(),
                SECRETS,
            ),
            (
                "--workspace-store-uri",
                self.workspace_store_uri.is_some(),
                "which has no workspaces",
            ),
            (
                "--read-replica-backend-store-uri",
                self.read_replica_backend_store_uri.is_some(),
                "which reads from the backend store",
            ),
        ];
        let without_meaning = given.into_iter().filter(|(_, is_given, _)| *is_given);
        without_meaning
            .map(|(name, _, why)| format!("{name} means nothing to this server, {why}"))
            .collect()
    }

    /// Refuses options that must not be left out in silence.
    pub(super) fn check(&self, config: &Config) -> Result<(), Failure> {
        if let Some(name) = &self.app_name {
            let message =
                format!("--app-name `{name}` is not supported: this server asks nobody for a login yet");
            return Err(Failure::usage(message).hint(
                "leave it out, and let only those reach the server who may do everything, for example by a proxy that \
                 asks for a login",
            ));
        }
        if self.has_workspaces(config)? {
            let message = "--enable-workspaces is not supported: this server does not divide a database yet";
            return Err(Failure::usage(message).hint(
                "--disable-workspaces serves the default workspace; MLFLOW_ENABLE_WORKSPACES and enable_workspaces in \
                 mlflow.toml count as well",
            ));
        }
        if let Some(path) = &self.trace_archival_config {
            let path = path.display();
            let message =
                format!("--trace-archival-config `{path}` is not supported: traces are archived nowhere");
            return Err(Failure::usage(message).hint(
                "without it, and without MLFLOW_TRACE_ARCHIVAL_CONFIG, all traces stay in the backend store",
            ));
        }
        let commands = [
            ("--gunicorn-opts", &self.gunicorn_opts),
            ("--uvicorn-opts", &self.uvicorn_opts),
            ("--waitress-opts", &self.waitress_opts),
        ];
        for (name, words) in commands {
            let mut words = words.iter().flat_map(|words| words.split_whitespace());
            if let Some(word) = words.find(|word| TLS.iter().any(|tls| word.starts_with(tls))) {
                let message =
                    format!("{name} asks for encryption by `{word}`, which this server does not read there");
                return Err(Failure::usage(message).hint("--tls-cert FILE and --tls-key FILE do that here"));
            }
        }
        Ok(())
    }

    fn has_workspaces(&self, config: &Config) -> Result<bool> {
        match (self.disable_workspaces, self.enable_workspaces) {
            (true, _) => Ok(false),
            (false, Some(is_on)) => Ok(is_on),
            (false, None) => Ok(config.get(&settings::ENABLE_WORKSPACES)?.value == Some(true)),
        }
    }
}
