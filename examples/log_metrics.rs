//! A training loop that logs its parameters once and its metrics after each epoch.
//!
//! `cargo run --example log_metrics`
#![allow(clippy::print_stdout, reason = "an example shows what it did")]

fn main() -> mlflow::Result<()> {
    mlflow::set_experiment("examples")?;
    let run = mlflow::start_run()?;
    mlflow::log_params([("learning_rate", 0.1), ("momentum", 0.5)])?;

    // Finds the lowest point of (x - 3)² from x = 0.
    let (mut x, mut speed) = (0.0_f64, 0.0);
    for epoch in 0..20 {
        let slope = 2.0 * (x - 3.0);
        speed = 0.5 * speed - 0.1 * slope;
        x += speed;
        let loss = (x - 3.0) * (x - 3.0);
        mlflow::log_metrics([("loss", (loss, epoch)), ("x", (x, epoch))])?;
    }
    mlflow::log_metric("final_x", x)?;
    mlflow::set_tag("converged", (x - 3.0).abs() < 0.1)?;

    let id = run.id().to_owned();
    run.end()?;
    let run = mlflow::get_run(id)?;
    println!(
        "{} ended {} at x = {:.3}",
        run.info.run_name, run.info.status, run.data.metrics["final_x"]
    );
    Ok(())
}
