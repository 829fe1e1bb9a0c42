//! Runs to which nothing happened since they were last read, as far as the kernel tells.

use super::KeptRun;
use super::part::Part;
use crate::file::kept::Ear;
use crate::file::place::Place;
use crate::file::{FileStore, index};
use cap_std::fs::Dir;
use mlflow_core::Result;
use mlflow_core::entities::Run;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a run's folder may hold.
const PARTS: [&str; 5] = ["metrics", "params", "tags", "inputs", "outputs"];

/// What was heard of a run.
#[derive(Debug, Default)]
pub(super) struct Hearing {
    ear: Arc<Ear>,
    /// How much the ear had heard of before the run was read; 0 if that does not count.
    heard: u64,
    part: Option<HeardPart>,
    /// That of the folder, when it was last listened to.
    identity: u64,
}

#[derive(Debug)]
struct HeardPart {
    part: Arc<Part>,
    run: Arc<Run>,
    heard: u64,
}

impl Hearing {
    /// Holds nothing for true any more.
    pub(super) fn forget(&mut self) {
        (self.heard, self.part) = (0, None);
    }
}

impl KeptRun {
    /// Returns the run, or the part of it, if nothing happened to it since it was read.
    fn unchanged(&self, part: Option<&Arc<Part>>) -> Option<Arc<Run>> {
        let Hearing {
            ear,
            heard,
            part: known,
            ..
        } = &self.hearing;
        let now = ear.count();
        if let Some(run) = self.run().filter(|_| *heard == now) {
            return Some(Arc::clone(run));
        }
        let known = known
            .as_ref()
            .filter(|known| known.heard == now && part == Some(&known.part))?;
        Some(Arc::clone(&known.run))
    }
}

impl FileStore {
    /// Reads the run in a folder, or a part of it, unless nothing happened to it since it was last listened to.
    ///
    /// `identity` is that of the folder, if it was looked at anew.
    pub(super) fn heard_run_in(
        &self,
        dir: &Dir,
        place: &Place,
        run_id: &str,
        identity: Option<u64>,
        part: Option<&Arc<Part>>,
    ) -> Result<Option<Arc<Run>>> {
        let folder = format!("{}/{run_id}", place.folder());
        let kept = self.index().runs.get(&folder);
        let (ear, mut known) = {
            let mut kept = index::lock(&kept);
            if let Some(identity) = identity.filter(|identity| *identity != kept.hearing.identity) {
                kept.hearing.forget();
                kept.hearing.identity = identity;
            }
            if let Some(run) = kept.unchanged(part) {
                return Ok(Some(run));
            }
            let known: BTreeSet<String> = match part {
                Some(_) => BTreeSet::new(),
                None => kept.folders().map(str::to_owned).collect(),
            };
            (Arc::clone(&kept.hearing.ear), known)
        };
        match part {
            Some(part) => known.extend(part.folders().iter().map(|name| format!("{folder}/{name}"))),
            None => known.extend(PARTS.map(|name| format!("{folder}/{name}"))),
        }
        known.insert(folder);
        let watch = &self.index().watch;
        let heard = watch.attend(self.root(), known.iter().map(String::as_str), &ear);
        let heard = heard.unwrap_or(0);
        if let Some(part) = part {
            let run = self.part_in(dir, place, run_id, part)?;
            let mut kept = index::lock(&kept);
            if let Some(run) = &run
                && Arc::ptr_eq(&ear, &kept.hearing.ear)
            {
                let (part, run) = (Arc::clone(part), Arc::clone(run));
                kept.hearing.part = Some(HeardPart { part, run, heard });
            }
            return Ok(run);
        }
        let run = self.run_in(dir, place, run_id)?;
        let mut kept = index::lock(&kept);
        let late: Vec<&str> = kept.folders().filter(|folder| !known.contains(*folder)).collect();
        if !late.is_empty() {
            // They were read before they were listened to, so the next search looks at the run again.
            watch.attend(self.root(), late, &ear);
        } else if Arc::ptr_eq(&ear, &kept.hearing.ear) {
            kept.hearing.heard = kept.hearing.heard.max(heard);
        }
        Ok(run)
    }
}
