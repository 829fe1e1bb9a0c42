//! Runs.

use super::fixture::*;
use mlflow_core::contract::runs::*;
use mlflow_core::entities::{LifecycleStage, Metric, ModelOutput, RunStatus, RunTag};
use mlflow_core::{Result, TrackingStore};

fn in_default() -> CreateRun {
    CreateRun {
        experiment_id: "0".into(),
        ..CreateRun::default()
    }
}

fn update(run_id: &str) -> UpdateRun {
    UpdateRun {
        run_id: run_id.to_owned(),
        ..UpdateRun::default()
    }
}

async fn delete(store: &dyn TrackingStore, run_id: &str) {
    let run_id = run_id.to_owned();
    store.delete_run(DeleteRun { run_id }).await.unwrap();
}

async fn restore(store: &dyn TrackingStore, run_id: &str) {
    let run_id = run_id.to_owned();
    store.restore_run(RestoreRun { run_id }).await.unwrap();
}

/// What creating answers is what is read.
pub async fn creating_returns_what_reads_back(store: &dyn TrackingStore) {
    let request = CreateRun {
        user_id: "alice".into(),
        run_name: "first".into(),
        start_time: Some(1_670_000_000_041),
        tags: vec![("a", "1").into(), ("日本", "🚀\n").into()],
        ..in_default()
    };
    let created = store.create_run(request).await.unwrap().run;
    let run = read(store, created.id()).await;
    assert_eq!(created.info, run.info);
    assert_eq!(
        (run.info.user_id.as_str(), run.info.run_name.as_str()),
        ("alice", "first")
    );
    assert_eq!(
        (run.info.start_time, run.info.end_time),
        (Some(1_670_000_000_041), None)
    );
    for tags in [&created.data.tags, &run.data.tags] {
        assert_eq!(tags.len(), 3);
        assert_eq!(
            (&tags["a"], &tags["日本"], &tags["mlflow.runName"]),
            ("1", "🚀\n", "first")
        );
    }
    assert!(run.id().len() == 32 && run.id().bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')));
}

/// A new run is running and live.
pub async fn a_run_begins_running(store: &dyn TrackingStore) {
    let info = store.create_run(in_default()).await.unwrap().run.info;
    assert_eq!(
        (info.status, info.lifecycle_stage),
        (RunStatus::Running, LifecycleStage::Active)
    );
    assert_eq!(info.experiment_id, "0");
}

/// The name is that of the request, else that of the tag.
pub async fn names_come_from_the_request_or_the_tag(store: &dyn TrackingStore) {
    let tag = || vec![RunTag::new("mlflow.runName", "name")];
    for (run_name, tags) in [("name", vec![]), ("", tag()), ("name", tag())] {
        let request = CreateRun {
            run_name: run_name.into(),
            tags,
            ..in_default()
        };
        let created = store.create_run(request).await.unwrap().run;
        let run = read(store, created.id()).await;
        assert_eq!(run.info.run_name, "name");
        assert_eq!(run.data.tags.into_vec(), [RunTag::new("mlflow.runName", "name")]);
    }
}

/// Two names for one run are refused.
pub async fn names_that_differ_are_refused(store: &dyn TrackingStore) {
    let request = CreateRun {
        run_name: "a".into(),
        tags: vec![RunTag::new("mlflow.runName", "b")],
        ..in_default()
    };
    assert_eq!(
        invalid(store.create_run(request).await).message(),
        "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values (run_name='a', \
         mlflow.runName='b')."
    );
}

/// A run without a name gets one, in its tag too.
pub async fn a_name_is_made_if_none_is_given(store: &dyn TrackingStore) {
    let run = store.create_run(in_default()).await.unwrap().run;
    assert!(!run.info.run_name.is_empty());
    assert_eq!(run.data.tags["mlflow.runName"], run.info.run_name);
}

/// A run's artifacts are kept below those of its experiment, by its id.
pub async fn artifacts_are_below_the_experiment(store: &dyn TrackingStore) {
    let id = experiment(store, "e").await;
    let location = read_experiment(store, &id).await.artifact_location;
    let info = run_in(store, &id).await.info;
    assert_eq!(info.artifact_uri, format!("{location}/{}/artifacts", info.run_id));
}

/// Every 64-bit integer is a time at which a run may begin or end.
pub async fn start_times_have_no_limits(store: &dyn TrackingStore) {
    for time in [0, -1, i64::MIN, i64::MAX] {
        let request = CreateRun {
            start_time: Some(time),
            ..in_default()
        };
        let id = store.create_run(request).await.unwrap().run.info.run_id;
        let request = UpdateRun {
            end_time: Some(time),
            ..update(&id)
        };
        store.update_run(request).await.unwrap();
        let info = read(store, &id).await.info;
        assert_eq!((info.start_time, info.end_time), (Some(time), Some(time)));
    }
}

/// What an update sets changes, and what it does not set stays.
pub async fn updating_changes_what_is_set(store: &dyn TrackingStore) {
    let id = run(store).await;
    for status in RunStatus::ALL {
        let request = UpdateRun {
            status: Some(*status),
            ..update(&id)
        };
        assert_eq!(store.update_run(request).await.unwrap().run_info.status, *status);
    }
    let request = UpdateRun {
        end_time: Some(17),
        ..update(&id)
    };
    store.update_run(request).await.unwrap();
    let before = read(store, &id).await;
    assert_eq!(
        (before.info.status, before.info.end_time),
        (RunStatus::Killed, Some(17))
    );
    let nothing = store.update_run(update(&id)).await.unwrap().run_info;
    assert_eq!(nothing, before.info);
    assert_eq!(read(store, &id).await, before);
}

/// The name and its tag are one thing; an empty name changes neither.
pub async fn updating_the_name_changes_its_tag(store: &dyn TrackingStore) {
    let id = run(store).await;
    for name in ["new", ""] {
        let request = UpdateRun {
            run_name: Some(name.into()),
            ..update(&id)
        };
        assert_eq!(store.update_run(request).await.unwrap().run_info.run_name, "new");
        assert_eq!(&read(store, &id).await.data.tags["mlflow.runName"], "new");
    }
}

/// A deleted run is in the stage of deleted ones.
pub async fn deleting_is_seen_in_the_stage(store: &dyn TrackingStore) {
    let id = run(store).await;
    delete(store, &id).await;
    assert_eq!(
        read(store, &id).await.info.lifecycle_stage,
        LifecycleStage::Deleted
    );
}

/// Deleting may be repeated.
pub async fn deleting_twice_is_no_error(store: &dyn TrackingStore) {
    let id = run(store).await;
    delete(store, &id).await;
    delete(store, &id).await;
}

/// A restored run is what it was, and takes writes.
pub async fn restore_brings_a_deleted_run_back(store: &dyn TrackingStore) {
    let id = run(store).await;
    log(store, &id, Metric::new("m", 1.0, 1, 1)).await;
    let before = read(store, &id).await;
    delete(store, &id).await;
    restore(store, &id).await;
    assert_eq!(read(store, &id).await, before);
    log(store, &id, Metric::new("m", 2.0, 2, 2)).await;
}

/// Restoring may be repeated.
pub async fn restoring_a_live_run_is_no_error(store: &dyn TrackingStore) {
    let id = run(store).await;
    restore(store, &id).await;
    assert_eq!(
        read(store, &id).await.info.lifecycle_stage,
        LifecycleStage::Active
    );
}

/// Every write to a deleted run is refused, and leaves nothing.
pub async fn a_deleted_run_takes_no_writes(store: &dyn TrackingStore) {
    let id = run(store).await;
    store.set_tag(tag(&id, "t", "1")).await.unwrap();
    delete(store, &id).await;
    let before = read(store, &id).await;
    let refuse = |answer: Result<()>| {
        let message = format!("The run {id} must be in the 'active' state. Current state is deleted.");
        assert_eq!(invalid(answer).message(), message);
    };
    let point = Metric::new("m", 1.0, 1, 1);
    let delete_tag = DeleteTag {
        run_id: id.clone(),
        key: "t".into(),
    };
    let inputs = LogInputs {
        run_id: id.clone(),
        ..LogInputs::default()
    };
    let outputs = LogOutputs {
        run_id: id.clone(),
        models: vec![ModelOutput::default()],
    };
    refuse(
        store
            .log_metric(metric_request(&id, point.clone()))
            .await
            .map(drop),
    );
    refuse(store.log_param(param(&id, "p", "1")).await.map(drop));
    refuse(store.set_tag(tag(&id, "t", "2")).await.map(drop));
    refuse(store.delete_tag(delete_tag).await.map(drop));
    refuse(
        store
            .log_batch(batch(&id, vec![point], vec![], vec![]))
            .await
            .map(drop),
    );
    refuse(store.log_inputs(inputs).await.map(drop));
    refuse(store.log_outputs(outputs).await.map(drop));
    refuse(store.update_run(update(&id)).await.map(drop));
    assert_eq!(read(store, &id).await, before);
}

/// Reading and histories work for deleted runs.
pub async fn a_deleted_run_is_still_read(store: &dyn TrackingStore) {
    let id = run(store).await;
    log(store, &id, Metric::new("m", 1.0, 1, 1)).await;
    delete(store, &id).await;
    assert_eq!(read(store, &id).await.data.metrics["m"], 1.0);
    assert_eq!(history(store, &id, "m").await.len(), 1);
}
