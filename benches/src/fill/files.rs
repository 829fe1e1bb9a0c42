//! A folder of many runs, as official MLflow's file store writes them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

/// How large the folder is.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// A folder that need not exist
    #[arg(long)]
    folder: PathBuf,
    #[arg(long, default_value_t = 10_000)]
    runs: u32,
    /// Metrics of each run
    #[arg(long, default_value_t = 20)]
    metrics: u32,
    /// Points of each metric
    #[arg(long, default_value_t = 3)]
    points: u32,
    #[arg(long, default_value_t = 15)]
    params: u32,
    /// Tags beside those that every run has
    #[arg(long, default_value_t = 5)]
    tags: u32,
}

/// Makes the folder.
pub(crate) fn run(options: &Options) -> Result<()> {
    let experiment = options.folder.join("0");
    fs::create_dir_all(&experiment)?;
    fs::create_dir_all(options.folder.join(".trash"))?;
    let location = format!("file://{}", experiment.display());
    fs::write(
        experiment.join("meta.yaml"),
        format!(
            "artifact_location: {location}\ncreation_time: 1700000000000\nexperiment_id: '0'\nlast_update_time: \
             1700000000000\nlifecycle_stage: active\nname: Default\n"
        ),
    )?;
    (0..options.runs).try_for_each(|number| write_run(options, &experiment, &location, number))
}

fn write_run(options: &Options, experiment: &Path, location: &str, number: u32) -> Result<()> {
    let id = format!("{:032x}", u128::from(number) * 2_654_435_761 + 1);
    let run = experiment.join(&id);
    for name in ["artifacts", "metrics", "params", "tags"] {
        fs::create_dir_all(run.join(name))?;
    }
    for key in 0..options.metrics {
        let name = match key {
            0 => "loss".to_owned(),
            key => format!("metric_{key}"),
        };
        let value = f64::from(number * 31 % 1000) / 1000.0;
        let last = options.points - 1;
        let line = |step: u32| {
            let time = 1_700_000_000_000 + u64::from(step) * 1000;
            format!("{time} {} {step}\n", value + f64::from(last - step))
        };
        fs::write(
            run.join("metrics").join(name),
            (0..options.points).map(line).collect::<String>(),
        )?;
    }
    for key in 0..options.params {
        let (name, value) = match key {
            0 => ("depth".to_owned(), number % 5),
            key => (format!("param_{key}"), key),
        };
        fs::write(run.join("params").join(name), value.to_string())?;
    }
    let own = (0..options.tags).map(|key| (format!("tag_{key}"), key.to_string()));
    let all = [
        ("mlflow.runName", format!("run {number}")),
        ("mlflow.user", "alice".to_owned()),
        ("mlflow.source.name", "train.py".to_owned()),
        ("mlflow.source.type", "LOCAL".to_owned()),
    ];
    for (name, value) in all
        .map(|(name, value)| (name.to_owned(), value))
        .into_iter()
        .chain(own)
    {
        fs::write(run.join("tags").join(name), value)?;
    }
    let start = 1_700_000_000_000 + u64::from(number);
    fs::write(
        run.join("meta.yaml"),
        format!(
            "artifact_uri: {location}/{id}/artifacts\nend_time: {}\nentry_point_name: ''\nexperiment_id: '0'\n\
             lifecycle_stage: active\nrun_id: '{id}'\nrun_name: run {number}\nrun_uuid: '{id}'\nsource_name: ''\n\
             source_type: 4\nsource_version: ''\nstart_time: {start}\nstatus: 3\ntags: []\nuser_id: alice\n",
            start + 1000
        ),
    )?;
    Ok(())
}
