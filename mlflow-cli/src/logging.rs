//! Log lines on stderr.

use crate::failure::Failure;
use crate::server::LogFormat;
use mlflow_core::config::{self, Sourced, settings};
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// Starts logging: `RUST_LOG` counts most, then `-v`, then the level of the settings, then warnings; who asks for a
/// format wants to see more than those.
pub(crate) fn start(verbose: u8, format: Option<LogFormat>) -> Result<(), Failure> {
    let filter = match variable("RUST_LOG") {
        Some(directives) => directives,
        None => match verbose {
            0 => level(format.is_some())?.to_owned(),
            1 => "info".to_owned(),
            _ => "debug".to_owned(),
        },
    };
    let filter = EnvFilter::try_new(&filter).map_err(|error| {
        Failure::usage(format!("invalid RUST_LOG `{filter}`: {error}"))
            .hint("levels are error, warn, info, debug, trace, as in RUST_LOG=mlflow_core=debug")
    })?;
    let colours = std::io::stderr().is_terminal() && variable("NO_COLOR").is_none();
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(colours)
        .with_target(false);
    match format {
        Some(LogFormat::Json) => lines.json().flatten_event(true).with_target(true).init(),
        Some(LogFormat::Pretty) => lines.init(),
        None => lines.without_time().init(),
    }
    Ok(())
}

/// Returns the level of `MLFLOW_LOGGING_LEVEL` or `mlflow.toml`, which have the names of Python's levels.
fn level(has_format: bool) -> Result<&'static str, Failure> {
    let Sourced { value, source } = config::current()?.get(&settings::LOGGING_LEVEL)?;
    let Some(name) = value else {
        return Ok(if has_format { "info" } else { "warn" });
    };
    match name.to_ascii_uppercase().as_str() {
        "CRITICAL" | "FATAL" | "ERROR" => Ok("error"),
        "WARNING" | "WARN" | "NOTSET" => Ok("warn"),
        "INFO" => Ok("info"),
        "DEBUG" => Ok("debug"),
        _ => Err(
            Failure::usage(format!("invalid level of logging `{name}` ({source})"))
                .hint("levels are DEBUG, INFO, WARNING, ERROR, CRITICAL"),
        ),
    }
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
