//! Random searches of random runs: SQLite and memory must agree.

use mlflow_core::entities::ViewType;
use mlflow_core::search::{ExperimentKey, Filter, OrderBy, RunKey};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use rusqlite::params;

use super::database::{Database, ExperimentRecord, RunRecord, experiments_in_memory, runs_in_memory};
use crate::sql::search::{ExperimentsQuery, RunsQuery};

const TEXTS: &[&str] = &[
    "",
    "a",
    "A",
    "ab",
    "a_b",
    "a%b",
    "aéb",
    "É",
    "é",
    "b",
    "100%",
    "back\\slash",
    "x\ny",
];
const PATTERNS: &[&str] = &[
    "", "%", "_", "a%", "%b", "A%", "%_%", "a_b", "%\\%", "É", "_é_", "%%a", "x%",
];
const NUMBERS: &[f64] = &[
    -1.5,
    -0.0,
    0.0,
    1.0,
    2.0,
    f64::NAN,
    1e300,
    f64::MAX,
    f64::MIN_POSITIVE,
];
const TEXT_KEYS: &[&str] = &[
    "run_name",
    "user_id",
    "status",
    "artifact_uri",
    "dataset.name",
    "dataset.context",
];
const KEYS: &[&str] = &["k", "l", "with space"];

fn text() -> impl Strategy<Value = String> {
    select(TEXTS).prop_map(str::to_owned)
}

fn time() -> impl Strategy<Value = Option<i64>> {
    option::weighted(0.8, 0..4_i64)
}

fn entries() -> impl Strategy<Value = std::collections::HashMap<String, String>> {
    btree_map(select(KEYS).prop_map(str::to_owned), text(), 0..3).prop_map(|map| map.into_iter().collect())
}

fn run() -> impl Strategy<Value = RunRecord> {
    let attributes = (
        option::of(text()),
        select(&["RUNNING", "FINISHED", "FAILED"][..]),
        time(),
        time(),
        option::of(text()),
        select(&["active", "deleted"][..]),
        0..3_i64,
    );
    let metrics = btree_map(select(KEYS).prop_map(str::to_owned), select(NUMBERS), 0..3);
    let datasets = vec(
        (select(&["a", "A", "b"][..]), option::of(select(&["a", "x"][..]))),
        0..3,
    );
    (
        attributes,
        metrics,
        entries(),
        entries(),
        option::of(text()),
        datasets,
    )
        .prop_map(
            |(
                (user_id, status, start_time, end_time, artifact_uri, stage, experiment_id),
                metrics,
                params,
                mut tags,
                name,
                datasets,
            )| {
                tags.extend(name.map(|name| ("mlflow.runName".to_owned(), name)));
                RunRecord {
                    id: String::new(),
                    user_id,
                    status: status.to_owned(),
                    start_time,
                    end_time,
                    artifact_uri,
                    stage: stage.parse().unwrap(),
                    experiment_id,
                    metrics: metrics.into_iter().collect(),
                    params,
                    tags,
                    datasets: datasets
                        .into_iter()
                        .map(|(name, context)| {
                            (name.to_owned(), format!("d{name}"), context.map(str::to_owned))
                        })
                        .collect(),
                }
            },
        )
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

fn text_condition(key: String) -> BoxedStrategy<String> {
    let equal = (select(&["=", "!="][..]), select(TEXTS));
    let like = (select(&["LIKE", "ILIKE"][..]), select(PATTERNS));
    prop_oneof![equal, like]
        .prop_map(move |(comparator, value)| format!("{key} {comparator} {}", quoted(value)))
        .boxed()
}

fn entry_condition(kind: &'static str) -> impl Strategy<Value = String> {
    select(KEYS).prop_flat_map(move |key| {
        let key = format!("{kind}.`{key}`");
        prop_oneof![
            3 => text_condition(key.clone()),
            1 => select(&["IS NULL", "IS NOT NULL"][..]).prop_map(move |presence| format!("{key} {presence}")),
        ]
    })
}

fn numeric_condition(keys: Vec<String>, numbers: &'static [&'static str]) -> impl Strategy<Value = String> {
    let comparators = &["=", "!=", "<", "<=", ">", ">="][..];
    (select(keys), select(comparators), select(numbers))
        .prop_map(|(key, comparator, number)| format!("{key} {comparator} {number}"))
}

fn run_condition() -> impl Strategy<Value = String> {
    let metrics = KEYS.iter().map(|key| format!("metrics.`{key}`")).collect();
    prop_oneof![
        entry_condition("params"),
        entry_condition("tags"),
        numeric_condition(metrics, &["-1.5", "0", "1", "1.5", "1e300", "1e400", "-1e400"]),
        numeric_condition(
            vec!["start_time".into(), "end_time".into()],
            &["0", "1", "1.5", "-1", "2e0"]
        ),
        select(TEXT_KEYS).prop_flat_map(|key| text_condition(key.to_owned())),
        select(
            &[
                "run_id IN ('0', '3')",
                "run_id NOT IN ('1')",
                "dataset.digest IN ('da', 'dA')"
            ][..]
        )
        .prop_map(str::to_owned),
    ]
}

fn order_texts(names: Vec<String>) -> impl Strategy<Value = Vec<String>> {
    let element = (select(names), select(&["", " ASC", " desc"][..]));
    vec(element, 0..4).prop_map(|elements| {
        let mut seen = Vec::new();
        elements
            .into_iter()
            .filter(|(name, _)| {
                !seen.contains(name) && {
                    seen.push(name.clone());
                    true
                }
            })
            .map(|(name, direction)| format!("{name}{direction}"))
            .collect()
    })
}

fn run_order() -> impl Strategy<Value = Vec<String>> {
    let mut names: Vec<String> = [
        "start_time",
        "end_time",
        "status",
        "user_id",
        "run_id",
        "run_name",
        "artifact_uri",
    ]
    .map(str::to_owned)
    .into();
    for kind in ["metrics", "params", "tags"] {
        names.extend(KEYS.iter().map(|key| format!("{kind}.`{key}`")));
    }
    order_texts(names)
}

fn view() -> impl Strategy<Value = ViewType> {
    select(&[ViewType::ActiveOnly, ViewType::DeletedOnly, ViewType::All][..])
}

fn store_runs(database: &Database, runs: &[RunRecord]) {
    let connection = &database.0;
    for run in runs {
        connection
            .execute(
                "INSERT INTO runs (run_uuid, name, user_id, status, start_time, end_time, artifact_uri, \
                 lifecycle_stage, experiment_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                params![
                    run.id,
                    run.tags.get("mlflow.runName"),
                    run.user_id,
                    run.status,
                    run.start_time,
                    run.end_time,
                    run.artifact_uri,
                    run.stage.as_str(),
                    run.experiment_id
                ],
            )
            .unwrap();
        for (table, entries) in [("params", &run.params), ("tags", &run.tags)] {
            for (key, value) in entries {
                let sql = format!("INSERT INTO {table} (key, value, run_uuid) VALUES (?, ?, ?)");
                connection.execute(&sql, params![key, value, run.id]).unwrap();
            }
        }
        for (key, value) in &run.metrics {
            let stored = if value.is_nan() { 0.0 } else { *value };
            connection
                .execute(
                    "INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES (?, ?, 0, 0, ?, ?)",
                    params![key, stored, value.is_nan(), run.id],
                )
                .unwrap();
        }
        for (index, (name, digest, context)) in run.datasets.iter().enumerate() {
            let input = format!("{}-{index}", run.id);
            connection
                .execute(
                    "INSERT INTO datasets VALUES (?, 0, ?, ?, 'local', '', NULL, NULL) ON CONFLICT DO NOTHING",
                    params![digest, name, digest],
                )
                .unwrap();
            connection
                .execute(
                    "INSERT INTO inputs VALUES (?, 'DATASET', ?, 'RUN', ?, 0) ON CONFLICT DO NOTHING",
                    params![input, digest, run.id],
                )
                .unwrap();
            let kept = connection.changes() > 0;
            if let Some(context) = context.as_ref().filter(|_| kept) {
                connection
                    .execute(
                        "INSERT INTO input_tags VALUES (?, 'mlflow.data.context', ?)",
                        params![input, context],
                    )
                    .unwrap();
            }
        }
    }
}

fn experiment() -> impl Strategy<Value = ExperimentRecord> {
    (
        time(),
        time(),
        select(&["active", "deleted"][..]),
        entries(),
        text(),
    )
        .prop_map(
            |(creation_time, last_update_time, stage, tags, name)| ExperimentRecord {
                id: 0,
                name,
                creation_time,
                last_update_time,
                stage: stage.parse().unwrap(),
                tags,
            },
        )
}

fn experiment_condition() -> impl Strategy<Value = String> {
    prop_oneof![
        entry_condition("tags"),
        text_condition("name".to_owned()),
        numeric_condition(
            vec!["creation_time".into(), "last_update_time".into()],
            &["0", "1", "-1", "3"]
        ),
        select(
            &[
                "experiment_id = '1'",
                "experiment_id != '0'",
                "experiment_id IN ('0', '2')"
            ][..]
        )
        .prop_map(str::to_owned),
    ]
}

fn store_experiments(database: &Database, experiments: &[ExperimentRecord]) {
    for experiment in experiments {
        let name = &experiment.name;
        database
            .0
            .execute(
                "INSERT INTO experiments VALUES (?, ?, '', ?, ?, ?, ?)",
                params![
                    experiment.id,
                    name,
                    experiment.stage.as_str(),
                    experiment.creation_time,
                    experiment.last_update_time,
                    format!("w{}", experiment.id)
                ],
            )
            .unwrap();
        for (key, value) in &experiment.tags {
            database
                .0
                .execute(
                    "INSERT INTO experiment_tags VALUES (?, ?, ?)",
                    params![key, value, experiment.id],
                )
                .unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn runs_agree(
        runs in vec(run(), 0..12),
        conditions in vec(run_condition(), 0..4),
        order in run_order(),
        view in view(),
        experiment_ids in vec(0..3_i64, 0..3),
        (limit, offset) in (1..15_u64, 0..3_u64),
    ) {
        let runs: Vec<RunRecord> =
            runs.into_iter().enumerate().map(|(index, run)| RunRecord { id: index.to_string(), ..run }).collect();
        let database = Database::empty();
        store_runs(&database, &runs);
        let query = RunsQuery {
            filter: &Filter::<RunKey>::parse(&conditions.join(" AND ")).unwrap(),
            order: &OrderBy::parse(&order).unwrap(),
            view,
            experiment_ids: &experiment_ids,
            limit,
            offset,
        };
        let records = database.run_records();
        prop_assert_eq!(database.runs(&query), runs_in_memory(&records, &query));
    }

    #[test]
    fn experiments_agree(
        experiments in vec(experiment(), 0..8),
        conditions in vec(experiment_condition(), 0..4),
        order in order_texts(["name", "experiment_id", "creation_time", "last_update_time"].map(str::to_owned).into()),
        view in view(),
    ) {
        let experiments: Vec<ExperimentRecord> =
            (0..).zip(experiments).map(|(id, experiment)| ExperimentRecord { id, ..experiment }).collect();
        let database = Database::empty();
        store_experiments(&database, &experiments);
        let query = ExperimentsQuery {
            filter: &Filter::<ExperimentKey>::parse(&conditions.join(" AND ")).unwrap(),
            order: &OrderBy::parse(&order).unwrap(),
            view,
            limit: 10,
            offset: 0,
        };
        prop_assert_eq!(database.experiments(&query), experiments_in_memory(&experiments, &query));
    }
}
