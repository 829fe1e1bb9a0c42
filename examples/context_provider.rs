//! Tags of your own on every run that a program starts: which job of the cluster it was.
//!
//! `cargo run --example context_provider`
#![allow(clippy::print_stdout, reason = "an example shows what it did")]

use mlflow::context::RunContextProvider;

/// Tells what the scheduler says of a job.
struct Job;

impl RunContextProvider for Job {
    fn name(&self) -> &str {
        "job"
    }

    fn tags(&self) -> mlflow::Result<Vec<(String, String)>> {
        let id = std::env::var("SLURM_JOB_ID").unwrap_or_else(|_| "none".to_owned());
        Ok(vec![("job.id".to_owned(), id)])
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    mlflow::set_tracking_uri(format!("sqlite:///{}", folder.path().join("mlflow.db").display()))?;
    mlflow::context::register(Job);
    let run = mlflow::start_run()?;
    let tags = &run.run().data.tags;
    println!(
        "the run `{}` has the tag job.id = {}",
        run.run().info.run_name,
        &tags["job.id"]
    );
    Ok(())
}
