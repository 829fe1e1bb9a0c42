//! From what a database holds to the steps it needs.

use super::engine::Engine;
use super::steps::{STEPS, Step};
use crate::sql::HEAD_REVISION;
use crate::sql::mysql::UNFINISHED;
use mlflow_core::{Error, ErrorCode, Result};

/// What a database holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum State {
    /// No tables at all.
    Empty,
    /// The layout of this program.
    Current,
    /// An older layout: a revision, or none for the tables of 2019.
    Old {
        /// The revision that the database names.
        revision: Option<String>,
    },
    /// A revision that this program has never heard of.
    Unknown {
        /// The revision that the database names.
        revision: String,
        /// The database has all tables of this program, so that a newer MLflow is likely to have made it.
        is_newer: bool,
    },
    /// Tables, but not MLflow's.
    Foreign,
}

/// The tables of 2019.
const BASE_TABLES: [&str; 5] = ["experiments", "runs", "metrics", "params", "tags"];
/// What MLflow had from its first revisions on, never without naming a revision.
const LATER_TABLES: [&str; 2] = ["experiment_tags", "latest_metrics"];
/// Made by the last step.
const NEWEST_TABLE: &str = "scheduler_leases";

impl State {
    /// Looks at a database.
    pub(super) async fn of(engine: &mut dyn Engine) -> Result<Self> {
        let tables = engine.tables().await?;
        let has = |name: &str| tables.iter().any(|table| table == name);
        if tables.iter().all(|table| table.starts_with("alembic_")) {
            return Ok(State::Empty);
        }
        let revisions = match has("alembic_version") {
            true => {
                engine
                    .query("SELECT version_num FROM alembic_version", &[])
                    .await?
            }
            false => Vec::new(),
        };
        let mut revisions = revisions
            .into_iter()
            .flatten()
            .filter_map(super::engine::Value::into_text);
        let state = match (revisions.next(), revisions.next()) {
            (None, _)
                if BASE_TABLES.iter().all(|table| has(table)) && !LATER_TABLES.iter().any(|t| has(t)) =>
            {
                State::Old { revision: None }
            }
            (None, _) => State::Foreign,
            (Some(first), Some(second)) => State::Unknown {
                revision: format!("{first} and {second}"),
                is_newer: false,
            },
            (Some(revision), None) if revision == HEAD_REVISION => State::Current,
            (Some(revision), None) if position(&revision).is_some() => State::Old {
                revision: Some(revision),
            },
            (Some(revision), None) => State::Unknown {
                revision,
                is_newer: has(NEWEST_TABLE),
            },
        };
        Ok(state)
    }

    /// Returns the steps that lead to the layout of this program, in their order.
    pub fn steps(&self) -> &'static [Step] {
        match self {
            State::Empty | State::Old { revision: None } => STEPS,
            State::Old {
                revision: Some(revision),
            } => position(revision).map_or(&[], |place| &STEPS[place + 1..]),
            State::Current | State::Unknown { .. } | State::Foreign => &[],
        }
    }

    /// Returns the revision by which the database is known.
    pub fn revision(&self) -> Option<&str> {
        match self {
            State::Old { revision } => revision.as_deref(),
            State::Unknown { revision, .. } => Some(revision),
            State::Current => Some(HEAD_REVISION),
            State::Empty | State::Foreign => None,
        }
    }

    /// Refuses what no upgrade leads on from.
    ///
    /// # Errors
    ///
    /// `INVALID_STATE` for databases of other programs and of unknown revisions.
    pub fn check(&self) -> Result<()> {
        let message = match self {
            State::Empty | State::Current | State::Old { .. } => return Ok(()),
            State::Unknown { revision, .. } if revision == UNFINISHED => {
                "the tables are being made just now, or a program that made them was interrupted: open the database as \
                 a store once, for instance with `mlflow doctor`, which makes the rest"
                    .to_owned()
            }
            State::Unknown {
                revision,
                is_newer: true,
            } => format!(
                "the database has the schema version {revision} of a newer MLflow; this program knows them up to \
                 {HEAD_REVISION}. Nothing was changed: use that MLflow, or a newer version of this program"
            ),
            State::Unknown { revision, .. } => format!(
                "the database has the schema version {revision}, which is none of MLflow's up to {HEAD_REVISION}. \
                 Nothing was changed: use the program that it belongs to"
            ),
            State::Foreign => {
                "the database holds tables but no MLflow schema version, and not MLflow's tables of 2019. \
                 Nothing was changed: name an MLflow database or an empty one"
                    .to_owned()
            }
        };
        Err(Error::new(ErrorCode::InvalidState, message))
    }
}

/// Returns the place of a known revision among the steps.
pub(in crate::sql) fn position(revision: &str) -> Option<usize> {
    STEPS.iter().position(|step| step.revision == revision)
}
