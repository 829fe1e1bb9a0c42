//! `mlflow export` and `mlflow import`: everything in one file.

use crate::failure::Failure;
use crate::migrate::{Artifacts, Choice, carry_out, moved};
use crate::session::Session;
use clap::Args;
use mlflow_core::Registry;
use mlflow_migrate::{Archive, Migration};
use std::path::PathBuf;

/// What `--help` adds to the options.
const MORE: &str = "\
The file is a ZIP archive with JSON, and Parquet for the points of metrics. `mlflow import FILE` brings it to any store, \
with the ids and times that everything has. At the end the file is read, and the digests of all content compared with \
the store; the exit code is 1 if they differ.";

#[derive(Args)]
#[command(after_long_help = MORE)]
pub(crate) struct Export {
    /// The file that is written, such as all.mlflow.zip; it must not be there yet
    file: PathBuf,
    /// Where registered models are read [default: the tracking URI]
    #[arg(long, value_name = "URI")]
    registry_uri: Option<String>,
    /// What becomes of artifacts: `copy` puts them into the file
    #[arg(long, value_name = "HOW", value_enum, default_value_t = Artifacts::Copy)]
    artifacts: Artifacts,
    #[command(flatten)]
    choice: Choice,
}

#[derive(Args)]
pub(crate) struct Import {
    /// The file that `mlflow export` wrote
    file: PathBuf,
    /// Where registered models are written [default: the tracking URI]
    #[arg(long, value_name = "URI")]
    registry_uri: Option<String>,
    /// What becomes of artifacts [default: copy if the file has them, else reference]
    #[arg(long, value_name = "HOW", value_enum)]
    artifacts: Option<Artifacts>,
    /// Where the target keeps artifacts [env: MLFLOW_DEFAULT_ARTIFACT_ROOT]
    #[arg(long, value_name = "URI")]
    artifact_root: Option<String>,
    #[command(flatten)]
    choice: Choice,
    /// Counts what would be moved, and writes nothing
    #[arg(long)]
    dry_run: bool,
    /// Where the ids of experiments are written that could not be kept, as JSON
    #[arg(long, value_name = "FILE", default_value = "mlflow-migrate-ids.json")]
    id_map: PathBuf,
}

pub(crate) async fn export(session: &Session, options: Export) -> Result<(), Failure> {
    let from = session.tracking_uri().value.clone();
    let registry = Registry::default();
    let migration = |to: &str| {
        let migration = Migration::new(&from, to).artifacts(options.artifacts.into());
        match &options.registry_uri {
            Some(uri) => migration.from_registry(uri).to_registry(to),
            None => migration,
        }
    };
    let archive = Archive::create(&options.file, &registry)?;
    let writes = migration(archive.uri()).artifact_root(archive.artifact_root());
    let report = moved(writes.verify(false), &options.choice, archive.registry()).await?;
    archive.finish(options.artifacts == Artifacts::Copy)?;
    if options.choice.no_verify {
        return session.printer.print(&crate::migrate::Migrated { report });
    }
    let written = Archive::open(&options.file, &registry).await?;
    let compares = migration(written.uri()).compare_only(true);
    carry_out(session, compares, &options.choice, written.registry(), None).await
}

pub(crate) async fn import(session: &Session, options: Import) -> Result<(), Failure> {
    let to = &session.tracking_uri().value;
    let archive = Archive::open(&options.file, &Registry::default()).await?;
    let by_default = match archive.has_artifacts() {
        true => Artifacts::Copy,
        false => Artifacts::Reference,
    };
    let mut migration = Migration::new(archive.uri(), to)
        .artifacts(options.artifacts.unwrap_or(by_default).into())
        .dry_run(options.dry_run);
    if let Some(uri) = &options.registry_uri {
        migration = migration.from_registry(archive.uri()).to_registry(uri);
    }
    if let Some(root) = &options.artifact_root {
        migration = migration.artifact_root(root);
    }
    let id_map = Some(options.id_map.as_path());
    carry_out(session, migration, &options.choice, archive.registry(), id_map).await
}
