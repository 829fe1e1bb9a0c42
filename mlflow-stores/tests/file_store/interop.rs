//! Both official versions read what this store wrote, and the reverse; also while both write.

use super::new_store;
use mlflow_core::contract::experiments::{CreateExperiment, GetExperimentByName};
use mlflow_core::contract::runs::{CreateRun, GetMetricHistory, LogBatch, LogMetric, SearchRuns, UpdateRun};
use mlflow_core::entities::{Metric, Param, RunStatus, RunTag};
use mlflow_core::{Experiments, Runs};
use mlflow_stores::file::FileStore;
use mlflow_testkit::tracking::Guarded;
use std::path::Path;
use std::process::{Child, Command};

/// Returns the Pythons that the environment names, if any.
pub(crate) fn pythons() -> Vec<String> {
    ["MLFLOW_TEST_PYTHON_3", "MLFLOW_TEST_PYTHON_2"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .collect()
}

fn command(python: &str, root: &Path, script: &str) -> Command {
    let prelude = "import mlflow\nfrom mlflow import MlflowClient\nclient = MlflowClient()\n";
    let mut command = Command::new(python);
    command
        .args(["-c", &format!("{prelude}{script}")])
        .env("MLFLOW_TRACKING_URI", root)
        .env("MLFLOW_ALLOW_FILE_STORE", "true");
    command
}

fn start(python: &str, root: &Path, script: &str) -> Child {
    command(python, root, script).spawn().unwrap()
}

pub(crate) fn run(python: &str, root: &Path, script: &str) {
    assert!(start(python, root, script).wait().unwrap().success(), "{python}");
}

#[tokio::test]
async fn python_reads_what_we_wrote() {
    for python in pythons() {
        let Guarded(store, folder) = new_store().await;
        let request = CreateExperiment {
            name: "日本: x 🚀".into(),
            tags: vec![("team", "a\nb").into()],
            ..CreateExperiment::default()
        };
        let experiment_id = store.create_experiment(request).await.unwrap().experiment_id;
        let request = CreateRun {
            experiment_id,
            run_name: "1e3".into(),
            user_id: "null".into(),
            start_time: Some(5),
            ..CreateRun::default()
        };
        let run_id = store.create_run(request).await.unwrap().run.info.run_id;
        let request = LogBatch {
            run_id: run_id.clone(),
            metrics: vec![
                Metric::new("d/loss", 1e16, 7, 1),
                Metric::new("d/loss", f64::NAN, 8, 2),
                Metric::new("d/loss", f64::NEG_INFINITY, 9, 3),
            ],
            params: vec![Param::new("a/b", "x\ny"), Param::new("empty", "")],
            tags: vec![RunTag::new("日本", "🚀")],
        };
        store.log_batch(request).await.unwrap();
        let request = UpdateRun {
            run_id: run_id.clone(),
            status: Some(RunStatus::Finished),
            end_time: Some(9),
            run_name: None,
        };
        store.update_run(request).await.unwrap();
        let script = format!(
            r#"
e = client.get_experiment_by_name("日本: x 🚀")
assert e.tags == {{"team": "a\nb"}}, e.tags
runs = client.search_runs([e.experiment_id])
assert len(runs) == 1
r = client.get_run("{run_id}")
assert (r.info.run_name, r.info.user_id, r.info.status, r.info.end_time) == ("1e3", "null", "FINISHED", 9), r.info
assert r.data.params == {{"a/b": "x\ny", "empty": ""}}, r.data.params
assert r.data.tags["日本"] == "🚀"
h = client.get_metric_history("{run_id}", "d/loss")
assert [(m.timestamp, repr(m.value), m.step) for m in h] == [(7, "1e+16", 1), (8, "nan", 2), (9, "-inf", 3)], h
client.log_metric("{run_id}", "d/loss", 2.5, 10, 4)
client.set_tag("{run_id}", "by", "python")
client.delete_experiment(e.experiment_id)
client.restore_experiment(e.experiment_id)
"#
        );
        let root = folder.path().join("mlruns");
        run(&python, &root, &script);
        let run = mlflow_testkit::tracking::fixture::read(&store, &run_id).await;
        assert_eq!(
            (run.data.metrics["d/loss"], &run.data.tags["by"]),
            (2.5, "python")
        );
    }
}

#[tokio::test]
async fn we_read_what_python_wrote() {
    for python in pythons() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("mlruns");
        let script = r#"
e = client.create_experiment("wine: 1", tags={"k": "v"})
for i in range(3):
    r = client.create_run(e, run_name=f"run {i}").info.run_id
    client.log_metric(r, "a/loss", i / 3, 10 * i, i)
    client.log_param(r, "lr", "a\nb")
    client.set_terminated(r)
"#;
        run(&python, &root, script);
        let store = FileStore::open(&root.to_string_lossy()).unwrap();
        let request = GetExperimentByName {
            experiment_name: "wine: 1".into(),
        };
        let experiment = store.get_experiment_by_name(request).await.unwrap().experiment;
        assert_eq!(&experiment.tags["k"], "v");
        let request = SearchRuns {
            experiment_ids: vec![experiment.experiment_id],
            filter: "metrics.`a/loss` > 0.5 AND params.lr = 'a\nb'".into(),
            ..SearchRuns::default()
        };
        let runs = store.search_runs(request).await.unwrap().runs;
        assert_eq!((runs.len(), runs[0].info.run_name.as_str()), (1, "run 2"));
        assert_eq!(runs[0].info.status, RunStatus::Finished);
    }
}

#[tokio::test]
async fn both_write_at_once() {
    const POINTS: usize = 300;
    for python in pythons() {
        let Guarded(store, folder) = new_store().await;
        let request = CreateRun {
            experiment_id: "0".into(),
            ..CreateRun::default()
        };
        let run_id = store.create_run(request).await.unwrap().run.info.run_id;
        let root = folder.path().join("mlruns");
        let script = format!(
            "for i in range({POINTS}): client.log_metric('{run_id}', 'm', 0.5, i, i)\nclient.set_tag('{run_id}', 't', 'done')"
        );
        let mut child = start(&python, &root, &script);
        let mut ours = 0;
        while child.try_wait().unwrap().is_none() || ours < POINTS {
            let request = LogMetric {
                run_id: run_id.clone(),
                key: "m".into(),
                value: -0.5,
                timestamp: 1,
                ..LogMetric::default()
            };
            store.log_metric(request).await.unwrap();
            mlflow_testkit::tracking::fixture::read(&store, &run_id).await;
            ours += 1;
        }
        assert!(child.wait().unwrap().success());
        let request = GetMetricHistory {
            run_id: run_id.clone(),
            metric_key: "m".into(),
            ..GetMetricHistory::default()
        };
        let points = store.get_metric_history(request).await.unwrap().metrics;
        let of_python = points.iter().filter(|point| point.value == 0.5);
        assert_eq!((of_python.count(), points.len()), (POINTS, POINTS + ours));
        let run = mlflow_testkit::tracking::fixture::read(&store, &run_id).await;
        assert_eq!(&run.data.tags["t"], "done");
    }
}

/// Python says after each round that it has written, and waits for nothing: the next read has to show it.
#[tokio::test]
async fn python_s_writes_are_seen_at_once() {
    use crate::fresh::{make_run, search};
    use std::io::{BufRead, BufReader};
    for python in pythons() {
        let Guarded(store, folder) = new_store().await;
        let run_id = make_run(&store).await;
        let script = format!(
            r#"
import sys
for i in range(60):
    client.log_metric('{run_id}', 'm', i, i, i)
    client.set_tag('{run_id}', 'round', f'{{i:04}}')
    print(i, flush=True)
    sys.stdin.readline()
client.set_terminated('{run_id}', 'KILLED')
client.create_run('0')
print('end', flush=True)
"#
        );
        let root = folder.path().join("mlruns");
        let mut child = command(&python, &root, &script)
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        let mut answers = child.stdin.take().unwrap();
        for line in BufReader::new(child.stdout.take().unwrap()).lines() {
            let line = line.unwrap();
            match line.parse::<u32>() {
                Ok(round) => {
                    let filter = format!("metrics.m = {round} AND tags.round = '{round:04}'");
                    assert_eq!(search(&store, &filter).await.len(), 1, "round {round}");
                    std::io::Write::write_all(&mut answers, b"\n").unwrap();
                }
                Err(_) => {
                    assert_eq!(line, "end");
                    assert_eq!(search(&store, "status = 'KILLED'").await.len(), 1);
                    assert_eq!(search(&store, "").await.len(), 2);
                }
            }
        }
        assert!(child.wait().unwrap().success());
    }
}
