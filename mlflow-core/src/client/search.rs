//! Searches, page by page.

use super::Client;
use crate::contract::experiments::SearchExperiments as ExperimentsPage;
use crate::contract::runs::SearchRuns as RunsPage;
use crate::entities::{Experiment, Run};
use crate::error::{Error, Result};
use crate::options::{SearchExperiments, SearchRuns};
use futures::stream::{self, Stream, StreamExt, TryStreamExt};
use std::collections::VecDeque;

const RUNS: usize = 100_000;
const RUNS_PER_PAGE: usize = 10_000;
const EXPERIMENTS_PER_PAGE: usize = 1000;

impl Client {
    /// Finds runs. A search that names no experiment and does not ask for all finds nothing.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for experiments by id and by name at once, and for a filter or an
    /// order that does not parse.
    pub async fn search_runs(&self, search: SearchRuns) -> Result<Vec<Run>> {
        let mut left = search.max_results.unwrap_or(RUNS);
        let mut request = self.first_page(search).await?;
        let mut runs = Vec::new();
        while left > 0 && !request.experiment_ids.is_empty() {
            request.max_results = Some(left.min(RUNS_PER_PAGE) as i64);
            let mut page = self.store().await?.search_runs(request.clone()).await?;
            page.runs.truncate(left);
            left -= page.runs.len();
            runs.append(&mut page.runs);
            if page.next_page_token.is_empty() {
                break;
            }
            request.page_token = page.next_page_token;
        }
        Ok(runs)
    }

    /// Finds runs one by one: the next page is asked for when the one before has been read.
    ///
    /// The stream has no limit but the search's own.
    pub fn stream_runs(&self, search: SearchRuns) -> impl Stream<Item = Result<Run>> + Send + use<> {
        let (client, limit) = (self.clone(), search.max_results.unwrap_or(usize::MAX));
        let first = async move {
            let request = client.first_page(search).await?;
            let pages = Pages {
                client,
                next: Some(request),
                runs: VecDeque::new(),
            };
            Ok::<_, Error>(stream::try_unfold(pages, Pages::next_run))
        };
        stream::once(first).try_flatten().take(limit)
    }

    /// Finds experiments.
    pub async fn search_experiments(&self, search: SearchExperiments) -> Result<Vec<Experiment>> {
        let mut left = search.max_results.unwrap_or(usize::MAX);
        let mut request = ExperimentsPage {
            filter: search.filter,
            order_by: search.order_by,
            view_type: Some(search.view_type),
            ..ExperimentsPage::default()
        };
        let mut experiments = Vec::new();
        while left > 0 {
            request.max_results = Some(left.min(EXPERIMENTS_PER_PAGE) as i64);
            let mut page = self.store().await?.search_experiments(request.clone()).await?;
            page.experiments.truncate(left);
            left -= page.experiments.len();
            experiments.append(&mut page.experiments);
            if page.next_page_token.is_empty() {
                break;
            }
            request.page_token = page.next_page_token;
        }
        Ok(experiments)
    }

    /// Finds the experiments of a search and asks for its first page.
    async fn first_page(&self, search: SearchRuns) -> Result<RunsPage> {
        if !search.experiment_ids.is_empty() && !search.experiment_names.is_empty() {
            return Err(Error::invalid_parameter_value(
                "Only experiment_ids or experiment_names can be used, but not both",
            ));
        }
        let mut experiment_ids = search.experiment_ids;
        for name in &search.experiment_names {
            match self.get_experiment_by_name(name).await? {
                Some(experiment) => experiment_ids.push(experiment.experiment_id),
                None => tracing::warn!("Cannot retrieve experiment by name {name}"),
            }
        }
        if search.all_experiments && experiment_ids.is_empty() && search.experiment_names.is_empty() {
            let all = self.search_experiments(SearchExperiments::new()).await?;
            experiment_ids = all.into_iter().map(|e| e.experiment_id).collect();
        }
        Ok(RunsPage {
            experiment_ids,
            filter: search.filter,
            run_view_type: Some(search.view_type),
            max_results: Some(RUNS_PER_PAGE as i64),
            order_by: search.order_by,
            page_token: String::new(),
        })
    }
}

/// The rest of a streamed search.
struct Pages {
    client: Client,
    next: Option<RunsPage>,
    runs: VecDeque<Run>,
}

impl Pages {
    async fn next_run(mut self) -> Result<Option<(Run, Self)>> {
        loop {
            if let Some(run) = self.runs.pop_front() {
                return Ok(Some((run, self)));
            }
            let Some(mut request) = self.next.take().filter(|r| !r.experiment_ids.is_empty()) else {
                return Ok(None);
            };
            let page = self.client.store().await?.search_runs(request.clone()).await?;
            self.runs = page.runs.into();
            if !page.next_page_token.is_empty() {
                request.page_token = page.next_page_token;
                self.next = Some(request);
            }
        }
    }
}
