//! All that can be read of a database, and how two readings are compared.

use crate::interop::sides::Side;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

const FILTERS: &[&str] = &[
    "",
    "metrics.loss < 0.5",
    "metrics.loss >= -1 and params.depth = '3'",
    "metrics.`odd name/1` != 0",
    "params.depth LIKE '%3%'",
    "params.`größe` ILIKE 'GROSS%'",
    "tags.team = 'blue'",
    "tags.team != 'blue'",
    "tags.`mlflow.note.content` LIKE '%🦀%'",
    "attributes.status != 'FINISHED'",
    "attributes.run_id NOT IN ('a', 'b')",
    "attributes.run_name LIKE 're%'",
    "attributes.start_time > 1700000000500",
    "attributes.user_id != 'nobody'",
    "datasets.name = 'wine'",
    "datasets.context = 'training' and datasets.digest LIKE 'd%'",
    "params.depth IS NULL",
    "tags.team IS NOT NULL",
];

const ORDERS: &[&[&str]] = &[
    &[],
    &["metrics.loss ASC"],
    &["metrics.loss DESC", "params.depth"],
    &["metrics.nan DESC"],
    &["params.depth DESC", "attributes.start_time ASC"],
    &["tags.team", "attributes.run_name DESC"],
    &["attributes.end_time DESC"],
    &["attributes.status ASC", "attributes.run_id DESC"],
];

const EXPERIMENT_SEARCHES: &[(&str, &[&str])] = &[
    ("", &[]),
    ("name LIKE 'w%'", &["name ASC"]),
    ("name ILIKE '%ä%'", &["experiment_id DESC"]),
    ("tags.team = 'blue'", &["creation_time DESC"]),
    (
        "tags.`team` != 'blue' and name != 'wine'",
        &["last_update_time ASC"],
    ),
    ("creation_time > 0", &["name DESC"]),
];

/// Reads everything that the contract offers.
pub(crate) async fn read_all(side: &mut impl Side) -> Vec<(String, Value)> {
    let mut all = searched_experiments(side).await;
    all.extend(searched_runs(side).await);
    all.extend(read_each(side).await);
    all
}

/// Reads every experiment, every run and every point, one by one.
pub(crate) async fn read_each(side: &mut impl Side) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    let ids = experiment_ids(side).await;
    for id in &ids {
        let request = json!({"experiment_id": id});
        all.push((
            format!("experiment {id}"),
            side.call("get_experiment", request).await,
        ));
    }
    let request = json!({"experiment_ids": ids, "run_view_type": "ALL"});
    let found = side.call("search_runs", request).await;
    for run in items(&found, "runs") {
        let id = run["info"]["run_id"].as_str().unwrap();
        let run = side.call("get_run", json!({"run_id": id})).await;
        for key in keys(&run) {
            let request = json!({"run_id": id, "metric_key": key});
            let history = side.call("get_metric_history", request).await;
            all.push((format!("history of {key} of run {id}"), history));
        }
        all.push((format!("run {id}"), run));
    }
    all
}

fn keys(run: &Value) -> BTreeSet<&str> {
    items(&run["run"]["data"], "metrics")
        .map(|metric| metric["key"].as_str().unwrap())
        .collect()
}

async fn experiment_ids(side: &mut impl Side) -> Vec<String> {
    let request = json!({"view_type": "ALL", "max_results": 1000});
    let found = side.call("search_experiments", request).await;
    items(&found, "experiments")
        .map(|e| e["experiment_id"].as_str().unwrap().to_owned())
        .collect()
}

async fn searched_experiments(side: &mut impl Side) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    for view in ["ACTIVE_ONLY", "DELETED_ONLY", "ALL"] {
        for (filter, order_by) in EXPERIMENT_SEARCHES {
            let request =
                json!({"filter": filter, "order_by": order_by, "view_type": view, "max_results": 1000});
            let found = side.call("search_experiments", request.clone()).await;
            all.push((format!("experiments {request}"), found));
        }
    }
    all
}

async fn searched_runs(side: &mut impl Side) -> Vec<(String, Value)> {
    let ids = experiment_ids(side).await;
    let mut requests = Vec::new();
    for view in ["ACTIVE_ONLY", "DELETED_ONLY", "ALL"] {
        requests.push(json!({"run_view_type": view}));
    }
    requests.extend(
        FILTERS
            .iter()
            .map(|filter| json!({"filter": filter, "run_view_type": "ALL"})),
    );
    requests.extend(
        ORDERS
            .iter()
            .map(|order| json!({"order_by": order, "run_view_type": "ALL"})),
    );
    let mut all = Vec::new();
    for mut request in requests {
        let title = format!("runs {request}");
        request["experiment_ids"] = json!(ids);
        all.push((title, side.call("search_runs", request.clone()).await));
    }
    // The pages of one search, by the tokens of whoever reads.
    let mut request = json!({"experiment_ids": ids, "max_results": 2, "order_by": ["metrics.loss ASC"]});
    for number in 1.. {
        let found = side.call("search_runs", request.clone()).await;
        let token = found.get("next_page_token").cloned();
        all.push((format!("page {number} of runs"), found));
        match token {
            Some(token) => request["page_token"] = token,
            None => break,
        }
    }
    all
}

pub(crate) fn items<'v>(answer: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    answer.get(name).and_then(Value::as_array).into_iter().flatten()
}

/// Asserts that both read the same: structure, values, the form of numbers and the order of answers.
pub(crate) fn assert_same(official: &[(String, Value)], ours: &[(String, Value)]) {
    let titles = |all: &[(String, Value)]| all.iter().map(|(title, _)| title.clone()).collect::<Vec<_>>();
    assert_eq!(titles(official), titles(ours));
    assert!(ours.len() > 20, "only {} answers", ours.len());
    let mut differences = Vec::new();
    for ((title, official), (_, ours)) in official.iter().zip(ours) {
        let (official, ours) = (comparable(official), comparable(ours));
        if official != ours {
            differences.push(format!("{title}\n{}", where_they_part(&official, &ours)));
        }
    }
    let count = differences.len();
    differences.truncate(5);
    assert!(
        count == 0,
        "{count} of {} differ\n{}",
        ours.len(),
        differences.join("\n")
    );
}

fn where_they_part(official: &str, ours: &str) -> String {
    let (official, ours): (Vec<_>, Vec<_>) = (official.chars().collect(), ours.chars().collect());
    let parted = official.iter().zip(&ours).take_while(|(a, b)| a == b).count();
    let around = |text: &[char]| {
        let from = parted.saturating_sub(60);
        text.iter().skip(from).take(240).collect::<String>()
    };
    format!(
        "  official …{}…\n  ours     …{}…",
        around(&official),
        around(&ours)
    )
}

/// Writes JSON so that what must not differ does so as text.
pub(crate) fn comparable(value: &Value) -> String {
    sorted(value.clone()).to_string()
}

/// Sorts fields, and the lists that have no order: those of one run's or experiment's parts.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.into_iter().collect();
            fields.sort_by(|(a, _), (b, _)| a.cmp(b));
            let fields = fields.into_iter().filter_map(|(name, value)| {
                let value = without_order(&name, sorted(value));
                // Official MLflow writes the empty `outputs` of a run in some answers and not in others.
                let is_empty = value.as_object().is_some_and(Map::is_empty);
                (!(is_empty && name == "outputs")).then_some((name, value))
            });
            Value::Object(fields.collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        other => other,
    }
}

fn without_order(name: &str, value: Value) -> Value {
    const LISTS: [&str; 6] = [
        "tags",
        "params",
        "latest",
        "dataset_inputs",
        "model_inputs",
        "model_outputs",
    ];
    match value {
        Value::Array(mut items) if LISTS.contains(&name) => {
            items.sort_by_key(Value::to_string);
            Value::Array(items)
        }
        // The latest points of a run; a history is the whole answer.
        Value::Object(mut data) if name == "data" => {
            if let Some(Value::Array(metrics)) = data.get_mut("metrics") {
                metrics.sort_by_key(|metric| metric["key"].to_string());
            }
            Value::Object(data)
        }
        other => other,
    }
}
