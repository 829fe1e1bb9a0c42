//! Active runs of threads and futures, on and off runtimes.

mod common;

use common::TestResult;
use mlflow::{RunFutureExt, RunOptions, RunStatus};
use std::time::Duration;

/// One whole run by blocking calls.
fn whole_run() -> mlflow::Result<String> {
    let run = mlflow::start_run()?;
    mlflow::log_metric("loss", (0.5, 1))?;
    mlflow::log_text("text", "a.txt")?;
    Ok(run.id().to_owned())
}

fn check(id: &str) -> TestResult {
    let run = mlflow::get_run(id)?;
    assert_eq!(
        (run.info.status, run.data.metrics["loss"]),
        (RunStatus::Finished, 0.5)
    );
    Ok(())
}

#[test]
fn blocking_calls_work_on_any_thread() -> TestResult {
    let _alone = common::alone();
    check(&whole_run()?)?;
    check(&std::thread::spawn(whole_run).join().unwrap()?)?;
    let current_thread = tokio::runtime::Builder::new_current_thread().build()?;
    check(&current_thread.block_on(async { whole_run() })?)?;
    let multi_thread = common::multi_thread();
    check(&multi_thread.block_on(async { whole_run() })?)?;
    let ids = multi_thread.block_on(async {
        let task = tokio::spawn(async { whole_run() });
        let blocking = tokio::task::spawn_blocking(whole_run);
        let in_place = tokio::spawn(async { tokio::task::block_in_place(whole_run) });
        [task.await, blocking.await, in_place.await]
    });
    for id in ids {
        check(&id??)?;
    }
    Ok(())
}

#[test]
fn the_store_outlives_the_runtime_that_opened_it() -> TestResult {
    let _alone = common::alone();
    for _ in 0..2 {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        runtime.block_on(async {
            let run = mlflow::aio::start_run().await?;
            mlflow::aio::log_metric("loss", 0.5).await?;
            run.end().await
        })?;
    }
    check(mlflow::last_active_run()?.unwrap().id())
}

#[test]
fn threads_do_not_see_each_others_runs() -> TestResult {
    let _alone = common::alone();
    let mine = mlflow::start_run()?;
    let threads: Vec<_> = (0..8)
        .map(|i| {
            std::thread::spawn(move || -> mlflow::Result<String> {
                assert!(mlflow::active_run().is_none());
                let run = mlflow::start_run()?;
                for step in 0..20 {
                    mlflow::log_metric("thread", (i, step))?;
                }
                Ok(run.id().to_owned())
            })
        })
        .collect();
    for (i, thread) in threads.into_iter().enumerate() {
        let run = mlflow::get_run(thread.join().unwrap()?)?;
        assert_eq!(
            (run.data.metrics["thread"], run.info.status),
            (i as f64, RunStatus::Finished)
        );
    }
    assert_eq!(mlflow::active_run().unwrap().id(), mine.id());
    Ok(())
}

#[test]
fn a_run_follows_its_future_from_thread_to_thread() -> TestResult {
    let _alone = common::alone();
    let runs: Vec<_> = (0..6)
        .map(|i| {
            let run = mlflow::start_run_with(RunOptions::new().nested(true).name(i.to_string()))?;
            let handle = run.handle();
            std::mem::forget(run);
            Ok(handle)
        })
        .collect::<mlflow::Result<_>>()?;
    common::multi_thread().block_on(async {
        let tasks: Vec<_> = runs
            .iter()
            .map(|handle| {
                let (handle, id) = (handle.clone(), handle.id().to_owned());
                let work = async move {
                    let mut threads = std::collections::HashSet::new();
                    for step in 0..40 {
                        assert_eq!(mlflow::active_run().unwrap().id(), id);
                        mlflow::aio::log_metric("step", (step, step)).await?;
                        tokio::time::sleep(Duration::from_micros(50)).await;
                        threads.insert(std::thread::current().id());
                    }
                    Ok::<_, mlflow::Error>(threads.len())
                };
                tokio::spawn(async move { work.in_run(&handle).await })
            })
            .collect();
        let mut threads = 0;
        for task in tasks {
            threads = task.await.unwrap()?.max(threads);
        }
        assert!(threads > 1, "no task moved");
        let bare = tokio::spawn(async { mlflow::active_run().is_none() });
        assert!(bare.await.unwrap(), "a run was left on a worker");
        Ok::<(), mlflow::Error>(())
    })?;
    for handle in &runs {
        assert_eq!(mlflow::get_run(handle.id())?.data.metrics["step"], 39.0);
    }
    while mlflow::active_run().is_some() {
        mlflow::end_run()?;
    }
    Ok(())
}

#[test]
fn what_is_started_inside_of_a_future_stays_inside() -> TestResult {
    let _alone = common::alone();
    let outer = mlflow::start_run()?;
    let handle = outer.handle();
    let current_thread = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()?;
    current_thread.block_on(async {
        let nested = async {
            let inner = mlflow::aio::start_run_with(RunOptions::new().nested(true)).await?;
            tokio::time::sleep(Duration::from_millis(5)).await;
            assert_eq!(mlflow::active_run().unwrap().id(), inner.id());
            inner.end().await
        };
        let beside = async {
            tokio::time::sleep(Duration::from_millis(1)).await;
            assert_eq!(mlflow::active_run().unwrap().id(), handle.id());
        };
        let nested = nested.in_run(&handle);
        tokio::join!(async { nested.await.unwrap() }, beside);
    });
    assert_eq!(mlflow::active_run().unwrap().id(), outer.id());
    Ok(())
}

#[test]
fn scoped_runs_end_as_their_work_does() -> TestResult {
    let _alone = common::alone();
    let failed = mlflow::with_run(RunOptions::new(), |run| {
        run.log_param("lr", 1)?;
        run.log_param("lr", 2)
    });
    assert!(failed.unwrap_err().message().contains("lr"));
    assert_eq!(mlflow::last_active_run()?.unwrap().info.status, RunStatus::Failed);
    common::multi_thread().block_on(async {
        let scoped = mlflow::aio::with_run(RunOptions::new().name("async"), |run| async move {
            tokio::task::yield_now().await;
            mlflow::aio::log_metric("loss", 0.5).await?;
            Ok(run.id().to_owned())
        });
        let id = tokio::spawn(scoped).await.unwrap()?;
        assert_eq!(mlflow::aio::get_run(&id).await?.info.status, RunStatus::Finished);

        let endless = mlflow::aio::with_run(RunOptions::new(), |_run| {
            std::future::pending::<mlflow::Result<()>>()
        });
        let cut = tokio::time::timeout(Duration::from_millis(50), endless).await;
        assert!(cut.is_err());
        let last = mlflow::aio::last_active_run().await?.unwrap();
        assert!(last.id() != id && last.info.status == RunStatus::Failed);
        Ok::<(), mlflow::Error>(())
    })?;
    assert!(mlflow::active_run().is_none());
    Ok(())
}

#[tokio::test]
async fn a_tokio_test_may_block() -> TestResult {
    let _alone = common::alone();
    check(&whole_run()?)
}
