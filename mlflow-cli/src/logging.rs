//! Log lines on stderr.

use crate::failure::Failure;
use crate::server::LogFormat;
use mlflow_core::config::{self, Sourced, settings};
use mlflow_server::REQUEST_SPAN;
use std::io::IsTerminal;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer};
#[cfg(feature = "otlp")]
use {crate::server::spans::Spans, tracing::Level, tracing_subscriber::filter::Targets};

/// Starts logging: `RUST_LOG` counts most, then `-v`, then the level of the settings, then warnings; who asks for a
/// format wants to see more than those.
pub(crate) fn start(
    verbose: u8,
    format: Option<LogFormat>,
    #[cfg(feature = "otlp")] spans: Option<&Spans>,
) -> Result<(), Failure> {
    let directives = match variable("RUST_LOG") {
        Some(directives) => directives,
        None => match verbose {
            0 => level(format.is_some())?.to_owned(),
            1 => "info".to_owned(),
            _ => "debug".to_owned(),
        },
    };
    // Spans of requests are for collectors; a line has all that they say.
    let filter = format!("{directives},{REQUEST_SPAN}=off");
    let filter = EnvFilter::try_new(filter).map_err(|error| {
        Failure::usage(format!("invalid RUST_LOG `{directives}`: {error}"))
            .hint("levels are error, warn, info, debug, trace, as in RUST_LOG=mlflow_core=debug")
    })?;
    let colours = std::io::stderr().is_terminal() && variable("NO_COLOR").is_none();
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(colours)
        .with_target(false);
    let lines = match format {
        Some(LogFormat::Json) => lines.json().flatten_event(true).with_target(true).boxed(),
        Some(LogFormat::Pretty) => lines.boxed(),
        None => lines.without_time().boxed(),
    };
    let all = tracing_subscriber::registry().with(lines.with_filter(filter));
    #[cfg(feature = "otlp")]
    let all = all.with(spans.map(|spans| {
        let requests = Targets::new().with_target(REQUEST_SPAN, Level::INFO);
        let spans = tracing_opentelemetry::layer().with_tracer(spans.tracer());
        spans
            .with_location(false)
            .with_threads(false)
            .with_filter(requests)
    }));
    all.init();
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
