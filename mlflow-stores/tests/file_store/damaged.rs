//! Damaged files are left out of lists, and are clear errors when they are asked for.

use super::new_store;
use mlflow_core::contract::experiments::{CreateExperiment, GetExperiment, SearchExperiments};
use mlflow_core::contract::runs::{CreateRun, GetRun, SearchRuns};
use mlflow_core::{ErrorCode, Experiments, Runs};
use mlflow_stores::file::examine;
use mlflow_testkit::tracking::Guarded;
use std::collections::BTreeMap;

#[tokio::test]
async fn damaged_experiments_and_runs_are_left_out_of_lists() {
    let Guarded(store, folder) = new_store().await;
    let root = folder.path().join("mlruns");
    let named = |name: &str| CreateExperiment {
        name: name.into(),
        ..CreateExperiment::default()
    };
    let bad = store.create_experiment(named("bad")).await.unwrap().experiment_id;
    let in_default = || CreateRun {
        experiment_id: "0".into(),
        ..CreateRun::default()
    };
    let good_run = store.create_run(in_default()).await.unwrap().run;
    let bad_run = store.create_run(in_default()).await.unwrap().run;
    std::fs::write(root.join(&bad).join("meta.yaml"), "name: [half").unwrap();
    std::fs::write(root.join("0").join(bad_run.id()).join("metrics/loss"), "1 x 0\n").unwrap();

    let request = SearchExperiments {
        max_results: Some(10),
        ..SearchExperiments::default()
    };
    let found = store.search_experiments(request).await.unwrap().experiments;
    assert_eq!(found.iter().map(|e| e.id()).collect::<Vec<_>>(), ["0"]);
    let request = SearchRuns {
        experiment_ids: vec!["0".into()],
        ..SearchRuns::default()
    };
    let found = store.search_runs(request).await.unwrap().runs;
    assert_eq!(
        found.iter().map(|run| run.id()).collect::<Vec<_>>(),
        [good_run.id()]
    );

    let request = GetExperiment {
        experiment_id: bad.clone(),
    };
    let error = store.get_experiment(request).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidParameterValue);
    assert!(error.message().contains(&format!("{bad}/meta.yaml")), "{error}");
    let request = GetRun {
        run_id: bad_run.id().to_owned(),
    };
    let error = store.get_run(request).await.unwrap_err();
    assert!(
        error.message().contains("metrics/loss") && error.message().contains("'x' is no number"),
        "{error}"
    );
}

#[tokio::test]
async fn names_do_not_leave_the_root() {
    let Guarded(store, folder) = new_store().await;
    let outside = folder.path().join("outside");
    std::fs::create_dir_all(outside.join("metrics")).unwrap();
    std::fs::write(outside.join("meta.yaml"), "run_id: outside\nexperiment_id: '0'\n").unwrap();
    for run_id in ["../../outside", "..", "."] {
        let request = GetRun {
            run_id: run_id.to_owned(),
        };
        assert!(store.get_run(request).await.is_err(), "{run_id}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&outside, folder.path().join("mlruns/0/outside")).unwrap();
        let request = GetRun {
            run_id: "outside".to_owned(),
        };
        assert!(store.get_run(request).await.is_err());
    }
}

/// Unpacks a folder that official MLflow made and that was damaged then.
fn unpacked(name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let archive =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/file/{name}.tar.gz"));
    let tar = std::process::Command::new("tar")
        .arg("xzf")
        .arg(archive)
        .arg("-C")
        .arg(folder.path())
        .status();
    assert!(tar.unwrap().success());
    folder
}

fn cases(of: &str) -> BTreeMap<String, String> {
    let all = include_str!("../data/file/damaged-cases.json");
    let mut all: BTreeMap<String, BTreeMap<String, String>> = serde_json::from_str(all).unwrap();
    all.remove(of).unwrap()
}

#[test]
fn damaged_runs_are_examined() {
    let labels = cases("runs");
    let folder = unpacked("damaged-runs");
    let findings = examine(&folder.path().join("runs").to_string_lossy()).unwrap();
    let mut told: Vec<String> = findings
        .iter()
        .filter_map(|finding| {
            let label = labels.get(finding.path.split('/').nth(1)?)?;
            Some(format!("{label}: {}", finding.problem))
        })
        .collect();
    told.sort();
    insta::assert_snapshot!(told.join("\n"));
    let neighbours = findings.len() - told.len();
    assert_eq!(neighbours, 2, "an empty folder, and a dataset in place of a run");
}

#[test]
fn damaged_experiments_and_traces_are_examined() {
    let folder = unpacked("damaged-roots");
    let told = cases("roots").into_iter().map(|(root, label)| {
        let findings = examine(&folder.path().join("roots").join(root).to_string_lossy()).unwrap();
        let told = findings
            .iter()
            .map(|finding| format!("\n  {} {}: {}", finding.what, finding.path, finding.problem));
        format!("{label}{}", told.collect::<String>())
    });
    insta::assert_snapshot!(told.collect::<Vec<_>>().join("\n"));
}

#[tokio::test]
async fn pages_are_filled_up_where_runs_are_damaged() {
    let Guarded(store, folder) = new_store().await;
    let mut ids = Vec::new();
    for _ in 0..7 {
        ids.push(crate::fresh::make_run(&store).await);
    }
    ids.sort_unstable();
    for bad in [1, 2, 6] {
        let loss = folder
            .path()
            .join("mlruns/0")
            .join(&ids[bad])
            .join("metrics/loss");
        std::fs::write(loss, "1 x 0\n").unwrap();
    }
    let good = [0, 3, 4, 5].map(|index: usize| ids[index].clone());
    let mut pages = Vec::new();
    let mut request = SearchRuns {
        experiment_ids: vec!["0".into()],
        order_by: vec!["attributes.run_id ASC".into()],
        max_results: Some(2),
        ..SearchRuns::default()
    };
    loop {
        let answer = store.search_runs(request.clone()).await.unwrap();
        pages.push(
            answer
                .runs
                .into_iter()
                .map(|run| run.info.run_id)
                .collect::<Vec<_>>(),
        );
        request.page_token = answer.next_page_token;
        if request.page_token.is_empty() {
            break;
        }
    }
    assert_eq!(pages[..2], [good[..2].to_vec(), good[2..].to_vec()]);
    assert!(pages[2..].iter().all(Vec::is_empty), "{pages:?}");
    // A search that looks at the metric leaves the damaged ones out at once.
    request.filter = "metrics.loss > 0".into();
    assert!(store.search_runs(request).await.unwrap().runs.is_empty());
}
