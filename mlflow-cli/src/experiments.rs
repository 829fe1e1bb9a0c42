//! `mlflow experiments`.

mod answers;
mod csv;
mod hints;

pub(crate) use hints::{about_experiment, about_search};

use crate::completions::{experiment_ids, experiment_names};
use crate::failure::{Failure, OrHint};
use crate::session::Session;
use answers::{Created, Details, Done, List};
use clap::{Args, Subcommand, ValueEnum};
use mlflow_core::entities::{Experiment, ViewType};
use mlflow_core::{ExperimentOptions, SearchExperiments};
use std::num::NonZeroUsize;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Creates an experiment and prints its id
    Create(Create),
    /// Shows an experiment, by its id or name
    Get(Get),
    /// Lists experiments
    #[command(visible_alias = "list")]
    Search(Search),
    /// Writes all live runs of an experiment as CSV
    Csv(Csv),
    /// Renames a live experiment
    Rename(Rename),
    /// Deletes an experiment with its runs; `restore` brings it back
    Delete(Chosen),
    /// Brings a deleted experiment back, with its runs
    Restore(Chosen),
}

#[derive(Args)]
pub(crate) struct Create {
    /// The name, which no other experiment has, live or deleted
    #[arg(short = 'n', long, value_name = "NAME")]
    experiment_name: String,
    /// The folder or URI below which its runs keep their artifacts [default: the store's choice]
    #[arg(short = 'l', long, value_name = "URI")]
    artifact_location: Option<String>,
}

#[derive(Args)]
pub(crate) struct Get {
    #[command(flatten)]
    named: Named,
}

/// An experiment, by id or name.
#[derive(Args)]
#[group(required = true, multiple = false)]
struct Named {
    /// The experiment's id
    #[arg(short = 'x', long, value_name = "ID", add = experiment_ids())]
    experiment_id: Option<String>,
    /// The experiment's name
    #[arg(short = 'n', long, value_name = "NAME", add = experiment_names())]
    experiment_name: Option<String>,
}

#[derive(Args)]
pub(crate) struct Search {
    /// Which ones are listed
    #[arg(short, long, value_enum, ignore_case = true, default_value_t = View::ActiveOnly)]
    view: View,
    /// Only those that match, such as "name LIKE 'wine%' AND tags.owner = 'ann'"
    #[arg(long, value_name = "FILTER")]
    filter: Option<String>,
    /// A key to sort by, such as "name ASC"; may be given several times [default: by id]
    #[arg(long, value_name = "KEY")]
    order_by: Vec<String>,
    /// How many at most [default: all]
    #[arg(long, value_name = "NUMBER")]
    max_results: Option<NonZeroUsize>,
}

#[derive(Args)]
pub(crate) struct Csv {
    #[command(flatten)]
    chosen: Chosen,
    /// The file to write, instead of stdout
    #[arg(short = 'o', long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    filename: Option<std::path::PathBuf>,
}

#[derive(Args)]
pub(crate) struct Rename {
    #[command(flatten)]
    chosen: Chosen,
    /// The new name
    #[arg(long, value_name = "NAME")]
    new_name: String,
}

#[derive(Args)]
pub(crate) struct Chosen {
    /// The experiment's id
    #[arg(short = 'x', long, value_name = "ID", add = experiment_ids())]
    experiment_id: String,
}

/// Which of the live and the deleted ones are meant, in the words of the official command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum View {
    /// Those that are not deleted
    ActiveOnly,
    /// Those that are deleted
    DeletedOnly,
    /// All
    All,
}

impl From<View> for ViewType {
    fn from(view: View) -> Self {
        match view {
            View::ActiveOnly => ViewType::ActiveOnly,
            View::DeletedOnly => ViewType::DeletedOnly,
            View::All => ViewType::All,
        }
    }
}

pub(crate) async fn run(session: &Session, command: Command) -> Result<(), Failure> {
    match command {
        Command::Create(options) => create(session, options).await,
        Command::Get(options) => get(session, options.named).await,
        Command::Search(options) => search(session, options).await,
        Command::Csv(options) => csv::export(session, &options.chosen.experiment_id, options.filename).await,
        Command::Rename(options) => rename(session, options).await,
        Command::Delete(chosen) => delete(session, chosen).await,
        Command::Restore(chosen) => restore(session, chosen).await,
    }
}

async fn create(session: &Session, options: Create) -> Result<(), Failure> {
    let mut experiment = ExperimentOptions::new(&options.experiment_name);
    experiment.artifact_location = options.artifact_location;
    let created = session.client().await?.create_experiment(experiment).await;
    let id = created.or_hint(|error| about_experiment(error, session))?;
    session
        .printer
        .note(&format!("created the experiment `{}`", options.experiment_name));
    session.printer.print(&Created(id))
}

async fn get(session: &Session, named: Named) -> Result<(), Failure> {
    let client = session.client().await?;
    let experiment = match (named.experiment_id, named.experiment_name) {
        (Some(id), _) => client
            .get_experiment(id)
            .await
            .or_hint(|error| about_experiment(error, session))?,
        (None, name) => by_name(session, &name.unwrap_or_default()).await?,
    };
    session.printer.print(&Details(experiment))
}

/// Refuses an id and a name, as the settings may hold both, that stand for different experiments.
pub(crate) fn agreeing(id: Option<&str>, named: &Experiment) -> Result<String, Failure> {
    let found = &named.experiment_id;
    match id.filter(|id| id != found) {
        Some(id) => Err(Failure::from(mlflow_core::Error::invalid_parameter_value(format!(
            "The provided MLFLOW_EXPERIMENT_ID environment variable value `{id}` does not match the experiment id \
             `{found}` for experiment name `{}` of MLFLOW_EXPERIMENT_NAME",
            named.name
        )))
        .hint("--experiment-id or --experiment-name says which one counts")),
        None => Ok(found.clone()),
    }
}

/// Returns the experiment of a name, deleted or not.
pub(crate) async fn by_name(session: &Session, name: &str) -> Result<Experiment, Failure> {
    let found = session.client().await?.get_experiment_by_name(name).await?;
    found.ok_or_else(|| {
        Failure::new(format!("there is no experiment named `{name}`")).hint(hints::listing(session))
    })
}

async fn search(session: &Session, options: Search) -> Result<(), Failure> {
    let mut search = SearchExperiments::new().view_type(options.view.into());
    let is_sorted = !options.order_by.is_empty();
    search.filter = options.filter.unwrap_or_default();
    search.order_by = options.order_by;
    search.max_results = options.max_results.map(NonZeroUsize::get);
    let found = session.client().await?.search_experiments(search).await;
    let mut experiments =
        found.or_hint(|error| about_search(error, ("name LIKE 'wine%'", "name ASC"), session))?;
    if !is_sorted {
        experiments.sort_by_cached_key(|e| {
            (
                e.experiment_id.parse().unwrap_or(i64::MAX),
                e.experiment_id.clone(),
            )
        });
    }
    session.printer.print(&List(experiments))
}

async fn rename(session: &Session, options: Rename) -> Result<(), Failure> {
    let id = options.chosen.experiment_id;
    let renamed = session
        .client()
        .await?
        .rename_experiment(&id, &options.new_name)
        .await;
    renamed.or_hint(|error| about_experiment(error, session))?;
    session
        .printer
        .note(&format!("renamed the experiment {id} to `{}`", options.new_name));
    session.printer.print(&Done(id))
}

async fn delete(session: &Session, Chosen { experiment_id: id }: Chosen) -> Result<(), Failure> {
    let deleted = session.client().await?.delete_experiment(&id).await;
    deleted.or_hint(|error| about_experiment(error, session))?;
    session.printer.note(&format!(
        "deleted the experiment {id}; `mlflow experiments restore -x {id}` brings it back"
    ));
    session.printer.print(&Done(id))
}

async fn restore(session: &Session, Chosen { experiment_id: id }: Chosen) -> Result<(), Failure> {
    let restored = session.client().await?.restore_experiment(&id).await;
    restored.or_hint(|error| about_experiment(error, session))?;
    session.printer.note(&format!("restored the experiment {id}"));
    session.printer.print(&Done(id))
}
