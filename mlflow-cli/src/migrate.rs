//! `mlflow migrate`.

mod answer;
mod progress;

use crate::failure::{Failure, OrHint};
use crate::session::Session;
use answer::Migrated;
use clap::{Args, ValueEnum};
use mlflow_core::Registry;
use mlflow_migrate::{Artifacts, Migration, Report};
use progress::Progress;
use std::path::{Path, PathBuf};

/// What `--help` adds to the options.
const MORE: &str = "\
Experiments, runs with all points of their metrics, datasets, logged models, traces with spans and assessments, and \
registered models with versions, stages, aliases and tags are moved, the deleted ones too. Ids and times stay as they \
were. The source is only read.

An experiment gets another id where the target cannot have its own: if it is no number that the database can hold, or \
belongs to an experiment of another name. If an experiment of the same name is there, that one takes the runs. What has \
changed is written to the file of --id-map.

A migration that was interrupted is finished by the same command: what is there already is written over and not doubled. \
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
    artifacts: How,
    /// Where the target keeps artifacts, if they do not stay where they are [env: MLFLOW_DEFAULT_ARTIFACT_ROOT]
    #[arg(long, value_name = "URI")]
    artifact_root: Option<String>,
    /// Only experiments and registered models of such a name; may be given several times
    #[arg(long, value_name = "PATTERN")]
    include: Vec<String>,
    /// No experiments and registered models of such a name; may be given several times
    #[arg(long, value_name = "PATTERN")]
    exclude: Vec<String>,
    /// Counts what would be moved, and writes nothing
    #[arg(long)]
    dry_run: bool,
    /// Does not compare both sides at the end
    #[arg(long)]
    no_verify: bool,
    /// Where the ids of experiments are written that could not be kept, as JSON
    #[arg(long, value_name = "FILE", default_value = "mlflow-migrate-ids.json")]
    id_map: PathBuf,
    /// Draws no progress bar
    #[arg(long)]
    no_progress: bool,
}

/// What becomes of artifacts.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum How {
    /// They stay where they are, and the target names them there
    #[default]
    Reference,
    /// They stay behind; the target names the places where it would keep them
    None,
}

pub(crate) async fn run(session: &Session, options: Options) -> Result<(), Failure> {
    let mut progress = Progress::new(!options.no_progress);
    let mut migration = Migration::new(&options.from, &options.to)
        .artifacts(match options.artifacts {
            How::Reference => Artifacts::Reference,
            How::None => Artifacts::None,
        })
        .dry_run(options.dry_run)
        .verify(!options.no_verify);
    for pattern in &options.include {
        migration = migration.include(pattern)?;
    }
    for pattern in &options.exclude {
        migration = migration.exclude(pattern)?;
    }
    if let Some(uri) = &options.from_registry {
        migration = migration.from_registry(uri);
    }
    if let Some(uri) = &options.to_registry {
        migration = migration.to_registry(uri);
    }
    if let Some(root) = &options.artifact_root {
        migration = migration.artifact_root(root);
    }
    let result = migration
        .watch(|event| progress.tell(&event))
        .run(&Registry::default())
        .await;
    progress.end();
    let report = result.or_hint(|_| None)?;
    if !report.experiment_ids.is_empty() {
        write_map(&options.id_map, &report)?;
        let count = report.experiment_ids.len();
        let file = options.id_map.display();
        session
            .printer
            .note(&format!("{count} experiments have other ids than before: {file}"));
    }
    let is_equal = report.is_equal();
    session.printer.print(&Migrated { report })?;
    match is_equal {
        true => Ok(()),
        false => Err(Failure::new("the target differs from the source").hint(
            "what changed while it was moved is brought along by the same command; what was there before stays different",
        )),
    }
}

fn write_map(file: &Path, report: &Report) -> Result<(), Failure> {
    let map = serde_json::json!({ "experiments": report.experiment_ids });
    std::fs::write(file, format!("{map:#}\n"))
        .map_err(|e| Failure::new(format!("cannot write {}: {e}", file.display())))
}
