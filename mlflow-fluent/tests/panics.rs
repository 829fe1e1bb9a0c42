//! Panics inside of runs.

mod common;

use common::TestResult;
use mlflow::RunStatus;

/// a panic inside a run ends it FAILED.
#[test]
fn a_panic_leaves_the_run_failed_with_everything_logged() -> TestResult {
    let _alone = common::alone();
    let panicked = std::thread::spawn(|| {
        let run = mlflow::start_run().unwrap();
        let nested = mlflow::start_run_with(mlflow::RunOptions::new().nested(true)).unwrap();
        for step in 0..100 {
            mlflow::log_metric("loss", (1.0 / f64::from(step + 1), step)).unwrap();
        }
        run.log_param("lr", 0.1).unwrap();
        std::panic::panic_any((run.id().to_owned(), nested.id().to_owned()));
    });
    let panic = panicked.join().unwrap_err();
    let (outer, inner) = panic.downcast_ref::<(String, String)>().unwrap();
    let (outer, inner) = (mlflow::get_run(outer)?, mlflow::get_run(inner)?);
    assert_eq!(
        (outer.info.status, inner.info.status),
        (RunStatus::Failed, RunStatus::Failed)
    );
    assert!(outer.info.end_time.is_some());
    assert_eq!(
        (inner.data.metrics["loss"], &outer.data.params["lr"]),
        (0.01, "0.1")
    );
    let history = mlflow::client()?
        .blocking()
        .get_metric_history(inner.id(), "loss")?;
    assert_eq!(history.len(), 100);
    Ok(())
}

#[test]
fn a_run_that_logging_started_ends_with_its_thread() -> TestResult {
    let _alone = common::alone();
    let log = || {
        mlflow::log_metric("loss", 1).unwrap();
        mlflow::active_run().unwrap().id().to_owned()
    };
    let well = std::thread::spawn(log).join().unwrap();
    assert_eq!(mlflow::get_run(&well)?.info.status, RunStatus::Finished);

    let badly = std::thread::spawn(move || std::panic::panic_any(log())).join();
    let badly = badly.unwrap_err().downcast::<String>().unwrap();
    assert_eq!(mlflow::get_run(*badly)?.info.status, RunStatus::Failed);

    let caught = std::thread::spawn(move || {
        let id = log();
        let _ = std::panic::catch_unwind(|| panic!("caught"));
        mlflow::log_metric("loss", (0.5, 1)).unwrap();
        id
    });
    assert_eq!(
        mlflow::get_run(caught.join().unwrap())?.info.status,
        RunStatus::Finished
    );
    Ok(())
}

#[test]
fn a_panic_in_a_task_fails_its_run_only() -> TestResult {
    let _alone = common::alone();
    common::multi_thread().block_on(async {
        let scoped = mlflow::aio::with_run(mlflow::RunOptions::new(), |_run| async {
            mlflow::aio::log_metric("loss", 1).await?;
            if true {
                panic!("in the task");
            }
            Ok(())
        });
        assert!(tokio::spawn(scoped).await.unwrap_err().is_panic());
        let last = mlflow::aio::last_active_run().await?.unwrap();
        assert_eq!(
            (last.info.status, last.data.metrics["loss"]),
            (RunStatus::Failed, 1.0)
        );
        let bare = tokio::spawn(async { mlflow::active_run().is_none() });
        assert!(bare.await.unwrap());
        Ok::<(), mlflow::Error>(())
    })?;
    Ok(())
}
