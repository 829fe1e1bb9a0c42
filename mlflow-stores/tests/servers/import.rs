//! Points of migrations, of which PostgreSQL puts many aside first.

use crate::servers::{Engine, Fresh, open};
use mlflow_core::contract::ImportTarget;
use mlflow_core::contract::import_target::ImportMetrics;
use mlflow_core::contract::runs::{CreateRun, GetMetricHistory, GetRun};
use mlflow_core::entities::Metric;
use mlflow_core::{ErrorCode, Runs};
use mlflow_stores::sql::SqlStore;
use sqlx::{Connection, PgConnection, Row};

const KEEPERS: &str = "SELECT conname || ' ' || pg_get_constraintdef(oid) AS text FROM pg_constraint \
    WHERE conrelid IN ('metrics'::regclass, 'latest_metrics'::regclass) \
    UNION ALL SELECT indexdef FROM pg_indexes WHERE tablename IN ('metrics', 'latest_metrics') \
    UNION ALL SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1";

async fn keepers(database: &Fresh) -> Vec<String> {
    let mut connection = PgConnection::connect(&database.uri).await.unwrap();
    let rows = sqlx::query(KEEPERS).fetch_all(&mut connection).await.unwrap();
    rows.iter().map(|row| row.get("text")).collect()
}

fn points(run_id: &str, steps: std::ops::Range<i64>) -> Vec<Metric> {
    let of_step = |step: i64| {
        let value = match step % 7 {
            3 => f64::NAN,
            5 => f64::INFINITY,
            _ => step as f64 / 8.0,
        };
        ["loss", "größe"].map(|key| Metric {
            run_id: Some(run_id.to_owned()),
            ..Metric::new(key, value, 1000 - step, step)
        })
    };
    steps.flat_map(of_step).collect()
}

async fn give(store: &SqlStore, metrics: Vec<Metric>, more_follow: bool) {
    let request = ImportMetrics { metrics, more_follow };
    store.import_metrics(request).await.unwrap();
}

async fn has(store: &SqlStore, run_id: &str, steps: i64) {
    for key in ["loss", "größe"] {
        let request = GetMetricHistory {
            run_id: run_id.to_owned(),
            metric_key: key.to_owned(),
            ..GetMetricHistory::default()
        };
        let found = store.get_metric_history(request).await.unwrap().metrics;
        let mut found: Vec<_> = found.iter().map(|point| point.step).collect();
        found.sort_unstable();
        assert_eq!(found, (0..steps).collect::<Vec<_>>());
    }
    let request = GetRun {
        run_id: run_id.to_owned(),
    };
    let run = store.get_run(request).await.unwrap().run;
    let latest = run
        .data
        .metrics
        .iter()
        .find(|metric| metric.key == "loss")
        .unwrap();
    assert_eq!((latest.step, latest.timestamp), (steps - 1, 1001 - steps));
}

#[tokio::test]
async fn points_put_aside_are_there_once_no_more_follow() {
    let Some(database) = Engine::Postgres.fresh("aside").await else {
        return;
    };
    let store = open(&database.uri).await;
    let create = || CreateRun {
        experiment_id: "0".to_owned(),
        ..CreateRun::default()
    };
    let first = store.create_run(create()).await.unwrap().run.info.run_id;
    let second = store.create_run(create()).await.unwrap().run.info.run_id;
    let before = keepers(&database).await;

    // What a killed migration has left behind.
    give(&store, points(&second, 90..95), true).await;
    let store = open(&database.uri).await;
    // Some points twice, as files may hold them.
    give(&store, points(&first, 0..60), true).await;
    give(&store, points(&first, 50..100), true).await;
    give(&store, points(&second, 0..10), true).await;
    assert_ne!(keepers(&database).await, before);
    give(&store, points(&second, 10..20), false).await;
    assert_eq!(keepers(&database).await, before);
    has(&store, &first, 100).await;
    has(&store, &second, 20).await;

    // The same again, and more: now the table has rows.
    give(&store, points(&first, 0..120), true).await;
    give(&store, points(&second, 15..30), true).await;
    give(&store, Vec::new(), false).await;
    assert_eq!(keepers(&database).await, before);
    has(&store, &first, 120).await;
    has(&store, &second, 30).await;
    database.drop_database().await;
}

#[tokio::test]
async fn points_of_no_run_change_nothing() {
    let Some(database) = Engine::Postgres.fresh("stray").await else {
        return;
    };
    let store = open(&database.uri).await;
    let before = keepers(&database).await;
    give(&store, points("nobody", 0..3), true).await;
    let request = ImportMetrics::default();
    let error = store.import_metrics(request).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::BadRequest, "{error}");
    let with_aside = keepers(&database).await;
    assert_eq!(with_aside.len(), before.len() + 1);
    let nameless = ImportMetrics {
        metrics: vec![Metric::new("loss", 0.5, 1, 1)],
        more_follow: true,
    };
    let error = store.import_metrics(nameless).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidParameterValue);
    database.drop_database().await;
}
