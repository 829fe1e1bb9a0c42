//! Damaged files are left out of lists, and are clear errors when they are asked for.

use super::new_store;
use mlflow_core::contract::experiments::{CreateExperiment, GetExperiment, SearchExperiments};
use mlflow_core::contract::runs::{CreateRun, GetRun, SearchRuns};
use mlflow_core::{ErrorCode, Experiments, Runs};
use mlflow_testkit::tracking::Guarded;

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
