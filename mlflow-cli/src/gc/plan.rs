//! What is to be deleted, checked as a whole before the first deletion.

use super::Options;
use super::age::Age;
use super::artifacts::Artifacts;
use super::item::{Item, Kind};
use super::named::{named_experiments, named_models, named_runs};
use super::workspaces::Scope;
use crate::failure::Failure;
use mlflow_core::clock::now_ms;
use mlflow_core::contract::experiments::SearchExperiments;
use mlflow_core::entities::ViewType;
use mlflow_core::{Experiments, Registry};
use mlflow_stores::sql::{DeletedModel, DeletedRun, EndedJobs, Removable, SqlStore};
use std::collections::BTreeMap;

const PER_PAGE: i64 = 1000;

/// Runs and logged models, experiments that have no others, and jobs.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) items: Vec<Item>,
    pub(super) experiments: Vec<String>,
    pub(super) job_ids: Vec<String>,
    /// Which jobs those are; `None` if nobody asks for jobs.
    pub(super) jobs: Option<EndedJobs>,
}

impl Plan {
    /// Finds what is named, or all that is deleted if nothing is.
    pub(super) async fn make(
        store: &SqlStore,
        options: &Options,
        scope: Scope,
        destination: Option<&str>,
    ) -> Result<Self, Failure> {
        let age = options.older_than.as_ref();
        let milliseconds = age.map(|age| age.milliseconds);
        let old = store.deleted_runs(milliseconds.unwrap_or(0)).await?;
        let old: BTreeMap<String, DeletedRun> =
            old.into_iter().map(|run| (run.run_id.clone(), run)).collect();
        let (run_ids, model_ids, experiment_ids) = (
            options.run_ids.as_deref(),
            options.logged_model_ids.as_deref(),
            options.experiment_ids.as_deref(),
        );
        let all =
            run_ids.is_none() && model_ids.is_none() && experiment_ids.is_none() && options.job_ids.is_none();
        let mut runs = match all {
            true => old.clone(),
            false => named_runs(store, run_ids.unwrap_or_default(), &scope).await?,
        };
        let since = Removable::Since(milliseconds.unwrap_or(0));
        let found = match all {
            true => store.removable_models(&since, None).await?,
            false => named_models(store, model_ids.unwrap_or_default(), age, &scope).await?,
        };
        let mut models = Models::default();
        add(&mut models, &since, found);
        let mut experiments = match all {
            true => old_experiments(store, age).await?,
            false => named_experiments(store, experiment_ids.unwrap_or_default(), age, &scope).await?,
        };
        runs.retain(|_, run| scope.holds(&run.experiment_id));
        models.retain(|_, (model, _)| scope.holds(&model.experiment_id));
        experiments.retain(|id| scope.holds(id));
        for id in &experiments {
            refuse_if_alive(store, id).await?;
            let of_it = store.deleted_runs_of(id).await?;
            runs.extend(of_it.into_iter().map(|run| (run.run_id.clone(), run)));
            let of_it = Removable::OfExperiment(id.clone());
            let found = store.removable_models(&of_it, None).await?;
            add(&mut models, &of_it, found);
        }
        if let Some(age) = age
            && let Some(young) = runs.keys().find(|id| !old.contains_key(*id))
        {
            return Err(Failure::new(format!(
                "Run {young} is not older than the required age. Only runs older than {} can be deleted.",
                age.text
            )));
        }
        let is_asked = options.jobs || options.job_ids.is_some();
        let jobs = is_asked.then(|| EndedJobs {
            older_than: milliseconds.unwrap_or(0),
            ids: options.job_ids.clone(),
            workspaces: scope.workspaces,
        });
        Ok(Plan {
            items: items(runs, models, milliseconds, destination).await,
            experiments,
            job_ids: match &jobs {
                Some(jobs) => store.ended_jobs(jobs).await?,
                None => Vec::new(),
            },
            jobs,
        })
    }
}

/// Logged models by id, with the reason why they may go.
type Models = BTreeMap<String, (DeletedModel, Removable)>;

fn add(models: &mut Models, which: &Removable, found: Vec<DeletedModel>) {
    models.extend(
        found
            .into_iter()
            .map(|model| (model.model_id.clone(), (model, which.clone()))),
    );
}

async fn items(
    runs: BTreeMap<String, DeletedRun>,
    models: Models,
    older_than: Option<i64>,
    destination: Option<&str>,
) -> Vec<Item> {
    let registry = Registry::default();
    let mut items = Vec::new();
    for run in runs.into_values() {
        items.push(Item {
            kind: Kind::Run { older_than },
            id: run.run_id,
            artifacts: Artifacts::open(&registry, run.artifact_uri, destination).await,
        });
    }
    for (model, which) in models.into_values() {
        items.push(Item {
            kind: Kind::Model { which },
            id: model.model_id,
            artifacts: Artifacts::open(&registry, model.artifact_location, destination).await,
        });
    }
    items
}

/// An experiment cannot go while one of its runs lives, which was restored after the experiment was deleted.
async fn refuse_if_alive(store: &SqlStore, experiment_id: &str) -> Result<(), Failure> {
    match store.live_run_of(experiment_id).await? {
        None => Ok(()),
        Some(run_id) => Err(Failure::new(format!(
            "Experiment {experiment_id} cannot be deleted: its run {run_id} is not in `deleted` lifecycle stage"
        ))
        .hint(format!(
            "`mlflow runs delete --run-id {run_id}` deletes the run, `mlflow experiments restore -x {experiment_id}` \
             brings the experiment back"
        ))),
    }
}

async fn old_experiments(store: &SqlStore, age: Option<&Age>) -> Result<Vec<String>, Failure> {
    let until = age.map(|age| now_ms().saturating_sub(age.milliseconds));
    let mut request = SearchExperiments {
        max_results: Some(PER_PAGE),
        filter: until
            .map(|time| format!("last_update_time < {time}"))
            .unwrap_or_default(),
        view_type: Some(ViewType::DeletedOnly),
        ..SearchExperiments::default()
    };
    let mut ids = Vec::new();
    loop {
        let page = store.search_experiments(request.clone()).await?;
        ids.extend(
            page.experiments
                .into_iter()
                .map(|experiment| experiment.experiment_id),
        );
        if page.next_page_token.is_empty() {
            return Ok(ids);
        }
        request.page_token = page.next_page_token;
    }
}
