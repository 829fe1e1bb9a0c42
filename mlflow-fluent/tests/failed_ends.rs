//! Ends of runs that fail, and are repeated.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Alone, TestResult};
use mlflow::{ErrorCode, RunStatus};
use std::path::PathBuf;

/// A test alone with a database that can be taken away and put back.
struct World {
    _alone: Alone,
    file: PathBuf,
    away: PathBuf,
}

impl World {
    fn new() -> Self {
        let alone = common::alone();
        World {
            file: alone.path().join("mlflow.db"),
            away: alone.path().join("away.db"),
            _alone: alone,
        }
    }

    fn take_away(&self) {
        std::fs::rename(&self.file, &self.away).unwrap();
    }

    fn put_back(&self) {
        std::fs::rename(&self.away, &self.file).unwrap();
    }
}

fn status_of(run_id: &str) -> mlflow::Result<RunStatus> {
    Ok(mlflow::get_run(run_id)?.info.status)
}

/// an end that failed is repeated when the database is there again.
#[test]
fn end_run_can_be_repeated() -> TestResult {
    let world = World::new();
    mlflow::log_metric("loss", 1)?;
    let run = mlflow::active_run().unwrap();
    world.take_away();
    assert!(mlflow::end_run_with(RunStatus::Failed).is_err());
    assert_eq!(mlflow::active_run().unwrap().id(), run.id());
    world.put_back();
    assert_eq!(status_of(run.id())?, RunStatus::Running);
    mlflow::end_run_with(RunStatus::Failed)?;
    assert!(mlflow::active_run().is_none());
    assert_eq!(status_of(run.id())?, RunStatus::Failed);
    Ok(())
}

/// a run whose guard could not end it stays active, in its place.
#[test]
fn the_end_of_a_guard_can_be_repeated() -> TestResult {
    let world = World::new();
    let outer = mlflow::start_run()?;
    let inner = mlflow::start_run_with(mlflow::RunOptions::new().nested(true))?;
    let (outer_id, inner_id) = (outer.id().to_owned(), inner.id().to_owned());
    world.take_away();
    assert!(outer.end_with(RunStatus::Killed).is_err());
    assert!(inner.end().is_err());
    world.put_back();
    assert_eq!(mlflow::active_run().unwrap().id(), inner_id);
    mlflow::end_run()?;
    assert_eq!(mlflow::active_run().unwrap().id(), outer_id);
    mlflow::end_run_with(RunStatus::Killed)?;
    assert_eq!(
        (status_of(&outer_id)?, status_of(&inner_id)?),
        (RunStatus::Killed, RunStatus::Finished)
    );
    Ok(())
}

/// the end of the thread tries once more, with the status that was wanted.
#[test]
fn the_end_of_the_thread_tries_again() -> TestResult {
    let world = World::new();
    let ids = std::thread::scope(|scope| {
        let thread = scope.spawn(|| {
            let dropped = mlflow::start_run().unwrap();
            let dropped_id = dropped.id().to_owned();
            world.take_away();
            drop(dropped);
            world.put_back();
            assert!(mlflow::active_run().is_none(), "a dropped run is not active");
            let killed = mlflow::start_run().unwrap();
            let killed_id = killed.id().to_owned();
            world.take_away();
            let error = killed.end_with(RunStatus::Killed).unwrap_err();
            assert_ne!(error.code(), ErrorCode::InternalError, "{error}");
            world.put_back();
            (dropped_id, killed_id)
        });
        thread.join().unwrap()
    });
    assert_eq!(
        (status_of(&ids.0)?, status_of(&ids.1)?),
        (RunStatus::Finished, RunStatus::Killed)
    );
    Ok(())
}

/// the same for async code, whose scoped run leaves nothing active.
#[test]
fn a_scoped_run_of_async_code_is_ended_later() -> TestResult {
    let world = World::new();
    let id = std::thread::scope(|scope| {
        let thread = scope.spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            runtime.block_on(async {
                let mut id = String::new();
                let scoped = mlflow::aio::with_run(mlflow::RunOptions::new(), async |run| {
                    id = run.id().to_owned();
                    world.take_away();
                    Ok(())
                });
                assert!(scoped.await.is_err());
                world.put_back();
                assert!(mlflow::active_run().is_none());
                id
            })
        });
        thread.join().unwrap()
    });
    assert_eq!(status_of(&id)?, RunStatus::Finished);
    Ok(())
}

#[test]
fn a_status_that_is_no_end_is_refused_and_nothing_is_popped() -> TestResult {
    let _world = World::new();
    let run = mlflow::start_run()?;
    let id = run.id().to_owned();
    for status in [RunStatus::Running, RunStatus::Scheduled] {
        let error = mlflow::end_run_with(status).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidParameterValue);
        let expected = format!("status {status}. Allowed are FINISHED, FAILED and KILLED");
        assert!(error.message().contains(&expected), "{error}");
        assert_eq!(mlflow::active_run().unwrap().id(), id);
    }
    assert!(run.end_with(RunStatus::Running).is_err());
    assert_eq!(mlflow::active_run().unwrap().id(), id);
    mlflow::end_run()?;
    assert_eq!(status_of(&id)?, RunStatus::Finished);
    Ok(())
}
