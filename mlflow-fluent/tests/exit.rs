//! What happens to a run that is left active when the program ends: a test without a harness, since
//! that one never leaves `main` through its end.
#![allow(clippy::panic, clippy::print_stdout)]

mod common;

use common::TestResult;
use mlflow::RunStatus;

const NAME: &str = "a_run_that_logging_started_ends_with_the_program";

thread_local! {
    static KEPT: std::cell::RefCell<Option<mlflow::ActiveRun>> = const { std::cell::RefCell::new(None) };
}

/// the run ends as it should, and the exit code is the program's own.
fn main() -> TestResult {
    let arguments: Vec<_> = std::env::args().collect();
    match std::env::var("LEAVE_BY").as_deref() {
        Ok("return") => mlflow::log_metric("loss", 1)?,
        Ok("panic") => {
            mlflow::log_metric("loss", 1)?;
            panic!("on purpose");
        }
        Ok("error") => {
            let _run = mlflow::start_run()?;
            mlflow::log_metric("loss", 1)?;
            return Err("on purpose".into());
        }
        Ok("local") => KEPT.with(|kept| {
            // The user's own key is older than all of ours, so that it is destroyed after them.
            *kept.borrow_mut() = Some(mlflow::start_run()?);
            mlflow::log_metric("loss", 1)
        })?,
        _ if arguments.iter().any(|a| a == "--list") => {
            if !arguments.iter().any(|a| a == "--ignored") {
                println!("{NAME}: test");
            }
        }
        _ => {
            leaves("return", RunStatus::Finished)?;
            leaves("panic", RunStatus::Failed)?;
            leaves("error", RunStatus::Finished)?;
            leaves("local", RunStatus::Finished)?;
            println!("test {NAME} ... ok");
        }
    }
    Ok(())
}

fn leaves(how: &str, expected: RunStatus) -> TestResult {
    let alone = common::alone();
    let uri = mlflow::get_tracking_uri()?;
    let output = std::process::Command::new(std::env::current_exe()?)
        .envs([("LEAVE_BY", how), ("MLFLOW_TRACKING_URI", &uri)])
        .current_dir(alone.path())
        .output()?;
    assert_eq!(
        output.status.success(),
        matches!(how, "return" | "local"),
        "{output:?}"
    );
    if how != "panic" {
        let log = uri
            .strip_prefix("sqlite:///")
            .map(|file| format!("{file}-wal"))
            .unwrap_or_default();
        let left = std::fs::metadata(alone.path().join(log)).map_or(0, |log| log.len());
        assert_eq!(left, 0, "{how}: what was logged is not all in the database file");
    }
    let runs = mlflow::search_runs(mlflow::SearchRuns::new())?;
    assert_eq!(
        (runs.len(), runs[0].info.status, runs[0].data.metrics["loss"]),
        (1, expected, 1.0),
        "{how}"
    );
    Ok(())
}
