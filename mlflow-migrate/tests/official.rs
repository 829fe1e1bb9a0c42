//! What official MLflow wrote is moved to servers of official MLflow, by the calls that these have, and back.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test stops at the first surprise and says what it leaves out"
)]

mod common;
#[path = "../../mlflow-stores/tests/common/official_server.rs"]
mod official_server;

use common::Pair;
use mlflow_core::Registry;
use mlflow_migrate::{Event, Kind, Migration, Report};
use official_server::{Backend, OfficialServer};
use rusqlite::Connection;
use std::collections::BTreeMap;
use tokio::sync::Notify;

/// How many rows of a table more there are when things have come by ordinary calls.
const MARKED: [(&str, &str); 4] = [
    ("tags", "runs"),
    ("experiment_tags", "experiments"),
    ("logged_model_tags", "logged_models"),
    ("model_version_tags", "model_versions"),
];

/// Tables that have as many rows as before, beside those of [`MARKED`].
const TABLES: [&str; 20] = [
    "experiments",
    "runs",
    "metrics",
    "latest_metrics",
    "params",
    "datasets",
    "inputs",
    "input_tags",
    "logged_models",
    "logged_model_params",
    "logged_model_metrics",
    "trace_info",
    "trace_request_metadata",
    "spans",
    "assessments",
    "entity_associations",
    "registered_models",
    "registered_model_tags",
    "registered_model_aliases",
    "model_versions",
];

/// What a server of version 2 has no tables for.
const OF_VERSION_3: [&str; 9] = [
    "logged_models",
    "logged_model_params",
    "logged_model_metrics",
    "trace_info",
    "trace_request_metadata",
    "spans",
    "assessments",
    "entity_associations",
    "inputs",
];

/// Makes a database whose versions have sources that every server takes.
async fn golden(version: &str) -> Pair {
    let pair = Pair::of_golden(version).await;
    let database = Connection::open(pair.path("from.db")).unwrap();
    let reachable =
        "UPDATE model_versions SET source = replace(source, 'mlflow-artifacts:/', 's3://bucket/')";
    database.execute(reachable, []).unwrap();
    pair
}

fn shown(report: &Report) -> String {
    let tally = |kind| {
        let tally = report.tally(kind);
        format!("{kind}: {} {} {}\n", tally.source, tally.target, tally.equal)
    };
    let counts: String = Kind::ALL.into_iter().map(tally).collect();
    format!("{counts}{:#?}{:#?}", report.differences, report.refusals)
}

async fn moved(from: &str, to: &str) -> Report {
    mlflow_registry::link();
    let report = Migration::new(from, to).run(&Registry::default()).await.unwrap();
    assert!(report.is_verified && report.is_equal(), "{}", shown(&report));
    report
}

/// Begins a migration, and ends it in its middle.
async fn interrupted(from: &str, to: &str, at: Kind, after: u64) {
    mlflow_registry::link();
    let enough = Notify::new();
    let mut seen = 0;
    let registry = Registry::default();
    let migration = Migration::new(from, to).watch(|event| {
        if let Event::Done { kind, count } = event
            && kind == at
        {
            seen += count;
            if seen >= after {
                enough.notify_one();
            }
        }
    });
    tokio::select! {
        biased;
        () = enough.notified() => {}
        ended = migration.run(&registry) => panic!("it was not interrupted: {ended:?}"),
    }
}

/// Compares how many rows a database has with what it has after a journey through a server.
fn assert_as_many(pair: &Pair, without: &[&str]) {
    for table in TABLES.into_iter().filter(|table| !without.contains(table)) {
        assert_eq!(pair.count_from(table), pair.count_to(table), "{table}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_comes_to_official_mlflow_and_back() {
    let Some(server) = OfficialServer::start() else {
        return;
    };
    let pair = golden("3.17.2").await;
    let database = Connection::open(pair.path("from.db")).unwrap();
    let of_model = "UPDATE model_versions SET source = 'models:/m-365fdcd647bc454892fad8029d42f670' \
                    WHERE name = 'deltaxb' AND version = 2";
    assert_eq!(database.execute(of_model, []).unwrap(), 1);
    let uri = server.uri().to_string();
    for (at, after) in [(Kind::Runs, 20), (Kind::Points, 500), (Kind::ModelVersions, 9)] {
        interrupted(&pair.from, &uri, at, after).await;
    }
    let report = moved(&pair.from, &uri).await;
    assert!(report.is_through_api && report.unknown_kinds.is_empty());
    assert_eq!(report.run_ids.len(), 36);
    assert_eq!(report.logged_model_ids.len(), 12);
    assert_eq!(report.version_numbers, BTreeMap::new());
    let again = moved(&pair.from, &uri).await;
    assert_eq!(again.run_ids, report.run_ids);
    let registry = Registry::default();
    let compares = Migration::new(&pair.from, &uri).compare_only(true);
    let compared = compares.run(&registry).await.unwrap();
    assert!(compared.is_equal(), "{}", shown(&compared));

    moved(&uri, &pair.to).await;
    assert_as_many(&pair, &[]);
    for (tags, of) in MARKED {
        let made = match of {
            "experiments" => pair.count_from(of) - 1,
            of => pair.count_from(of),
        };
        // The model that a version is made of has it in a tag.
        let made = made + i64::from(of == "logged_models");
        assert_eq!(pair.count_from(tags) + made, pair.count_to(tags), "{tags}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_version_2_knows_comes_there_and_back() {
    for backend in [Backend::Database, Backend::Files] {
        let Some(server) = OfficialServer::start_of_version_2(backend) else {
            return;
        };
        let pair = golden("3.17.2").await;
        if backend == Backend::Files {
            // Its folders can neither have such names nor find them.
            let database = Connection::open(pair.path("from.db")).unwrap();
            let quotes = "UPDATE experiments SET name = replace(replace(name, '\"', ''), char(39), '')";
            database.execute(quotes, []).unwrap();
        }
        let uri = server.uri().to_string();
        let migration = || Migration::new(&pair.from, &uri).exclude("model:*%*").unwrap();
        interrupted(&pair.from, &uri, Kind::Points, 500).await;
        let report = migration().run(&Registry::default()).await.unwrap();
        assert!(report.is_equal(), "{backend:?}: {}", shown(&report));
        let unknown: Vec<_> = report.unknown_kinds.iter().copied().collect();
        assert_eq!(unknown, [Kind::LoggedModels, Kind::Traces]);
        assert_eq!(
            report.tally(Kind::Points).equal,
            report.tally(Kind::Points).source
        );
        let back = Migration::new(&uri, &pair.to);
        let back = back.run(&Registry::default()).await.unwrap();
        // Official MLflow's folders may take what is no number for the latest value of its step and time.
        let differing = u64::from(backend == Backend::Files);
        let [runs, points] = [Kind::Runs, Kind::Points].map(|kind| back.tally(kind));
        assert_eq!(
            runs.equal,
            runs.source - differing,
            "{backend:?}: {}",
            shown(&back)
        );
        assert_eq!(points.equal, points.source);
        assert!(back.differences.len() as u64 <= differing, "{}", shown(&back));
        let of_models = ["registered_models", "model_versions", "registered_model_tags"];
        assert_as_many(&pair, &[&OF_VERSION_3[..], &of_models].concat());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_server_refuses_stays_behind_and_is_named() {
    let Some(server) = OfficialServer::start() else {
        return;
    };
    let pair = golden("3.17.2").await;
    let database = Connection::open(pair.path("from.db")).unwrap();
    let unreachable =
        "UPDATE model_versions SET source = '/tmp/elsewhere' WHERE name = 'delta_b' AND version = 2";
    assert_eq!(database.execute(unreachable, []).unwrap(), 1);
    let uri = server.uri().to_string();
    mlflow_registry::link();
    let migration = Migration::new(&pair.from, &uri).include("model:delta_b").unwrap();
    let report = migration.run(&Registry::default()).await.unwrap();
    assert!(!report.is_equal());
    let refused: Vec<_> = report
        .refusals
        .iter()
        .map(|refusal| refusal.what.as_str())
        .collect();
    assert_eq!(refused, ["delta_b/2"], "{}", shown(&report));
    let versions = report.tally(Kind::ModelVersions);
    assert_eq!((versions.source, versions.equal), (4, 3), "{}", shown(&report));
}
