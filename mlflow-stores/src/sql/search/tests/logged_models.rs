//! Searches for logged models: the recorded ones, and random ones, in SQLite and in memory.

use std::cmp::Reverse;
use std::collections::HashMap;

use mlflow_core::entities::Metric;
use mlflow_core::search::{
    Field, Filter, LoggedModelAttribute, LoggedModelDataset, LoggedModelKey, LoggedModelOrder,
    LoggedModelPageToken, OrderBy, Record,
};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use rusqlite::params;
use sea_query::SqliteQueryBuilder;
use serde::Deserialize;

use super::database::Database;
use crate::sql::search::{Dialect, LoggedModelsQuery, logged_models};

const CORPUS: &str = include_str!("../../../../../mlflow-core/tests/data/search/corpus.json");

#[derive(Clone, Debug, Default)]
struct Model {
    id: String,
    experiment_id: i64,
    name: String,
    location: String,
    created: i64,
    updated: i64,
    status: i64,
    stage: Option<String>,
    model_type: Option<String>,
    source_run_id: Option<String>,
    params: HashMap<String, String>,
    tags: HashMap<String, String>,
    points: Vec<Metric>,
}

impl Database {
    fn models(&self) -> Vec<Model> {
        let columns = "model_id, experiment_id, name, artifact_location, creation_timestamp_ms, \
                       last_updated_timestamp_ms, status, lifecycle_stage, model_type, source_run_id";
        let mut models = self.rows(&format!("SELECT {columns} FROM logged_models"), |row| Model {
            id: row.get(0).unwrap(),
            experiment_id: row.get(1).unwrap(),
            name: row.get(2).unwrap(),
            location: row.get(3).unwrap(),
            created: row.get(4).unwrap(),
            updated: row.get(5).unwrap(),
            status: row.get(6).unwrap(),
            stage: row.get(7).unwrap(),
            model_type: row.get(8).unwrap(),
            source_run_id: row.get(9).unwrap(),
            ..Model::default()
        });
        for model in &mut models {
            let entries = |table: &str, key: &str| -> HashMap<String, String> {
                let sql = format!(
                    "SELECT {key}_key, {key}_value FROM {table} WHERE model_id = '{}'",
                    model.id
                );
                let pairs = self.rows(&sql, |row| (row.get(0).unwrap(), row.get(1).unwrap()));
                pairs.into_iter().collect()
            };
            model.params = entries("logged_model_params", "param");
            model.tags = entries("logged_model_tags", "tag");
            let points = format!(
                "SELECT metric_name, metric_value, metric_timestamp_ms, metric_step, run_id, dataset_name, \
                 dataset_digest FROM logged_model_metrics WHERE model_id = '{}'",
                model.id
            );
            model.points = self.rows(&points, |row| Metric {
                run_id: row.get(4).unwrap(),
                dataset_name: row.get(5).unwrap(),
                dataset_digest: row.get(6).unwrap(),
                ..Metric::new(
                    row.get::<_, String>(0).unwrap(),
                    row.get(1).unwrap(),
                    row.get(2).unwrap(),
                    row.get(3).unwrap(),
                )
            });
        }
        models
    }
}

struct Measured<'a>(&'a Model, &'a [LoggedModelDataset]);

impl Measured<'_> {
    fn points(&self) -> impl Iterator<Item = &Metric> {
        let Measured(model, datasets) = self;
        let counts = |point: &&Metric| datasets.is_empty() || datasets.iter().any(|d| d.is_of(point));
        model.points.iter().filter(counts)
    }
}

impl Record<LoggedModelKey> for Measured<'_> {
    fn field(&self, key: &LoggedModelKey) -> Field<'_> {
        let model = self.0;
        match key {
            LoggedModelKey::Attribute(attribute) => match attribute {
                LoggedModelAttribute::Name => Field::text(&model.name),
                LoggedModelAttribute::ModelId => Field::text(&model.id),
                LoggedModelAttribute::ModelType => Field::optional_text(model.model_type.as_deref()),
                LoggedModelAttribute::ExperimentId => Field::Integer(model.experiment_id),
                LoggedModelAttribute::SourceRunId => Field::optional_text(model.source_run_id.as_deref()),
                LoggedModelAttribute::Status => Field::Integer(model.status),
                LoggedModelAttribute::StatusMessage => Field::Missing,
                LoggedModelAttribute::ArtifactLocation => Field::text(&model.location),
                LoggedModelAttribute::LifecycleStage => Field::optional_text(model.stage.as_deref()),
                LoggedModelAttribute::CreationTimestamp => Field::Integer(model.created),
                LoggedModelAttribute::LastUpdatedTimestamp => Field::Integer(model.updated),
            },
            LoggedModelKey::Metric(name) => {
                let points = self.points().filter(|point| point.key == *name);
                Field::AnyFloat(points.map(|point| point.value).collect())
            }
            LoggedModelKey::MetricOn {
                name,
                dataset_name,
                dataset_digest,
            } => {
                let mut points: Vec<&Metric> =
                    model.points.iter().filter(|point| point.key == *name).collect();
                points.retain(|point| dataset_name.is_none() || point.dataset_name == *dataset_name);
                points.retain(|point| dataset_digest.is_none() || point.dataset_digest == *dataset_digest);
                points.sort_by_key(|point| (Reverse((point.timestamp, point.step)), point.run_id.clone()));
                points
                    .first()
                    .map_or(Field::Missing, |point| Field::Float(point.value))
            }
            LoggedModelKey::Param(key) => Field::optional_text(model.params.get(key).map(String::as_str)),
            LoggedModelKey::Tag(key) => Field::optional_text(model.tags.get(key).map(String::as_str)),
        }
    }
}

fn in_memory(models: &[Model], query: &LoggedModelsQuery<'_>) -> Vec<String> {
    let mut found: Vec<Measured<'_>> = models
        .iter()
        .filter(|model| model.stage.as_deref() == Some("active"))
        .filter(|model| query.experiment_ids.contains(&model.experiment_id))
        .map(|model| Measured(model, query.datasets))
        .filter(|record| query.datasets.is_empty() || record.points().next().is_some())
        .filter(|record| query.filter.matches(record))
        .collect();
    found.sort_by(|a, b| query.order.compare(a, b));
    let (skip, take) = (query.offset.try_into().unwrap(), query.limit.try_into().unwrap());
    found
        .into_iter()
        .skip(skip)
        .take(take)
        .map(|record| record.0.id.clone())
        .collect()
}

#[derive(Deserialize)]
struct Case {
    n: u32,
    entity: String,
    filter: Option<String>,
    order_by: Option<Vec<LoggedModelOrder>>,
    #[serde(default)]
    datasets: Vec<LoggedModelDataset>,
    page_token: Option<String>,
    max_results: Option<u64>,
    #[serde(default)]
    all_experiments: bool,
    expect: Option<Vec<String>>,
    next_page_token: Option<String>,
}

fn recorded_cases() -> Vec<Case> {
    let cases: Vec<serde_json::Value> = serde_json::from_str(CORPUS).unwrap();
    let of_models = cases.into_iter().filter(|case| case["entity"] == "logged_models");
    let cases = of_models.filter(|case| case.get("expect").is_some());
    cases.map(|case| serde_json::from_value(case).unwrap()).collect()
}

#[test]
fn they_are_found_as_recorded() {
    let database = Database::recorded();
    let models = database.models();
    assert_eq!(models.len(), 12);
    let (mut failures, mut answers) = (Vec::new(), 0);
    for case in recorded_cases() {
        assert_eq!(case.entity, "logged_models");
        let ids: Vec<i64> = (0..9).filter(|id| case.all_experiments || *id != 4).collect();
        let order_by = case.order_by.unwrap_or_default();
        let texts: Vec<String> = ids.iter().map(i64::to_string).collect();
        let token = LoggedModelPageToken::new(&texts, case.filter.as_deref(), &order_by);
        let offset = token
            .offset_in(case.page_token.as_deref().unwrap_or_default())
            .unwrap();
        let size = case.max_results.filter(|size| *size > 0).unwrap_or(50);
        let query = LoggedModelsQuery {
            filter: &Filter::parse(case.filter.as_deref().unwrap_or_default()).unwrap(),
            order: &OrderBy::from_fields(&order_by).unwrap(),
            experiment_ids: &ids,
            datasets: &case.datasets,
            limit: size + 1,
            offset,
        };
        let found = [
            (
                "in SQLite",
                database.select(&logged_models(&query, Dialect::Sqlite)),
            ),
            ("in memory", in_memory(&models, &query)),
        ];
        for (how, mut ids) in found {
            let more = ids.len() as u64 > size;
            ids.truncate(size.try_into().unwrap());
            let next = more.then(|| token.clone().at(offset + size).encode());
            answers += 1;
            if Some(&ids) != case.expect.as_ref() || next != case.next_page_token {
                failures.push(format!(
                    "{} {:?} {order_by:?} {how}\n  got {ids:?} {next:?}",
                    case.n, case.filter
                ));
            }
        }
    }
    println!("{} of {answers} answers", answers - failures.len());
    assert!(answers > 150, "{answers}");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_statement_holds_values_apart() {
    let order = LoggedModelOrder::descending("metrics.acc").on_dataset("wine", Some("abc"));
    let query = LoggedModelsQuery {
        filter: &Filter::parse(
            "metrics.acc > 0.9 AND tags.`'; --` LIKE 'a%' AND status = '2' AND name IN ('a', 'b')",
        )
        .unwrap(),
        order: &OrderBy::from_fields(&[order]).unwrap(),
        experiment_ids: &[1, 2],
        datasets: &[LoggedModelDataset {
            dataset_name: "wine".into(),
            dataset_digest: None,
        }],
        limit: 51,
        offset: 50,
    };
    insta::assert_snapshot!(logged_models(&query, Dialect::Sqlite).to_string(SqliteQueryBuilder));
}

const TEXTS: &[&str] = &["", "a", "A", "ab", "a_b", "É", "é", "100%", "back\\slash"];
const PATTERNS: &[&str] = &["", "%", "_", "a%", "%b", "A%", "a_b", "É"];
const NUMBERS: &[f64] = &[-1.5, 0.0, 1.0, 2.0, 1e300, f64::MAX];
const KEYS: &[&str] = &["k", "l", "with space"];
const DATASETS: &[(Option<&str>, Option<&str>)] = &[
    (None, None),
    (Some("ds"), None),
    (Some("ds"), Some("1")),
    (Some("ds"), Some("2")),
    (Some("other"), Some("1")),
];

fn text() -> impl Strategy<Value = String> {
    select(TEXTS).prop_map(str::to_owned)
}

fn entries() -> impl Strategy<Value = HashMap<String, String>> {
    btree_map(select(KEYS).prop_map(str::to_owned), text(), 0..3).prop_map(|map| map.into_iter().collect())
}

fn points() -> impl Strategy<Value = Vec<Metric>> {
    let point = (
        select(KEYS),
        select(NUMBERS),
        0..3_i64,
        0..3_i64,
        select(&["r0", "r1"][..]),
        select(DATASETS),
    );
    let point = point.prop_map(|(key, value, timestamp, step, run, (name, digest))| Metric {
        run_id: Some(run.to_owned()),
        dataset_name: name.map(str::to_owned),
        dataset_digest: digest.map(str::to_owned),
        ..Metric::new(key, value, timestamp, step)
    });
    vec(point, 0..6)
}

fn model() -> impl Strategy<Value = Model> {
    let attributes = (
        0..3_i64,
        text(),
        0..3_i64,
        0..3_i64,
        0..4_i64,
        select(&["active", "deleted"][..]),
    );
    let more = (
        option::of(text()),
        option::of(text()),
        entries(),
        entries(),
        points(),
    );
    (attributes, more).prop_map(
        |(
            (experiment_id, name, created, updated, status, stage),
            (model_type, source_run_id, params, tags, points),
        )| {
            Model {
                experiment_id,
                name,
                created,
                updated,
                status,
                stage: Some(stage.to_owned()),
                model_type,
                source_run_id,
                params,
                tags,
                points,
                ..Model::default()
            }
        },
    )
}

fn condition() -> impl Strategy<Value = String> {
    let mut texts: Vec<String> = [
        "name",
        "model_type",
        "source_run_id",
        "status",
        "experiment_id",
        "lifecycle_stage",
    ]
    .map(str::to_owned)
    .into();
    let mut numbers: Vec<String> = ["creation_time", "last_updated_timestamp"]
        .map(str::to_owned)
        .into();
    for key in KEYS {
        texts.extend([format!("params.`{key}`"), format!("tags.`{key}`")]);
        numbers.push(format!("metrics.`{key}`"));
    }
    let values = [TEXTS, &["0", "1", "2", "active"]].concat();
    let equal = (
        select(texts.clone()),
        select(&["=", "!="][..]),
        select(values.clone()),
    );
    let like = (
        select(texts.clone()),
        select(&["LIKE", "ILIKE"][..]),
        select(PATTERNS),
    );
    let lists = (
        select(texts),
        select(&["IN", "NOT IN"][..]),
        vec(select(values), 1..3),
    );
    let comparators = &["=", "!=", "<", "<=", ">", ">="][..];
    let compared = (
        select(numbers),
        select(comparators),
        select(&["-1.5", "0", "1", "1.5", "1e300", "1e400"][..]),
    );
    prop_oneof![
        prop_oneof![equal, like].prop_map(|(key, comparator, value)| format!("{key} {comparator} '{value}'")),
        lists.prop_map(|(key, comparator, values)| {
            let values: Vec<String> = values
                .iter()
                .map(|value| format!("'{}'", value.replace('\\', "\\\\")))
                .collect();
            format!("{key} {comparator} ({})", values.join(", "))
        }),
        compared.prop_map(|(key, comparator, value)| format!("{key} {comparator} {value}")),
    ]
}

fn order() -> impl Strategy<Value = Vec<LoggedModelOrder>> {
    let mut fields: Vec<String> = [
        "name",
        "model_type",
        "status",
        "experiment_id",
        "creation_time",
        "model_id",
    ]
    .map(str::to_owned)
    .into();
    fields.extend(KEYS.iter().map(|key| format!("metrics.{key}")));
    let term = (select(fields), any::<bool>(), select(DATASETS));
    let term = term.prop_map(|(field_name, ascending, (name, digest))| LoggedModelOrder {
        field_name,
        ascending,
        dataset_name: name.map(str::to_owned),
        dataset_digest: digest.map(str::to_owned),
    });
    vec(term, 0..3)
}

fn datasets() -> impl Strategy<Value = Vec<LoggedModelDataset>> {
    let dataset = select(&DATASETS[1..]).prop_map(|(name, digest)| LoggedModelDataset {
        dataset_name: name.unwrap_or_default().to_owned(),
        dataset_digest: digest.map(str::to_owned),
    });
    vec(dataset, 0..3)
}

fn store(database: &Database, models: &[Model]) {
    let connection = &database.0;
    for (index, model) in models.iter().enumerate() {
        let id = format!("m-{index}");
        connection
            .execute(
                "INSERT INTO logged_models VALUES (?, ?, ?, '', ?, ?, ?, ?, ?, ?, NULL)",
                params![
                    id,
                    model.experiment_id,
                    model.name,
                    model.created,
                    model.updated,
                    model.status,
                    model.stage,
                    model.model_type,
                    model.source_run_id
                ],
            )
            .unwrap();
        for (table, entries) in [
            ("logged_model_params", &model.params),
            ("logged_model_tags", &model.tags),
        ] {
            for (key, value) in entries {
                let sql = format!("INSERT INTO {table} VALUES (?, 0, ?, ?)");
                connection.execute(&sql, params![id, key, value]).unwrap();
            }
        }
        for point in &model.points {
            connection
                .execute(
                    "INSERT OR IGNORE INTO logged_model_metrics VALUES (?, ?, ?, ?, ?, 0, ?, NULL, ?, ?)",
                    params![
                        id,
                        point.key,
                        point.timestamp,
                        point.step,
                        point.value,
                        point.run_id,
                        point.dataset_name,
                        point.dataset_digest
                    ],
                )
                .unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sqlite_and_memory_agree(
        models in vec(model(), 0..10),
        conditions in vec(condition(), 0..4),
        order in order(),
        datasets in datasets(),
        experiment_ids in vec(0..3_i64, 0..3),
        (limit, offset) in (1..12_u64, 0..3_u64),
    ) {
        let database = Database::empty();
        store(&database, &models);
        let query = LoggedModelsQuery {
            filter: &Filter::parse(&conditions.join(" AND ")).unwrap(),
            order: &OrderBy::from_fields(&order).unwrap(),
            experiment_ids: &experiment_ids,
            datasets: &datasets,
            limit,
            offset,
        };
        let found = database.select(&logged_models(&query, Dialect::Sqlite));
        prop_assert_eq!(found, in_memory(&database.models(), &query), "{:?} {:?}", conditions, order);
    }
}
