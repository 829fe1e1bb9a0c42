//! `mlflow migrate` between stores of every kind.

use crate::server::Served;
use crate::servers::Engine;
use crate::world::{World, said};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Stdio;
use std::time::Instant;

/// A database that official MLflow has filled.
const GOLDEN: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../mlflow-testkit/data/mlflow-3.17.2.db"
);

fn world() -> World {
    let world = World::new();
    std::fs::copy(Path::new(GOLDEN), world.path("from.db")).unwrap();
    world
}

/// What no folder can have as a name: a registered model with `%`.
const WITHOUT: [&str; 2] = ["--exclude", "model:*%*"];

/// Moves everything that folders can hold, and returns what the report says of one kind on both sides.
fn moved(world: &World, from: &str, to: &str) -> serde_json::Value {
    let report = world.json(&[&["migrate", from, to, "--output", "json"], &WITHOUT[..]].concat());
    assert_eq!(report["verified"], true);
    assert_eq!(report["differences"], serde_json::json!([]), "{report:#}");
    report["counts"].clone()
}

#[test]
fn a_server_that_allows_it_takes_over_everything_with_its_ids() {
    let world = world();
    let options = ["--backend-store-uri", "sqlite:///to.db", "--allow-import"];
    let server = Served::start(&world, &options);
    let counts = moved(&world, "sqlite:///from.db", &server.url());
    assert!(counts["runs"]["equal"].as_u64() > Some(10), "{counts:#}");
    assert!(counts["traces"]["equal"].as_u64() > Some(3), "{counts:#}");
    assert!(counts["model_versions"]["equal"].as_u64() > Some(3), "{counts:#}");
    assert_eq!(moved(&world, &server.url(), "sqlite:///back.db"), counts);
    assert_eq!(moved(&world, "sqlite:///from.db", "sqlite:///back.db"), counts);
}

#[test]
fn a_server_takes_over_nothing_unless_it_is_told_to() {
    let world = world();
    let server = Served::start(&world, &["--backend-store-uri", "sqlite:///to.db"]);
    let line = ["migrate", "sqlite:///from.db", &server.url()];
    let answer = said(world.command(&line).output().unwrap());
    assert!(answer.contains("--allow-import"), "{answer}");
    assert!(answer.contains("--through-api"), "{answer}");
    assert!(answer.ends_with("exit code 1"), "{answer}");
    let found = ["experiments", "list", "--output", "json"];
    let mut command = world.command(&found);
    let listed = command
        .env("MLFLOW_TRACKING_URI", "sqlite:///to.db")
        .output()
        .unwrap();
    let listed: serde_json::Value = serde_json::from_slice(&listed.stdout).unwrap();
    assert_eq!(listed.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_chain_of_stores_ends_as_it_began() {
    let world = world();
    moved(&world, "sqlite:///from.db", "./start/mlruns");
    let counts = moved(&world, "./start/mlruns", "sqlite:///first.db");
    let database = Engine::Postgres.fresh("chain").await;
    let second = match &database {
        Some(database) => database.uri.clone(),
        None => "sqlite:///second.db".to_owned(),
    };
    assert_eq!(moved(&world, "sqlite:///first.db", &second), counts);
    let options = ["--backend-store-uri", "sqlite:///third.db", "--allow-import"];
    let server = Served::start(&world, &options);
    assert_eq!(moved(&world, &second, &server.url()), counts);
    assert_eq!(moved(&world, &server.url(), "./end/mlruns"), counts);
    let (start, end) = (tree(&world.path("start/mlruns")), tree(&world.path("end/mlruns")));
    assert!(start.len() > 300, "{} files", start.len());
    for (path, content) in &start {
        assert_eq!(Some(content), end.get(path), "{path}");
    }
    assert_eq!(start.len(), end.len());
    if let Some(database) = database {
        database.drop_database().await;
    }
}

/// Kills migrations to a target at moments spread over the time that one takes, then lets one end.
fn killed_many_times(world: &World, to: &str, rounds: u32) {
    let line = [&["migrate", "sqlite:///from.db", to, "--no-verify"], &WITHOUT[..]].concat();
    let one_takes = {
        let began = Instant::now();
        let clean = format!("{to}-clean");
        let line = [
            &["migrate", "sqlite:///from.db", &clean, "--no-verify"],
            &WITHOUT[..],
        ]
        .concat();
        world.data(&line);
        began.elapsed()
    };
    let mut killed = 0;
    for round in 0..rounds {
        let mut child = world.command(&line);
        let mut child = child.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(one_takes * (round * 7919 % 100) / 100);
        killed += u32::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
    }
    assert!(
        killed > rounds / 2,
        "only {killed} of {rounds} were killed at work"
    );
}

#[test]
fn a_killed_migration_goes_on_without_loss_and_without_doubles() {
    let world = world();
    for to in ["sqlite:///to.db", "./to/mlruns"] {
        killed_many_times(&world, to, 25);
        let counts = moved(&world, "sqlite:///from.db", to);
        assert_eq!(moved(&world, &format!("{to}-clean"), to), counts);
        assert_eq!(moved(&world, to, &format!("{to}-clean")), counts);
    }
    let names = |folder: &str| -> BTreeSet<String> {
        let files = tree(&world.path(folder)).into_keys();
        // What a killed process was about to put in place belongs to nothing.
        files.filter(|name| !name.contains(".mlflow-staged-")).collect()
    };
    let (killed, clean) = (names("to/mlruns"), names("to/mlruns-clean"));
    let different: Vec<_> = killed.symmetric_difference(&clean).collect();
    assert!(different.is_empty(), "{different:?}");
}

/// Reads all files below a folder. When a run was deleted is known to no store but its own.
fn tree(root: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let lines = text.lines().filter(|line| !line.starts_with("deleted_time:"));
            let mut lines: Vec<_> = lines.collect();
            if path.to_string_lossy().contains("/metrics/") {
                lines.sort_unstable();
            }
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            files.insert(name, lines.join("\n"));
        }
    }
    files
}

#[test]
fn a_file_holds_everything_and_gives_it_back() {
    let world = world();
    let exported = [
        "export",
        "all.zip",
        "--tracking-uri",
        "sqlite:///from.db",
        "--artifacts",
        "reference",
    ];
    let report = world.json(&[&exported[..], &["--output", "json"], &WITHOUT].concat());
    assert_eq!(report["differences"], serde_json::json!([]), "{report:#}");
    let imported = [
        "import",
        "all.zip",
        "--tracking-uri",
        "./mlruns",
        "--output",
        "json",
    ];
    let back = world.json(&imported);
    assert_eq!(back["counts"], report["counts"]);
    let again = said(world.command(&exported).output().unwrap());
    assert!(again.contains("all.zip"), "{again}");
}

#[test]
fn the_command_of_official_mlflow_moves_a_folder() {
    let world = world();
    moved(&world, "sqlite:///from.db", "./mlruns");
    let line = [
        "migrate-filestore",
        "--source",
        ".",
        "--target",
        "sqlite:///to.db",
        "--no-progress",
    ];
    let report = world.json(&[&line[..], &["--output", "json"]].concat());
    assert_eq!(report["differences"], serde_json::json!([]), "{report:#}");
    let again = said(world.command(&line).output().unwrap());
    assert!(again.contains("--yes"), "{again}");
    let line = [
        "migrate-filestore",
        "--source",
        ".",
        "--target",
        "postgresql://h/db",
    ];
    let refused = said(world.command(&line).output().unwrap());
    assert!(refused.contains("`mlflow migrate"), "{refused}");
}

/// Lets every version have a source that a server takes.
fn with_reachable_sources(world: &World) {
    let database = rusqlite::Connection::open(world.path("from.db")).unwrap();
    let sources = "UPDATE model_versions SET source = replace(source, 'mlflow-artifacts:/', 's3://bucket/')";
    database.execute(sources, []).unwrap();
}

#[test]
fn a_server_that_takes_over_nothing_is_written_by_its_ordinary_calls() {
    let world = world();
    with_reachable_sources(&world);
    let server = Served::start(&world, &["--backend-store-uri", "sqlite:///to.db"]);
    let url = server.url();
    let line = ["migrate", "sqlite:///from.db", &url, "--through-api"];
    let json = ["--id-map", "ids.json", "--output", "json"];
    let report = world.json(&[&line[..], &json].concat());
    assert_eq!(report["differences"], serde_json::json!([]), "{report:#}");
    assert_eq!(report["refusals"], serde_json::json!([]), "{report:#}");
    let map = || std::fs::read_to_string(world.path("ids.json")).unwrap();
    let ids: serde_json::Value = serde_json::from_str(&map()).unwrap();
    for (kind, count) in [("experiments", 0), ("runs", 36), ("logged_models", 12)] {
        assert!(ids[kind].as_object().unwrap().len() >= count, "{kind}: {ids:#}");
    }
    let first = map();
    let again = world.json(&[&line[..], &json].concat());
    assert_eq!(again, report);
    assert_eq!(map(), first);
    let back = moved(&world, &url, "sqlite:///back.db");
    for kind in ["runs", "metric_points", "logged_models", "traces"] {
        assert_eq!(back[kind], report["counts"][kind], "{kind}");
    }
}
