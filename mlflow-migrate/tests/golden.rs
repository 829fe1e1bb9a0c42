//! What official MLflow wrote is moved, and read again as it was.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod common;
#[path = "../../mlflow-stores/tests/common/servers.rs"]
mod servers;

use common::{Pair, TABLES};
use mlflow_core::contract::runs::CreateRun;
use mlflow_core::{ErrorCode, Registry};
use mlflow_migrate::{Archive, Artifacts, Kind, Migration, Report};
use servers::Engine;

fn shown(report: &Report) -> String {
    let tally = |kind| {
        let tally = report.tally(kind);
        format!("{kind}: {} {} {}\n", tally.source, tally.target, tally.equal)
    };
    let counts: String = Kind::ALL.into_iter().map(tally).collect();
    format!("{counts}{:#?}", report.differences)
}

async fn moved(from: &str, to: &str) -> Report {
    mlflow_registry::link();
    let report = Migration::new(from, to).run(&Registry::default()).await.unwrap();
    assert!(report.is_verified && report.is_equal(), "{}", shown(&report));
    report
}

#[tokio::test]
async fn everything_of_official_mlflow_comes_to_another_file() {
    for version in ["2.22.5", "3.17.2"] {
        let pair = Pair::of_golden(version).await;
        let report = moved(&pair.from, &pair.to).await;
        assert!(report.tally(Kind::Points).source > 3000, "{}", shown(&report));
        for table in TABLES {
            assert_eq!(
                pair.count_from(table),
                pair.count_to(table),
                "{table} of {version}: {}",
                shown(&report)
            );
        }
        assert!(report.experiment_ids.is_empty());
    }
}

#[tokio::test]
async fn a_second_migration_changes_nothing() {
    let pair = Pair::of_golden("3.17.2").await;
    moved(&pair.from, &pair.to).await;
    let before = pair.content_to();
    moved(&pair.from, &pair.to).await;
    assert_eq!(before, pair.content_to());
}

async fn there_and_back(engine: Engine, name: &str) {
    let Some(server) = engine.fresh(name).await else {
        return;
    };
    let pair = Pair::of_golden("3.17.2").await;
    moved(&pair.from, &server.uri).await;
    moved(&server.uri, &pair.to).await;
    for table in TABLES {
        assert_eq!(pair.count_from(table), pair.count_to(table), "{table}");
    }
    server.drop_database().await;
}

#[tokio::test]
async fn everything_comes_to_postgresql_and_back() {
    there_and_back(Engine::Postgres, "migrate").await;
}

#[tokio::test]
async fn everything_comes_to_mysql_and_back() {
    there_and_back(Engine::MySql, "migrate").await;
}

#[tokio::test]
async fn artifacts_are_copied_and_compared_by_their_content() {
    let pair = Pair::empty();
    let run = with_artifacts(&pair).await;
    let root = pair.path("kept");
    let migration = || {
        Migration::new(&pair.from, &pair.to)
            .artifacts(Artifacts::Copy)
            .artifact_root(root.to_string_lossy())
    };
    let report = migration().run(&Registry::default()).await.unwrap();
    assert!(report.is_equal(), "{}", shown(&report));
    let tally = report.tally(Kind::Artifacts);
    assert_eq!((tally.source, tally.target, tally.equal), (2, 2, 2));
    let copy = root.join("0").join(&run).join("artifacts");
    assert_eq!(std::fs::read(copy.join("plots/a.txt")).unwrap(), b"a plot");

    std::fs::write(copy.join("plots/a.txt"), "a p1ot").unwrap();
    let report = migration()
        .compare_only(true)
        .run(&Registry::default())
        .await
        .unwrap();
    assert_eq!(report.tally(Kind::Artifacts).equal, 1);
    assert!(
        report.differences[0].what.ends_with("plots/a.txt"),
        "{}",
        shown(&report)
    );
}

/// Makes a run with two artifacts in the source, and returns its id.
async fn with_artifacts(pair: &Pair) -> String {
    mlflow_registry::link();
    let client = mlflow_core::Client::new(&pair.from).unwrap();
    let request = CreateRun {
        experiment_id: "0".to_owned(),
        ..CreateRun::default()
    };
    let run = client.create_run(request).await.unwrap();
    let repo = pair.path("artifacts").join("0").join(run.id()).join("artifacts");
    let database = rusqlite::Connection::open(pair.path("from.db")).unwrap();
    let changed = database.execute("UPDATE runs SET artifact_uri = ?1", [repo.to_string_lossy()]);
    assert_eq!(changed.unwrap(), 1);
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("plots")).unwrap();
    std::fs::write(folder.path().join("plots/a.txt"), "a plot").unwrap();
    std::fs::write(folder.path().join("model.bin"), vec![7; 300_000]).unwrap();
    client.log_artifacts(run.id(), folder.path(), None).await.unwrap();
    run.id().to_owned()
}

#[tokio::test]
async fn an_archive_holds_everything() {
    mlflow_registry::link();
    let pair = Pair::of_golden("3.17.2").await;
    let file = pair.path("all.mlflow.zip");
    let registry = Registry::default();
    let archive = Archive::create(&file, &registry).unwrap();
    let writes = Migration::new(&pair.from, archive.uri()).verify(false);
    writes.run(archive.registry()).await.unwrap();
    archive.finish(false).unwrap();
    let archive = Archive::open(&file, &registry).await.unwrap();
    let compares = Migration::new(&pair.from, archive.uri()).compare_only(true);
    let report = compares.run(archive.registry()).await.unwrap();
    assert!(report.is_verified && report.is_equal(), "{}", shown(&report));
    let report = Migration::new(archive.uri(), &pair.to)
        .run(archive.registry())
        .await
        .unwrap();
    assert!(report.is_equal(), "{}", shown(&report));
    for table in TABLES {
        assert_eq!(pair.count_from(table), pair.count_to(table), "{table}");
    }
}

#[tokio::test]
async fn artifacts_travel_in_an_archive() {
    let pair = Pair::empty();
    let run = with_artifacts(&pair).await;
    let file = pair.path("all.mlflow.zip");
    let registry = Registry::default();
    let archive = Archive::create(&file, &registry).unwrap();
    let writes = Migration::new(&pair.from, archive.uri())
        .artifacts(Artifacts::Copy)
        .artifact_root(archive.artifact_root())
        .verify(false);
    writes.run(archive.registry()).await.unwrap();
    archive.finish(true).unwrap();
    std::fs::remove_dir_all(pair.path("artifacts")).unwrap();

    let archive = Archive::open(&file, &registry).await.unwrap();
    assert!(archive.has_artifacts());
    let root = pair.path("kept");
    let report = Migration::new(archive.uri(), &pair.to)
        .artifacts(Artifacts::Copy)
        .artifact_root(root.to_string_lossy())
        .run(archive.registry())
        .await
        .unwrap();
    assert!(report.is_equal(), "{}", shown(&report));
    assert_eq!(report.tally(Kind::Artifacts).equal, 2);
    let copy = root.join("0").join(&run).join("artifacts/model.bin");
    assert_eq!(std::fs::read(copy).unwrap().len(), 300_000);
}

#[tokio::test]
async fn what_is_no_archive_is_refused() {
    let pair = Pair::empty();
    let file = pair.path("none.zip");
    std::fs::write(&file, "no archive").unwrap();
    let error = Archive::open(&file, &Registry::default()).await.unwrap_err();
    assert!(error.message().contains("none.zip"), "{}", error.message());
    let error = Archive::create(&file, &Registry::default()).unwrap_err();
    assert_eq!(error.code(), ErrorCode::ResourceAlreadyExists);
}
