//! The rules by which runs are started, resumed, nested and ended.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod common;

use common::TestResult;
use mlflow::{ErrorCode, RunOptions, RunStatus};

fn refusal(options: RunOptions) -> String {
    let error = mlflow::start_run_with(options).expect_err("it starts");
    format!("{error}")
}

#[test]
fn a_second_run_is_refused_by_name_and_a_nested_one_is_a_child() -> TestResult {
    let _alone = common::alone();
    let outer = mlflow::start_run()?;
    let middle = mlflow::start_run_with(RunOptions::new().nested(true))?;
    let refused = refusal(RunOptions::new());
    let expected = format!(
        "INVALID_STATE: Run with UUID {} is already active. To start a new run, first end the current run with \
         mlflow.end_run(). To start a nested run, call start_run with nested=True",
        outer.id()
    );
    assert_eq!(refused, expected);
    let inner = mlflow::start_run_with(RunOptions::new().nested(true))?;
    assert_eq!(mlflow::get_parent_run(inner.id())?.unwrap().id(), middle.id());
    assert!(mlflow::get_parent_run(outer.id())?.is_none());
    Ok(())
}

#[test]
fn guards_are_popped_by_position() -> TestResult {
    let _alone = common::alone();
    let outer = mlflow::start_run()?;
    let inner = mlflow::start_run_with(RunOptions::new().nested(true))?;
    let outer_id = outer.id().to_owned();
    drop(outer);
    assert_eq!(mlflow::active_run().unwrap().id(), inner.id());
    assert_eq!(mlflow::get_run(&outer_id)?.info.status, RunStatus::Finished);
    assert_eq!(mlflow::get_run(inner.id())?.info.status, RunStatus::Running);
    mlflow::end_run_with(RunStatus::Killed)?;
    let inner_id = inner.id().to_owned();
    drop(inner);
    assert_eq!(
        mlflow::get_run(&inner_id)?.info.status,
        RunStatus::Killed,
        "ended once"
    );
    assert!(mlflow::active_run().is_none());
    mlflow::end_run()?;
    Ok(())
}

#[test]
fn a_new_run_has_a_random_name_times_and_the_callers_tags() -> TestResult {
    let _alone = common::alone();
    let before = now_ms();
    let run = mlflow::start_run()?;
    let info = &run.run().info;
    assert!(info.run_name.split('-').count() == 3, "{}", info.run_name);
    assert!(info.start_time.unwrap() >= before);
    assert_eq!(
        (info.end_time, info.status, info.experiment_id.as_str()),
        (None, RunStatus::Running, "0")
    );
    let id = run.id().to_owned();
    run.end()?;
    let named = mlflow::start_run_with(RunOptions::new().name("fold 1").tag("k", 7).description("why"))?;
    let tags = &named.run().data.tags;
    assert_eq!(named.run().info.run_name, "fold 1");
    assert_eq!(
        (&tags["k"], &tags["mlflow.note.content"], &tags["mlflow.runName"]),
        ("7", "why", "fold 1")
    );
    assert!(mlflow::get_run(&id)?.info.end_time.unwrap() >= before);
    Ok(())
}

fn now_ms() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.unwrap().as_millis() as i64
}

#[test]
fn a_resumed_run_runs_again_with_more_tags() -> TestResult {
    let _alone = common::alone();
    let run = mlflow::start_run()?;
    mlflow::log_metric("loss", 1)?;
    let id = run.id().to_owned();
    run.end_with(RunStatus::Failed)?;
    let ended = mlflow::get_run(&id)?.info.end_time;
    let resumed = mlflow::start_run_with(RunOptions::new().run_id(&id).tag("again", true).description("d"))?;
    assert_eq!(resumed.id(), id);
    let run = resumed.run();
    assert_eq!((run.info.status, run.info.end_time), (RunStatus::Running, ended));
    assert_eq!(
        (&run.data.tags["again"], &run.data.tags["mlflow.note.content"]),
        ("true", "d")
    );
    assert_eq!(run.data.metrics["loss"], 1.0);
    resumed.end()?;
    assert_eq!(mlflow::get_run(&id)?.info.status, RunStatus::Finished);
    Ok(())
}

#[test]
fn what_cannot_be_resumed_or_be_a_parent_is_named() -> TestResult {
    let _alone = common::alone();
    let id = mlflow::start_run()?.id().to_owned();
    let other_id = mlflow::start_run()?.id().to_owned();
    mlflow::delete_run(&id)?;
    let deleted = refusal(RunOptions::new().run_id(&id));
    assert!(
        deleted.ends_with("because it is in the deleted state."),
        "{deleted}"
    );
    let under = refusal(RunOptions::new().parent_run_id(&id));
    assert!(under.contains("under parent run with ID"), "{under}");
    mlflow::restore_run(&id)?;

    let missing = mlflow::start_run_with(RunOptions::new().run_id("0123456789abcdef0123456789abcdef"));
    assert_eq!(missing.unwrap_err().code(), ErrorCode::ResourceDoesNotExist);

    let both = refusal(RunOptions::new().tag("mlflow.note.content", "a").description("b"));
    assert!(
        both.starts_with("INVALID_PARAMETER_VALUE: Description is already set"),
        "{both}"
    );

    let active = mlflow::start_run()?;
    let wrong = refusal(RunOptions::new().nested(true).parent_run_id(&other_id));
    assert!(
        wrong.contains("does not match the specified parent_run_id"),
        "{wrong}"
    );
    let own = mlflow::start_run_with(RunOptions::new().nested(true).parent_run_id(active.id()))?;
    own.end()?;
    active.end()?;
    let child = mlflow::start_run_with(RunOptions::new().parent_run_id(&other_id))?;
    assert_eq!(mlflow::get_parent_run(child.id())?.unwrap().id(), other_id);
    child.end()?;

    mlflow::set_experiment("elsewhere")?;
    let elsewhere = refusal(RunOptions::new().run_id(&id));
    assert!(
        elsewhere.contains("active experiment ID does not match"),
        "{elsewhere}"
    );
    assert!(
        mlflow::active_run().is_none(),
        "a refused start leaves nothing active"
    );
    Ok(())
}

#[test]
fn logging_starts_a_run_that_stays_active() -> TestResult {
    let _alone = common::alone();
    mlflow::log_metric("loss", 1)?;
    let id = mlflow::active_run().unwrap().id().to_owned();
    mlflow::log_param("lr", 1)?;
    assert_eq!(mlflow::active_run().unwrap().id(), id);
    mlflow::end_run()?;
    assert_eq!(&mlflow::get_run(&id)?.data.params["lr"], "1");
    Ok(())
}

#[test]
fn a_deleted_experiment_is_not_made_active() -> TestResult {
    let _alone = common::alone();
    let id = mlflow::create_experiment("gone")?;
    mlflow::delete_experiment(&id)?;
    let error = mlflow::set_experiment("gone").unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidParameterValue);
    assert!(
        error
            .message()
            .starts_with("Cannot set a deleted experiment 'gone'"),
        "{error}"
    );
    mlflow::restore_experiment(&id)?;
    assert_eq!(mlflow::set_experiment("gone")?.id(), id);
    Ok(())
}

#[test]
fn searches_need_ids_or_names_and_skip_unknown_names() -> TestResult {
    let _alone = common::alone();
    mlflow::start_run()?.end()?;
    let search = mlflow::SearchRuns::new;
    let both = mlflow::search_runs(search().experiment_ids(["0"]).experiment_names(["Default"]));
    assert_eq!(
        both.unwrap_err().message(),
        "Only experiment_ids or experiment_names can be used, but not both"
    );
    assert_eq!(mlflow::search_runs(search())?.len(), 1);
    assert_eq!(
        mlflow::search_runs(search().experiment_names(["Default", "none"]))?.len(),
        1
    );
    assert!(mlflow::search_runs(search().experiment_names(["none"]))?.is_empty());
    mlflow::set_experiment("empty")?;
    assert!(mlflow::search_runs(search())?.is_empty());
    assert_eq!(mlflow::search_runs(search().all_experiments())?.len(), 1);
    assert!(mlflow::search_runs(search().all_experiments().max_results(0))?.is_empty());
    Ok(())
}
