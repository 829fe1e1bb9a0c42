//! Deletion for good, on servers.

use crate::servers::Engine;
use mlflow_core::contract::experiments::{CreateExperiment, DeleteExperiment};
use mlflow_core::contract::logged_models::{CreateLoggedModel, DeleteLoggedModel};
use mlflow_core::contract::runs::{CreateRun, LogOutputs};
use mlflow_core::entities::ModelOutput;
use mlflow_core::{ErrorCode, Experiments, LoggedModels, Runs};
use mlflow_stores::sql::{Removable, SqlStore};

#[tokio::test]
async fn of_postgres() {
    if let Some(lent) = Engine::Postgres.lend().await {
        everything_goes(&lent.store).await;
    }
}

#[tokio::test]
async fn of_mysql() {
    if let Some(lent) = Engine::MySql.lend().await {
        everything_goes(&lent.store).await;
    }
}

async fn everything_goes(store: &SqlStore) {
    let create = CreateExperiment {
        name: "wine".to_owned(),
        ..CreateExperiment::default()
    };
    let experiment_id = store.create_experiment(create).await.unwrap().experiment_id;
    let create = CreateRun {
        experiment_id: experiment_id.clone(),
        ..CreateRun::default()
    };
    let run_id = store.create_run(create).await.unwrap().run.info.run_id;
    let mut models = Vec::new();
    for _ in 0..2 {
        let create = CreateLoggedModel {
            experiment_id: experiment_id.clone(),
            ..CreateLoggedModel::default()
        };
        let model = store.create_logged_model(create).await.unwrap().model;
        models.push(model.info.model_id);
    }
    let [deleted, live] = <[String; 2]>::try_from(models).unwrap();
    let output = ModelOutput {
        model_id: deleted.clone(),
        ..ModelOutput::default()
    };
    let outputs = LogOutputs {
        run_id: run_id.clone(),
        models: vec![output],
    };
    store.log_outputs(outputs).await.unwrap();

    let early = store.hard_delete_logged_model(&deleted).await.unwrap_err();
    assert_eq!(early.code(), ErrorCode::InvalidParameterValue);
    let delete = DeleteLoggedModel {
        model_id: deleted.clone(),
    };
    store.delete_logged_model(delete).await.unwrap();
    let young = store.removable_models(&Removable::Since(3_600_000), None).await;
    assert_eq!(young.unwrap(), []);
    let found = store.removable_models(&Removable::Since(0), None).await.unwrap();
    assert_eq!((found.len(), &found[0].model_id), (1, &deleted));
    store.hard_delete_logged_model(&deleted).await.unwrap();

    let of_it = Removable::OfExperiment(experiment_id.clone());
    assert_eq!(store.removable_models(&of_it, None).await.unwrap(), []);
    assert_eq!(
        store.live_run_of(&experiment_id).await.unwrap().as_ref(),
        Some(&run_id)
    );
    let delete = DeleteExperiment {
        experiment_id: experiment_id.clone(),
    };
    store.delete_experiment(delete).await.unwrap();
    assert_eq!(store.live_run_of(&experiment_id).await.unwrap(), None);
    let found = store.removable_models(&of_it, Some(&live)).await.unwrap();
    assert_eq!(found.len(), 1);
    store.hard_delete_logged_model(&live).await.unwrap();

    assert!(store.deleted_run(&run_id, None).await.unwrap().is_some());
    assert!(
        store
            .deleted_run(&run_id, Some(3_600_000))
            .await
            .unwrap()
            .is_none()
    );
    store.hard_delete_run(&run_id).await.unwrap();
    store.hard_delete_experiment(&experiment_id).await.unwrap();
    let again = store.hard_delete_experiment(&experiment_id).await.unwrap_err();
    assert_eq!(again.code(), ErrorCode::ResourceDoesNotExist);
}
