//! Upgrades of databases that an older MLflow made, from the tables of 2019 on.
//!
//! ```text
//! plan.rs      what a database holds, and the steps it needs
//! run.rs       the steps, one transaction each with the change of `alembic_version`
//! steps.rs     the revisions; steps/*.sql their statements, script.rs the language of these files
//! data/        rows that no statement alone can move
//! indexes.rs   indexes beyond the layout, which no step makes
//! engine.rs    what an engine offers; sqlite.rs, postgres.rs, mysql.rs
//! ```
//!
//! A step that was not finished leaves nothing in SQLite and PostgreSQL. MySQL commits each definition of a table at
//! once, so that there every statement can run a second time.

mod data;
mod engine;
pub mod indexes;
mod mysql;
mod plan;
mod postgres;
mod run;
mod script;
mod server;
mod sqlite;
mod steps;
#[cfg(test)]
mod stutter;

pub use plan::State;
pub(super) use plan::position;
pub use steps::{STEPS, Step};

use super::sqlite::Location;
use engine::Engine;
use mlflow_core::{Error, Result, StoreUri};
use mysql::MySql;
use postgres::Postgres;
use server::LAST_WAIT;
use sqlite::{Sqlite, backup};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Something that an upgrade tells while it works.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'e> {
    /// The database is known, and steps are left to take.
    Begins {
        /// What it holds.
        before: &'e State,
    },
    /// Another process upgrades or writes, and is waited for.
    Waiting,
    /// Pages of the backup.
    Copies {
        /// Pages that are copied.
        done: u64,
        /// All pages.
        total: u64,
    },
    /// The backup is complete.
    BackedUp {
        /// The copy.
        path: &'e Path,
    },
    /// A step begins.
    Takes {
        /// The step.
        step: &'static Step,
        /// How many of the steps are done.
        done: usize,
        /// How many steps were planned.
        total: usize,
    },
    /// A part of a long step is done.
    Moves {
        /// How many rows were looked at.
        rows: u64,
    },
    /// A step is done and committed.
    Took {
        /// The step.
        step: &'static Step,
        /// How many of the steps are done.
        done: usize,
        /// How many steps were planned.
        total: usize,
        /// How many rows were moved or changed.
        rows: u64,
        /// How long it took.
        time: Duration,
    },
}

/// How a database is upgraded.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// Whether a SQLite file is copied first. Servers keep their own backups.
    pub backup: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { backup: true }
    }
}

/// What an upgrade did.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Report {
    /// What the database held before.
    pub before: State,
    /// How many steps this process took; others may have taken some at the same time.
    pub taken: usize,
    /// The copy of the database from before.
    pub backup: Option<PathBuf>,
}

/// Looks at a database without changing it.
///
/// # Errors
///
/// `RESOURCE_DOES_NOT_EXIST` if there is no file, and what keeps the database from being read.
pub async fn inspect(uri: &StoreUri) -> Result<State> {
    let mut engine = connect(uri, Purpose::Look).await?;
    State::of(engine.as_mut()).await
}

/// Brings a database to the layout of this program.
///
/// # Errors
///
/// `INVALID_STATE` for a database of an unknown revision or of another program, which is not touched. Any other error
/// leaves the database at the last step that was done, from where the next upgrade goes on.
pub async fn upgrade(
    uri: &StoreUri,
    options: &Options,
    tell: &mut (dyn FnMut(Event<'_>) + Send),
) -> Result<Report> {
    let before = inspect_patiently(uri, tell).await?;
    before.check()?;
    let mut report = Report {
        taken: 0,
        backup: None,
        before,
    };
    if report.before.steps().is_empty() {
        return Ok(report);
    }
    tell(Event::Begins {
        before: &report.before,
    });
    let file = options.backup.then(|| file(uri)).transpose()?.flatten();
    let mut made = None;
    let mut prepare = |state: &State, tell: &mut (dyn FnMut(Event<'_>) + Send)| {
        let (Some(file), State::Old { revision }) = (&file, state) else {
            return Ok(());
        };
        let revision = revision.as_deref().unwrap_or("base");
        let path = backup::make(file, revision, &mut |done, total| {
            tell(Event::Copies { done, total })
        })?;
        tell(Event::BackedUp { path: &path });
        made = Some(path);
        Ok(())
    };
    let mut engine = connect(uri, Purpose::Change).await?;
    let taken = run::run(engine.as_mut(), &report.before, &mut prepare, tell).await;
    report.taken = taken.map_err(|e| saying_where_the_backup_is(e, made.as_deref()))?;
    report.backup = made;
    Ok(report)
}

/// Looks at a database that another process may be upgrading, with a lock that keeps readers out.
async fn inspect_patiently(uri: &StoreUri, tell: &mut (dyn FnMut(Event<'_>) + Send)) -> Result<State> {
    let begun = Instant::now();
    loop {
        match inspect(uri).await {
            Err(e) if uri.scheme() == "sqlite" && sqlite::is_locked(&e) && begun.elapsed() < LAST_WAIT => {
                tell(Event::Waiting);
            }
            other => return other,
        }
    }
}

fn saying_where_the_backup_is(error: Error, backup: Option<&Path>) -> Error {
    match backup {
        Some(path) => {
            let message = format!(
                "{}; the database as it was is in {}",
                error.message(),
                path.display()
            );
            error.with_message(message)
        }
        None => error,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Look,
    Change,
}

async fn connect(uri: &StoreUri, purpose: Purpose) -> Result<Box<dyn Engine>> {
    match uri.scheme() {
        "sqlite" => {
            let path = file(uri)?.ok_or_else(|| {
                Error::invalid_parameter_value(
                    "a database in memory is always new: there is nothing to upgrade",
                )
            })?;
            let opened = match purpose {
                Purpose::Look => Sqlite::look(&path),
                Purpose::Change => Sqlite::open(&path),
            };
            let sqlite = opened.map_err(|e| naming(&path, e))?;
            Ok(Box::new(sqlite))
        }
        "postgresql" | "postgres" => Ok(Box::new(Postgres::open(uri).await?)),
        "mysql" | "mariadb" => Ok(Box::new(MySql::open(uri).await?)),
        scheme => Err(Error::invalid_parameter_value(format!(
            "`{uri}` is no database: `{scheme}` is none of sqlite, postgresql and mysql"
        ))),
    }
}

fn file(uri: &StoreUri) -> Result<Option<PathBuf>> {
    if uri.scheme() != "sqlite" {
        return Ok(None);
    }
    Ok(match Location::of(uri)? {
        Location::Memory => None,
        Location::File { path, .. } => Some(path),
    })
}

fn naming(path: &Path, error: Error) -> Error {
    let name = path.display().to_string();
    match error.message().contains(&name) {
        true => error,
        false => {
            let message = format!("{name}: {}", error.message());
            error.with_message(message)
        }
    }
}
