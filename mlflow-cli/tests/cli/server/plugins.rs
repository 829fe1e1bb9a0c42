//! R-54: a server keeps what others wrote in a process of its own, and outlives it.

use super::Served;
use crate::plugins::{MEMO, install};
use crate::world::World;
use std::process::Command;
use std::time::{Duration, Instant};

/// Returns the processes that a server has started to run plugins.
fn hosts(server: u32) -> Vec<String> {
    let listed = Command::new("ps")
        .args(["-o", "pid=,args=", "--ppid", &server.to_string()])
        .output()
        .unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    let hosts = listed.lines().filter(|line| line.contains("plugin-host"));
    hosts
        .map(|line| line.split_whitespace().next().unwrap().to_owned())
        .collect()
}

#[test]
fn a_server_outlives_the_process_of_a_plugin() {
    let world = World::new();
    install(&world, "memory_plugin", "memo", MEMO);
    let folder = world.path("plugins");
    let path = std::env::var("PATH").unwrap();
    let variables = [
        ("MLFLOW_PLUGIN_PATH", folder.to_str().unwrap()),
        ("PATH", path.as_str()),
    ];
    let served = Served::with(&world, &["--backend-store-uri", "memo://x"], &variables);
    served.create_run();
    let before = hosts(served.child.id());
    assert_eq!(before.len(), 1, "{before:?}");
    assert!(
        Command::new("kill")
            .args(["-9", &before[0]])
            .status()
            .unwrap()
            .success()
    );
    let begun = Instant::now();
    let body = r#"{"experiment_id": "0"}"#;
    while served
        .send("POST", "/api/2.0/mlflow/runs/create", body)
        .unwrap()
        .0
        != 200
    {
        assert!(begun.elapsed() < Duration::from_secs(20));
    }
    let after = hosts(served.child.id());
    assert!(after.len() == 1 && after != before, "{after:?}");
}
