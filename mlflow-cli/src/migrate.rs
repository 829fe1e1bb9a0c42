//! `mlflow migrate`.

mod answer;
mod common;
mod filestore;
mod id_map;
mod progress;

use crate::failure::Failure;
use crate::session::Session;
pub(crate) use answer::Migrated;
use clap::Args;
pub(crate) use common::{Artifacts, Choice, carry_out, moved};
pub(crate) use filestore::{Options as FilestoreOptions, run as run_filestore};
use mlflow_core::Registry;
use mlflow_migrate::Migration;
use std::path::PathBuf;

/// What `--help` adds to the options.
const MORE: &str = "\
Experiments, runs with all points of their metrics, datasets, logged models, traces with spans and assessments, and \
registered models with versions, stages, aliases and tags are moved, the deleted ones too. Ids and times stay as they \
were. The source is only read.

An experiment gets another id where the target cannot have its own: if it is no number that the database can hold, or \
belongs to an experiment of another name. If an experiment of the same name is there, that one takes the runs. What has \
changed is written to the file of --id-map.

Servers of official MLflow, and ours with --through-api, are written by their ordinary calls. These make new ids for runs \
and logged models, and new times for experiments, models and versions; everything that names them is moved with the new \
ids. What is made has the tag mlflow.migrate.source with the id of its original. Runs have their artifacts in a new place, \
so only --artifacts copy brings those along.

A migration that was interrupted is finished by the same command: what is there already is written over and not doubled, and artifacts of the same length are not copied again. \
At the end both sides are read, and the digests of all content compared; the exit code is 1 if they differ.

Patterns have *, ? and [...]. They match names of experiments and of registered models; `experiment:PATTERN` and \
`model:PATTERN` match only these. What is excluded stays behind even if it is included.

Not moved are evaluation datasets, scorers, issues, webhooks, users, and links of traces to prompts.";

#[derive(Args)]
#[command(after_long_help = MORE)]
pub(crate) struct Options {
    /// The store that is read, such as sqlite:///mlflow.db
    from: String,
    /// The store that is written, such as postgresql://user@host/mlflow; a database without tables gets them
    to: String,
    /// Where registered models are read [default: FROM]
    #[arg(long, value_name = "URI")]
    from_registry: Option<String>,
    /// Where registered models are written [default: TO]
    #[arg(long, value_name = "URI")]
    to_registry: Option<String>,
    /// What becomes of artifacts
    #[arg(long, value_name = "HOW", value_enum, default_value_t)]
    artifacts: Artifacts,
    /// Where the target keeps artifacts, if they do not stay where they are [env: MLFLOW_DEFAULT_ARTIFACT_ROOT]
    #[arg(long, value_name = "URI")]
    artifact_root: Option<String>,
    #[command(flatten)]
    choice: Choice,
    /// Counts what would be moved, and writes nothing
    #[arg(long)]
    dry_run: bool,
    /// Writes nothing, and compares both sides of a migration that is done
    #[arg(long, conflicts_with_all = ["dry_run", "no_verify"])]
    only_compare: bool,
    /// Writes to a server of ours by its ordinary calls, so that it needs no --allow-import; ids are new then
    #[arg(long)]
    through_api: bool,
    /// Where ids are written that could not be kept, as JSON
    #[arg(long, value_name = "FILE", default_value = "mlflow-migrate-ids.json")]
    id_map: PathBuf,
}

pub(crate) async fn run(session: &Session, options: Options) -> Result<(), Failure> {
    let mut migration = Migration::new(&options.from, &options.to)
        .artifacts(options.artifacts.into())
        .dry_run(options.dry_run)
        .through_api(options.through_api)
        .compare_only(options.only_compare);
    if let Some(uri) = &options.from_registry {
        migration = migration.from_registry(uri);
    }
    if let Some(uri) = &options.to_registry {
        migration = migration.to_registry(uri);
    }
    if let Some(root) = &options.artifact_root {
        migration = migration.artifact_root(root);
    }
    let registry = Registry::default();
    carry_out(
        session,
        migration,
        &options.choice,
        &registry,
        Some(&options.id_map),
    )
    .await
}
