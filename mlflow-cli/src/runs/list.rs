//! `mlflow runs list`.

use super::answers::List;
use crate::completions::{experiment_ids, experiment_names};
use crate::experiments::{View, about_experiment, about_search, agreeing, by_name};
use crate::failure::{Failure, OrHint};
use crate::session::Session;
use clap::Args;
use mlflow_core::SearchRuns;
use mlflow_core::config::settings;
use mlflow_core::entities::LifecycleStage;
use std::num::NonZeroUsize;

const EXAMPLES: (&str, &str) = ("metrics.loss < 0.3 and params.depth = '3'", "metrics.loss ASC");

#[derive(Args)]
pub(crate) struct Options {
    /// The experiment's id [env: MLFLOW_EXPERIMENT_ID]
    #[arg(long, value_name = "ID", conflicts_with = "experiment_name", add = experiment_ids())]
    experiment_id: Option<String>,
    /// The experiment's name, instead of its id [env: MLFLOW_EXPERIMENT_NAME]
    #[arg(long, value_name = "NAME", add = experiment_names())]
    experiment_name: Option<String>,
    /// Which runs are listed
    #[arg(short, long, value_enum, ignore_case = true, default_value_t = View::ActiveOnly)]
    view: View,
    /// Only runs that match, such as "metrics.loss < 0.3 and params.depth = '3'"
    #[arg(long, value_name = "FILTER")]
    filter: Option<String>,
    /// A key to sort by, such as "metrics.loss ASC"; may be given several times [default: latest first]
    #[arg(long, value_name = "KEY")]
    order_by: Vec<String>,
    /// How many runs at most [default: all]
    #[arg(long, value_name = "NUMBER")]
    max_results: Option<NonZeroUsize>,
}

pub(super) async fn run(session: &Session, options: Options) -> Result<(), Failure> {
    let named = (options.experiment_id.clone(), options.experiment_name.clone());
    let id = experiment_id(session, named).await?;
    let is_sorted = !options.order_by.is_empty();
    let is_narrowed = is_sorted || options.filter.is_some();
    let mut search = SearchRuns::new()
        .experiment_ids([&id])
        .view_type(options.view.into())
        .filter(options.filter.unwrap_or_default())
        .max_results(options.max_results.map_or(usize::MAX, NonZeroUsize::get));
    search.order_by = options.order_by;
    let found = session.client().await?.search_runs(search).await;
    let runs = found.or_hint(|error| match is_narrowed {
        true => about_search(error, EXAMPLES, session),
        false => about_experiment(error, session),
    })?;
    if runs.is_empty() {
        explain_emptiness(session, &id).await?;
    }
    session.printer.print(&List { runs, is_sorted })
}

async fn experiment_id(
    session: &Session,
    named: (Option<String>, Option<String>),
) -> Result<String, Failure> {
    let (id, name) = match named {
        (None, None) => (
            session.option_or(None, &settings::EXPERIMENT_ID)?,
            session.option_or(None, &settings::EXPERIMENT_NAME)?,
        ),
        given => given,
    };
    match (id, name) {
        (Some(id), None) => Ok(id),
        (id, Some(name)) => agreeing(id.as_deref(), &by_name(session, &name).await?),
        (None, None) => Err(Failure::usage("which experiment? --experiment-id is missing")
            .hint("`mlflow experiments search` lists the ids; MLFLOW_EXPERIMENT_ID is one for all commands")),
    }
}

/// Tells an experiment without such runs from one that is not there, or is deleted.
async fn explain_emptiness(session: &Session, id: &str) -> Result<(), Failure> {
    let experiment = session.client().await?.get_experiment(id).await;
    let experiment = experiment.or_hint(|error| about_experiment(error, session))?;
    if experiment.lifecycle_stage == LifecycleStage::Deleted {
        session.printer.note(&format!(
            "the experiment {id} is deleted; --view all shows its runs, and \
             `mlflow experiments restore -x {id}` brings them back"
        ));
    }
    Ok(())
}
