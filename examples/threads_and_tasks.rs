//! One run, logged to from several threads and from tasks of an async runtime.
//!
//! An active run belongs to the thread that started it. A `RunHandle` goes anywhere, and `in_run` makes
//! its run the active one inside of a future.
//!
//! `cargo run --example threads_and_tasks`
#![allow(clippy::print_stdout, reason = "an example shows what it did")]

use mlflow::{RunFutureExt, RunHandle};

fn main() -> anyhow::Result<()> {
    mlflow::set_experiment("examples")?;
    let run = mlflow::start_run()?;
    on_threads(&run.handle())?;
    tokio::runtime::Runtime::new()?.block_on(in_tasks(run.handle()))?;

    let logged = mlflow::get_run(run.id())?.data.metrics;
    println!("{} metrics of four workers", logged.len());
    Ok(run.end()?)
}

fn on_threads(run: &RunHandle) -> mlflow::Result<()> {
    std::thread::scope(|scope| {
        let work = |worker: u32| move || run.log_metric(format!("thread_{worker}"), f64::from(worker));
        let workers = [scope.spawn(work(1)), scope.spawn(work(2))];
        workers.into_iter().try_for_each(|worker| match worker.join() {
            Ok(logged) => logged,
            Err(panic) => std::panic::resume_unwind(panic),
        })
    })
}

async fn in_tasks(run: RunHandle) -> anyhow::Result<()> {
    let first = tokio::spawn(train(1).in_run(&run));
    let second = tokio::spawn(train(2).in_run(&run));
    first.await??;
    Ok(second.await??)
}

/// Logs to whatever run is active where it is polled.
async fn train(worker: u32) -> mlflow::Result<()> {
    for step in 0..10 {
        mlflow::aio::log_metric(format!("task_{worker}"), (1.0 / f64::from(step + 1), step)).await?;
        tokio::task::yield_now().await;
    }
    Ok(())
}
