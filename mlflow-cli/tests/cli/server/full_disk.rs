//! A disk without room below a server.

use super::Served;
use crate::disk::Disk;
use crate::world::World;
use serde_json::{Value, json};

const API: &str = "/api/2.0/mlflow";
const KIB: u64 = 1024;

/// writes are refused, reads go on, and when there is room again the same server writes.
#[test]
fn a_server_goes_on_when_there_is_room_again() {
    let world = World::new();
    let Some(disk) = Disk::mount(world.path("disk"), 4 * KIB) else {
        return;
    };
    let options = [
        "--backend-store-uri",
        "sqlite:///disk/mlflow.db",
        "--artifacts-destination",
        "disk/artifacts",
    ];
    let server = Served::start(&world, &options);
    let post = |path: &str, body: Value| -> (u16, Value) {
        let (status, text) = server
            .send("POST", &format!("{API}/{path}"), &body.to_string())
            .unwrap();
        (status, serde_json::from_str(&text).unwrap())
    };
    let made = post("runs/create", json!({"experiment_id": "0"})).1;
    let id = made["run"]["info"]["run_id"].as_str().unwrap().to_owned();
    let batch = |number: usize| {
        let params: Vec<_> = (0..50)
            .map(|i| json!({"key": format!("p{number}.{i}"), "value": "x".repeat(2000)}))
            .collect();
        post("runs/log-batch", json!({"run_id": id, "params": params}))
    };
    let mut written = 0;
    let refused = loop {
        match batch(written) {
            (200, _) => written += 1,
            refused => break refused,
        }
        assert!(written < 1000, "the disk has no end");
    };
    assert_eq!(
        (refused.0, refused.1["error_code"].as_str()),
        (507, Some("RESOURCE_EXHAUSTED"))
    );
    assert_eq!(
        params(&server, &id),
        50 * written,
        "a batch is whole or not there"
    );

    let artifact = "/api/2.0/mlflow-artifacts/artifacts/a.bin";
    let content = "x".repeat(9000);
    disk.fill();
    let (status, body) = server.send("PUT", artifact, &content).unwrap();
    assert_eq!(status, 507, "{body}");
    assert_eq!(server.send("GET", artifact, "").unwrap().0, 404);

    disk.resize(64 * KIB);
    let (status, body) = batch(written);
    assert_eq!(status, 200, "{body}");
    assert_eq!(params(&server, &id), 50 * (written + 1));
    assert_eq!(server.send("PUT", artifact, &content).unwrap().0, 200);
    assert_eq!(server.send("GET", artifact, "").unwrap().1, content);
    assert!(server.stop().success());
    let again = Served::start(&world, &options);
    assert_eq!(params(&again, &id), 50 * (written + 1));
    assert!(again.stop().success());
}

fn params(server: &Served, id: &str) -> usize {
    let (status, body) = server
        .send("GET", &format!("{API}/runs/get?run_id={id}"), "")
        .unwrap();
    assert_eq!(status, 200, "{body}");
    let run: Value = serde_json::from_str(&body).unwrap();
    let params = run["run"]["data"]["params"].as_array();
    params.map_or(0, Vec::len)
}
