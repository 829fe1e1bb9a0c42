//! Searches for runs.

use super::NO_RUNS;
use super::part::Part;
use crate::file::place::Place;
use crate::file::{FileStore, disk};
use cap_std::fs::Dir;
use mlflow_core::contract::runs::{SearchRuns, SearchRunsResponse};
use mlflow_core::entities::Run;
use mlflow_core::search::{PageToken, RunSearch};
use mlflow_core::{Error, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// From how many runs on a search reads them on several threads.
const MANY: usize = 256;

impl FileStore {
    /// Reads all runs of an experiment, and warns of those that are damaged.
    pub(in crate::file) fn runs_of(&self, dir: &Dir, place: &Place) -> Result<Vec<Arc<Run>>> {
        self.parts_of(dir, place, None)
    }

    /// Reads all runs of an experiment, or a part of each, and warns of those that are damaged.
    fn parts_of(&self, dir: &Dir, place: &Place, part: Option<&Arc<Part>>) -> Result<Vec<Arc<Run>>> {
        let mut ids = disk::identified_folders(dir, &place.folder())?;
        ids.retain(|(id, _)| !NO_RUNS.contains(&id.as_str()));
        let listens = self.listens(dir, ids.len());
        on_threads(&ids, |(id, identity)| {
            let read = match (listens, part) {
                (true, part) => self.heard_run_in(dir, place, id, Some(*identity), part),
                (false, Some(part)) => self.part_in(dir, place, id, part),
                (false, None) => self.run_in(dir, place, id),
            };
            self.unless_damaged(place, id, read)
        })
    }

    /// Tells whether so many runs are worth listening to, and can be.
    fn listens(&self, dir: &Dir, runs: usize) -> bool {
        runs >= MANY && self.index().watch.listen(dir)
    }

    fn unless_damaged(
        &self,
        place: &Place,
        run_id: &str,
        read: Result<Option<Arc<Run>>>,
    ) -> Option<Arc<Run>> {
        read.unwrap_or_else(|error| {
            self.leave_out("run", &format!("{}/{run_id}", place.folder()), &error);
            None
        })
    }

    pub(super) fn find_runs(&self, request: &SearchRuns) -> Result<SearchRunsResponse> {
        let search = RunSearch::parse(request)?;
        let token = PageToken::parse(&request.page_token)?;
        let part = Part::of(&search).map(Arc::new);
        let dir = self.open_root()?;
        let ids: BTreeSet<_> = request.experiment_ids.iter().collect();
        let places = ids
            .into_iter()
            .filter_map(|id| Some((id.as_str(), Place::find(&dir, id)?)));
        let places: BTreeMap<&str, Place> = places.collect();
        let mut all = Vec::new();
        for place in places.values() {
            all.extend(self.parts_of(&dir, place, part.as_ref())?);
        }
        let found = search.find(all.iter().map(Arc::as_ref));
        let size = request.max_results.and_then(|size| usize::try_from(size).ok());
        let skipped = usize::try_from(token.skip()).map_or(found.len(), |skip| skip.min(found.len()));
        let listens = self.listens(&dir, all.len());
        let read_one = |run: &&Run| {
            let place = places.get(run.info.experiment_id.as_str())?;
            let read = match listens {
                true => self.heard_run_in(&dir, place, run.id(), None, None),
                false => self.run_in(&dir, place, run.id()),
            };
            self.unless_damaged(place, run.id(), read)
        };
        let (page, rest) = read_page(&found[skipped..], size.unwrap_or(usize::MAX), read_one)?;
        let next_page_token = match i64::try_from(found.len() - rest) {
            Ok(next) if rest > 0 => PageToken::at(next).to_string(),
            _ => String::new(),
        };
        Ok(SearchRunsResponse {
            runs: page,
            next_page_token,
        })
    }
}

/// Reads up to `size` of the runs found, whole, and tells how many are left.
///
/// One that turns out to be damaged keeps its number in the order, so that the tokens of pages agree.
fn read_page(
    found: &[&Run],
    size: usize,
    read: impl Fn(&&Run) -> Option<Arc<Run>> + Sync,
) -> Result<(Vec<Run>, usize)> {
    let mut page = Vec::new();
    let mut rest = found;
    while page.len() < size && !rest.is_empty() {
        let (now, later) = rest.split_at(rest.len().min(size - page.len()));
        page.extend(on_threads(now, |run| Some(read(run)?.as_ref().clone()))?);
        rest = later;
    }
    Ok((page, rest.len()))
}

/// Does the same with many things, on all processors, and returns what comes of them in their order.
fn on_threads<T: Sync, U: Send>(things: &[T], work: impl Fn(&T) -> Option<U> + Sync) -> Result<Vec<U>> {
    if things.len() < MANY {
        return Ok(things.iter().filter_map(work).collect());
    }
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
    let share = things.len().div_ceil(threads).max(1);
    let done: Result<Vec<Vec<U>>> = std::thread::scope(|scope| {
        let work = &work;
        let shares = things.chunks(share);
        let threads: Vec<_> = shares
            .map(|share| scope.spawn(move || share.iter().filter_map(work).collect()))
            .collect();
        let joined = threads.into_iter().map(std::thread::ScopedJoinHandle::join);
        joined
            .map(|part| part.map_err(|_| Error::internal("a thread that read runs has panicked")))
            .collect()
    });
    Ok(done?.into_iter().flatten().collect())
}
