//! `mlflow gc`.

mod age;
mod answer;
mod plan;

use crate::failure::Failure;
use crate::session::Session;
use age::Age;
use answer::Collected;
use clap::Args;
use mlflow_core::artifact::ArtifactPath;
use mlflow_core::{ErrorCode, Registry, StoreUri};
use mlflow_stores::sql::SqlStore;
use plan::Plan;

/// What is deleted cannot be brought back. Everything is checked before the first thing is deleted, and the artifacts
/// of a run go before the run, so that a second call finishes what a failed one has begun.
#[derive(Args)]
pub(crate) struct Options {
    /// Only what was deleted at least this long ago, such as 30d or 1d2h3m4.5s
    #[arg(long, value_name = "AGE")]
    older_than: Option<Age>,
    /// The database [default: the tracking URI]
    #[arg(
        long,
        value_name = "URI",
        env = "MLFLOW_BACKEND_STORE_URI",
        hide_env_values = true
    )]
    backend_store_uri: Option<String>,
    /// Only these runs, between commas [default: all deleted runs]
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    run_ids: Option<Vec<String>>,
    /// Only these experiments with their runs, between commas [default: all deleted experiments]
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    experiment_ids: Option<Vec<String>>,
    /// Shows what would be deleted, and deletes nothing
    #[arg(long)]
    dry_run: bool,
}

pub(crate) async fn run(session: &Session, options: Options) -> Result<(), Failure> {
    let store = open(session, options.backend_store_uri.as_deref()).await?;
    let plan = Plan::make(&store, &options).await?;
    if options.dry_run {
        return session.printer.print(&Collected { plan, dry_run: true });
    }
    let registry = Registry::default();
    for run in &plan.runs {
        delete_artifacts(&registry, &run.artifact_uri).await?;
        store.hard_delete_run(&run.run_id).await?;
        tracing::info!("deleted the run {} for good", run.run_id);
    }
    for experiment_id in &plan.experiments {
        store.hard_delete_experiment(experiment_id).await?;
        tracing::info!("deleted the experiment {experiment_id} for good");
    }
    session.printer.print(&Collected { plan, dry_run: false })
}

async fn open(session: &Session, backend: Option<&str>) -> Result<SqlStore, Failure> {
    let text = backend.unwrap_or(&session.tracking_uri().value);
    let uri = StoreUri::parse(text)?;
    if !mlflow_stores::sql::SCHEMES.contains(&uri.scheme()) {
        return Err(
            Failure::usage(format!("`{uri}` is no database that this command can clean")).hint(
                "--backend-store-uri names the database of a server; its address takes no such command",
            ),
        );
    }
    let file = std::path::Path::new(uri.database());
    if uri.scheme() == "sqlite" && !file.exists() {
        return Err(Failure::new(format!("there is no database `{}`", file.display()))
            .hint("--backend-store-uri or MLFLOW_TRACKING_URI names it"));
    }
    Ok(SqlStore::open(text).await?)
}

/// Deletes all that is in the artifact location of a run; a location that nobody can open is passed over.
async fn delete_artifacts(registry: &Registry, uri: &str) -> Result<(), Failure> {
    let repo = match registry.artifact_repo(uri).await {
        Ok(repo) => repo,
        Err(error) if error.code() == ErrorCode::InvalidParameterValue => {
            mlflow_core::notice::warn(&format!(
                "the artifacts at `{uri}` are left where they are: {}",
                error.message()
            ));
            return Ok(());
        }
        Err(error) => return Err(error.into()),
    };
    for entry in repo.list(None).await? {
        repo.delete(&ArtifactPath::parse(&entry.path)?).await?;
    }
    Ok(())
}
