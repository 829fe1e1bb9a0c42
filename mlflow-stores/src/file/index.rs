//! What the store knows of the files, kept true by their times and lengths.

use super::experiments::KeptExperiment;
use super::kept::Watch;
use super::logged_models::KeptModel;
use super::runs::KeptRun;
use super::traces::KeptTrace;
use mlflow_core::entities::Dataset;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many of each kind of thing are known at once; beyond that some are read again.
const MOST: usize = 200_000;

#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) experiments: Shelf<KeptExperiment>,
    pub(super) runs: Shelf<KeptRun>,
    pub(super) models: Shelf<KeptModel>,
    pub(super) traces: Shelf<KeptTrace>,
    /// Hears of changes to runs, once there are many.
    pub(super) watch: Watch,
    /// In which experiment's folder a run, a model or a trace was last.
    places: Mutex<HashMap<String, String>>,
    datasets: Mutex<HashMap<String, Dataset>>,
    told: Mutex<HashSet<String>>,
}

/// Things by their folder.
#[derive(Debug)]
pub(super) struct Shelf<T>(Mutex<HashMap<String, Arc<Mutex<T>>>>);

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Shelf(Mutex::default())
    }
}

impl<T: Default> Shelf<T> {
    /// Returns what is known of a folder.
    pub(super) fn get(&self, folder: &str) -> Arc<Mutex<T>> {
        let mut things = lock(&self.0);
        if let Some(thing) = things.get(folder) {
            return Arc::clone(thing);
        }
        make_room(&mut things);
        Arc::clone(things.entry(folder.to_owned()).or_default())
    }

    pub(super) fn forget(&self, folder: &str) {
        lock(&self.0).remove(folder);
    }
}

impl Index {
    pub(super) fn place(&self, id: &str) -> Option<String> {
        lock(&self.places).get(id).cloned()
    }

    pub(super) fn remember_place(&self, id: &str, experiment: &str) {
        let mut places = lock(&self.places);
        make_room(&mut places);
        places.insert(id.to_owned(), experiment.to_owned());
    }

    pub(super) fn dataset(&self, id: &str) -> Option<Dataset> {
        lock(&self.datasets).get(id).cloned()
    }

    pub(super) fn remember_dataset(&self, id: String, dataset: &Dataset) {
        let mut datasets = lock(&self.datasets);
        make_room(&mut datasets);
        datasets.insert(id, dataset.clone());
    }

    /// Warns, once for each message.
    pub(super) fn warn(&self, message: &str) {
        if lock(&self.told).insert(message.to_owned()) {
            mlflow_core::notice::warn(message);
        }
    }
}

/// Locks what a panic leaves true as well: the next look at the files corrects it.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn make_room<K: Clone + Eq + Hash, V>(things: &mut HashMap<K, V>) {
    if things.len() >= MOST {
        let some: Vec<K> = things.keys().take(MOST / 10).cloned().collect();
        for key in some {
            things.remove(&key);
        }
    }
}
