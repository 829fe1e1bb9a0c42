//! A parent run with one nested run per trial, and the way from a child to its parent.
//!
//! `cargo run --example nested_runs`
#![allow(clippy::print_stdout, reason = "an example shows what it did")]

use mlflow::RunOptions;

fn main() -> mlflow::Result<()> {
    mlflow::set_experiment("examples")?;
    let parent = mlflow::start_run_with(RunOptions::new().name("sweep").description("tries three depths"))?;
    let mut best = f64::MIN;
    for depth in 1..=3 {
        let options = RunOptions::new().name(format!("depth {depth}")).nested(true);
        let score = mlflow::with_run(options, |run| {
            let score = 1.0 - 1.0 / f64::from(depth + 1);
            run.log_param("depth", depth)?;
            run.log_metric("score", score)?;
            Ok(score)
        })?;
        best = best.max(score);
    }
    parent.log_metric("best_score", best)?;

    let children = mlflow::search_runs(
        mlflow::SearchRuns::new()
            .filter(format!("tags.mlflow.parentRunId = '{}'", parent.id()))
            .order_by("metrics.score DESC"),
    )?;
    for child in &children {
        let parent = mlflow::get_parent_run(&child.info.run_id)?;
        let above = parent.map(|run| run.info.run_name).unwrap_or_default();
        println!(
            "{above} > {}: {:.3}",
            child.info.run_name, child.data.metrics["score"]
        );
    }
    parent.end()
}
