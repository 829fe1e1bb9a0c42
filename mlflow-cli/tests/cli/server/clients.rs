//! Official MLflow's clients against our server.

use super::Served;
use crate::world::World;
use std::process::Command;

const PROGRAM: &str = include_str!("client.py");

fn official_client(variable: &str) {
    let Some(python) = std::env::var_os(variable) else {
        eprintln!("left out: {variable} names no python with official mlflow");
        return;
    };
    let world = World::new();
    let server = Served::start(&world, &[]);
    let output = Command::new(python)
        .args(["-c", PROGRAM])
        .current_dir(world.folder())
        .env("MLFLOW_TRACKING_URI", server.url())
        .env("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.trim().ends_with("all as expected"), "{said}");
    assert!(server.stop().success());
}

#[test]
fn of_3_17_2() {
    official_client("MLFLOW_TEST_PYTHON_3");
}

#[test]
fn of_2_22_5() {
    official_client("MLFLOW_TEST_PYTHON_2");
}
