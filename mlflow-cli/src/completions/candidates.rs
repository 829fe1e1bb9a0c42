//! What a store knows that could be meant: within a time limit, and nothing if anything goes wrong.

use crate::cli::Global;
use crate::failure::Failure;
use crate::session::Session;
use clap_complete::CompletionCandidate;
use mlflow_core::entities::{Experiment, Run};
use mlflow_core::{Client, SearchExperiments, SearchRuns};
use std::sync::mpsc;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_millis(800);
const EXPERIMENTS: usize = 500;
const RUNS: usize = 50;

pub(super) fn experiment_ids() -> Vec<CompletionCandidate> {
    let candidate = |e: Experiment| CompletionCandidate::new(e.experiment_id).help(Some(e.name.into()));
    experiments().into_iter().map(candidate).collect()
}

pub(super) fn experiment_names() -> Vec<CompletionCandidate> {
    let candidate = |e: Experiment| CompletionCandidate::new(e.name).help(Some(e.experiment_id.into()));
    experiments().into_iter().map(candidate).collect()
}

pub(super) fn run_ids() -> Vec<CompletionCandidate> {
    let runs = asked(async |client| {
        let latest = SearchRuns::new()
            .all_experiments()
            .order_by("attributes.start_time DESC");
        client.search_runs(latest.max_results(RUNS)).await
    });
    let candidate = |r: Run| CompletionCandidate::new(r.info.run_id).help(Some(r.info.run_name.into()));
    runs.into_iter().map(candidate).collect()
}

fn experiments() -> Vec<Experiment> {
    asked(async |client| {
        client
            .search_experiments(SearchExperiments::new().max_results(EXPERIMENTS))
            .await
    })
}

/// Asks the store from a thread of its own, which is left behind if it takes too long.
fn asked<T, F>(question: F) -> Vec<T>
where
    T: Send + 'static,
    F: AsyncFnOnce(Client) -> mlflow_core::Result<Vec<T>> + Send + 'static,
{
    let (answer, answers) = mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let found = runtime.map_err(Failure::from).and_then(|runtime| {
            let client = client_of_the_command_line()?;
            Ok(runtime.block_on(question(client))?)
        });
        let _too_late = answer.send(found.unwrap_or_default());
    });
    answers.recv_timeout(PATIENCE).unwrap_or_default()
}

fn client_of_the_command_line() -> Result<Client, Failure> {
    let session = Session::new(&Global {
        tracking_uri: tracking_uri_option(std::env::args()),
        output: None,
        verbose: 0,
    })?;
    match session.missing_database() {
        Some(_) => Err(Failure::new("completion makes no database")),
        None => session.lazy_client(),
    }
}

/// Finds `--tracking-uri` among words that are not parsed yet.
fn tracking_uri_option(words: impl Iterator<Item = String>) -> Option<String> {
    let mut words = words.skip_while(|word| !word.starts_with("--tracking-uri"));
    let option = words.next()?;
    match option.split_once('=') {
        Some((_, uri)) => Some(uri.to_owned()),
        None => words.next(),
    }
}

#[cfg(test)]
mod tests {
    use super::tracking_uri_option;

    #[test]
    fn the_option_is_found_in_both_forms() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>().into_iter();
        let found = tracking_uri_option(words("mlflow --tracking-uri sqlite:///a.db runs"));
        assert_eq!(found.as_deref(), Some("sqlite:///a.db"));
        let found = tracking_uri_option(words("mlflow runs --tracking-uri=sqlite:///b.db"));
        assert_eq!(found.as_deref(), Some("sqlite:///b.db"));
        assert_eq!(tracking_uri_option(words("mlflow runs list")), None);
    }
}
