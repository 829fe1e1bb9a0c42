//! A server that is killed: what it acknowledged is there when it is started again.

use super::Served;
use crate::world::World;
use serde_json::Value;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

const ROUNDS: u64 = 4;
const WRITERS: usize = 4;

/// R-01, R-02, R-06.
#[test]
fn what_was_acknowledged_survives() {
    let world = World::new();
    let server = Served::start(&world, &[]);
    let run_id = server.create_run();
    let acknowledged: [AtomicU64; WRITERS] = Default::default();
    let mut server = server;
    for round in 0..ROUNDS {
        std::thread::scope(|scope| {
            for (writer, count) in acknowledged.iter().enumerate() {
                let (server, run_id) = (&server, &run_id);
                scope.spawn(move || {
                    loop {
                        let step = count.load(Ordering::Relaxed);
                        let body = format!(
                            r#"{{"run_id": "{run_id}", "metrics": [{{"key": "a{writer}", "value": {step}, "timestamp": 1, "step": {step}}},
                               {{"key": "b{writer}", "value": {step}, "timestamp": 1, "step": {step}}}]}}"#
                        );
                        match server.send("POST", "/api/2.0/mlflow/runs/log-batch", &body) {
                            Some((200, _)) => count.fetch_add(1, Ordering::Relaxed),
                            _ => break,
                        };
                    }
                });
            }
            std::thread::sleep(Duration::from_millis(200 + 100 * round));
            server.signal("-KILL");
        });
        drop(server);
        server = Served::start(&world, &[]);
        for (writer, count) in acknowledged.iter().enumerate() {
            let [a, b] = ["a", "b"].map(|key| points(&server, &run_id, &format!("{key}{writer}")));
            let count = count.load(Ordering::Relaxed);
            assert_eq!(a, b, "a batch is whole");
            // The last one may have been written before the answer was cut off.
            assert!(a == count || a == count + 1, "{a} points, {count} acknowledged");
        }
    }
    let all: u64 = acknowledged
        .iter()
        .map(|count| count.load(Ordering::Relaxed))
        .sum();
    assert!(all > ROUNDS * 10, "{all}");
    assert!(server.stop().success());
}

fn points(server: &Served, run_id: &str, key: &str) -> u64 {
    let path = format!("/api/2.0/mlflow/metrics/get-history?run_id={run_id}&metric_key={key}");
    let answer: Value = serde_json::from_str(&server.send("GET", &path, "").unwrap().1).unwrap();
    answer["metrics"]
        .as_array()
        .map_or(0, |points| points.len() as u64)
}

/// R-05: of an upload in parts nothing shows, whenever the server is killed; and it goes on with the next one.
#[test]
fn an_upload_in_parts_survives_unseen() {
    const SERVICE: &str = "/api/2.0/mlflow-artifacts";
    let world = World::new();
    let server = Served::start(&world, &[]);
    let asked = r#"{"path": "f", "num_parts": 2}"#;
    let created = server
        .send("POST", &format!("{SERVICE}/mpu/create/a"), asked)
        .unwrap()
        .1;
    let created: Value = serde_json::from_str(&created).unwrap();
    let id = created["upload_id"].as_str().unwrap();
    let target = |number: u32| format!("{SERVICE}/mpu/part?upload_id={id}&part_number={number}");
    assert_eq!(server.send("PUT", &target(1), "one").unwrap().0, 200);
    let half = std::thread::scope(|scope| {
        let large = "x".repeat(50_000_000);
        let sent = scope.spawn({
            let (server, target) = (&server, target(2));
            move || server.send("PUT", &target, &large)
        });
        std::thread::sleep(Duration::from_millis(30));
        server.signal("-KILL");
        sent.join().unwrap()
    });
    assert_eq!(half, None);
    drop(server);
    let server = Served::start(&world, &[]);
    let list = server
        .send("GET", &format!("{SERVICE}/artifacts?path="), "")
        .unwrap();
    assert_eq!(list, (200, "{}".to_owned()));
    assert_eq!(server.send("PUT", &target(2), "two").unwrap().0, 200);
    // SHA-256 of the two parts.
    let etags = [
        "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed",
        "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3",
    ];
    let [one, two] = etags;
    let asked = format!(
        r#"{{"path": "f", "upload_id": "{id}", "parts": [{{"part_number": 1, "etag": "{one}"}}, {{"part_number": 2, "etag": "{two}"}}]}}"#
    );
    let completed = server
        .send("POST", &format!("{SERVICE}/mpu/complete/a"), &asked)
        .unwrap();
    assert_eq!(completed, (200, "{}".to_owned()));
    let read = server
        .send("GET", &format!("{SERVICE}/artifacts/a/f"), "")
        .unwrap();
    assert_eq!(read, (200, "onetwo".to_owned()));
    assert!(server.stop().success());
}
