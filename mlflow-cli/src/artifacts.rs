//! `mlflow artifacts`.

mod answers;
mod download;

use crate::completions::run_ids;
use crate::failure::{Failure, OrHint};
use crate::output::Format;
use crate::progress::watched;
use crate::runs::about_run;
use crate::session::Session;
use answers::{List, Logged};
use clap::{Args, Subcommand, ValueHint};
use std::path::{Path, PathBuf};

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Lists what is directly in a directory of a run's artifacts, as JSON
    List(Directory),
    /// Downloads an artifact, or a directory of them, and prints where it is
    Download(download::Options),
    /// Uploads a file to a run's artifacts
    LogArtifact(LogArtifact),
    /// Uploads what is in a directory to a run's artifacts
    LogArtifacts(LogArtifacts),
}

#[derive(Args)]
pub(crate) struct Directory {
    /// The run's id
    #[arg(short, long, value_name = "ID", add = run_ids())]
    run_id: String,
    /// The directory below the root of the run's artifacts [default: the root]
    #[arg(short, long, value_name = "PATH")]
    artifact_path: Option<String>,
}

#[derive(Args)]
pub(crate) struct LogArtifact {
    /// The file to upload
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    local_file: PathBuf,
    #[command(flatten)]
    into: Directory,
}

#[derive(Args)]
pub(crate) struct LogArtifacts {
    /// The directory whose files are uploaded
    #[arg(short, long, value_name = "DIRECTORY", value_hint = ValueHint::DirPath)]
    local_dir: PathBuf,
    #[command(flatten)]
    into: Directory,
}

pub(crate) async fn run(session: &Session, command: Command) -> Result<(), Failure> {
    match command {
        Command::List(directory) => list(session, directory).await,
        Command::Download(options) => download::run(session, options).await,
        Command::LogArtifact(options) => log_file(session, &options.local_file, options.into).await,
        Command::LogArtifacts(options) => log_directory(session, &options.local_dir, options.into).await,
    }
}

async fn list(session: &Session, directory: Directory) -> Result<(), Failure> {
    let path = directory.artifact_path.as_deref().filter(|path| !path.is_empty());
    let files = session
        .client()
        .await?
        .list_artifacts(directory.run_id, path)
        .await;
    let files = files.or_hint(|error| about_run(error, session))?;
    session.printer.print_as(Format::Json, &List(files))
}

async fn log_file(session: &Session, file: &Path, into: Directory) -> Result<(), Failure> {
    if local_kind(file, "--local-file")?.is_dir() {
        return Err(Failure::new(format!("`{}` is a directory", file.display()))
            .hint("`mlflow artifacts log-artifacts --local-dir` uploads what is in a directory"));
    }
    let (client, options) = (session.client().await?, watched(session, "uploading")?);
    let path = into.artifact_path.as_deref();
    let logged = client.log_artifact_with(&into.run_id, file, path, options).await;
    logged.or_hint(|error| about_run(error, session))?;
    finish(session, file, into)
}

async fn log_directory(session: &Session, directory: &Path, into: Directory) -> Result<(), Failure> {
    if !local_kind(directory, "--local-dir")?.is_dir() {
        return Err(Failure::new(format!("`{}` is no directory", directory.display()))
            .hint("`mlflow artifacts log-artifact --local-file` uploads a file"));
    }
    let (client, options) = (session.client().await?, watched(session, "uploading")?);
    let path = into.artifact_path.as_deref();
    let logged = client
        .log_artifacts_with(&into.run_id, directory, path, options)
        .await;
    logged.or_hint(|error| about_run(error, session))?;
    finish(session, directory, into)
}

fn local_kind(path: &Path, option: &str) -> Result<std::fs::Metadata, Failure> {
    std::fs::metadata(path).map_err(|error| {
        Failure::new(format!("cannot read `{}`: {error}", path.display()))
            .hint(format!("{option} takes a path on this machine"))
    })
}

fn finish(session: &Session, local: &Path, into: Directory) -> Result<(), Failure> {
    let Directory {
        run_id,
        artifact_path,
    } = into;
    let place = match artifact_path.as_deref() {
        Some(path) if !path.is_empty() => format!("into `{path}` of"),
        _ => "into".to_owned(),
    };
    session.printer.note(&format!(
        "uploaded {} {place} the artifacts of the run {run_id}",
        local.display()
    ));
    session.printer.print(&Logged {
        run_id,
        artifact_path,
    })
}
