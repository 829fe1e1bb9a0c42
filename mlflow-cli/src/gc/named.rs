//! What the command line names: it must be there, deleted, and old enough.

use super::age::Age;
use super::workspaces::Scope;
use crate::failure::Failure;
use mlflow_core::clock::now_ms;
use mlflow_core::contract::experiments::GetExperiment;
use mlflow_core::contract::logged_models::GetLoggedModel;
use mlflow_core::contract::runs::GetRun;
use mlflow_core::entities::{Experiment, LifecycleStage};
use mlflow_core::{Experiments, LoggedModels, Runs, refusals};
use mlflow_stores::sql::{DeletedModel, DeletedRun, Removable, SqlStore};
use std::collections::{BTreeMap, BTreeSet};

pub(super) async fn named_runs(
    store: &SqlStore,
    ids: &[String],
    scope: &Scope,
) -> Result<BTreeMap<String, DeletedRun>, Failure> {
    let mut runs = BTreeMap::new();
    for id in ids {
        let request = GetRun { run_id: id.clone() };
        let found = store.get_run(request).await.map(|found| found.run.info);
        let missing = || refusals::run_not_found(id);
        let Some(info) = scope.named(found, |info| &info.experiment_id, missing)? else {
            continue;
        };
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

pub(super) async fn named_models(
    store: &SqlStore,
    ids: &[String],
    age: Option<&Age>,
    scope: &Scope,
) -> Result<Vec<DeletedModel>, Failure> {
    let mut models = Vec::new();
    for id in ids {
        let request = GetLoggedModel {
            model_id: id.clone(),
            allow_deleted: true,
        };
        let found = store
            .get_logged_model(request)
            .await
            .map(|found| found.model.info);
        let missing = || refusals::logged_model_not_found(id);
        if scope.named(found, |info| &info.experiment_id, missing)?.is_none() {
            continue;
        }
        let found = store.removable_models(&Removable::Since(0), Some(id)).await?;
        if found.is_empty() {
            return Err(Failure::new(format!(
                "Logged model {id} is not in `deleted` lifecycle stage. Only logged models in `deleted` lifecycle stage \
                 can be deleted."
            )));
        }
        if let Some(age) = age {
            let since = Removable::Since(age.milliseconds);
            if store.removable_models(&since, Some(id)).await?.is_empty() {
                return Err(Failure::new(format!(
                    "Logged model {id} is not older than the required age. Only logged models older than {} can be \
                     deleted.",
                    age.text
                )));
            }
        }
        models.extend(found);
    }
    Ok(models)
}

pub(super) async fn named_experiments(
    store: &SqlStore,
    ids: &[String],
    age: Option<&Age>,
    scope: &Scope,
) -> Result<Vec<String>, Failure> {
    let mut experiments = Vec::new();
    let ids: BTreeSet<&String> = ids.iter().collect();
    for id in &ids {
        let request = GetExperiment {
            experiment_id: (*id).clone(),
        };
        let found = store.get_experiment(request).await.map(|found| found.experiment);
        let missing = || refusals::experiment_not_found(id);
        experiments.extend(scope.named(found, |experiment| &experiment.experiment_id, missing)?);
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
    let ids = experiments.into_iter().map(|experiment| experiment.experiment_id);
    Ok(ids.collect())
}
