//! What the SQL looks like.

use mlflow_core::entities::ViewType;
use mlflow_core::search::{ExperimentKey, Filter, OrderBy, RunKey};
use sea_query::SqliteQueryBuilder;

use crate::sql::search::{Dialect, ExperimentsQuery, RunsQuery, experiments, runs};

fn runs_sql(filter: &str, order: &[&str], dialect: Dialect) -> String {
    let query = RunsQuery {
        filter: &Filter::<RunKey>::parse(filter).unwrap(),
        order: &OrderBy::parse(order).unwrap(),
        view: ViewType::ActiveOnly,
        experiment_ids: &[1, 2],
        limit: 101,
        offset: 200,
    };
    runs(&query, dialect).to_string(SqliteQueryBuilder)
}

fn experiments_sql(filter: &str, order: &[&str]) -> String {
    let query = ExperimentsQuery {
        filter: &Filter::<ExperimentKey>::parse(filter).unwrap(),
        order: &OrderBy::parse(order).unwrap(),
        view: ViewType::All,
        limit: 11,
        offset: 0,
    };
    experiments(&query, Dialect::Sqlite).to_string(SqliteQueryBuilder)
}

#[test]
fn all_runs() {
    insta::assert_snapshot!(runs_sql("", &[], Dialect::Sqlite));
}

#[test]
fn runs_by_entries() {
    let filter =
        "metrics.loss < 0.5 AND metrics.acc != 1 AND params.opt LIKE 'a_%' AND tags.`with space` IS NULL";
    insta::assert_snapshot!(runs_sql(
        filter,
        &["metrics.loss DESC", "tags.env"],
        Dialect::Sqlite
    ));
}

#[test]
fn runs_by_attributes_and_data_sets() {
    let filter = "run_name ILIKE 'Nightly%' AND start_time >= 1000 AND run_id IN ('a', 'b') AND dataset.context = 'train'";
    insta::assert_snapshot!(runs_sql(filter, &["end_time", "run_id DESC"], Dialect::Sqlite));
}

#[test]
fn hostile_texts_stay_values() {
    let filter = r#"tags.`"; DROP TABLE runs; --` = "'; DROP TABLE runs; --""#;
    insta::assert_snapshot!(runs_sql(filter, &["params.`' OR 1=1`"], Dialect::Sqlite));
}

#[test]
fn backslashes_escape_nothing_in_postgresql() {
    insta::assert_snapshot!(runs_sql("params.path LIKE 'C:\\%'", &[], Dialect::Postgres));
}

#[test]
fn letters_keep_their_case_in_mysql() {
    insta::assert_snapshot!(runs_sql(
        "params.opt = 'adam' AND status != 'FAILED'",
        &[],
        Dialect::MySql
    ));
}

#[test]
fn all_experiments() {
    insta::assert_snapshot!(experiments_sql("", &[]));
}

#[test]
fn experiments_by_tags() {
    let filter = "tags.team = 'vision' AND experiment_id NOT IN ('3', '4') AND name ILIKE 'A%'";
    insta::assert_snapshot!(experiments_sql(filter, &["name DESC"]));
}
