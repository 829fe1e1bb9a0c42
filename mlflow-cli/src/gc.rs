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
mod workspaces;

use crate::db;
use crate::failure::Failure;
use crate::session::Session;
use age::Age;
use answer::Collected;
use clap::Args;
use mlflow_core::config::settings;
use mlflow_core::{ErrorCode, StoreUri, notice};
use mlflow_stores::sql::SqlStore;
use mlflow_stores::sql::upgrade::State;
use plan::Plan;
use workspaces::{Choice, Scope};

/// What `--help` adds to the options.
const MORE: &str = "\
What is deleted cannot be brought back. Everything is checked before the first thing is deleted: nothing goes if the \
artifacts of only one run or logged model are out of reach, unless --keep-artifacts is given.

With any of --run-ids, --logged-model-ids, --experiment-ids and --job-ids, only what is named goes. Official MLflow \
differs: what has no list there is deleted as a whole. All logged models of an experiment go with it, deleted before or \
not.

Artifacts that a server hands out, at mlflow-artifacts: and http: locations, are deleted where --artifacts-destination \
says that the server keeps them; official MLflow asks the server to delete them.

Jobs go only if --jobs or --job-ids asks for them, and only those that have succeeded, failed, been canceled or run out \
of time. --older-than counts from the day when a job was made.

Workspaces are on if MLFLOW_ENABLE_WORKSPACES is true, or --workspace, MLFLOW_WORKSPACE or --all-workspaces is given; \
the workspace is then `default` unless one is named. What is named but not there is no error for --all-workspaces.";

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
    /// All jobs that have ended, or those of --job-ids
    #[arg(long)]
    jobs: bool,
    /// These jobs that have ended, between commas
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    job_ids: Option<Vec<String>>,
    /// Where a server keeps the artifacts that it hands out [env: MLFLOW_ARTIFACTS_DESTINATION]
    #[arg(long, value_name = "URI")]
    artifacts_destination: Option<String>,
    /// Only what belongs to this workspace [env: MLFLOW_WORKSPACE]
    #[arg(long, value_name = "NAME")]
    workspace: Option<String>,
    /// What belongs to any workspace
    #[arg(long)]
    all_workspaces: bool,
    /// Leaves artifacts that cannot be reached where they are, and deletes what names them
    #[arg(long)]
    keep_artifacts: bool,
    /// Shows what would be deleted, with which artifacts, and deletes nothing
    #[arg(long)]
    dry_run: bool,
}

pub(crate) async fn run(session: &Session, options: Options) -> Result<(), Failure> {
    let choice = Choice::of(session, &options)?;
    let destination = session.option_or(
        options.artifacts_destination.clone(),
        &settings::ARTIFACTS_DESTINATION,
    )?;
    let uri = session.database_uri(options.backend_store_uri.as_deref())?;
    session.printer.note(&format!("Database: {uri}"));
    let plan = match open(&uri).await? {
        Some(store) => {
            let scope = Scope::of(session, &store, choice).await?;
            let plan = Plan::make(&store, &options, scope, destination.as_deref()).await?;
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
    if let Some(jobs) = &plan.jobs {
        gone.job_ids = store.hard_delete_jobs(jobs).await?;
        for id in &gone.job_ids {
            tracing::info!("deleted for good: Job with ID {id}");
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
