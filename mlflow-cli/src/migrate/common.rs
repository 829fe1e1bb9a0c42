//! What migrations, exports and imports have in common.

use super::answer::Migrated;
use super::id_map::IdMap;
use super::progress::Progress;
use crate::failure::{Failure, OrHint};
use crate::session::Session;
use clap::{Args, ValueEnum};
use mlflow_core::Registry;
use mlflow_migrate::{Migration, Report};
use std::path::Path;

/// What is moved, and what is shown of it.
#[derive(Args)]
pub(crate) struct Choice {
    /// Only experiments and registered models of such a name; may be given several times
    #[arg(long, value_name = "PATTERN")]
    include: Vec<String>,
    /// No experiments and registered models of such a name; may be given several times
    #[arg(long, value_name = "PATTERN")]
    exclude: Vec<String>,
    /// Does not compare both sides at the end
    #[arg(long)]
    pub(crate) no_verify: bool,
    /// Draws no progress bar
    #[arg(long)]
    no_progress: bool,
}

impl Choice {
    /// Everything, verified.
    pub(super) fn all(shows_progress: bool) -> Self {
        Choice {
            include: Vec::new(),
            exclude: Vec::new(),
            no_verify: false,
            no_progress: !shows_progress,
        }
    }
}

/// What becomes of artifacts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Artifacts {
    /// They stay where they are, and the target names them there
    #[default]
    Reference,
    /// They are copied to where the target keeps artifacts
    Copy,
    /// They stay behind; the target names the places where it would keep them
    None,
}

impl From<Artifacts> for mlflow_migrate::Artifacts {
    fn from(how: Artifacts) -> Self {
        match how {
            Artifacts::Reference => mlflow_migrate::Artifacts::Reference,
            Artifacts::Copy => mlflow_migrate::Artifacts::Copy,
            Artifacts::None => mlflow_migrate::Artifacts::None,
        }
    }
}

/// Moves what is chosen, and shows how that went.
pub(crate) async fn carry_out(
    session: &Session,
    migration: Migration<'_>,
    choice: &Choice,
    registry: &Registry,
    id_map: Option<&Path>,
) -> Result<(), Failure> {
    let report = moved(migration.verify(!choice.no_verify), choice, registry).await?;
    let map = IdMap::of(&report);
    if let (Some(file), false) = (id_map, map.is_empty()) {
        map.write(file)?;
        session.printer.note(&map.note(file));
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

/// Moves what is chosen, with a progress bar.
pub(crate) async fn moved(
    mut migration: Migration<'_>,
    choice: &Choice,
    registry: &Registry,
) -> Result<Report, Failure> {
    for pattern in &choice.include {
        migration = migration.include(pattern)?;
    }
    for pattern in &choice.exclude {
        migration = migration.exclude(pattern)?;
    }
    let mut progress = Progress::new(!choice.no_progress);
    let result = migration.watch(|event| progress.tell(&event)).run(registry).await;
    progress.end();
    result.or_hint(|_| None)
}
