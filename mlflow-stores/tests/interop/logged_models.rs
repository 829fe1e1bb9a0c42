//! Logged models: one side writes them, both read and find the same.

use super::reading::{assert_same, items, read_all};
use super::scenario::{new_experiment, new_run};
use super::sides::{Ours, Python, Side, folder};
use serde_json::{Value, json};

const TIME: i64 = 1_700_000_000_000;

const SEARCHES: &[(&str, &str, bool)] = &[
    ("", "", true),
    ("", "name", false),
    ("", "metrics.acc", true),
    ("", "metrics.acc", false),
    ("", "creation_timestamp", true),
    ("name LIKE 'f%'", "", true),
    ("name ILIKE 'F%'", "name", true),
    ("model_type = 'Agent'", "", true),
    ("model_type != 'Agent'", "", true),
    ("params.depth = '3'", "name", true),
    ("params.`größe` LIKE '%🦀%'", "", true),
    ("tags.team != 'blue'", "name", true),
    ("metrics.acc > 0.5 AND tags.team = 'blue'", "", true),
    ("metrics.nan = 0", "", true),
    ("status = 'READY'", "", true),
    ("status = '2'", "name", true),
    ("status IN ('1', '3')", "name", true),
    ("name IN ('forest', 'other')", "name", true),
    ("creation_time > 0 AND last_updated_timestamp > 0", "name", true),
];

async fn write(side: &mut impl Side, prefix: &str) {
    let experiment = new_experiment(side, json!({"name": format!("{prefix}models")})).await;
    let elsewhere =
        json!({"name": format!("{prefix}elsewhere"), "artifact_location": "s3://bucket/some/folder"});
    let elsewhere = new_experiment(side, elsewhere).await;
    let run = new_run(side, &experiment, json!({"start_time": TIME})).await;
    let params = json!([{"key": "depth", "value": "3"}, {"key": "größe", "value": "🦀".repeat(3000)}]);
    let tags = json!([{"key": "team", "value": "blue"}, {"key": "empty", "value": ""}]);
    let forest = json!({
        "experiment_id": experiment, "name": "forest", "model_type": "Agent", "source_run_id": run,
        "params": params, "tags": tags,
    });
    let forest = new_model(side, forest).await;
    let other = new_model(side, json!({"experiment_id": experiment, "name": "Füße 日本"})).await;
    let failed = new_model(
        side,
        json!({"experiment_id": elsewhere, "name": "fern", "model_type": "agent"}),
    )
    .await;
    let deleted = new_model(side, json!({"experiment_id": experiment, "name": "deleted"})).await;

    let point = |model: &str, key: &str, value: Value, step: i64| {
        json!({
            "run_id": run, "key": key, "value": value, "timestamp": TIME + step, "step": step, "model_id": model,
        })
    };
    for (model, base) in [(&forest, 0.5), (&failed, 0.2)] {
        for step in 0..3 {
            side.call(
                "log_metric",
                point(model, "acc", json!(base + f64::from(step) / 7.0), step.into()),
            )
            .await;
        }
    }
    for (key, value) in [
        ("nan", json!("NaN")),
        ("inf", json!("-Infinity")),
        ("tiny", json!(1e-310)),
    ] {
        side.call("log_metric", point(&forest, key, value, -1)).await;
    }
    let mut measured = point(&forest, "acc", json!(0.25), 9);
    measured["dataset_name"] = json!("wine");
    measured["dataset_digest"] = json!("d1");
    side.call("log_metric", measured).await;

    let params = json!([{"key": "depth", "value": "4"}, {"key": "empty", "value": ""}]);
    side.call(
        "log_logged_model_params",
        json!({"model_id": other, "params": params}),
    )
    .await;
    let tags = json!([{"key": "team", "value": "red"}, {"key": "it's", "value": "\"a\"\n"}, {"key": "gone", "value": ""}]);
    side.call("set_logged_model_tags", json!({"model_id": other, "tags": tags}))
        .await;
    let tags = json!([{"key": "team", "value": "green"}]);
    side.call("set_logged_model_tags", json!({"model_id": other, "tags": tags}))
        .await;
    side.call(
        "delete_logged_model_tag",
        json!({"model_id": other, "tag_key": "gone"}),
    )
    .await;
    for (model, status) in [
        (&forest, "LOGGED_MODEL_READY"),
        (&failed, "LOGGED_MODEL_UPLOAD_FAILED"),
    ] {
        side.call(
            "finalize_logged_model",
            json!({"model_id": model, "status": status}),
        )
        .await;
    }
    let made = json!([{"model_id": forest, "step": 2}, {"model_id": other, "step": 0}]);
    side.call("log_outputs", json!({"run_id": run, "models": made}))
        .await;
    side.call(
        "log_inputs",
        json!({"run_id": run, "models": [{"model_id": failed}]}),
    )
    .await;
    side.call("delete_logged_model", json!({"model_id": deleted}))
        .await;
}

async fn new_model(side: &mut impl Side, request: Value) -> String {
    let answer = side.call("create_logged_model", request).await;
    answer["model"]["info"]["model_id"].as_str().unwrap().to_owned()
}

/// Reads and finds every model, and reads the runs.
async fn read_models(side: &mut impl Side) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    let experiments = side
        .call("search_experiments", json!({"max_results": 1000}))
        .await;
    let ids: Vec<&Value> = items(&experiments, "experiments")
        .map(|e| &e["experiment_id"])
        .collect();
    let mut requests = Vec::new();
    for (filter, field, ascending) in SEARCHES {
        let mut request = json!({"experiment_ids": ids, "filter": filter, "max_results": 100});
        if !field.is_empty() {
            request["order_by"] = json!([{"field_name": field, "ascending": ascending}]);
        }
        requests.push(request);
    }
    let on_wine = json!([{"dataset_name": "wine", "dataset_digest": "d1"}]);
    let order = json!([{"field_name": "metrics.acc", "dataset_name": "wine", "dataset_digest": "d1"}]);
    requests.push(json!({"experiment_ids": ids, "datasets": on_wine}));
    requests.push(json!({"experiment_ids": ids, "datasets": on_wine, "filter": "metrics.acc > 0.4"}));
    requests.push(json!({"experiment_ids": ids, "order_by": order}));
    for request in requests {
        let found = side.call("search_logged_models", request.clone()).await;
        all.push((format!("models {request}"), without_order(found)));
    }
    let mut request = json!({"experiment_ids": ids, "max_results": 2, "filter": "name != 'x'"});
    loop {
        let mut found = side.call("search_logged_models", request.clone()).await;
        // The token is for whoever made it: the official one holds the order in its caller's words.
        let token = found
            .as_object_mut()
            .and_then(|found| found.remove("next_page_token"));
        for model in items(&found, "models") {
            let id = &model["info"]["model_id"];
            let model = side.call("get_logged_model", json!({"model_id": id})).await;
            all.push((format!("model {id}"), without_order(model)));
        }
        match token {
            Some(token) => request["page_token"] = token,
            None => break,
        }
    }
    all.extend(read_all(side).await);
    all
}

/// Sorts the points of each model, which come in any order from official MLflow.
fn without_order(mut answer: Value) -> Value {
    let sort = |model: &mut Value| {
        if let Some(Value::Array(metrics)) = model.pointer_mut("/data/metrics") {
            metrics.sort_by_key(Value::to_string);
        }
    };
    if let Some(model) = answer.get_mut("model") {
        sort(model);
    }
    if let Some(Value::Array(models)) = answer.get_mut("models") {
        models.iter_mut().for_each(sort);
    }
    answer
}

#[tokio::test]
async fn official_reads_the_models_that_we_wrote() {
    let Some(python) = Python::version_3() else { return };
    let (_folder, database) = folder();
    let mut ours = Ours::open(&database).await;
    write(&mut ours, "").await;
    let mut official = python.open(&database);
    assert_same(&read_models(&mut official).await, &read_models(&mut ours).await);
    write(&mut official, "theirs ").await;
    let all = read_models(&mut ours).await;
    assert_same(&read_models(&mut official).await, &all);
    assert_eq!(
        all.iter()
            .filter(|(title, _)| title.starts_with("model "))
            .count(),
        6
    );
}

#[tokio::test]
async fn we_read_the_models_that_official_wrote() {
    let Some(python) = Python::version_3() else { return };
    let (_folder, database) = folder();
    let mut official = python.open(&database);
    write(&mut official, "").await;
    let mut ours = Ours::open(&database).await;
    assert_same(&read_models(&mut official).await, &read_models(&mut ours).await);
    write(&mut ours, "ours ").await;
    assert_same(&read_models(&mut official).await, &read_models(&mut ours).await);
}
