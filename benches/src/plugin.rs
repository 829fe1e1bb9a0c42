//! What a plugin's border costs: the same calls on a store in memory that is linked in, behind the C ABI, and in a process of
//! its own; how long a plugin takes to answer for the first time; and how long it takes to know what is installed.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use mlflow_core::contract::runs::{CreateRun, LogBatch, LogMetric, SearchRuns};
use mlflow_core::entities::Metric;
use mlflow_core::{MemoryStore, Registry, TrackingStore, plugin};

use crate::measure::measure;

const WARM_UP: u32 = 20;
const BATCH: i64 = 1000;
const PAGE: u32 = 1000;

/// How often each item is done.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The library of `mlflow-testkit`'s example `memory_plugin`
    #[arg(long)]
    library: PathBuf,
    /// The program that hosts it: `mlflow plugin-host`, or the example `plugin_host`
    #[arg(long)]
    host: PathBuf,
    /// The least that `log_metric` is called
    #[arg(long, default_value_t = 20_000)]
    calls: u32,
    /// Batches, searches and starts
    #[arg(long, default_value_t = 200)]
    rounds: u32,
    /// Prints what it takes to know the installed plugins, or to open a store of one, in this process alone
    #[arg(long, hide = true)]
    once: Option<Once>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Once {
    Manifests,
    Start,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    match options.once {
        Some(Once::Manifests) => return manifests_once(),
        Some(Once::Start) => return start_once(&options.library),
        None => {}
    }
    let folder = Folder::new(&options.library)?;
    plugin::set_host(&options.host, [""; 0]);
    let mut registry = Registry::empty();
    registry.load_plugin(&options.library)?;
    let mut isolated = Registry::empty();
    isolated.load_plugin(folder.install("isolated", r#""isolation":"process","#)?)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let open = |registry: &Registry| runtime.block_on(registry.tracking_store("memo://bench"));
    for (name, store) in [
        ("linked", Arc::new(MemoryStore::new()) as Arc<dyn TrackingStore>),
        ("abi", open(&registry)?),
        ("process", open(&isolated)?),
    ] {
        calls(name, &*store, options, &runtime)?;
    }
    for number in 0..100 {
        folder.install(&format!("other{number}"), "")?;
    }
    folder.again(options, "manifests", "know 100 installed plugins")?;
    folder.again(options, "start", "first open of a plugin")
}

fn calls(
    name: &str,
    store: &dyn TrackingStore,
    options: &Options,
    runtime: &tokio::runtime::Runtime,
) -> Result<()> {
    let mut ids = Vec::new();
    for _ in 0..PAGE {
        let run = CreateRun {
            experiment_id: "0".into(),
            ..CreateRun::default()
        };
        ids.push(runtime.block_on(store.create_run(run))?.run.info.run_id);
    }
    measure(&format!("{name} log_metric"), options.calls, WARM_UP, |index| {
        let metric = LogMetric {
            run_id: ids[0].clone(),
            key: "loss".into(),
            value: 0.5,
            step: i64::from(index),
            ..LogMetric::default()
        };
        runtime.block_on(store.log_metric(metric))?;
        Ok(())
    })?;
    measure(
        &format!("{name} log_batch of {BATCH}"),
        options.rounds,
        WARM_UP,
        |index| {
            let metrics =
                (0..BATCH).map(|number| Metric::new(format!("m{number}"), 0.5, 1, i64::from(index)));
            let batch = LogBatch {
                run_id: ids[1].clone(),
                metrics: metrics.collect(),
                ..LogBatch::default()
            };
            runtime.block_on(store.log_batch(batch))?;
            Ok(())
        },
    )?;
    measure(
        &format!("{name} search page of {PAGE}"),
        options.rounds,
        2,
        |_| {
            let search = SearchRuns {
                experiment_ids: vec!["0".into()],
                max_results: Some(PAGE.into()),
                ..SearchRuns::default()
            };
            let found = runtime.block_on(store.search_runs(search))?;
            ensure!(found.runs.len() == PAGE as usize, "{} runs", found.runs.len());
            Ok(())
        },
    )
}

/// A folder of plugins, which goes with this value.
struct Folder {
    path: PathBuf,
    library: PathBuf,
}

impl Folder {
    fn new(library: &Path) -> Result<Self> {
        let path = std::env::temp_dir().join(format!("mlflow-bench-plugins-{}", std::process::id()));
        std::fs::create_dir_all(&path)?;
        let library = library.canonicalize()?;
        Ok(Folder { path, library })
    }

    /// Writes a manifest of the library, which stays where it is.
    fn install(&self, name: &str, more: &str) -> Result<PathBuf> {
        let manifest = self.path.join(format!("{name}.plugin.json"));
        let text = format!(
            r#"{{"name":"{name}","version":"1","abi":1,{more}"library":{:?},"offers":[{{"kind":"tracking_store","schemes":["{name}"]}}]}}"#,
            self.library.display().to_string()
        );
        std::fs::write(&manifest, text)?;
        Ok(manifest)
    }

    /// Measures something in processes of their own, and prints the mean.
    fn again(&self, options: &Options, once: &str, item: &str) -> Result<()> {
        let mut seconds = 0.0;
        for _ in 0..options.rounds {
            let mut program = Command::new(std::env::current_exe()?);
            program
                .args(["plugin", "--once", once])
                .arg("--library")
                .arg(&self.library);
            program
                .arg("--host")
                .arg(&options.host)
                .env("MLFLOW_PLUGIN_PATH", &self.path);
            let output = program.output()?;
            ensure!(
                output.status.success(),
                "{}",
                String::from_utf8_lossy(&output.stderr)
            );
            let line = String::from_utf8(output.stdout)?;
            let figure: serde_json::Value = serde_json::from_str(&line)?;
            seconds += figure["seconds_per_op"].as_f64().context("no figure")?;
        }
        let seconds_per_op = seconds / f64::from(options.rounds);
        let figure = serde_json::json!({ "item": item, "seconds_per_op": seconds_per_op, "operations": options.rounds });
        println!("{figure}");
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What stays behind is in the temporary folder.
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

fn manifests_once() -> Result<()> {
    measure("manifests", 1, 0, |_| {
        let found = plugin::found().len();
        ensure!(found >= 100, "{found} plugins were found");
        Ok(())
    })
}

fn start_once(library: &Path) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    measure("start", 1, 0, |_| {
        let mut registry = Registry::empty();
        registry.load_plugin(library)?;
        runtime.block_on(registry.tracking_store("memo://bench"))?;
        Ok(())
    })
}
