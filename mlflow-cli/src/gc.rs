//! `mlflow gc`.
//!
//! Everything is checked before the first thing is deleted: what is named, what still lives, and whether all artifacts
//! are within reach. The artifacts of a run go before the run, so that a second call finishes what a failed one has
//! begun.

mod age;
mod answer;
mod artifacts;
mod item;
mod named;
mod plan;

use crate::db;
use crate::failure::Failure;
use crate::session::Session;
use age::Age;
use answer::Collected;
use clap::Args;
use mlflow_core::{ErrorCode, StoreUri, notice};
use mlflow_stores::sql::SqlStore;
use mlflow_stores::sql::upgrade::State;
use plan::Plan;

/// What `--help` adds to the options.
const MORE: &str = "\
What is deleted cannot be brought back. Everything is checked before the first thing is deleted: nothing goes if the \
artifacts of only one run or logged model are out of reach, unless --keep-artifacts is given.

With any of --run-ids, --logged-model-ids and --experiment-ids, only what is named goes. Official MLflow differs: what \
has no list there is deleted as a whole. All logged models of an experiment go with it, deleted before or not.

Not there yet: the collection of jobs (--jobs, --job-ids), artifacts that a server holds (--artifacts-destination) and \
workspaces (--workspace, --all-workspaces).";

#[derive(Args)]
#[command(after_long_help = MORE)]
pub(crate) struct Options {
    /// Only what was deleted at least this long ago, such as 30d or 1d2h3m4.5s
    #[arg(long, value_name = "AGE")]
    older_than: Option<Age>,
    /// The database [default: --tracking-uri if it is given] [env: MLFLOW_BACKEND_STORE_URI, MLFLOW_TRACKING_URI]
    #[arg(long, value_name = "URI")]
    backend_store_uri: Option<String>,
    /// These deleted runs, between commas [default: all if no option names ids, else none]
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    run_ids: Option<Vec<String>>,
    /// These deleted logged models, between commas [default: all if no option names ids, else none]
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    logged_model_ids: Option<Vec<String>>,
    /// These deleted experiments with their runs and logged models, between commas [default: all if no option names
    /// ids, else none]
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    experiment_ids: Option<Vec<String>>,
    /// Leaves artifacts that cannot be reached where they are, and deletes what names them
    #[arg(long)]
    keep_artifacts: bool,
    /// Shows what would be deleted, with which artifacts, and deletes nothing
    #[arg(long)]
    dry_run: bool,
}

pub(crate) async fn run(session: &Session, options: Options) -> Result<(), Failure> {
    let uri = session.database_uri(options.backend_store_uri.as_deref())?;
    session.printer.note(&format!("Database: {uri}"));
    let plan = match open(&uri).await? {
        Some(store) => {
            let plan = Plan::make(&store, &options).await?;
            let refusal = match options.keep_artifacts {
                true => None,
                false => artifacts::refusal(&plan.items),
            };
            match (options.dry_run, refusal) {
                (false, None) => collect(&store, plan).await?,
                (false, Some(refusal)) => return Err(refusal),
                (true, None) => plan,
                (true, Some(refusal)) => {
                    session.printer.print(&Collected {
                        uri,
                        plan,
                        dry_run: true,
                    })?;
                    return Err(refusal);
                }
            }
        }
        None => Plan::default(),
    };
    let dry_run = options.dry_run;
    session.printer.print(&Collected { uri, plan, dry_run })
}

/// Opens a database; one without tables has nothing to delete and is left without them.
async fn open(uri: &StoreUri) -> Result<Option<SqlStore>, Failure> {
    if !mlflow_stores::sql::SCHEMES.contains(&uri.scheme()) {
        return Err(
            Failure::usage(format!("`{uri}` is no database that this command can clean")).hint(
                "--backend-store-uri names the database of a server; its address takes no such command",
            ),
        );
    }
    match db::inspect(uri).await? {
        State::Empty => Ok(None),
        _ => Ok(Some(SqlStore::open(uri.as_str()).await?)),
    }
}

/// Deletes what is planned and returns what went; what was restored since the plan was made stays.
async fn collect(store: &SqlStore, plan: Plan) -> Result<Plan, Failure> {
    let mut gone = Plan::default();
    for item in plan.items {
        if !item.is_removable(store).await? {
            notice::warn(&format!(
                "{item} stays: it is no longer deleted, or not for long enough"
            ));
            continue;
        }
        item.artifacts.delete().await?;
        item.delete(store).await?;
        tracing::info!("deleted for good: {item}");
        gone.items.push(item);
    }
    for id in plan.experiments {
        match store.hard_delete_experiment(&id).await {
            Ok(()) => {
                tracing::info!("deleted for good: Experiment with ID {id}");
                gone.experiments.push(id);
            }
            Err(error) if is_in_use(error.code()) => {
                notice::warn(&format!("Experiment with ID {id} stays: {}", error.message()));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(gone)
}

/// Tells whether an experiment of the plan was restored, or has a run that was.
fn is_in_use(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::ResourceDoesNotExist | ErrorCode::InvalidParameterValue
    )
}
