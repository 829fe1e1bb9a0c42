//! A SQLite database of the tests, and what it holds as records in memory.

use std::borrow::Cow;
use std::collections::HashMap;

use mlflow_core::entities::{LifecycleStage, ViewType};
use mlflow_core::search::{
    DatasetField, ExperimentAttribute, ExperimentKey, Field, Filter, OrderBy, Record, RunAttribute, RunKey,
};
use rusqlite::types::Value as SqlValue;
use rusqlite::{Connection, params_from_iter};
use sea_query::{SelectStatement, SqliteQueryBuilder, Value};

use crate::sql::search::{Dialect, ExperimentsQuery, RunsQuery, experiments, runs};

const SEARCH_SQL: &str = include_str!("../../../../../mlflow-core/tests/data/search/search.sql");

const REGISTRY_SQL: &str = include_str!("../../../../../mlflow-core/tests/data/search/registry.sql");

pub(super) struct Database(pub(super) Connection);

impl Database {
    /// Opens the database of the recorded corpus.
    pub(super) fn recorded() -> Self {
        Self::with(SEARCH_SQL)
    }

    /// Opens the registry of the recorded corpus.
    pub(super) fn recorded_registry() -> Self {
        Self::with(REGISTRY_SQL)
    }

    /// Opens a database without rows.
    pub(super) fn empty() -> Self {
        let rows = SEARCH_SQL.find("INSERT INTO").unwrap();
        Self::with(&SEARCH_SQL[..rows])
    }

    fn with(sql: &str) -> Self {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .pragma_update(None, "case_sensitive_like", true)
            .unwrap();
        connection.pragma_update(None, "foreign_keys", false).unwrap();
        connection
            .execute_batch(&format!("BEGIN; {sql} COMMIT;"))
            .unwrap();
        Database(connection)
    }

    pub(super) fn select(&self, statement: &SelectStatement) -> Vec<String> {
        let (sql, values) = statement.build(SqliteQueryBuilder);
        let mut prepared = self
            .0
            .prepare(&sql)
            .unwrap_or_else(|error| panic!("{error}: {sql}"));
        let rows = prepared
            .query_map(params_from_iter(values.0.into_iter().map(bound)), |row| {
                row.get::<_, SqlValue>(0)
            })
            .unwrap();
        rows.map(|row| match row.unwrap() {
            SqlValue::Text(text) => text,
            SqlValue::Integer(number) => number.to_string(),
            other => panic!("{other:?} is no id"),
        })
        .collect()
    }

    pub(super) fn runs(&self, query: &RunsQuery<'_>) -> Vec<String> {
        self.select(&runs(query, Dialect::Sqlite))
    }

    pub(super) fn experiments(&self, query: &ExperimentsQuery<'_>) -> Vec<String> {
        self.select(&experiments(query, Dialect::Sqlite))
    }

    pub(super) fn run_records(&self) -> Vec<RunRecord> {
        let mut records: Vec<RunRecord> = self.rows(
            "SELECT run_uuid, name, user_id, status, start_time, end_time, artifact_uri, lifecycle_stage, \
             experiment_id FROM runs",
            |row| RunRecord {
                id: row.get(0).unwrap(),
                user_id: row.get(2).unwrap(),
                status: row.get(3).unwrap(),
                start_time: row.get(4).unwrap(),
                end_time: row.get(5).unwrap(),
                artifact_uri: row.get(6).unwrap(),
                stage: row.get::<_, String>(7).unwrap().parse().unwrap(),
                experiment_id: row.get(8).unwrap(),
                ..RunRecord::default()
            },
        );
        for record in &mut records {
            let id = record.id.clone();
            record.params = self.entries("params", "run_uuid", &id);
            record.tags = self.entries("tags", "run_uuid", &id);
            let metrics = format!("SELECT key, value, is_nan FROM latest_metrics WHERE run_uuid = '{id}'");
            record.metrics = self
                .rows(&metrics, |row| {
                    let is_nan: bool = row.get(2).unwrap();
                    (
                        row.get(0).unwrap(),
                        if is_nan { f64::NAN } else { row.get(1).unwrap() },
                    )
                })
                .into_iter()
                .collect();
            let datasets = format!(
                "SELECT d.name, d.digest, t.value FROM inputs i JOIN datasets d ON d.dataset_uuid = i.source_id \
                 LEFT JOIN input_tags t ON t.input_uuid = i.input_uuid AND t.name = 'mlflow.data.context' \
                 WHERE i.destination_id = '{id}'"
            );
            record.datasets = self.rows(&datasets, |row| {
                (row.get(0).unwrap(), row.get(1).unwrap(), row.get(2).unwrap())
            });
        }
        records
    }

    pub(super) fn experiment_records(&self) -> Vec<ExperimentRecord> {
        let mut records: Vec<ExperimentRecord> = self.rows(
            "SELECT experiment_id, name, creation_time, last_update_time, lifecycle_stage FROM experiments",
            |row| ExperimentRecord {
                id: row.get(0).unwrap(),
                name: row.get(1).unwrap(),
                creation_time: row.get(2).unwrap(),
                last_update_time: row.get(3).unwrap(),
                stage: row.get::<_, String>(4).unwrap().parse().unwrap(),
                tags: HashMap::new(),
            },
        );
        for record in &mut records {
            record.tags = self.entries("experiment_tags", "experiment_id", &record.id.to_string());
        }
        records
    }

    fn entries(&self, table: &str, owner: &str, id: &str) -> HashMap<String, String> {
        let sql = format!("SELECT key, value FROM {table} WHERE {owner} = '{id}'");
        self.rows(&sql, |row| (row.get(0).unwrap(), row.get(1).unwrap()))
            .into_iter()
            .collect()
    }

    pub(super) fn rows<T>(&self, sql: &str, read: impl Fn(&rusqlite::Row<'_>) -> T) -> Vec<T> {
        let mut prepared = self.0.prepare(sql).unwrap();
        prepared
            .query_map([], |row| Ok(read(row)))
            .unwrap()
            .map(Result::unwrap)
            .collect()
    }
}

pub(super) fn bound(value: Value) -> SqlValue {
    match value {
        Value::Bool(Some(value)) => SqlValue::Integer(i64::from(value)),
        Value::Int(Some(value)) => SqlValue::Integer(i64::from(value)),
        Value::BigInt(Some(value)) => SqlValue::Integer(value),
        Value::BigUnsigned(Some(value)) => SqlValue::Integer(i64::try_from(value).unwrap()),
        Value::Double(Some(value)) => SqlValue::Real(value),
        Value::String(Some(value)) => SqlValue::Text(value),
        other => panic!("{other:?} is not bound by searches"),
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct RunRecord {
    pub(super) id: String,
    pub(super) user_id: Option<String>,
    pub(super) status: String,
    pub(super) start_time: Option<i64>,
    pub(super) end_time: Option<i64>,
    pub(super) artifact_uri: Option<String>,
    pub(super) stage: LifecycleStage,
    pub(super) experiment_id: i64,
    pub(super) metrics: HashMap<String, f64>,
    pub(super) params: HashMap<String, String>,
    pub(super) tags: HashMap<String, String>,
    /// Name, digest and context.
    pub(super) datasets: Vec<(String, String, Option<String>)>,
}

impl Record<RunKey> for RunRecord {
    fn field(&self, key: &RunKey) -> Field<'_> {
        let entry = |entries: &'_ HashMap<String, String>, key: &str| {
            entries
                .get(key)
                .map_or(Field::Missing, |text| Field::Text(Cow::Owned(text.clone())))
        };
        match key {
            RunKey::Attribute(attribute) => match attribute {
                RunAttribute::RunId => Field::text(&self.id),
                RunAttribute::RunName => entry(&self.tags, "mlflow.runName"),
                RunAttribute::UserId => Field::optional_text(self.user_id.as_deref()),
                RunAttribute::Status => Field::text(&self.status),
                RunAttribute::StartTime => Field::optional_integer(self.start_time),
                RunAttribute::EndTime => Field::optional_integer(self.end_time),
                RunAttribute::ArtifactUri => Field::optional_text(self.artifact_uri.as_deref()),
            },
            RunKey::Metric(name) => self
                .metrics
                .get(name)
                .map_or(Field::Missing, |value| Field::Float(*value)),
            RunKey::Param(name) => entry(&self.params, name),
            RunKey::Tag(name) => entry(&self.tags, name),
            RunKey::Dataset(field) => Field::AnyOf(
                self.datasets
                    .iter()
                    .filter_map(|(name, digest, context)| match field {
                        DatasetField::Name => Some(name),
                        DatasetField::Digest => Some(digest),
                        DatasetField::Context => context.as_ref(),
                    })
                    .map(|text| Cow::Borrowed(text.as_str()))
                    .collect(),
            ),
        }
    }
}

#[derive(Clone, Debug)]
pub(super) struct ExperimentRecord {
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) creation_time: Option<i64>,
    pub(super) last_update_time: Option<i64>,
    pub(super) stage: LifecycleStage,
    pub(super) tags: HashMap<String, String>,
}

impl Record<ExperimentKey> for ExperimentRecord {
    fn field(&self, key: &ExperimentKey) -> Field<'_> {
        match key {
            ExperimentKey::Attribute(attribute) => match attribute {
                ExperimentAttribute::ExperimentId => Field::Integer(self.id),
                ExperimentAttribute::Name => Field::text(&self.name),
                ExperimentAttribute::CreationTime => Field::optional_integer(self.creation_time),
                ExperimentAttribute::LastUpdateTime => Field::optional_integer(self.last_update_time),
            },
            ExperimentKey::Tag(name) => Field::optional_text(self.tags.get(name).map(String::as_str)),
        }
    }
}

/// Searches records in memory.
pub(super) fn runs_in_memory(records: &[RunRecord], query: &RunsQuery<'_>) -> Vec<String> {
    let candidates = records
        .iter()
        .filter(|run| query.view.shows(run.stage) && query.experiment_ids.contains(&run.experiment_id));
    page(
        candidates,
        query.filter,
        query.order,
        query.offset,
        query.limit,
        |run| run.id.clone(),
    )
}

/// Searches records in memory.
pub(super) fn experiments_in_memory(
    records: &[ExperimentRecord],
    query: &ExperimentsQuery<'_>,
) -> Vec<String> {
    let candidates = records
        .iter()
        .filter(|experiment| query.view.shows(experiment.stage));
    page(
        candidates,
        query.filter,
        query.order,
        query.offset,
        query.limit,
        |experiment| experiment.id.to_string(),
    )
}

fn page<'r, K: mlflow_core::search::SearchKey, R: Record<K> + 'r>(
    records: impl Iterator<Item = &'r R>,
    filter: &Filter<K>,
    order: &OrderBy<K>,
    offset: u64,
    limit: u64,
    id: impl Fn(&R) -> String,
) -> Vec<String> {
    let mut found: Vec<&R> = records.filter(|record| filter.matches(*record)).collect();
    found.sort_by(|left, right| order.compare(*left, *right));
    let offset = usize::try_from(offset).unwrap();
    found
        .into_iter()
        .skip(offset)
        .take(usize::try_from(limit).unwrap())
        .map(id)
        .collect()
}

pub(super) fn view(text: Option<&str>) -> ViewType {
    match text {
        None | Some("ACTIVE_ONLY") => ViewType::ActiveOnly,
        Some("DELETED_ONLY") => ViewType::DeletedOnly,
        Some("ALL") => ViewType::All,
        Some(other) => panic!("unknown view {other}"),
    }
}
