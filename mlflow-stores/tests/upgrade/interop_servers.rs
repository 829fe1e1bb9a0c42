//! PostgreSQL and MySQL: recorded rows, upgraded by this program and by official MLflow.
//!
//! `MLFLOW_TEST_POSTGRES_URI` and `MLFLOW_TEST_MYSQL_URI` name servers where databases may be made. All starts are
//! compared where the variable `CI` is set, as `cargo xtask ci` does; elsewhere the first one, which takes every step.

use crate::database::{NAMES, restored, uri};
use crate::interop::{official, python};
use mlflow_core::StoreUri;
use mlflow_stores::sql::upgrade::{Options, STEPS, State, inspect, upgrade};
use std::ops::Range;

fn server(variable: &str) -> Option<String> {
    let server = std::env::var(variable).ok().filter(|uri| !uri.is_empty());
    if server.is_none() {
        eprintln!("left out: {variable} names no server");
    }
    server
}

fn of_database(server: &str, name: &str) -> String {
    let (start, _) = server.rsplit_once('/').unwrap();
    format!("{start}/{name}")
}

/// A recorded database on a server, twice.
struct Pair {
    databases: [String; 2],
    name: &'static str,
    revision: &'static str,
    ours: String,
    theirs: String,
}

/// Returns which of the recorded databases are compared here, and says which are not.
fn compared_here(recorded: Range<usize>) -> Range<usize> {
    if std::env::var_os("CI").is_some() {
        return recorded;
    }
    let here = recorded.start..recorded.end.min(1).max(recorded.start);
    for name in &NAMES[here.end..recorded.end] {
        eprintln!("left out: the upgrade of {name}, which `cargo xtask ci` compares");
    }
    here
}

/// Upgrades each recorded database in both ways, in databases of its own.
async fn compare(variable: &str, recorded: Range<usize>) {
    let recorded = compared_here(recorded);
    if recorded.is_empty() {
        return;
    }
    let (Some(python), Some(server)) = (python(), server(variable)) else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let named = |number: usize, who: &str| format!("mlflow_upgrade_{}_{number}_{who}", std::process::id());
    let mut made = Vec::new();
    let mut pairs = Vec::new();
    for number in recorded {
        let name = NAMES[number];
        let revision = name.split_once('-').unwrap().1;
        let databases = [named(number, "ours"), named(number, "official")];
        let [ours, theirs] = databases.each_ref().map(|name| of_database(&server, name));
        let (from, file) = restored(name);
        let rows = uri(&file);
        let rows = rows.as_str();
        let line = format!(
            "make {server} {} ; to {ours} {revision} ; fill {ours} {rows} ; to {theirs} {revision} ; \
             fill {theirs} {rows} ; heads {theirs}",
            databases.join(" ")
        );
        made.push((line, from));
        pairs.push(Pair {
            databases,
            name,
            revision,
            ours,
            theirs,
        });
    }
    let lines: Vec<&str> = made.iter().map(|(line, _)| line.as_str()).collect();
    official(&python, &[lines.join(" ; ")]);
    for pair in &pairs {
        let uri = StoreUri::parse(&pair.ours).unwrap();
        let before = inspect(&uri).await.unwrap();
        assert_eq!(before.revision(), Some(pair.revision).filter(|r| *r != "base"));
        let report = upgrade(&uri, &Options::default(), &mut |_| ()).await;
        let report = report.unwrap_or_else(|e| panic!("{}: {e}", pair.name));
        assert_eq!(report.taken, before.steps().len());
        assert_eq!(inspect(&uri).await.unwrap(), State::Current);
    }
    let file = |name: &str, who: &str| folder.path().join(format!("{name}-{who}"));
    let mut lines = Vec::new();
    for pair in &pairs {
        for (uri, who) in [(&pair.ours, "ours"), (&pair.theirs, "official")] {
            lines.push(format!("dump {uri} {}", file(pair.name, who).display()));
        }
        if pair.revision == "0584bdc529eb" {
            lines.push(format!("use {}", pair.ours));
        }
        lines.push(format!(
            "drop {server} {} {}",
            pair.databases[0], pair.databases[1]
        ));
    }
    official(&python, &[lines.join(" ; ")]);
    for pair in &pairs {
        let [ours, theirs] =
            ["ours", "official"].map(|who| std::fs::read_to_string(file(pair.name, who)).unwrap());
        let [ours, theirs] = [&ours, &theirs].map(|dump| dump.lines().collect::<Vec<_>>());
        assert!(ours.len() > 500);
        for line in &theirs {
            assert!(ours.contains(line), "{}: {line} is missing", pair.name);
        }
        for line in &ours {
            assert!(theirs.contains(line), "{}: {line} is too much", pair.name);
        }
        assert_eq!(ours.len(), theirs.len(), "{}", pair.name);
    }
}

#[tokio::test]
async fn postgresql_of_the_first_years() {
    compare("MLFLOW_TEST_POSTGRES_URI", 0..4).await;
}

#[tokio::test]
async fn postgresql_of_the_middle_years() {
    compare("MLFLOW_TEST_POSTGRES_URI", 4..8).await;
}

#[tokio::test]
async fn postgresql_of_the_last_years() {
    compare("MLFLOW_TEST_POSTGRES_URI", 8..12).await;
}

#[tokio::test]
async fn mysql_of_the_first_years() {
    compare("MLFLOW_TEST_MYSQL_URI", 0..4).await;
}

#[tokio::test]
async fn mysql_of_the_middle_years() {
    compare("MLFLOW_TEST_MYSQL_URI", 4..8).await;
}

#[tokio::test]
async fn mysql_of_the_last_years() {
    compare("MLFLOW_TEST_MYSQL_URI", 8..12).await;
}

/// Several processes that start together: each step is taken once, and all of them succeed.
async fn together(variable: &str) {
    let (Some(python), Some(server)) = (python(), server(variable)) else {
        return;
    };
    let name = format!("mlflow_upgrade_{}_together", std::process::id());
    let database = of_database(&server, &name);
    official(&python, &[format!("make {server} {name}")]);
    let parsed = StoreUri::parse(&database).unwrap();
    let tasks: Vec<_> = (0..3)
        .map(|_| {
            let parsed = parsed.clone();
            tokio::spawn(async move {
                let report = upgrade(&parsed, &Options::default(), &mut |_| ()).await;
                report.unwrap().taken
            })
        })
        .collect();
    let mut taken = 0;
    for task in tasks {
        taken += task.await.unwrap();
    }
    assert_eq!(taken, STEPS.len());
    assert_eq!(inspect(&parsed).await.unwrap(), State::Current);
    official(&python, &[format!("use {database} ; drop {server} {name}")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn upgrades_of_postgresql_wait_for_each_other() {
    together("MLFLOW_TEST_POSTGRES_URI").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn upgrades_of_mysql_wait_for_each_other() {
    together("MLFLOW_TEST_MYSQL_URI").await;
}
