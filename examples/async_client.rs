//! The client: the same work without an active run or any other global state.
//!
//! `cargo run --example async_client`
#![allow(clippy::print_stdout, reason = "an example shows what it did")]

use mlflow::{Client, CreateRun, RunStatus, SearchRuns};

#[tokio::main(flavor = "current_thread")]
async fn main() -> mlflow::Result<()> {
    let client = Client::new("sqlite:///mlflow.db")?;
    let experiment = client.get_or_create_experiment("examples-client").await?;
    let experiment_id = experiment.experiment_id;

    let request = CreateRun {
        experiment_id: experiment_id.clone(),
        ..CreateRun::default()
    };
    let run = client.create_run(request).await?;
    client
        .log_params(run.id(), [("depth", 3), ("trees", 100)])
        .await?;
    for step in 0..5 {
        client
            .log_metric(run.id(), "loss", (1.0 / f64::from(step + 1), step))
            .await?;
    }
    client.set_terminated(run.id(), RunStatus::Finished, None).await?;

    let search = SearchRuns::new()
        .experiment_ids([experiment_id])
        .order_by("metrics.loss ASC");
    for run in client.search_runs(search.max_results(3)).await? {
        println!("{}: {:.2}", run.info.run_name, run.data.metrics["loss"]);
    }
    for point in client.get_metric_history(run.id(), "loss").await? {
        println!("step {}: {:.2}", point.step, point.value);
    }
    Ok(())
}
