//! Experiments.

use super::Capabilities;
use super::fixture::*;
use mlflow_core::contract::experiments::*;
use mlflow_core::entities::{ExperimentTag, LifecycleStage};
use mlflow_core::{ErrorCode, TrackingStore};

fn id(experiment_id: &str) -> GetExperiment {
    GetExperiment {
        experiment_id: experiment_id.to_owned(),
    }
}

fn named(name: &str) -> CreateExperiment {
    CreateExperiment {
        name: name.to_owned(),
        ..CreateExperiment::default()
    }
}

fn rename(experiment_id: &str, new_name: &str) -> UpdateExperiment {
    UpdateExperiment {
        experiment_id: experiment_id.to_owned(),
        new_name: new_name.to_owned(),
    }
}

async fn delete(store: &dyn TrackingStore, experiment_id: &str) {
    let request = DeleteExperiment {
        experiment_id: experiment_id.to_owned(),
    };
    store.delete_experiment(request).await.unwrap();
}

async fn restore(store: &dyn TrackingStore, experiment_id: &str) {
    let request = RestoreExperiment {
        experiment_id: experiment_id.to_owned(),
    };
    store.restore_experiment(request).await.unwrap();
}

/// A new store has the experiment `Default`, whose id is 0.
pub async fn the_default_one_exists(store: &dyn TrackingStore) {
    let experiment = read_experiment(store, "0").await;
    assert_eq!(experiment.name, "Default");
    assert_eq!(experiment.lifecycle_stage, LifecycleStage::Active);
    assert!(experiment.artifact_location.ends_with("/0"), "{experiment:?}");
}

/// What was created is what is read.
pub async fn creating_returns_an_id_that_reads_back(store: &dyn TrackingStore) {
    let request = CreateExperiment {
        name: "nightly".into(),
        artifact_location: "s3://bucket/nightly".into(),
        tags: vec![("team", "vision").into(), ("日", "🚀").into()],
    };
    let id = store.create_experiment(request).await.unwrap().experiment_id;
    let experiment = read_experiment(store, &id).await;
    assert_eq!(
        (experiment.id(), experiment.name.as_str()),
        (id.as_str(), "nightly")
    );
    assert_eq!(experiment.artifact_location, "s3://bucket/nightly");
    assert_eq!(experiment.lifecycle_stage, LifecycleStage::Active);
    assert_eq!(
        (&experiment.tags["team"], &experiment.tags["日"]),
        ("vision", "🚀")
    );
    assert!(
        experiment
            .creation_time
            .is_some_and(|time| time > 1_600_000_000_000)
    );
    assert_eq!(experiment.creation_time, experiment.last_update_time);
}

/// Ids are decimal numbers that grow, or at least differ.
pub async fn ids_are_counted_up(store: &dyn TrackingStore, capabilities: Capabilities) {
    let first: i64 = experiment(store, "a").await.parse().unwrap();
    let second: i64 = experiment(store, "b").await.parse().unwrap();
    assert!(0 < first && 0 < second && first != second);
    assert!(first < second || !capabilities.counts_experiments);
}

/// A second experiment of one name is refused.
pub async fn names_are_unique_among_live_ones(store: &dyn TrackingStore, capabilities: Capabilities) {
    experiment(store, "taken").await;
    let error = refused(
        store.create_experiment(named("taken")).await,
        ErrorCode::ResourceAlreadyExists,
    );
    assert!(
        error
            .message()
            .starts_with("Experiment(name=taken) already exists."),
        "{error}"
    );
    if capabilities.minds_case {
        experiment(store, "Taken").await;
    }
}

/// A deleted experiment keeps its name.
pub async fn names_are_unique_among_deleted_ones(store: &dyn TrackingStore) {
    let gone = experiment(store, "gone").await;
    delete(store, &gone).await;
    refused(
        store.create_experiment(named("gone")).await,
        ErrorCode::ResourceAlreadyExists,
    );
}

/// Names are not held to the rule of keys.
pub async fn names_may_be_any_text(store: &dyn TrackingStore, capabilities: Capabilities) {
    let longest = "é".repeat(capabilities.longest_experiment_name);
    for name in [
        "a/../b",
        " ",
        "tab\tname",
        "'quoted\"",
        "100%_x\\",
        "日本 🚀",
        "<script>",
        &longest,
    ] {
        let id = experiment(store, name).await;
        assert_eq!(read_experiment(store, &id).await.name, name);
        let by_name = GetExperimentByName {
            experiment_name: name.to_owned(),
        };
        let found = store.get_experiment_by_name(by_name).await.unwrap().experiment;
        assert_eq!(found.experiment_id, id);
    }
    invalid(
        store
            .create_experiment(named(&"é".repeat(capabilities.longest_experiment_name + 1)))
            .await,
    );
}

/// An artifact location is kept as it is, or made of the store's root and the id.
pub async fn the_artifact_location_is_kept_or_made(store: &dyn TrackingStore) {
    let request = CreateExperiment {
        artifact_location: "s3://bucket/with space/ü?v=1".into(),
        ..named("given")
    };
    let given = store.create_experiment(request).await.unwrap().experiment_id;
    let location = read_experiment(store, &given).await.artifact_location;
    assert_eq!(location, "s3://bucket/with space/ü?v=1");
    let made = experiment(store, "made").await;
    let location = read_experiment(store, &made).await.artifact_location;
    assert!(location.ends_with(&format!("/{made}")), "{location}");
    let default = read_experiment(store, "0").await.artifact_location;
    assert_eq!(
        location.rsplit_once('/').unwrap().0,
        default.rsplit_once('/').unwrap().0
    );
    for bad in ["runs:/x", "file:///a#fragment", "http://h/x?a=../b"] {
        let request = CreateExperiment {
            artifact_location: bad.into(),
            ..named("bad")
        };
        invalid(store.create_experiment(request).await);
    }
}

/// Both ways to read an experiment find deleted ones.
pub async fn reading_by_name_finds_deleted_ones(store: &dyn TrackingStore) {
    let gone = experiment(store, "gone").await;
    delete(store, &gone).await;
    let request = GetExperimentByName {
        experiment_name: "gone".into(),
    };
    let by_name = store.get_experiment_by_name(request).await.unwrap().experiment;
    assert_eq!(by_name, read_experiment(store, &gone).await);
    assert_eq!(by_name.lifecycle_stage, LifecycleStage::Deleted);
}

/// A new name is the name, and the old one is free.
pub async fn renaming_changes_the_name(store: &dyn TrackingStore) {
    let renamed = experiment(store, "before").await;
    store.update_experiment(rename(&renamed, "after")).await.unwrap();
    assert_eq!(read_experiment(store, &renamed).await.name, "after");
    experiment(store, "before").await;
}

/// An experiment's own name is not taken by another.
pub async fn renaming_to_its_own_name_is_no_error(store: &dyn TrackingStore) {
    let same = experiment(store, "same").await;
    store.update_experiment(rename(&same, "same")).await.unwrap();
}

/// A name that another experiment has is refused, and nothing changes.
pub async fn renaming_to_a_taken_name_is_refused(store: &dyn TrackingStore) {
    experiment(store, "taken").await;
    let other = experiment(store, "other").await;
    refused(
        store.update_experiment(rename(&other, "taken")).await,
        ErrorCode::ResourceAlreadyExists,
    );
    assert_eq!(read_experiment(store, &other).await.name, "other");
}

/// The runs of a deleted experiment are deleted.
pub async fn deleting_takes_its_runs_along(store: &dyn TrackingStore) {
    let gone = experiment(store, "gone").await;
    let run = run_in(store, &gone).await;
    let elsewhere = run_in(store, "0").await;
    delete(store, &gone).await;
    assert_eq!(
        read_experiment(store, &gone).await.lifecycle_stage,
        LifecycleStage::Deleted
    );
    assert_eq!(
        read(store, run.id()).await.info.lifecycle_stage,
        LifecycleStage::Deleted
    );
    assert_eq!(
        read(store, elsewhere.id()).await.info.lifecycle_stage,
        LifecycleStage::Active
    );
}

/// A restored experiment has all its runs back, also those that were deleted before it.
pub async fn restoring_brings_all_runs_back(store: &dyn TrackingStore) {
    let back = experiment(store, "back").await;
    let (one, two) = (run_in(store, &back).await, run_in(store, &back).await);
    let request = mlflow_core::contract::runs::DeleteRun {
        run_id: two.id().to_owned(),
    };
    store.delete_run(request).await.unwrap();
    delete(store, &back).await;
    restore(store, &back).await;
    assert_eq!(
        read_experiment(store, &back).await.lifecycle_stage,
        LifecycleStage::Active
    );
    for run in [one, two] {
        assert_eq!(
            read(store, run.id()).await.info.lifecycle_stage,
            LifecycleStage::Active
        );
    }
}

/// A deleted experiment is not there to be deleted.
pub async fn deleting_twice_is_refused(store: &dyn TrackingStore) {
    let gone = experiment(store, "gone").await;
    delete(store, &gone).await;
    let again = DeleteExperiment {
        experiment_id: gone.clone(),
    };
    let error = refused(
        store.delete_experiment(again).await,
        ErrorCode::ResourceDoesNotExist,
    );
    assert_eq!(error.message(), format!("No Experiment with id={gone} exists"));
}

/// A live experiment is not there to be restored.
pub async fn restoring_a_live_one_is_refused(store: &dyn TrackingStore) {
    let live = experiment(store, "live").await;
    let request = RestoreExperiment { experiment_id: live };
    refused(
        store.restore_experiment(request).await,
        ErrorCode::ResourceDoesNotExist,
    );
}

/// A deleted experiment takes no name, no tag and no run.
pub async fn a_deleted_one_takes_no_writes(store: &dyn TrackingStore) {
    let gone = experiment(store, "gone").await;
    delete(store, &gone).await;
    let before = read_experiment(store, &gone).await;
    refused(
        store.update_experiment(rename(&gone, "x")).await,
        ErrorCode::InvalidState,
    );
    let set = SetExperimentTag {
        experiment_id: gone.clone(),
        key: "k".into(),
        value: "v".into(),
    };
    let message = format!("The experiment {gone} must be in the 'active' state. Current state is deleted.");
    assert_eq!(invalid(store.set_experiment_tag(set).await).message(), message);
    let remove = DeleteExperimentTag {
        experiment_id: gone.clone(),
        key: "k".into(),
    };
    assert_eq!(
        invalid(store.delete_experiment_tag(remove).await).message(),
        message
    );
    let run = mlflow_core::contract::runs::CreateRun {
        experiment_id: gone.clone(),
        ..Default::default()
    };
    assert_eq!(invalid(store.create_run(run).await).message(), message);
    assert_eq!(read_experiment(store, &gone).await, before);
}

/// A tag is written, and written over.
pub async fn tags_are_written_and_overwritten(store: &dyn TrackingStore) {
    let tagged = experiment(store, "tagged").await;
    for value in ["one", "two", ""] {
        let request = SetExperimentTag {
            experiment_id: tagged.clone(),
            key: "a/b c".into(),
            value: value.into(),
        };
        store.set_experiment_tag(request).await.unwrap();
        let tags = read_experiment(store, &tagged).await.tags;
        assert_eq!(tags.into_vec(), [ExperimentTag::new("a/b c", value)]);
    }
}

/// A tag is removed once; again it is not there.
pub async fn tags_are_removed(store: &dyn TrackingStore) {
    let request = CreateExperiment {
        tags: vec![("a", "1").into(), ("b", "2").into()],
        ..named("tagged")
    };
    let tagged = store.create_experiment(request).await.unwrap().experiment_id;
    let remove = DeleteExperimentTag {
        experiment_id: tagged.clone(),
        key: "a".into(),
    };
    store.delete_experiment_tag(remove.clone()).await.unwrap();
    let tags = read_experiment(store, &tagged).await.tags;
    assert_eq!(tags.into_vec(), [ExperimentTag::new("b", "2")]);
    let error = refused(
        store.delete_experiment_tag(remove).await,
        ErrorCode::ResourceDoesNotExist,
    );
    assert_eq!(
        error.message(),
        format!("No tag with name: a in experiment with id {tagged}")
    );
}

/// The time of the last change grows with names and stages, the time of creation does not.
pub async fn times_follow_changes(store: &dyn TrackingStore) {
    let changed = experiment(store, "changed").await;
    let created = read_experiment(store, &changed).await.creation_time;
    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    store
        .update_experiment(rename(&changed, "renamed"))
        .await
        .unwrap();
    let renamed = read_experiment(store, &changed).await;
    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    delete(store, &changed).await;
    let deleted = store.get_experiment(id(&changed)).await.unwrap().experiment;
    assert!(created < renamed.last_update_time && renamed.last_update_time < deleted.last_update_time);
    assert_eq!((created, created), (renamed.creation_time, deleted.creation_time));
}
