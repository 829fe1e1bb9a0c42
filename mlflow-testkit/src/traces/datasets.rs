//! Datasets for evaluations.

use super::fixture::*;
use mlflow_core::contract::evaluation_datasets::*;
use mlflow_core::entities::{DatasetRecord, DatasetRecordSourceType, EvaluationDataset};
use mlflow_core::{ErrorCode, Result, TraceStore};
use serde_json::{Value, json};

async fn make(store: &dyn TraceStore, name: &str, tags: Value) -> EvaluationDataset {
    let request = CreateDataset {
        name: name.to_owned(),
        experiment_ids: vec!["0".to_owned()],
        tags: tags.to_string(),
    };
    store.create_dataset(request).await.unwrap().dataset
}

async fn get(store: &dyn TraceStore, dataset_id: &str) -> Result<EvaluationDataset> {
    let dataset_id = dataset_id.to_owned();
    Ok(store.get_dataset(GetDataset { dataset_id }).await?.dataset)
}

async fn upsert(store: &dyn TraceStore, dataset_id: &str, records: Value) -> Result<[i32; 2]> {
    let request = UpsertDatasetRecords {
        dataset_id: dataset_id.to_owned(),
        records: records.to_string(),
    };
    let answer = store.upsert_dataset_records(request).await?;
    Ok([answer.inserted_count, answer.updated_count])
}

async fn page(
    store: &dyn TraceStore,
    dataset_id: &str,
    max_results: Option<i64>,
    page_token: &str,
) -> Result<(Vec<DatasetRecord>, String)> {
    let request = GetDatasetRecords {
        dataset_id: dataset_id.to_owned(),
        max_results,
        page_token: page_token.to_owned(),
    };
    let answer = store.get_dataset_records(request).await?;
    Ok((answer.read().unwrap(), answer.next_page_token))
}

async fn records(store: &dyn TraceStore, dataset_id: &str) -> Vec<DatasetRecord> {
    page(store, dataset_id, None, "").await.unwrap().0
}

async fn experiments(store: &dyn TraceStore, dataset_id: &str) -> Vec<String> {
    let request = GetDatasetExperimentIds {
        dataset_id: dataset_id.to_owned(),
    };
    store
        .get_dataset_experiment_ids(request)
        .await
        .unwrap()
        .experiment_ids
}

fn json_of(text: &Option<String>) -> Value {
    serde_json::from_str(text.as_deref().unwrap()).unwrap()
}

/// The store gives id, digest and times; the tag of the user says who made it.
pub async fn a_dataset_reads_back(store: &dyn TraceStore) {
    let made = make(
        store,
        "smoke tests",
        json!({"team": "ü", "n": 5, "mlflow.user": "bob"}),
    )
    .await;
    assert!(made.dataset_id.starts_with("d-") && made.dataset_id.len() == 34);
    assert_eq!((made.digest.len(), made.created_by.as_deref()), (8, Some("bob")));
    assert_eq!(made.created_time, made.last_update_time);
    assert_eq!(
        json_of(&made.tags),
        json!({"team": "ü", "n": "5", "mlflow.user": "bob"})
    );
    assert_eq!(made.experiment_ids, ["0"]);
    let read = get(store, &made.dataset_id).await.unwrap();
    let expected = EvaluationDataset {
        experiment_ids: Vec::new(),
        ..made.clone()
    };
    assert_eq!(read, expected);
    assert_eq!(experiments(store, &made.dataset_id).await, ["0"]);
    assert!(records(store, &made.dataset_id).await.is_empty());
    let other = make(store, "smoke tests", json!({})).await;
    assert_ne!(other.dataset_id, made.dataset_id);
}

/// Records with inputs that are there change what is there; the dataset tells fields, number and who wrote.
pub async fn equal_inputs_are_one_record(store: &dyn TraceStore) {
    let id = make(store, "d", json!({})).await.dataset_id;
    let first = json!([
        {"inputs": {"q": 1, "r": {"b": 1, "a": 2}}, "expectations": {"x": 1}, "tags": {"mlflow.user": "eve"}},
        {"inputs": {"q": 2}, "outputs": {"k": "ü"}},
        {"inputs": {"q": 2}, "outputs": [1.5, null]},
    ]);
    assert_eq!(upsert(store, &id, first).await.unwrap(), [2, 1]);
    let before = get(store, &id).await.unwrap();
    assert_eq!(before.last_updated_by.as_deref(), Some("eve"));
    let again =
        json!([{"inputs": {"r": {"a": 2, "b": 1}, "q": 1}, "expectations": {"y": null}, "tags": {"t": "1"}}]);
    assert_eq!(upsert(store, &id, again).await.unwrap(), [0, 1]);
    let dataset = get(store, &id).await.unwrap();
    assert_eq!(json_of(&dataset.profile), json!({"num_records": 2}));
    assert_eq!(
        json_of(&dataset.schema),
        json!({
            "inputs": {"q": "integer", "r": "object"}, "outputs": {"k": "string"},
            "expectations": {"x": "integer", "y": "null"}, "version": "1.0",
        })
    );
    assert_eq!(dataset.last_updated_by, None);
    let all = records(store, &id).await;
    let [one] = all.iter().filter(|one| one.inputs["q"] == 1).collect::<Vec<_>>()[..] else {
        panic!("{all:?}");
    };
    assert_eq!(
        Value::from(one.expectations.clone().unwrap()),
        json!({"x": 1, "y": null})
    );
    assert_eq!(
        Value::from(one.tags.clone()),
        json!({"mlflow.user": "eve", "t": "1"})
    );
    assert_eq!(
        (one.created_by.as_deref(), one.last_updated_by.as_deref()),
        (Some("eve"), Some("eve"))
    );
    let two = all.iter().find(|one| one.inputs["q"] == 2).unwrap();
    assert_eq!(two.outputs, Some(json!([1.5, null])));
    assert_eq!(upsert(store, &id, json!([])).await.unwrap(), [0, 0]);
}

/// Outputs may be anything, or nothing; a source names what it is.
pub async fn records_read_back_as_they_were(store: &dyn TraceStore) {
    let id = make(store, "d", json!({})).await.dataset_id;
    let source = json!({"source_type": "trace", "source_data": {"trace_id": "tr-1", "deep": {"ü": [1]}}});
    let given = json!([
        {"inputs": {"z": "日\u{0}", "a": 1.0, "n": null}, "outputs": "text", "source": source},
        {"inputs": {"q": 1}, "outputs": null},
        {},
    ]);
    assert_eq!(upsert(store, &id, given).await.unwrap(), [3, 0]);
    let all = records(store, &id).await;
    let of = |key: &str| all.iter().find(|one| one.inputs.contains_key(key)).unwrap();
    let first = of("z");
    assert!(first.dataset_record_id.starts_with("dr-") && first.dataset_record_id.len() == 35);
    assert_eq!(first.dataset_id, id);
    let order: Vec<_> = first.inputs.keys().map(String::as_str).collect();
    assert_eq!(order, ["z", "a", "n"]);
    assert_eq!(
        Value::from(first.inputs.clone()),
        json!({"z": "日\u{0}", "a": 1.0, "n": null})
    );
    assert_eq!(first.outputs, Some(json!("text")));
    assert_eq!(
        (first.source_id.as_deref(), first.source_type),
        (Some("tr-1"), Some(DatasetRecordSourceType::Trace))
    );
    assert_eq!(
        first.source.clone().unwrap().source_data["deep"],
        json!({"ü": [1]})
    );
    assert_eq!((&of("q").outputs, &of("q").source), (&None, &None));
    let empty = all.iter().find(|one| one.inputs.is_empty()).unwrap();
    assert_eq!(empty.outputs, Some(json!({})));
}

/// Pages of records have no gaps, whichever way their beginning is told.
pub async fn pages_of_records_have_no_gaps(store: &dyn TraceStore) {
    let id = make(store, "d", json!({})).await.dataset_id;
    for batch in 0..3 {
        let batch: Vec<_> = (0..300)
            .map(|n| json!({"inputs": {"q": batch * 300 + n}}))
            .collect();
        assert_eq!(upsert(store, &id, json!(batch)).await.unwrap(), [300, 0]);
    }
    let all = records(store, &id).await;
    assert_eq!(all.len(), 900);
    let (mut found, mut token) = (Vec::new(), String::new());
    loop {
        let (mut next, next_token) = page(store, &id, Some(400), &token).await.unwrap();
        found.append(&mut next);
        token = next_token;
        if token.is_empty() {
            break;
        }
    }
    assert_eq!(found, all);
    assert_eq!(page(store, &id, None, "899").await.unwrap().0, all[899..]);
    assert_eq!(page(store, &id, Some(0), "").await.unwrap().0.len(), 900);
    invalid(page(store, &id, Some(-1), "").await);
    invalid(page(store, &id, None, "zzz").await);
}

/// Deleted records are gone, and the dataset knows how many are left.
pub async fn records_are_deleted(store: &dyn TraceStore) {
    let id = make(store, "d", json!({})).await.dataset_id;
    let other = make(store, "other", json!({})).await.dataset_id;
    upsert(store, &id, json!([{"inputs": {"q": 1}}, {"inputs": {"q": 2}}]))
        .await
        .unwrap();
    let ids: Vec<_> = records(store, &id)
        .await
        .into_iter()
        .map(|one| one.dataset_record_id)
        .collect();
    let delete = async |dataset_id: &str, dataset_record_ids: &[String]| {
        let request = DeleteDatasetRecords {
            dataset_id: dataset_id.to_owned(),
            dataset_record_ids: dataset_record_ids.to_vec(),
        };
        store.delete_dataset_records(request).await.unwrap().deleted_count
    };
    assert_eq!(delete(&other, &ids).await, 0);
    assert_eq!(delete("d-nope", &ids).await, 0);
    assert_eq!(delete(&id, &["dr-nope".to_owned(), ids[0].clone()]).await, 1);
    assert_eq!(records(store, &id).await.len(), 1);
    assert_eq!(
        json_of(&get(store, &id).await.unwrap().profile),
        json!({"num_records": 1})
    );
    assert_eq!(delete(&id, &ids).await, 1);
    assert_eq!(json_of(&get(store, &id).await.unwrap().profile), Value::Null);
    assert_eq!(
        upsert(store, &id, json!([{"inputs": {"q": 1}}])).await.unwrap(),
        [1, 0]
    );
}

/// New tags are added to those that are there; `null` leaves one as it is.
pub async fn tags_of_datasets_are_merged(store: &dyn TraceStore) {
    let id = make(store, "d", json!({"a": "1", "b": "2"})).await.dataset_id;
    let set = async |dataset_id: &str, tags: Value| {
        let (dataset_id, tags) = (dataset_id.to_owned(), tags.to_string());
        store.set_dataset_tags(SetDatasetTags { dataset_id, tags }).await
    };
    set(&id, json!({"a": "3", "b": null, "c": true})).await.unwrap();
    assert_eq!(
        json_of(&get(store, &id).await.unwrap().tags),
        json!({"a": "3", "b": "2", "c": "True"})
    );
    for key in ["c", "c", "nope"] {
        let (dataset_id, key) = (id.clone(), key.to_owned());
        store
            .delete_dataset_tag(DeleteDatasetTag { dataset_id, key })
            .await
            .unwrap();
    }
    assert_eq!(
        json_of(&get(store, &id).await.unwrap().tags),
        json!({"a": "3", "b": "2"})
    );
    refused(set("d-nope", json!({})).await, ErrorCode::ResourceDoesNotExist);
    invalid(set(&id, json!([])).await);
    invalid(set(&id, json!({"k".repeat(256): "v"})).await);
    invalid(set(&id, json!({"x": "y", "k": "v".repeat(5001)})).await);
    assert_eq!(
        json_of(&get(store, &id).await.unwrap().tags),
        json!({"a": "3", "b": "2"})
    );
}

/// A dataset belongs to experiments that are there, to each once.
pub async fn a_dataset_belongs_to_experiments(store: &dyn TraceStore) {
    let request = CreateDataset {
        name: "d".into(),
        ..CreateDataset::default()
    };
    let made = store.create_dataset(request).await.unwrap().dataset;
    let add = async |dataset_id: &str, ids: &[&str]| {
        let request = AddDatasetToExperiments {
            dataset_id: dataset_id.to_owned(),
            experiment_ids: ids.iter().map(|&id| id.to_owned()).collect(),
        };
        store.add_dataset_to_experiments(request).await
    };
    let error = refused(
        add(&made.dataset_id, &["0", "77"]).await,
        ErrorCode::ResourceDoesNotExist,
    );
    assert_eq!(error.message(), "No Experiment with id=77");
    refused(
        add(&made.dataset_id, &["abc"]).await,
        ErrorCode::ResourceDoesNotExist,
    );
    refused(add("d-nope", &["0"]).await, ErrorCode::ResourceDoesNotExist);
    assert!(experiments(store, &made.dataset_id).await.is_empty());
    for ids in [&["0", "0"][..], &["0"]] {
        let dataset = add(&made.dataset_id, ids).await.unwrap().dataset;
        assert_eq!(
            (dataset.name.as_str(), dataset.tags.as_deref()),
            ("d", Some("{}"))
        );
    }
    assert_eq!(experiments(store, &made.dataset_id).await, ["0"]);
    for _ in 0..2 {
        let request = RemoveDatasetFromExperiments {
            dataset_id: made.dataset_id.clone(),
            experiment_ids: vec!["0".into(), "77".into()],
        };
        store.remove_dataset_from_experiments(request).await.unwrap();
    }
    assert!(experiments(store, &made.dataset_id).await.is_empty());
}

/// With a dataset goes all that belongs to it; again is no error.
pub async fn deleting_a_dataset_takes_all_along(store: &dyn TraceStore) {
    let id = make(store, "d", json!({"a": "1"})).await.dataset_id;
    upsert(store, &id, json!([{"inputs": {"q": 1}}])).await.unwrap();
    for _ in 0..2 {
        let dataset_id = id.clone();
        store.delete_dataset(DeleteDataset { dataset_id }).await.unwrap();
    }
    let error = refused(get(store, &id).await, ErrorCode::ResourceDoesNotExist);
    assert_eq!(
        error.message(),
        format!("Evaluation dataset with id '{id}' not found")
    );
    assert!(records(store, &id).await.is_empty());
    assert!(experiments(store, &id).await.is_empty());
}

/// Requests that say nothing, or what is no JSON, are refused and write nothing.
pub async fn bad_datasets_are_refused(store: &dyn TraceStore) {
    let create = async |name: String, tags: &str| {
        let request = CreateDataset {
            name,
            tags: tags.to_owned(),
            ..CreateDataset::default()
        };
        store.create_dataset(request).await
    };
    invalid(create(String::new(), "").await);
    invalid(create("n".repeat(256), "").await);
    for tags in ["x", "[]", "{\"\": \"v\"}", "{\"k\": \"\\u0000\"}"] {
        invalid(create("d".into(), tags).await);
    }
    let id = make(store, "d", json!({})).await.dataset_id;
    for bad in [
        json!("x"),
        json!({}),
        json!([1]),
        json!([{"inputs": {"q": 1}}, {"inputs": null}]),
        json!([{"inputs": [1]}]),
        json!([{"inputs": {"q": 1}, "expectations": []}]),
        json!([{"inputs": {"q": 1}, "tags": "x"}]),
        json!([{"inputs": {"q": 1}, "source": {"source_type": "bogus"}}]),
        json!([{"inputs": {"q": 1}, "source": {"source_type": "HUMAN", "other": 1}}]),
    ] {
        invalid(upsert(store, &id, bad).await);
    }
    assert!(records(store, &id).await.is_empty());
    refused(
        upsert(store, "d-nope", json!([{"inputs": {"q": 1}}])).await,
        ErrorCode::ResourceDoesNotExist,
    );
}
