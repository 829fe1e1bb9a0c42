//! `mlflow artifacts download`.

use super::answers::Downloaded;
use crate::completions::run_ids;
use crate::failure::{Failure, OrHint};
use crate::progress::watched;
use crate::session::Session;
use clap::{Args, ValueHint};
use mlflow_core::{Error, ErrorCode};
use std::path::{Path, PathBuf};

#[derive(Args)]
pub(crate) struct Options {
    #[command(flatten)]
    from: From,
    /// With --run-id: the artifact or directory below the root of the run's artifacts [default: all]
    #[arg(short, long, value_name = "PATH")]
    artifact_path: Option<String>,
    /// The directory to download to, made if it is missing [default: a new one; what is on this
    /// machine already is not copied]
    #[arg(short, long, value_name = "DIRECTORY", value_hint = ValueHint::DirPath)]
    dst_path: Option<PathBuf>,
}

/// What to download: a run's artifacts, or any.
#[derive(Args)]
#[group(required = true, multiple = false)]
struct From {
    /// The run's id
    #[arg(short, long, value_name = "ID", add = run_ids())]
    run_id: Option<String>,
    /// What to download, instead of a run's: runs:/<id>/<path>, a path, or any URI that is known here
    #[arg(short = 'u', long, value_name = "URI")]
    artifact_uri: Option<String>,
}

pub(super) async fn run(session: &Session, options: Options) -> Result<(), Failure> {
    let uri = match (options.from.artifact_uri, options.from.run_id) {
        (Some(uri), _) => uri,
        (None, run_id) => {
            let path = options.artifact_path.as_deref().unwrap_or_default();
            format!("runs:/{}/{path}", run_id.unwrap_or_default())
        }
    };
    let destination = options.dst_path.as_deref().map(made).transpose()?;
    let (client, transfer) = (session.lazy_client()?, watched(session, "downloading")?);
    let path = client.download_artifact_uri(uri, destination, transfer).await;
    let path = path.or_hint(|error| hint(error, session))?;
    session.printer.print(&Downloaded(std::path::absolute(path)?))
}

fn made(directory: &Path) -> Result<&Path, Failure> {
    std::fs::create_dir_all(directory).map_err(|error| {
        Failure::new(format!(
            "cannot make the directory `{}`: {error}",
            directory.display()
        ))
        .hint("--dst-path takes a directory that may be written to")
    })?;
    Ok(directory)
}

fn hint(error: &Error, session: &Session) -> Option<String> {
    let uri = session.shown_uri();
    (error.code() == ErrorCode::ResourceDoesNotExist).then(|| {
        format!("`mlflow artifacts list --run-id …` lists what a run has; runs are looked for in {uri}")
    })
}
