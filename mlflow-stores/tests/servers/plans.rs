//! Searches find entries by index: no plan reads a whole table of metrics, parameters or tags.

use crate::servers::{Admin, Engine, open};
use mlflow_core::StoreUri;
use mlflow_core::entities::ViewType;
use mlflow_core::search::{Filter, OrderBy};
use mlflow_stores::sql::search::{Dialect, RunsQuery, runs};
use mlflow_stores::sql::upgrade::indexes::{self, Change, INDEXES};
use sea_query::{MysqlQueryBuilder, PostgresQueryBuilder};

const RUNS: u32 = 1000;
const ENTRIES: [&str; 3] = ["latest_metrics", "params", "tags"];

const SEARCHES: [(&str, &[&str]); 7] = [
    ("metrics.m1 < 0.1", &["metrics.m1 ASC"]),
    ("metrics.m1 < 0.1 and params.p2 = '7'", &["metrics.m3 DESC"]),
    ("params.p1 = '1' and params.p2 LIKE '%9'", &["params.p3"]),
    ("tags.t1 != 'x'", &["tags.t2 DESC"]),
    ("params.p9 IS NULL and tags.t1 IS NOT NULL", &[]),
    ("metrics.m1 != 1", &["start_time", "metrics.m2"]),
    ("attributes.run_id IN ('a', 'b')", &[]),
];

/// Returns the statements of all searches.
fn statements(dialect: Dialect) -> Vec<(&'static str, String)> {
    let statement = |filter: &str, order: &[&str]| {
        let query = RunsQuery {
            filter: &Filter::parse(filter).unwrap(),
            order: &OrderBy::parse(order).unwrap(),
            view: ViewType::ActiveOnly,
            experiment_ids: &[0],
            limit: 101,
            offset: 0,
        };
        match dialect {
            Dialect::MySql => runs(&query, dialect).to_string(MysqlQueryBuilder),
            _ => runs(&query, dialect).to_string(PostgresQueryBuilder),
        }
    };
    SEARCHES
        .iter()
        .map(|(filter, order)| (*filter, statement(filter, order)))
        .collect()
}

/// Adds runs with ten metrics, parameters and tags each.
async fn fill(admin: &mut Admin) {
    let (key, numbers, id, text, no) = match admin {
        Admin::Postgres(_) => (
            "key",
            format!("CREATE TEMPORARY TABLE numbers AS SELECT n FROM generate_series(1, {RUNS}) AS n"),
            "lpad(md5(n::text), 32, '0')",
            "text",
            "false",
        ),
        Admin::MySql(_) => (
            "`key`",
            format!(
                "CREATE TEMPORARY TABLE numbers AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c \
                 WHERE n < {RUNS}) SELECT n FROM c"
            ),
            "MD5(n)",
            "char",
            "0",
        ),
    };
    let mut sql = format!(
        "{numbers}; INSERT INTO runs (run_uuid, name, source_type, user_id, status, start_time, lifecycle_stage, \
         artifact_uri, experiment_id) SELECT {id}, 'r', 'LOCAL', 'u', 'FINISHED', 1700000000000 + n, 'active', 'a', 0 \
         FROM numbers;"
    );
    for i in 0..10 {
        sql.push_str(&format!(
            "INSERT INTO latest_metrics ({key}, value, timestamp, step, is_nan, run_uuid) \
             SELECT 'm{i}', (n % 97) / 97.0, 1, 0, {no}, {id} FROM numbers; \
             INSERT INTO params ({key}, value, run_uuid) SELECT 'p{i}', CAST(n % 13 AS {text}), {id} FROM numbers; \
             INSERT INTO tags ({key}, value, run_uuid) SELECT 't{i}', CAST(n % 7 AS {text}), {id} FROM numbers;"
        ));
    }
    admin.run(&sql).await;
}

#[tokio::test]
async fn of_postgres_use_the_keys() {
    let Some(fresh) = Engine::Postgres.fresh("plans").await else {
        return;
    };
    drop(open(&fresh.uri).await);
    let mut admin = Admin::connect(Engine::Postgres, &fresh.uri).await;
    fill(&mut admin).await;
    admin.run("ANALYZE").await;
    for (filter, statement) in statements(Dialect::Postgres) {
        let plan = admin
            .texts(&format!("EXPLAIN (COSTS OFF) {statement}"))
            .await
            .join("\n");
        for table in ENTRIES {
            assert!(
                !plan.contains(&format!("Seq Scan on {table}")),
                "{filter}\n{plan}"
            );
        }
    }
    drop(admin);
    fresh.drop_database().await;
}

#[tokio::test]
async fn of_mysql_use_the_keys() {
    let Some(fresh) = Engine::MySql.fresh("plans").await else {
        return;
    };
    drop(open(&fresh.uri).await);
    let mut admin = Admin::connect(Engine::MySql, &fresh.uri).await;
    fill(&mut admin).await;
    admin
        .run("ANALYZE TABLE runs, latest_metrics, params, tags")
        .await;
    for (filter, statement) in statements(Dialect::MySql) {
        // Each row tells the table's alias and how it is read; ALL is from its first row to its last.
        let plan = admin.plan(&statement).await;
        let whole = plan
            .iter()
            .filter(|(table, access)| access == "ALL" && table != "runs");
        assert_eq!(whole.count(), 0, "{filter}\n{plan:?}");
    }
    drop(admin);
    fresh.drop_database().await;
}

const BY_METRIC: [(&str, &str); 4] = [
    ("metrics.m1 < 0.02", "metrics.m1 ASC"),
    ("metrics.m1 > 0.98", "metrics.m1 DESC"),
    ("metrics.m1 < 0.02", "start_time DESC"),
    ("metrics.m1 >= 0.98", "metrics.m2 ASC"),
];

async fn changes(uri: &StoreUri, drops: bool) -> Vec<Change> {
    let done = match drops {
        true => indexes::drop(uri, &mut || ()).await,
        false => indexes::make(uri, &mut || ()).await,
    };
    done.unwrap().into_iter().map(|done| done.change).collect()
}

/// The additional indexes are made, found, used and dropped.
async fn additional_indexes_are_used(engine: Engine) {
    let Some(fresh) = engine.fresh("indexes").await else {
        return;
    };
    drop(open(&fresh.uri).await);
    let uri = StoreUri::parse(&fresh.uri).unwrap();
    let mut admin = Admin::connect(engine, &fresh.uri).await;
    fill(&mut admin).await;
    assert_eq!(
        indexes::present(&uri).await.unwrap(),
        Vec::<&indexes::Index>::new()
    );
    assert_eq!(changes(&uri, false).await, [Change::Made]);
    assert_eq!(changes(&uri, false).await, [Change::Kept]);
    let name = INDEXES[0].name;
    if engine == Engine::Postgres {
        let breaks = format!("UPDATE pg_index SET indisvalid = false WHERE indexrelid = '{name}'::regclass");
        admin.run(&breaks).await;
        assert_eq!(
            indexes::present(&uri).await.unwrap(),
            Vec::<&indexes::Index>::new()
        );
        assert_eq!(changes(&uri, false).await, [Change::Completed]);
    }
    assert_eq!(indexes::present(&uri).await.unwrap(), [&INDEXES[0]]);
    match engine {
        Engine::Postgres => admin.run("VACUUM ANALYZE latest_metrics").await,
        Engine::MySql => admin.run("ANALYZE TABLE runs, latest_metrics").await,
    }
    for (filter, order) in BY_METRIC {
        let query = RunsQuery {
            filter: &Filter::parse(filter).unwrap(),
            order: &OrderBy::parse(&[order]).unwrap(),
            view: ViewType::ActiveOnly,
            experiment_ids: &[0],
            limit: 101,
            offset: 0,
        };
        let plan = match engine {
            Engine::Postgres => {
                let statement = runs(&query, Dialect::Postgres).to_string(PostgresQueryBuilder);
                admin
                    .texts(&format!("EXPLAIN (COSTS OFF) {statement}"))
                    .await
                    .join("\n")
            }
            Engine::MySql => {
                let statement = runs(&query, Dialect::MySql).to_string(MysqlQueryBuilder);
                admin
                    .text_of_column(&format!("EXPLAIN FORMAT=JSON {statement}"), 0)
                    .await
            }
        };
        assert!(plan.contains(name), "{filter} {order}\n{plan}");
    }
    assert_eq!(changes(&uri, true).await, [Change::Dropped]);
    assert_eq!(changes(&uri, true).await, [Change::Missing]);
    drop(admin);
    fresh.drop_database().await;
}

#[tokio::test]
async fn additional_indexes_of_postgres_are_used() {
    additional_indexes_are_used(Engine::Postgres).await;
}

#[tokio::test]
async fn additional_indexes_of_mysql_are_used() {
    additional_indexes_are_used(Engine::MySql).await;
}

/// Programs that make them at once wait for each other.
#[tokio::test]
async fn additional_indexes_are_made_once() {
    for engine in [Engine::Postgres, Engine::MySql] {
        let Some(fresh) = engine.fresh("indexes_once").await else {
            return;
        };
        drop(open(&fresh.uri).await);
        let uri = StoreUri::parse(&fresh.uri).unwrap();
        let all = futures::future::join_all((0..4).map(|_| changes(&uri, false))).await;
        let made = all.iter().filter(|changes| changes[..] == [Change::Made]).count();
        let kept = all.iter().filter(|changes| changes[..] == [Change::Kept]).count();
        assert_eq!((made, kept), (1, 3), "{all:?}");
        fresh.drop_database().await;
    }
}
