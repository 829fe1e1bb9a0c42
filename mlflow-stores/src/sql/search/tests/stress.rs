//! Searches at their limits, and of many runs.

use std::time::{Duration, Instant};

use mlflow_core::entities::ViewType;
use mlflow_core::search::{Filter, MAX_CLAUSES, MAX_ORDER_TERMS, OrderBy, RunKey};

use super::database::Database;
use crate::sql::search::{Dialect, RunsQuery, runs};

fn search(database: &Database, filter: &str, order: &[String]) -> Vec<String> {
    let query = RunsQuery {
        filter: &Filter::<RunKey>::parse(filter).unwrap(),
        order: &OrderBy::parse(order).unwrap(),
        view: ViewType::All,
        experiment_ids: &[0, 1, 2, 3],
        limit: 101,
        offset: 0,
    };
    database.runs(&query)
}

#[test]
fn filters_at_the_limit_are_answered() {
    let database = Database::recorded();
    for clause in [
        "metrics.acc > -9",
        "params.opt != ''",
        "start_time > 0",
        "dataset.name != ''",
        "tags.x IS NULL",
    ] {
        let many = vec![clause; MAX_CLAUSES].join(" AND ");
        assert_eq!(
            search(&database, &many, &[]),
            search(&database, clause, &[]),
            "{clause}"
        );
    }
    let order: Vec<String> = (0..MAX_ORDER_TERMS)
        .map(|index| format!("params.p{index}"))
        .collect();
    let clauses: Vec<String> = (0..200).map(|index| format!("tags.t{index} = ''")).collect();
    assert!(search(&database, &clauses.join(" AND "), &order).is_empty());
    assert!(!search(&database, "", &order).is_empty());
}

#[test]
fn long_lists_are_answered() {
    let database = Database::recorded();
    let list = vec!["''"; 10_000].join(",");
    assert!(search(&database, &format!("run_id IN ({list})"), &[]).is_empty());
}

#[test]
fn entries_are_found_by_their_key() {
    let database = Database::recorded();
    let query = RunsQuery {
        filter: &Filter::<RunKey>::parse("params.opt = 'adam' AND metrics.acc > 0").unwrap(),
        order: &OrderBy::parse(&["metrics.loss"]).unwrap(),
        view: ViewType::ActiveOnly,
        experiment_ids: &[0],
        limit: 10,
        offset: 0,
    };
    let sql = runs(&query, Dialect::Sqlite).to_string(sea_query::SqliteQueryBuilder);
    let mut plan = database.0.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let steps: Vec<String> = plan
        .query_map([], |row| row.get(3))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for alias in ["f0", "f1", "o0"] {
        let found = steps
            .iter()
            .any(|step| step.starts_with(&format!("SEARCH {alias}")) && step.contains("key=?"));
        assert!(found, "{alias} is not looked up by its key: {steps:#?}");
    }
}

#[test]
fn many_runs_are_searched_in_time() {
    let database = Database::empty();
    database
        .0
        .execute_batch(
            "BEGIN;
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
             INSERT INTO runs (run_uuid, status, start_time, lifecycle_stage, experiment_id)
             SELECT printf('%032x', i), 'FINISHED', i, 'active', 0 FROM n;
             INSERT INTO params SELECT k.column1, 'v' || (r.start_time % 7), r.run_uuid
             FROM runs r, (VALUES ('a'), ('b')) k;
             INSERT INTO latest_metrics SELECT k.column1, r.start_time % 100, 0, 0, 0, r.run_uuid
             FROM runs r, (VALUES ('m'), ('n')) k;
             COMMIT;",
        )
        .unwrap();
    let start = Instant::now();
    let found = search(
        &database,
        "params.a = 'v1' AND params.b LIKE 'v%' AND metrics.m >= 50 AND metrics.n != 7 AND tags.x IS NULL",
        &["metrics.n DESC".to_owned(), "params.b".to_owned()],
    );
    assert_eq!(found.len(), 101);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}
