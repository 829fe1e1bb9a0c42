//! One crate and nothing of the rest: `mlflow-core` reads MLflow's filters and orders, here over runs from a file of yours.
//!
//! `cargo run --example one_crate_only`
#![allow(clippy::print_stdout, reason = "an example shows what it did")]

use mlflow_core::contract::runs::SearchRuns;
use mlflow_core::entities::Run;
use mlflow_core::search::select_runs;

const RUNS: &str = r#"[
    {"info": {"run_id": "a", "run_name": "small"}, "data": {"metrics": [{"key": "loss", "value": 0.5, "timestamp": 1}]}},
    {"info": {"run_id": "b", "run_name": "large"}, "data": {"metrics": [{"key": "loss", "value": 0.2, "timestamp": 1}]}},
    {"info": {"run_id": "c", "run_name": "broken"}}
]"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let runs: Vec<Run> = serde_json::from_str(RUNS)?;
    let request = SearchRuns {
        filter: "metrics.loss < 1 AND attributes.run_name != 'broken'".into(),
        order_by: vec!["metrics.loss ASC".into()],
        ..SearchRuns::default()
    };
    let found = select_runs(&runs, &request)?.runs;
    let names: Vec<_> = found.iter().map(|run| run.info.run_name.as_str()).collect();
    assert_eq!(names, ["large", "small"]);
    println!("the best of {} runs are {}", runs.len(), names.join(", "));
    Ok(())
}
