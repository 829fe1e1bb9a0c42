//! Both sides write: in turns, and at the same time.

use super::reading::{assert_same, items, read_all};
use super::scenario::new_run;
use super::sides::{Ours, Python, Side, folder};
use serde_json::{Value, json};

const TIME: i64 = 1_700_000_000_000;

/// Logs to a run that both write to, and to a new one.
async fn round(side: &mut impl Side, number: i64, shared: &str) -> String {
    let (even, time) = (number % 2 == 0, TIME + number);
    let point =
        |key: &str, value: f64| json!({"key": key, "value": value, "timestamp": time, "step": number});
    let metrics = json!([
        point("loss", 1.0 / number as f64),
        point("accuracy", number as f64 / 7.0)
    ]);
    let params = json!([{"key": format!("round {number}"), "value": number.to_string()}, {"key": "same", "value": "1"}]);
    let tags = json!([{"key": "last", "value": number.to_string()}, {"key": "mlflow.runName", "value": format!("after {number}")}]);
    let mut batch = json!({"run_id": shared, "metrics": metrics, "params": params, "tags": tags});
    side.call("log_batch", batch.clone()).await;
    let again = json!({"run_id": shared, "key": "loss", "value": 1.0 / number as f64, "timestamp": time, "step": number});
    side.call("log_metric", again).await;
    let dataset = json!({"name": "wine", "digest": "d", "source_type": "local", "source": "{}"});
    let tags = json!([{"key": "mlflow.data.context", "value": if even { "training" } else { "test" }}]);
    side.call(
        "log_inputs",
        json!({"run_id": shared, "datasets": [{"dataset": dataset, "tags": tags}]}),
    )
    .await;

    let run = new_run(
        side,
        "0",
        json!({"start_time": time, "run_name": format!("round {number}")}),
    )
    .await;
    batch["run_id"] = json!(run);
    side.call("log_batch", batch).await;
    if number % 5 == 0 {
        side.call("delete_run", json!({"run_id": run})).await;
    }
    run
}

/// Changes a run that the other side made.
async fn finish(side: &mut impl Side, number: i64, run: &str) {
    if number % 5 == 0 {
        side.call("restore_run", json!({"run_id": run})).await;
    }
    side.call(
        "set_tag",
        json!({"run_id": run, "key": "seen", "value": "by the other"}),
    )
    .await;
    let end = json!({"run_id": run, "status": "FINISHED", "end_time": TIME + 60_000 + number});
    side.call("update_run", end).await;
}

#[tokio::test]
async fn in_turns() {
    let Some(python) = Python::version_3() else { return };
    let (_folder, database) = folder();
    let mut ours = Ours::open(&database).await;
    let mut official = python.open(&database);
    let shared = new_run(&mut ours, "0", json!({"start_time": TIME})).await;
    for number in (1..=20).step_by(2) {
        let run = round(&mut ours, number, &shared).await;
        finish(&mut official, number, &run).await;
        let run = round(&mut official, number + 1, &shared).await;
        finish(&mut ours, number + 1, &run).await;
    }
    let all = read_all(&mut ours).await;
    assert_same(&read_all(&mut official).await, &all);

    let run = ours.call("get_run", json!({"run_id": shared})).await["run"].take();
    assert_eq!(items(&run["data"], "params").count(), 21);
    assert_eq!(run["info"]["run_name"], "after 20");
    let history = ours
        .call(
            "get_metric_history",
            json!({"run_id": shared, "metric_key": "loss"}),
        )
        .await;
    let steps: Vec<_> = items(&history, "metrics")
        .map(|point| point["step"].as_i64().unwrap())
        .collect();
    assert_eq!(steps, (1..=20).collect::<Vec<_>>());
    let found = ours
        .call(
            "search_runs",
            json!({"experiment_ids": ["0"], "filter": "status = 'FINISHED'"}),
        )
        .await;
    assert_eq!(items(&found, "runs").count(), 20);
}

#[tokio::test]
async fn at_the_same_time() {
    const POINTS: i64 = 200;
    let Some(python) = Python::version_3() else { return };
    let (_folder, database) = folder();
    let mut ours = Ours::open(&database).await;
    let mut official = python.open(&database);
    let run = new_run(&mut ours, "0", json!({"start_time": TIME})).await;
    official.call("get_run", json!({"run_id": run})).await;

    // One metric that both write, and one of each side's own.
    for keys in [["theirs", "ours"], ["both", "both"]] {
        official.send(
            "log_points",
            &json!({"run_id": run, "key": keys[0], "count": POINTS}),
        );
        for step in 0..POINTS {
            let (value, timestamp) = (-(step as f64), TIME - 1 - step);
            let point =
                json!({"run_id": run, "key": keys[1], "value": value, "timestamp": timestamp, "step": step});
            ours.call("log_metric", point).await;
            // We are so much quicker that the other side would come when all is done.
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        official.receive();
    }
    assert_same(&read_all(&mut official).await, &read_all(&mut ours).await);
    for (key, expected) in [("ours", POINTS), ("theirs", POINTS), ("both", 2 * POINTS)] {
        let request = json!({"run_id": run, "metric_key": key});
        let history = ours.call("get_metric_history", request).await;
        assert_eq!(items(&history, "metrics").count() as i64, expected, "{key}");
    }
    let latest = ours.call("get_run", json!({"run_id": run})).await;
    let latest: Vec<&Value> = items(&latest["run"]["data"], "metrics").collect();
    assert!(
        latest.iter().all(|point| point["step"] == POINTS - 1),
        "{latest:?}"
    );
}
