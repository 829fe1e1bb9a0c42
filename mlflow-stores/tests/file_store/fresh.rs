//! What another process or another store writes is seen by the next read.

use crate::new_store;
use mlflow_core::contract::runs::{CreateRun, GetRun, LogMetric, LogParam, SearchRuns, SetTag};
use mlflow_core::entities::Run;
use mlflow_core::{ErrorCode, Runs};
use mlflow_stores::file::FileStore;
use mlflow_testkit::tracking::Guarded;

pub(crate) async fn make_run(store: &FileStore) -> String {
    let request = CreateRun {
        experiment_id: "0".into(),
        ..CreateRun::default()
    };
    store.create_run(request).await.unwrap().run.info.run_id
}

pub(crate) async fn search(store: &FileStore, filter: &str) -> Vec<Run> {
    let request = SearchRuns {
        experiment_ids: vec!["0".into()],
        filter: filter.to_owned(),
        ..SearchRuns::default()
    };
    store.search_runs(request).await.unwrap().runs
}

async fn log(store: &FileStore, run_id: &str, round: i64) {
    let (run_id, key) = (run_id.to_owned(), "m".to_owned());
    let value = round as f64;
    let metric = LogMetric {
        run_id: run_id.clone(),
        key,
        value,
        timestamp: round,
        step: round,
        ..LogMetric::default()
    };
    store.log_metric(metric).await.unwrap();
    // The length of the file stays the same.
    let tag = SetTag {
        run_id: run_id.clone(),
        key: "round".into(),
        value: format!("{round:04}"),
    };
    store.set_tag(tag).await.unwrap();
    let param = LogParam {
        run_id,
        key: format!("p{round}"),
        value: "x".into(),
    };
    store.log_param(param).await.unwrap();
}

#[tokio::test]
async fn another_store_s_writes_are_seen_at_once() {
    let Guarded(reader, folder) = new_store().await;
    let root = folder.path().join("mlruns").to_string_lossy().into_owned();
    let writer = FileStore::open(&root).unwrap();
    let run_id = make_run(&writer).await;
    let quiet = make_run(&writer).await;
    for round in 0..150 {
        log(&writer, &run_id, round).await;
        let found = search(
            &reader,
            &format!("metrics.m = {round} AND tags.round = '{round:04}'"),
        )
        .await;
        assert_eq!(found.len(), 1, "round {round}");
        assert_eq!(found[0].data.params.len(), usize::try_from(round).unwrap() + 1);
        assert_eq!(search(&reader, "").await.len(), 2);
        if round % 50 == 0 {
            // Long enough for times to be trusted.
            std::thread::sleep(std::time::Duration::from_millis(150));
        }
    }
    let third = make_run(&writer).await;
    assert_eq!(search(&reader, "").await.len(), 3);
    std::fs::remove_dir_all(folder.path().join("mlruns/0").join(&quiet)).unwrap();
    assert_eq!(search(&reader, "").await.len(), 2);
    let request = GetRun { run_id: quiet };
    let error = reader.get_run(request).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::ResourceDoesNotExist);
    assert!(search(&reader, "").await.iter().any(|run| run.id() == third));
}

/// From 256 runs on, changes are heard of instead of looked for.
#[tokio::test]
async fn changes_to_one_of_many_runs_are_seen_at_once() {
    let Guarded(reader, folder) = new_store().await;
    let root = folder.path().join("mlruns");
    let writer = FileStore::open(&root.to_string_lossy()).unwrap();
    let mut ids = Vec::new();
    for _ in 0..260 {
        ids.push(make_run(&writer).await);
    }
    let seen = async |filter: &str| search(&reader, filter).await.len();
    // The first search reads all, the next ones look and listen.
    for _ in 0..3 {
        assert_eq!(seen("").await, 260);
    }
    for round in 0..40_u32 {
        let id = &ids[usize::try_from(round).unwrap() * 5];
        log(&writer, id, i64::from(round)).await;
        let filter = format!("metrics.m = {round} AND tags.round = '{round:04}'");
        assert_eq!(seen(&filter).await, 1, "round {round}");
        // As Python does it: in place, of the same length, and in a folder that is new.
        std::fs::write(root.join("0").join(id).join("tags/round"), format!("x{round:03}")).unwrap();
        assert_eq!(
            seen(&format!("tags.round = 'x{round:03}'")).await,
            1,
            "round {round}"
        );
        let nested = root.join("0").join(id).join("metrics/deep/er");
        std::fs::create_dir_all(&nested).unwrap();
        std::fs::write(nested.join("loss"), "1 0.5 0\n").unwrap();
        assert_eq!(
            seen("metrics.`deep/er/loss` = 0.5").await,
            usize::try_from(round).unwrap() + 1
        );
        std::fs::write(nested.join("loss"), "1 0.5 0\n2 7.5 1\n").unwrap();
        assert_eq!(seen("metrics.`deep/er/loss` = 7.5").await, 1, "round {round}");
        std::fs::write(nested.join("loss"), "1 0.5 0\n").unwrap();
    }
    let run = root.join("0").join(&ids[0]);
    std::fs::rename(&run, root.join("away")).unwrap();
    assert_eq!(seen("").await, 259);
    std::fs::rename(root.join("away"), &run).unwrap();
    assert_eq!(seen("").await, 260);
    // Another folder in the place of all of them.
    std::fs::rename(root.join("0"), root.join("away")).unwrap();
    let copied = std::process::Command::new("cp")
        .arg("-r")
        .arg(root.join("away"))
        .arg(root.join("0"))
        .status();
    assert!(copied.unwrap().success());
    let tag = root.join("0").join(&ids[0]).join("tags/round");
    std::fs::write(tag, "copy").unwrap();
    assert_eq!(seen("tags.round = 'copy'").await, 1);
}
