//! One of everything that can be written about experiments and runs.

use crate::interop::sides::Side;
use serde_json::{Value, json};

const TIME: i64 = 1_700_000_000_000;

/// Writes one of everything; names begin with the prefix, so that it can be done twice.
pub(crate) async fn write_all(side: &mut impl Side, prefix: &str) {
    let experiment = experiments(side, prefix).await;
    let full = new_run(side, &experiment, json!({"run_name": "full", "start_time": TIME})).await;
    points(side, &full).await;
    texts(side, &full).await;
    inputs(side, &full).await;
    side.call(
        "update_run",
        json!({"run_id": full, "status": "FINISHED", "end_time": TIME + 5000}),
    )
    .await;
    ended_and_deleted(side, &experiment).await;
}

async fn experiments(side: &mut impl Side, prefix: &str) -> String {
    let tags = json!([{"key": "team", "value": "blue"}, {"key": "ключ: 1.0", "value": "x".repeat(5000)}]);
    let wine = new_experiment(side, json!({"name": format!("{prefix}wine"), "tags": tags})).await;
    let set = json!({"experiment_id": wine, "key": "goal", "value": ""});
    side.call("set_experiment_tag", set).await;
    let elsewhere =
        json!({"name": format!("{prefix}Äpfel & Birnen"), "artifact_location": "s3://bucket/some/folder"});
    let renamed = new_experiment(side, elsewhere).await;
    let name = format!("{prefix}{}", "ä".repeat(500 - prefix.len()));
    side.call(
        "update_experiment",
        json!({"experiment_id": renamed, "new_name": name}),
    )
    .await;
    for name in ["deleted", "restored"] {
        let id = new_experiment(side, json!({"name": format!("{prefix}{name}")})).await;
        new_run(side, &id, json!({"start_time": TIME})).await;
        side.call("delete_experiment", json!({"experiment_id": id})).await;
        if name == "restored" {
            side.call("restore_experiment", json!({"experiment_id": id}))
                .await;
        }
    }
    wine
}

async fn points(side: &mut impl Side, run: &str) {
    for (step, value) in [
        json!(0.5),
        json!(0.1 + 0.2),
        json!(1e-310),
        json!(-1.797_693_134_862_315_7e308),
    ]
    .iter()
    .enumerate()
    {
        let request =
            json!({"run_id": run, "key": "loss", "value": value, "timestamp": TIME + 7, "step": step});
        side.call("log_metric", request).await;
    }
    let point = |key: &str, value: Value, timestamp: i64, step: i64| json!({"key": key, "value": value, "timestamp": timestamp, "step": step});
    let mut metrics = vec![
        point("nan", json!("NaN"), TIME, 0),
        point("nan", json!(3.25), TIME, -1),
        point("inf", json!("Infinity"), TIME, 1),
        point("inf", json!("-Infinity"), TIME, 2),
        point("zero", json!(-0.0), TIME, 0),
        point("negative steps", json!(1.0), TIME, -5),
        point("negative steps", json!(2.0), TIME, i64::MIN),
        point("negative steps", json!(2.0), TIME, i64::MAX),
        point("duplicates", json!(2.0), TIME, 1),
        point("duplicates", json!(2.0), TIME, 1),
        point("duplicates", json!(1.0), TIME, 1),
        point("duplicates", json!(9.0), TIME - 1, 1),
        point("old", json!(1.0), 0, 0),
        point("größe/м 1:2", json!(123_456_789.123_456_79), TIME, 3),
        point(&"k".repeat(250), json!(1.0), TIME, 0),
        point("odd name/1", json!(-17), TIME, 0),
    ];
    metrics.extend((0..300).map(|step| {
        point(
            "curve",
            json!(1.0 / (f64::from(step) + 3.0)),
            TIME + i64::from(step),
            step.into(),
        )
    }));
    side.call("log_batch", json!({"run_id": run, "metrics": metrics}))
        .await;
}

async fn texts(side: &mut impl Side, run: &str) {
    side.call("log_param", json!({"run_id": run, "key": "depth", "value": "3"}))
        .await;
    side.call("set_tag", json!({"run_id": run, "key": "team", "value": "red"}))
        .await;
    side.call("set_tag", json!({"run_id": run, "key": "team", "value": "blue"}))
        .await;
    side.call("set_tag", json!({"run_id": run, "key": "gone", "value": "soon"}))
        .await;
    side.call("delete_tag", json!({"run_id": run, "key": "gone"}))
        .await;
    let long_key = "p/".repeat(124) + "pp";
    let params = json!([
        {"key": "größe", "value": "groß ß 日本 🦀"},
        {"key": long_key, "value": "ü".repeat(6000)},
        {"key": "empty", "value": ""},
        {"key": "lines", "value": "a\nb\t\"c\" \\ 'd' %_"},
    ]);
    let tags = json!([
        {"key": "mlflow.note.content", "value": "# A note\n🦀"},
        {"key": "long", "value": "t".repeat(8000)},
        {"key": "empty", "value": ""},
        {"key": "t".repeat(250), "value": "1"},
    ]);
    side.call(
        "log_batch",
        json!({"run_id": run, "params": params, "tags": tags}),
    )
    .await;
}

async fn inputs(side: &mut impl Side, run: &str) {
    let dataset = |digest: &str| {
        json!({
            "name": "wine", "digest": digest, "source_type": "local", "source": "{\"uri\": \"wine.csv\"}",
            "schema": "s".repeat(3000), "profile": "{\"rows\": 178}",
        })
    };
    let context =
        |value: &str| json!([{"key": "mlflow.data.context", "value": value}, {"key": "ü", "value": "🦀"}]);
    let datasets = json!([
        {"dataset": dataset("d1"), "tags": context("training")},
        {"dataset": dataset("d2"), "tags": context("evaluation")},
        {"dataset": {"name": "plain", "digest": "d3", "source_type": "code", "source": "{}"}},
    ]);
    let mut request = json!({"run_id": run, "datasets": datasets});
    if side.knows_logged_models() {
        request["models"] = json!([{"model_id": format!("m-{}", "a".repeat(32))}]);
        let models = json!([
            {"model_id": format!("m-{}", "b".repeat(32)), "step": 4},
            {"model_id": format!("m-{}", "c".repeat(32)), "step": 0},
        ]);
        side.call("log_outputs", json!({"run_id": run, "models": models}))
            .await;
    }
    side.call("log_inputs", request).await;
    for path in ["model", "second model"] {
        let model = json!({
            "artifact_path": path, "run_id": run, "utc_time_created": "2026-01-02 03:04:05.678901",
            "model_uuid": "0".repeat(32), "flavors": {"python_function": {"loader_module": "none"}},
        });
        side.call(
            "log_model",
            json!({"run_id": run, "model_json": model.to_string()}),
        )
        .await;
    }
}

async fn ended_and_deleted(side: &mut impl Side, experiment: &str) {
    let tags = json!([{"key": "team", "value": "green"}, {"key": "mlflow.user", "value": "alice"}]);
    let renamed = new_run(
        side,
        experiment,
        json!({"run_name": "before", "start_time": TIME + 1000, "tags": tags}),
    )
    .await;
    side.call("update_run", json!({"run_id": renamed, "run_name": "renamed ü"}))
        .await;
    side.call(
        "update_run",
        json!({"run_id": renamed, "status": "FAILED", "end_time": TIME + 9}),
    )
    .await;
    log(side, &renamed, json!(0.25), "13").await;
    for (name, restored) in [("deleted", false), ("restored", true)] {
        let run = new_run(
            side,
            experiment,
            json!({"run_name": name, "start_time": TIME + 1000}),
        )
        .await;
        log(side, &run, json!("NaN"), "3").await;
        side.call("delete_run", json!({"run_id": run})).await;
        if restored {
            side.call("restore_run", json!({"run_id": run})).await;
        }
    }
    let killed = new_run(
        side,
        experiment,
        json!({"start_time": TIME - 1, "run_name": "killed"}),
    )
    .await;
    side.call(
        "update_run",
        json!({"run_id": killed, "status": "KILLED", "end_time": TIME}),
    )
    .await;
    new_run(side, experiment, json!({"start_time": TIME})).await;
}

async fn log(side: &mut impl Side, run: &str, loss: Value, depth: &str) {
    let metrics = json!([{"key": "loss", "value": loss, "timestamp": TIME, "step": 0}]);
    let params = json!([{"key": "depth", "value": depth}]);
    side.call(
        "log_batch",
        json!({"run_id": run, "metrics": metrics, "params": params}),
    )
    .await;
}

pub(crate) async fn new_experiment(side: &mut impl Side, request: Value) -> String {
    let answer = side.call("create_experiment", request).await;
    answer["experiment_id"].as_str().unwrap().to_owned()
}

pub(crate) async fn new_run(side: &mut impl Side, experiment: &str, mut request: Value) -> String {
    request["experiment_id"] = json!(experiment);
    let answer = side.call("create_run", request).await;
    answer["run"]["info"]["run_id"].as_str().unwrap().to_owned()
}
