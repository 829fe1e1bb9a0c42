//! What is to be deleted, checked as a whole before the first deletion.

use super::Options;
use super::age::Age;
use crate::failure::Failure;
use mlflow_core::clock::now_ms;
use mlflow_core::contract::experiments::{GetExperiment, SearchExperiments};
use mlflow_core::contract::runs::GetRun;
use mlflow_core::entities::{Experiment, LifecycleStage, ViewType};
use mlflow_core::{Experiments, Runs};
use mlflow_stores::sql::{DeletedRun, SqlStore};
use std::collections::BTreeMap;

const PER_PAGE: i64 = 1000;

/// Runs, and experiments that have no others.
pub(super) struct Plan {
    pub(super) runs: Vec<DeletedRun>,
    pub(super) experiments: Vec<String>,
}

impl Plan {
    pub(super) async fn make(store: &SqlStore, options: &Options) -> Result<Self, Failure> {
        let age = options.older_than.as_ref();
        let old = store.deleted_runs(age.map_or(0, |age| age.milliseconds)).await?;
        let old: BTreeMap<String, DeletedRun> =
            old.into_iter().map(|run| (run.run_id.clone(), run)).collect();
        let mut runs = match &options.run_ids {
            Some(ids) => named_runs(store, ids).await?,
            None => old.clone(),
        };
        let experiments = match &options.experiment_ids {
            Some(ids) => named_experiments(store, ids, age).await?,
            None => old_experiments(store, age).await?,
        };
        for id in &experiments {
            let of_it = store.deleted_runs_of(id).await?;
            runs.extend(of_it.into_iter().map(|run| (run.run_id.clone(), run)));
        }
        if let Some(age) = age
            && let Some(young) = runs.keys().find(|id| !old.contains_key(*id))
        {
            return Err(Failure::new(format!(
                "Run {young} is not older than the required age. Only runs older than {} can be deleted.",
                age.text
            )));
        }
        Ok(Plan {
            runs: runs.into_values().collect(),
            experiments,
        })
    }
}

async fn named_runs(store: &SqlStore, ids: &[String]) -> Result<BTreeMap<String, DeletedRun>, Failure> {
    let mut runs = BTreeMap::new();
    for id in ids {
        let request = GetRun { run_id: id.clone() };
        let info = store.get_run(request).await?.run.info;
        if info.lifecycle_stage != LifecycleStage::Deleted {
            return Err(Failure::new(format!(
                "Run {id} is not in `deleted` lifecycle stage. Only runs in `deleted` lifecycle stage can be deleted."
            ))
            .hint(format!("`mlflow runs delete --run-id {id}` deletes it so that it can be restored")));
        }
        let run = DeletedRun {
            run_id: info.run_id,
            experiment_id: info.experiment_id,
            artifact_uri: info.artifact_uri,
            deleted_time: None,
        };
        runs.insert(id.clone(), run);
    }
    Ok(runs)
}

async fn named_experiments(
    store: &SqlStore,
    ids: &[String],
    age: Option<&Age>,
) -> Result<Vec<String>, Failure> {
    let mut experiments = Vec::new();
    for id in ids {
        let request = GetExperiment {
            experiment_id: id.clone(),
        };
        experiments.push(store.get_experiment(request).await?.experiment);
    }
    let ids_of = |wrong: &dyn Fn(&Experiment) -> bool| -> Vec<String> {
        let wrong = experiments.iter().filter(|experiment| wrong(experiment));
        wrong
            .map(|experiment| format!("'{}'", experiment.experiment_id))
            .collect()
    };
    let live = ids_of(&|experiment| experiment.lifecycle_stage != LifecycleStage::Deleted);
    if !live.is_empty() {
        return Err(Failure::new(format!(
            "Experiments [{}] are not in the deleted lifecycle stage. Only experiments in the deleted lifecycle stage \
             can be hard-deleted.",
            live.join(", ")
        )));
    }
    if let Some(age) = age {
        let until = now_ms().saturating_sub(age.milliseconds);
        let young = ids_of(&|experiment| experiment.last_update_time.is_none_or(|time| time >= until));
        if !young.is_empty() {
            return Err(Failure::new(format!(
                "Experiments [{}] are not older than the required age. Only experiments older than {} can be deleted.",
                young.join(", "),
                age.text
            )));
        }
    }
    Ok(ids.to_vec())
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
