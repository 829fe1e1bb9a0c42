//! What runs used and made.

use super::fixture::*;
use mlflow_core::TrackingStore;
use mlflow_core::contract::experiments::SearchDatasets;
use mlflow_core::contract::runs::{LogInputs, LogOutputs};
use mlflow_core::entities::{Dataset, DatasetInput, DatasetSummary, InputTag, ModelInput, ModelOutput};

fn dataset(name: &str, digest: &str) -> Dataset {
    Dataset {
        name: name.to_owned(),
        digest: digest.to_owned(),
        source_type: "local".into(),
        source: "{}".into(),
        ..Dataset::default()
    }
}

fn used(dataset: Dataset, context: Option<&str>) -> DatasetInput {
    DatasetInput {
        tags: context
            .map(|c| InputTag::new("mlflow.data.context", c))
            .into_iter()
            .collect(),
        dataset,
    }
}

fn inputs(run_id: &str, datasets: Vec<DatasetInput>) -> LogInputs {
    LogInputs {
        run_id: run_id.to_owned(),
        datasets,
        models: Vec::new(),
    }
}

/// A dataset reads back with the tags of its use.
pub async fn datasets_read_back(store: &dyn TrackingStore) {
    let id = run(store).await;
    let whole = Dataset {
        schema: Some("{\"日\": 1}".into()),
        profile: Some("{}".into()),
        ..dataset("wine", "abc")
    };
    let input = used(whole, Some("train"));
    store.log_inputs(inputs(&id, vec![input.clone()])).await.unwrap();
    assert_eq!(read(store, &id).await.inputs.dataset_inputs, [input]);
}

/// A dataset that the run uses already is not noted again, in one request or in two.
pub async fn a_dataset_is_used_once(store: &dyn TrackingStore) {
    let id = run(store).await;
    let (first, again) = (
        used(dataset("d", "1"), Some("train")),
        used(dataset("d", "1"), Some("eval")),
    );
    store
        .log_inputs(inputs(&id, vec![first.clone(), again.clone()]))
        .await
        .unwrap();
    store.log_inputs(inputs(&id, vec![again])).await.unwrap();
    assert_eq!(read(store, &id).await.inputs.dataset_inputs, [first]);
}

/// In an experiment a dataset is its name and digest: what came first stays.
pub async fn a_dataset_is_known_by_name_and_digest(store: &dyn TrackingStore) {
    let (one, two) = (run(store).await, run(store).await);
    let elsewhere = run_in(store, &experiment(store, "other").await).await.info.run_id;
    let changed = Dataset {
        source: "changed".into(),
        ..dataset("d", "1")
    };
    store
        .log_inputs(inputs(&one, vec![used(dataset("d", "1"), None)]))
        .await
        .unwrap();
    for id in [&two, &elsewhere] {
        store
            .log_inputs(inputs(id, vec![used(changed.clone(), None)]))
            .await
            .unwrap();
    }
    let source = async |id| {
        read(store, id).await.inputs.dataset_inputs[0]
            .dataset
            .source
            .clone()
    };
    assert_eq!([source(&two).await, source(&elsewhere).await], ["{}", "changed"]);
}

/// Models that a run used read back, each once.
pub async fn models_read_back(store: &dyn TrackingStore) {
    let id = run(store).await;
    let models = vec![
        ModelInput {
            model_id: "m-1".into(),
        },
        ModelInput {
            model_id: "m-2".into(),
        },
    ];
    for _ in 0..2 {
        let request = LogInputs {
            models: models.clone(),
            ..inputs(&id, vec![])
        };
        store.log_inputs(request).await.unwrap();
    }
    let mut read = read(store, &id).await.inputs.model_inputs;
    read.sort_by(|a, b| a.model_id.cmp(&b.model_id));
    assert_eq!(read, models);
}

/// Models that a run made read back with their steps, each once.
pub async fn outputs_read_back(store: &dyn TrackingStore) {
    let id = run(store).await;
    let output = |model_id: &str, step| ModelOutput {
        model_id: model_id.to_owned(),
        step,
    };
    let models = vec![output("m-1", 0), output("m-2", -3), output("m-3", i64::MAX)];
    for _ in 0..2 {
        let request = LogOutputs {
            run_id: id.clone(),
            models: models.clone(),
        };
        store.log_outputs(request).await.unwrap();
    }
    let mut read = read(store, &id).await.outputs.model_outputs;
    read.sort_by(|a, b| a.model_id.cmp(&b.model_id));
    assert_eq!(read, models);
}

/// Inputs of nothing are taken.
pub async fn empty_inputs_are_no_error(store: &dyn TrackingStore) {
    let id = run(store).await;
    store.log_inputs(inputs(&id, vec![])).await.unwrap();
    assert!(read(store, &id).await.inputs.dataset_inputs.is_empty());
}

/// inputs of which one is refused leave nothing.
pub async fn a_bad_input_leaves_nothing(store: &dyn TrackingStore) {
    let id = run(store).await;
    let bad = dataset("d", &"x".repeat(37));
    let request = inputs(&id, vec![used(dataset("d", "1"), None), used(bad, None)]);
    assert_eq!(
        invalid(store.log_inputs(request).await).message(),
        "'digest' exceeds the maximum length of 36 characters"
    );
    assert!(read(store, &id).await.inputs.dataset_inputs.is_empty());
}

/// Datasets are listed once per context, also without one.
pub async fn datasets_are_listed_with_their_contexts(store: &dyn TrackingStore) {
    let id = experiment(store, "e").await;
    for context in [Some("train"), Some("eval"), None, Some("train")] {
        let run = run_in(store, &id).await.info.run_id;
        store
            .log_inputs(inputs(&run, vec![used(dataset("d", "1"), context)]))
            .await
            .unwrap();
    }
    let request = SearchDatasets {
        experiment_ids: vec![id.clone(), "0".into()],
    };
    let mut summaries = store.search_datasets(request).await.unwrap().dataset_summaries;
    summaries.sort();
    let expected = [None, Some("eval"), Some("train")].map(|context| DatasetSummary {
        experiment_id: id.clone(),
        name: "d".into(),
        digest: "1".into(),
        context: context.map(str::to_owned),
    });
    assert_eq!(summaries, expected);
}

/// Experiments without datasets, and those that are not there, have none.
pub async fn datasets_of_nothing_are_none(store: &dyn TrackingStore) {
    let request = SearchDatasets {
        experiment_ids: vec!["0".into(), "99999".into()],
    };
    assert!(
        store
            .search_datasets(request)
            .await
            .unwrap()
            .dataset_summaries
            .is_empty()
    );
    invalid(store.search_datasets(SearchDatasets::default()).await);
    let experiment_ids = vec!["0".to_owned(); 21];
    invalid(store.search_datasets(SearchDatasets { experiment_ids }).await);
}
