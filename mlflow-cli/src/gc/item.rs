//! A run or a logged model that is to be deleted.

use super::artifacts::Artifacts;
use crate::failure::Failure;
use mlflow_stores::sql::{Removable, SqlStore};
use std::fmt;

/// What is to be deleted, and on which condition.
pub(super) enum Kind {
    /// A run that is deleted, since at least a number of milliseconds if one is given.
    Run { older_than: Option<i64> },
    /// A logged model.
    Model { which: Removable },
}

/// A run or a logged model with its artifacts.
pub(super) struct Item {
    pub(super) kind: Kind,
    pub(super) id: String,
    pub(super) artifacts: Artifacts,
}

impl Item {
    /// Asks the store again whether it may be deleted.
    pub(super) async fn is_removable(&self, store: &SqlStore) -> Result<bool, Failure> {
        Ok(match &self.kind {
            Kind::Run { older_than } => store.deleted_run(&self.id, *older_than).await?.is_some(),
            Kind::Model { which } => {
                let found = store.removable_models(which, Some(&self.id)).await?;
                !found.is_empty()
            }
        })
    }

    /// Deletes its rows.
    pub(super) async fn delete(&self, store: &SqlStore) -> Result<(), Failure> {
        match self.kind {
            Kind::Run { .. } => store.hard_delete_run(&self.id).await?,
            Kind::Model { .. } => store.hard_delete_logged_model(&self.id).await?,
        }
        Ok(())
    }

    /// Returns the word that tables have for its kind.
    pub(super) fn word(&self) -> &'static str {
        match self.kind {
            Kind::Run { .. } => "run",
            Kind::Model { .. } => "logged model",
        }
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            Kind::Run { .. } => "Run",
            Kind::Model { .. } => "Logged model",
        };
        write!(f, "{kind} with ID {}", self.id)
    }
}
