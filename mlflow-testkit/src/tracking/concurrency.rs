//! Many requests at once.

use super::Capabilities;
use super::fixture::*;
use futures::future::join_all;
use mlflow_core::contract::experiments::CreateExperiment;
use mlflow_core::contract::runs::DeleteRun;
use mlflow_core::entities::{Metric, Param, RunTag};
use mlflow_core::{ErrorCode, TrackingStore};
use std::collections::HashSet;

const TASKS: usize = 16;

/// nothing is lost where many log to one run.
pub async fn many_tasks_log_one_run(store: &dyn TrackingStore) {
    let id = run(store).await;
    join_all((0..TASKS).map(async |task| {
        for step in 0..10 {
            let metrics = vec![
                Metric::new("shared", f64::from(step), 1, i64::from(step)),
                Metric::new(format!("own {task}"), 1.0, 1, i64::from(step)),
            ];
            let params = vec![
                Param::new("shared", "1"),
                Param::new(format!("own {task} {step}"), "1"),
            ];
            let tags = vec![RunTag::new(format!("own {task}"), step.to_string())];
            store.log_batch(batch(&id, metrics, params, tags)).await.unwrap();
        }
    }))
    .await;
    let data = read(store, &id).await.data;
    assert_eq!(
        (data.metrics.len(), data.params.len(), data.tags.len()),
        (TASKS + 1, 10 * TASKS + 1, TASKS + 1)
    );
    assert_eq!(data.metrics["shared"], 9.0);
    assert_eq!(history(store, &id, "shared").await.len(), 10);
    assert!((0..TASKS).all(|task| &data.tags[format!("own {task}").as_str()] == "9"));
}

/// of experiments of one name that are created at once one is created, and the others hear that it exists.
pub async fn one_of_racing_creates_wins(store: &dyn TrackingStore) {
    let answers = join_all((0..TASKS).map(|_| {
        store.create_experiment(CreateExperiment {
            name: "race".into(),
            ..CreateExperiment::default()
        })
    }))
    .await;
    let (created, refusals): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!((created.len(), refusals.len()), (1, TASKS - 1));
    for refusal in refusals {
        refused(refusal, ErrorCode::ResourceAlreadyExists);
    }
}

/// of different values of one parameter that are written at once one is kept.
pub async fn one_of_racing_params_wins(store: &dyn TrackingStore) {
    let id = run(store).await;
    let answers = join_all((0..TASKS).map(async |task| {
        let value = task.to_string();
        let answer = store.log_param(param(&id, "p", &value)).await;
        (value, answer)
    }))
    .await;
    let kept = read(store, &id).await.data.params["p"].to_owned();
    for (value, answer) in answers {
        if value == kept {
            answer.unwrap();
        } else {
            invalid(answer);
        }
    }
}

/// different values of one tag that are written at once are all taken, and one of them is kept.
pub async fn racing_tags_leave_one_of_them(store: &dyn TrackingStore) {
    let id = run(store).await;
    let answers =
        join_all((0..TASKS).map(async |task| store.set_tag(tag(&id, "t", &task.to_string())).await)).await;
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    let tags = read(store, &id).await.data.tags;
    assert_eq!(tags.len(), 2);
    assert!((0..TASKS).any(|task| tags["t"] == *task.to_string()));
}

/// one point that is logged many times at once is stored once.
pub async fn equal_points_at_once_are_one(store: &dyn TrackingStore, capabilities: Capabilities) {
    let id = run(store).await;
    join_all((0..TASKS).map(|_| log(store, &id, Metric::new("m", 1.0, 1, 1)))).await;
    let kept = if capabilities.keeps_every_point { TASKS } else { 1 };
    assert_eq!(history(store, &id, "m").await.len(), kept);
}

/// Experiments that are created at once have ids of their own.
pub async fn experiments_at_once_have_different_ids(store: &dyn TrackingStore) {
    let names: Vec<_> = (0..TASKS).map(|task| format!("e{task}")).collect();
    let ids: HashSet<_> = join_all(names.iter().map(|name| experiment(store, name)))
        .await
        .into_iter()
        .collect();
    assert_eq!(ids.len(), TASKS);
}

/// Of writers that come at once to many runs, those that ask for what cannot be are refused, and nobody else.
pub async fn writers_at_once_get_answers_of_their_own(store: &dyn TrackingStore) {
    let runs = join_all((0..TASKS).map(|_| run(store))).await;
    store.log_param(param(&runs[1], "p", "old")).await.unwrap();
    let gone = DeleteRun {
        run_id: runs[2].clone(),
    };
    store.delete_run(gone).await.unwrap();
    let missing = "0".repeat(32);
    for round in 0..5_i64 {
        join_all(runs.iter().enumerate().map(async |(task, id)| {
            let metrics = vec![Metric::new("m", round as f64, round, round)];
            let id = if task == 3 { &missing } else { id };
            let answer = store
                .log_batch(batch(id, metrics, vec![Param::new("p", "new")], vec![]))
                .await;
            match task {
                1 | 2 => drop(invalid(answer)),
                3 => drop(refused(answer, ErrorCode::ResourceDoesNotExist)),
                _ => drop(answer.unwrap()),
            }
            let point = Metric::new("single", 1.0, round, round);
            let answer = store.log_metric(metric_request(id, point)).await;
            assert_eq!(answer.is_err(), task == 2 || task == 3, "{answer:?}");
        }))
        .await;
    }
    for (task, id) in runs.iter().enumerate() {
        let refused = (1..=3).contains(&task);
        let points = history(store, id, "m").await.len();
        assert_eq!(points, if refused { 0 } else { 5 }, "of run {task}");
        let single = history(store, id, "single").await.len();
        assert_eq!(
            single,
            if task == 2 || task == 3 { 0 } else { 5 },
            "of run {task}"
        );
        let params = read(store, id).await.data.params;
        let kept = match task {
            1 => Some("old"),
            2 | 3 => None,
            _ => Some("new"),
        };
        assert_eq!(params.get("p"), kept, "of run {task}");
    }
}
