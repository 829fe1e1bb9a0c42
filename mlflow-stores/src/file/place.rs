//! Where experiments are.

use super::disk;
use cap_std::fs::Dir;
use mlflow_core::Result;
use mlflow_core::entities::LifecycleStage;

/// The folder of deleted experiments.
pub(super) const TRASH: &str = ".trash";

/// The folder of the model registry, where the root is also its own.
const REGISTRY: &str = "models";

/// The folder of an experiment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    id: String,
    is_deleted: bool,
}

impl Place {
    /// Finds the folder of an experiment, the live one first.
    pub(super) fn find(dir: &Dir, id: &str) -> Option<Self> {
        Place::active(dir, id).or_else(|| Place::deleted(dir, id))
    }

    pub(super) fn active(dir: &Dir, id: &str) -> Option<Self> {
        Place::new(id, false).filter(|place| disk::is_folder(dir, &place.folder()))
    }

    pub(super) fn deleted(dir: &Dir, id: &str) -> Option<Self> {
        Place::new(id, true).filter(|place| disk::is_folder(dir, &place.folder()))
    }

    fn new(id: &str, is_deleted: bool) -> Option<Self> {
        let is_experiment = disk::is_entry_name(id) && id != REGISTRY && !id.starts_with('.');
        is_experiment.then(|| Place {
            id: id.to_owned(),
            is_deleted,
        })
    }

    /// Lists all experiments, the live ones first.
    pub(super) fn all(dir: &Dir) -> Result<Vec<Self>> {
        let mut all = Vec::new();
        for (path, is_deleted) in [(".", false), (TRASH, true)] {
            let names = disk::folders(dir, path)?;
            all.extend(names.iter().filter_map(|name| Place::new(name, is_deleted)));
        }
        Ok(all)
    }

    /// Tells whether a new experiment can have this id.
    pub(super) fn is_free(dir: &Dir, id: &str) -> bool {
        Place::new(id, false).is_some() && Place::find(dir, id).is_none() && !dir.exists(id)
    }

    pub(super) fn experiment_id(&self) -> &str {
        &self.id
    }

    /// Returns the stage of life of what is here.
    pub(super) fn stage(&self) -> LifecycleStage {
        match self.is_deleted {
            true => LifecycleStage::Deleted,
            false => LifecycleStage::Active,
        }
    }

    /// Returns the path of the folder below the root.
    pub(super) fn folder(&self) -> String {
        match self.is_deleted {
            true => format!("{TRASH}/{}", self.id),
            false => self.id.clone(),
        }
    }

    /// Reads what [`folder`](Place::folder) gave.
    pub(super) fn of_folder(folder: &str) -> Option<Self> {
        match folder.strip_prefix(TRASH).and_then(|rest| rest.strip_prefix('/')) {
            Some(id) => Place::new(id, true),
            None => Place::new(folder, false),
        }
    }
}
