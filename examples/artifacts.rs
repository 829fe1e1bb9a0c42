//! Files that are kept with a run: written from values and from disk, listed, and read back.
//!
//! `cargo run --example artifacts`
#![allow(clippy::print_stdout, reason = "an example shows what it did")]

use std::collections::BTreeMap;

fn main() -> anyhow::Result<()> {
    mlflow::set_experiment("examples")?;
    let run = mlflow::start_run()?;

    // From values …
    mlflow::log_text("all went well", "notes/today.txt")?;
    mlflow::log_dict(&BTreeMap::from([("depth", 3), ("trees", 100)]), "config.yaml")?;
    mlflow::log_bytes([0, 1, 2, 3], "weights.bin")?;

    // … and from the disk.
    let results = tempfile::tempdir()?;
    std::fs::write(
        results.path().join("predictions.csv"),
        "wine,quality\n1,good\n2,bad\n",
    )?;
    mlflow::log_artifacts_with(results.path(), "results")?;

    println!("{}", mlflow::get_artifact_uri()?);
    for file in mlflow::artifacts::list(run.id(), None)? {
        println!("  {}{}", file.path, if file.is_dir { "/" } else { "" });
    }
    let file = mlflow::artifacts::download(format!("runs:/{}/results/predictions.csv", run.id()))?;
    println!("{}", std::fs::read_to_string(file)?);
    Ok(run.end()?)
}
