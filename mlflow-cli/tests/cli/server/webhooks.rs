//! Webhooks that official MLflow shares with our server: one database, one key.

use super::Served;
use crate::world::World;
use std::process::Command;

const PROGRAM: &str = include_str!("webhooks.py");
const VARIABLES: [(&str, &str); 4] = [
    (
        "MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY",
        "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=",
    ),
    ("MLFLOW_WEBHOOK_ALLOWED_SCHEMES", "http,https"),
    ("MLFLOW_WEBHOOK_ALLOW_PRIVATE_IPS", "true"),
    // Official MLflow writes to the database beside the server.
    ("MLFLOW_WEBHOOK_CACHE_TTL", "0"),
];

#[test]
fn interop_of_webhooks_and_their_secrets() {
    let Some(python) = std::env::var_os("MLFLOW_TEST_PYTHON_3") else {
        eprintln!("left out: MLFLOW_TEST_PYTHON_3 names no python with mlflow 3.17.2");
        return;
    };
    let world = World::new();
    let server = Served::with(&world, &[], &VARIABLES);
    let output = Command::new(python)
        .args(["-c", PROGRAM])
        .current_dir(world.folder())
        .env("MLFLOW_TRACKING_URI", server.url())
        .env("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
        .envs(VARIABLES)
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.trim().ends_with("all as expected"), "{said}");
    assert!(server.stop().success());
}

/// A secret whose key is gone signs nothing, and its webhook is told why it is silent.
#[test]
fn a_secret_of_another_key_sends_nothing() {
    let world = World::new();
    let [_, schemes, addresses, _] = VARIABLES;
    let variables = [schemes, addresses];
    let server = Served::with(&world, &[], &variables);
    let webhook = r#"{"name": "ci", "url": "http://127.0.0.1:1/", "secret": "top",
                      "events": [{"entity": "REGISTERED_MODEL", "action": "CREATED"}]}"#;
    let (status, made) = server.send("POST", "/api/2.0/mlflow/webhooks", webhook).unwrap();
    assert_eq!(status, 200, "{made}");
    let made: serde_json::Value = serde_json::from_str(&made).unwrap();
    let id = made["webhook"]["webhook_id"].as_str().unwrap().to_owned();
    assert!(server.stop().success());
    let server = Served::with(&world, &[], &variables);
    let path = format!("/api/2.0/mlflow/webhooks/{id}");
    assert_eq!(server.send("GET", &path, "").unwrap().0, 200);
    let (status, told) = server.send("POST", &format!("{path}/test"), "{}").unwrap();
    assert_eq!(status, 200, "{told}");
    assert!(told.contains("encrypted with another key"), "{told}");
    let model = r#"{"name": "wine"}"#;
    let made = server.send("POST", "/api/2.0/mlflow/registered-models/create", model);
    assert_eq!(made.unwrap().0, 200);
    assert!(server.stop().success());
}
