//! What the command line names: it must be there, deleted, and old enough.

use super::age::Age;
use crate::failure::Failure;
use mlflow_core::clock::now_ms;
use mlflow_core::contract::experiments::GetExperiment;
use mlflow_core::contract::logged_models::GetLoggedModel;
use mlflow_core::contract::runs::GetRun;
use mlflow_core::entities::{Experiment, LifecycleStage};
use mlflow_core::{Experiments, LoggedModels, Runs};
use mlflow_stores::sql::{DeletedModel, DeletedRun, Removable, SqlStore};
use std::collections::{BTreeMap, BTreeSet};

pub(super) async fn named_runs(
    store: &SqlStore,
    ids: &[String],
) -> Result<BTreeMap<String, DeletedRun>, Failure> {
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

pub(super) async fn named_models(
    store: &SqlStore,
    ids: &[String],
    age: Option<&Age>,
) -> Result<Vec<DeletedModel>, Failure> {
    let mut models = Vec::new();
    for id in ids {
        let found = store.removable_models(&Removable::Since(0), Some(id)).await?;
        if found.is_empty() {
            let request = GetLoggedModel {
                model_id: id.clone(),
                allow_deleted: true,
            };
            store.get_logged_model(request).await?;
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
) -> Result<Vec<String>, Failure> {
    let mut experiments = Vec::new();
    let ids: BTreeSet<&String> = ids.iter().collect();
    for id in &ids {
        let request = GetExperiment {
            experiment_id: (*id).clone(),
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
    Ok(ids.into_iter().cloned().collect())
}
