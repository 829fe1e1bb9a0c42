//! Official MLflow's clients against our server.

use super::Served;
use crate::world::World;
use std::process::Command;

const PROGRAM: &str = include_str!("client.py");
const PARTS: &str = include_str!("parts.py");
/// What makes clients send files of this test in parts.
const IN_PARTS: [(&str, &str); 3] = [
    ("MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD", "true"),
    ("MLFLOW_MULTIPART_UPLOAD_MINIMUM_FILE_SIZE", "1000000"),
    ("MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE", "5000000"),
];

fn official_client(variable: &str, program: &str, prefix: &str, variables: &[(&str, &str)]) {
    let Some(python) = std::env::var_os(variable) else {
        eprintln!("left out: {variable} names no python with official mlflow");
        return;
    };
    let world = World::new();
    let options: &[&str] = if prefix.is_empty() {
        &[]
    } else {
        &["--static-prefix", prefix]
    };
    let server = Served::start(&world, options);
    let output = Command::new(python)
        .args(["-c", program])
        .current_dir(world.folder())
        .env("MLFLOW_TRACKING_URI", format!("{}{prefix}", server.url()))
        .envs(variables.iter().copied())
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
    official_client("MLFLOW_TEST_PYTHON_3", PROGRAM, "", &[]);
}

#[test]
fn of_2_22_5() {
    official_client("MLFLOW_TEST_PYTHON_2", PROGRAM, "", &[]);
}

#[test]
fn of_3_17_2_in_parts() {
    official_client("MLFLOW_TEST_PYTHON_3", PARTS, "", &IN_PARTS);
}

#[test]
fn of_2_22_5_in_parts() {
    official_client("MLFLOW_TEST_PYTHON_2", PARTS, "/ml", &IN_PARTS);
}

/// Our own client does likewise: the note of a finished upload tells that there were parts.
#[test]
fn ours_in_parts() {
    let world = World::new();
    let server = Served::start(&world, &[]);
    let run_id = server.create_run();
    let local = world.folder().join("big ü%20.bin");
    let bytes: Vec<u8> = (0..12_000_000_u32).map(|n| (n % 251) as u8).collect();
    std::fs::write(&local, &bytes).unwrap();
    let local = local.to_str().unwrap();
    let line = [
        "artifacts",
        "log-artifact",
        "--run-id",
        &run_id,
        "--local-file",
        local,
        "--artifact-path",
        "a b",
    ];
    let mut command = world.command(&line);
    command.env("MLFLOW_TRACKING_URI", server.url()).envs(IN_PARTS);
    assert!(command.status().unwrap().success());
    let root = world.folder().join("mlartifacts");
    let artifact = format!("0/{run_id}/artifacts/a b/big ü%20.bin");
    assert!(std::fs::read(root.join(artifact)).unwrap() == bytes);
    let names = std::fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let notes: Vec<_> = names
        .filter(|path| path.to_string_lossy().contains(".artifact.uploading.parts."))
        .map(|folder| std::fs::read_to_string(folder.join("complete")).unwrap())
        .collect();
    let [note] = notes.as_slice() else {
        panic!("{notes:?}")
    };
    let note: serde_json::Value = serde_json::from_str(note).unwrap();
    assert_eq!(note.as_object().unwrap().len(), 3);
    assert!(server.stop().success());
}
