//! Trains models on real data, tracks every one of them, and prints a leaderboard.
//!
//! `cargo run --release --example quickstart`
#![allow(clippy::print_stdout, reason = "this program talks to whoever typed its name")]

use mlflow::{Experiment, Run, RunsExt, SearchRuns};
use quickstart::{learner, training, wine};

fn main() -> anyhow::Result<()> {
    let experiment = mlflow::set_experiment("wine quality")?;
    let wines = wine::load(42);
    println!(
        "{} wines to learn from, {} to test with",
        wines.train.targets().len(),
        wines.test.targets().len()
    );

    for family in learner::families() {
        println!("\n{}", family.name);
        training::train_family(&family, &wines, 5, |trial| {
            println!("  {:<16} accuracy {:.3}", trial.name, trial.accuracy);
        })?;
    }

    let best = leaderboard(&experiment)?;
    println!("\nThe leaderboard:\n{}", best.to_table());
    if let Some(winner) = best.first() {
        show(winner)?;
    }
    show_what_comes_next(&experiment)
}

fn leaderboard(experiment: &Experiment) -> mlflow::Result<Vec<Run>> {
    mlflow::search_runs(
        SearchRuns::new()
            .experiment_names([&experiment.name])
            .filter("metrics.accuracy > 0.73 and tags.kind = 'trial'")
            .order_by("metrics.accuracy DESC")
            .max_results(10),
    )
}

fn show(winner: &Run) -> mlflow::Result<()> {
    println!(
        "\nThe best run is `{}`, {}:",
        winner.info.run_name, winner.info.run_id
    );
    for param in &winner.data.params {
        println!("  {} = {}", param.key, param.value);
    }
    println!("Its artifacts are in {}:", winner.info.artifact_uri);
    for file in mlflow::artifacts::list(&winner.info.run_id, None)? {
        println!("  {}", file.path);
    }
    Ok(())
}

fn show_what_comes_next(experiment: &Experiment) -> anyhow::Result<()> {
    let id = &experiment.experiment_id;
    println!("\nThe same from the command line:");
    println!("  cargo run --release -p mlflow-cli -- \\");
    println!("    runs list --experiment-id {id} --order-by 'metrics.accuracy DESC'");
    println!("and in the pages of MLflow for Python:");
    println!("  mlflow ui --backend-store-uri {}", mlflow::get_tracking_uri()?);
    Ok(())
}
