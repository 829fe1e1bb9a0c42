//! `mlflow plugins`, and stores of plugins behind every other command.

use crate::example::example;
use crate::world::World;
use insta::assert_snapshot;
use serde_json::json;
use std::path::Path;
use std::process::Command;

/// Puts a plugin of the examples into the folder `plugins`.
pub(crate) fn install(world: &World, example_name: &str, name: &str, offers: &str) {
    let folder = world.path("plugins");
    std::fs::create_dir_all(&folder).unwrap();
    let library = folder.join(format!("lib{name}.so"));
    std::fs::copy(example(example_name), &library).unwrap();
    let manifest = format!(
        r#"{{"name":"{name}","version":"0.1.0","abi":1,"library":"lib{name}.so","offers":[{offers}]}}"#
    );
    std::fs::write(folder.join(format!("{name}.plugin.json")), manifest).unwrap();
}

pub(crate) const MEMO: &str = r#"{"kind":"tracking_store","schemes":["memo"]},{"kind":"trace_store","schemes":["memo"]},{"kind":"registry_store","schemes":["memo"]}"#;

fn with_plugins(world: &World, line: &[&str]) -> Command {
    let mut command = world.command(line);
    command.env("MLFLOW_PLUGIN_PATH", world.path("plugins"));
    command
}

fn told(world: &World, command: &mut Command) -> String {
    world.redacted(&crate::world::said(command.output().unwrap()))
}

#[test]
fn what_is_installed_is_listed_with_what_is_wrong() {
    let world = World::new();
    install(&world, "memory_plugin", "memo", MEMO);
    install(
        &world,
        "memory_plugin",
        "other",
        r#"{"kind":"tracking_store","schemes":["memo"]}"#,
    );
    install(
        &world,
        "memory_plugin",
        "usurper",
        r#"{"kind":"tracking_store","schemes":["sqlite"]}"#,
    );
    world.write(
        "plugins/old.plugin.json",
        r#"{"name":"old","version":"1","abi":7,"offers":[]}"#,
    );
    let output = with_plugins(&world, &["plugins", "list", "--output", "json"])
        .output()
        .unwrap();
    let listed: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let names: Vec<_> = listed["plugins"]
        .as_array()
        .unwrap()
        .iter()
        .map(|plugin| plugin["manifest"]["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["memo", "other", "usurper"]);
    assert_eq!(listed["plugins"][0]["taken_schemes"], json!({}));
    let taken = listed["plugins"][1]["taken_schemes"]["memo"].as_str().unwrap();
    assert!(taken.starts_with("plugin memo "), "{taken}");
    assert_eq!(
        listed["plugins"][2]["taken_schemes"],
        json!({ "sqlite": "mlflow-stores" })
    );
    let why = listed["rejected"][0]["why"].as_str().unwrap();
    assert!(why.contains("no scheme"), "{why}");
    let text = told(&world, &mut with_plugins(&world, &["plugins", "list"]));
    assert!(
        text.contains("tracking store: memo, trace store: memo, model registry: memo"),
        "{text}"
    );
}

#[test]
fn a_plugin_says_what_it_is() {
    let world = World::new();
    install(&world, "memory_plugin", "memo", MEMO);
    assert_snapshot!(told(
        &world,
        &mut with_plugins(&world, &["plugins", "info", "memo"])
    ));
    assert_snapshot!(told(
        &world,
        &mut with_plugins(&world, &["plugins", "info", "nobody"])
    ));
}

/// People type paths as they like; a library that they name is theirs to choose.
#[test]
fn a_library_is_checked_by_all_suites() {
    let world = World::new();
    install(&world, "memory_plugin", "memo", MEMO);
    let output = world
        .command(&["plugins", "check", "plugins/libmemo.so"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    for kind in ["tracking store: ", "trace store: ", "model registry: "] {
        let line = said.lines().find(|line| line.starts_with(kind)).unwrap();
        let numbers: Vec<usize> = line.split(' ').filter_map(|word| word.parse().ok()).collect();
        assert!(numbers[0] == numbers[1] && numbers[0] > 50, "{line}");
    }
}

/// What has a name is asked something.
#[test]
fn extensions_are_asked() {
    let world = World::new();
    install(
        &world,
        "extension_plugin",
        "gadget",
        r#"{"kind":"run_context","names":["gadget"]}"#,
    );
    let text = told(
        &world,
        &mut world.command(&["plugins", "check", "plugins/libgadget.so"]),
    );
    for kind in ["evaluator", "dataset source", "run context", "request auth"] {
        assert!(text.contains(&format!("{kind}: 1 of 1 tests pass")), "{text}");
    }
    assert!(!text.contains("project backend"), "{text}");
    let text = told(&world, &mut with_plugins(&world, &["plugins", "list"]));
    assert!(
        text.contains("run context: gadget") && text.contains("ready"),
        "{text}"
    );
}

#[test]
fn a_plugin_that_fails_is_told_test_by_test() {
    let world = World::new();
    install(
        &world,
        "hostile_plugin",
        "hostile",
        r#"{"kind":"tracking_store","schemes":["panics"]}"#,
    );
    let only = "experiments::the_default_one_exists";
    let library = "plugins/libhostile.so";
    let line = ["plugins", "check", library, "--scheme", "panics", "--only", only];
    let text = told(&world, &mut world.command(&line));
    assert!(
        text.contains(only) && text.contains("panicked in `get_experiment`: at the disco"),
        "{text}"
    );
    assert!(
        text.contains("1 of 1 tests of the plugin `hostile` fail"),
        "{text}"
    );
}

/// What is written builds, passes its tests, and is loaded by this program.
#[test]
fn a_new_plugin_works_at_once() {
    let world = World::new();
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("new-plugins");
    for (name, kind, only) in [
        ("top-shelf", "store", "runs::a_run_begins_running"),
        ("cellar", "artifacts", ""),
    ] {
        let mut new = world.command(&["plugins", "new", name, "--kind", kind, "--path"]);
        let output = new.arg(&workspace).output().unwrap();
        assert!(output.status.success(), "{}", told(&world, &mut new));
        let folder = world.path(name);
        // The versions that this workspace builds with need no network.
        std::fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        for command in ["test", "build"] {
            let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
            cargo.args([command, "--quiet", "--offline"]).current_dir(&folder);
            cargo.env("CARGO_TARGET_DIR", &target);
            let output = cargo.env("CARGO_PROFILE_DEV_DEBUG", "0").output().unwrap();
            assert!(
                output.status.success(),
                "{}{}",
                String::from_utf8_lossy(&output.stdout),
                String::from_utf8_lossy(&output.stderr)
            );
        }
        let lines = std::fs::read_to_string(folder.join("src/lib.rs"))
            .unwrap()
            .lines()
            .count();
        assert!(lines < 150, "{lines}");
        let library = format!("lib{}.so", name.replace('-', "_"));
        std::fs::copy(target.join("debug").join(&library), folder.join(&library)).unwrap();
        let manifest = format!("{name}/{name}.plugin.json");
        let output = world
            .command(&["plugins", "check", &manifest, "--only", only])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.contains("tests pass"), "{said}");
    }
    for wrong in [["plugins", "new", "Shelf"], ["plugins", "new", "top-shelf"]] {
        assert_snapshot!(told(&world, &mut world.command(&wrong)));
    }
}

/// The scheme is enough: no command knows of plugins.
#[test]
fn commands_open_the_stores_of_plugins() {
    let world = World::new();
    install(&world, "memory_plugin", "memo", MEMO);
    let line = [
        "--tracking-uri",
        "memo://x",
        "runs",
        "create",
        "--experiment-id",
        "0",
    ];
    let output = with_plugins(&world, &line).output().unwrap();
    let run: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(run["run_id"].as_str().unwrap().len(), 32);
    assert!(!Path::new(&world.path("mlflow.db")).exists());
}

#[test]
fn a_plugin_runs_where_its_user_wants() {
    let world = World::new();
    install(&world, "memory_plugin", "memo", MEMO);
    for (isolation, expected) in [("process", "true"), ("none", "false")] {
        let mut info = with_plugins(&world, &["plugins", "info", "memo", "--output", "json"]);
        let output = info.env("MLFLOW_PLUGIN_ISOLATION", isolation).output().unwrap();
        let info: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(info["is_isolated"].to_string(), expected);
    }
    let mut info = with_plugins(&world, &["plugins", "info", "memo"]);
    let text = told(&world, info.env("MLFLOW_PLUGIN_ISOLATION", "jail"));
    assert!(
        text.contains("MLFLOW_PLUGIN_ISOLATION is `jail`; it is `process` or `none`"),
        "{text}"
    );
}
