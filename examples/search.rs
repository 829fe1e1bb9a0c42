//! Runs found by what was logged to them: filters, orders, and a table for the terminal.
//!
//! `cargo run --example search`
#![allow(clippy::print_stdout, reason = "an example shows what it did")]

use mlflow::{RunOptions, RunsExt, SearchExperiments, SearchRuns};

fn main() -> mlflow::Result<()> {
    mlflow::set_experiment("examples-search")?;
    for (team, depth, loss) in [
        ("red", 2, 0.41),
        ("red", 4, 0.32),
        ("blue", 4, 0.28),
        ("blue", 8, 0.35),
    ] {
        mlflow::with_run(
            RunOptions::new()
                .name(format!("{team} {depth}"))
                .tag("team", team),
            |run| {
                run.log_param("depth", depth)?;
                run.log_metric("loss", loss)
            },
        )?;
    }

    // Metrics are numbers; parameters, tags and most attributes are text.
    for filter in [
        "metrics.loss < 0.4",
        "metrics.loss < 0.4 AND params.depth = '4'",
        "tags.team = 'blue' AND attributes.status = 'FINISHED'",
        "tags.team != 'red'",
        "attributes.run_name LIKE '% 8'",
    ] {
        let search = SearchRuns::new()
            .filter(filter)
            .order_by("metrics.loss ASC")
            .max_results(3);
        println!("{filter}\n{}\n", mlflow::search_runs(search)?.to_table());
    }

    let search = SearchExperiments::new()
        .filter("name LIKE 'examples%'")
        .order_by("name ASC");
    for experiment in mlflow::search_experiments(search)? {
        println!("experiment {}: {}", experiment.experiment_id, experiment.name);
    }
    Ok(())
}
