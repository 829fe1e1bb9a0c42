//! A server that is killed: what it acknowledged is there when it is started again.

use super::Served;
use crate::world::World;
use serde_json::Value;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

const ROUNDS: u64 = 4;
const WRITERS: usize = 4;

#[test]
fn what_was_acknowledged_survives() {
    let world = World::new();
    let server = Served::start(&world, &[]);
    let made = server
        .send("POST", "/api/2.0/mlflow/runs/create", r#"{"experiment_id": "0"}"#)
        .unwrap()
        .1;
    let made: Value = serde_json::from_str(&made).unwrap();
    let run_id = made["run"]["info"]["run_id"].as_str().unwrap().to_owned();
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
