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
use mlflow_core::Registry;
use mlflow_migrate::{Kind, Migration, Report};
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
