//! `mlflow server`: the tracking server.

mod backends;
pub(crate) mod config;
mod official;
mod options;
mod signals;
#[cfg(feature = "otlp")]
pub(crate) mod spans;

pub(crate) use options::{LogFormat, Options};

use crate::failure::Failure;
use crate::output;
use crate::session::{Session, shown_uri};
use mlflow_server::{Bound, Server, Shutdown};

/// Serves until the process is told to stop.
pub(crate) async fn run(session: &Session, options: &Options) -> Result<(), Failure> {
    options.official.check(&session.config)?;
    // What others wrote must not take the server along.
    mlflow_core::plugin::isolate_by_default();
    let server_options = options.server_options()?;
    for note in options.notes() {
        tracing::warn!("{note}");
    }
    let chosen = backends::Chosen::of(session, options);
    let server = Server::new(backends::open(&chosen).await?, server_options)?;
    let bound = bind(&server, options).await?;
    let stop = signals::stop()?;
    output::write(&format!("{}\n", first_line(&bound, options, &chosen)))?;
    match bound.serve(stop).await {
        Shutdown::Clean => tracing::info!("stopped"),
        Shutdown::Cut => tracing::warn!("stopped, and cut off requests that took too long"),
    }
    mlflow_stores::sql::flush();
    Ok(())
}

#[cfg(unix)]
async fn bind(server: &Server, options: &Options) -> Result<Bound, Failure> {
    match &options.unix_socket {
        Some(path) => Ok(server.bind_unix(path)?),
        None => Ok(server.bind(&options.address()).await?),
    }
}

#[cfg(not(unix))]
async fn bind(server: &Server, options: &Options) -> Result<Bound, Failure> {
    Ok(server.bind(&options.address()).await?)
}

/// Says where the server listens, and where it keeps things.
fn first_line(bound: &Bound, options: &Options, chosen: &backends::Chosen) -> String {
    let url = format!("{}{}", bound.url(), options.prefix());
    let artifacts = match chosen.destination() {
        Some(destination) => format!("served from {}", shown_root(destination)),
        None => format!("at {}, not served", shown_root(&chosen.artifact_root)),
    };
    match options.artifacts_only {
        true => format!("Listening at {url} · artifacts {artifacts}"),
        false => format!(
            "Listening at {url} · store {} · artifacts {artifacts}",
            shown_uri(&chosen.backend)
        ),
    }
}

fn shown_root(root: &str) -> String {
    match root.contains("://") {
        true => shown_uri(root),
        false => root.to_owned(),
    }
}
