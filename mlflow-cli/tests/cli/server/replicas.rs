//! Two servers on one database: nothing that matters lives in a process.

use super::Served;
use crate::private::Private;
use crate::servers::{Admin, Engine};
use crate::world::World;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

const API: &str = "/api/2.0/mlflow";
const ROUNDS: usize = 10;
const WRITERS: usize = 8;

/// Two servers that were started at the same time.
struct Pair([Served; 2]);

impl Pair {
    fn start(world: &World, uri: &str) -> Self {
        Pair(std::thread::scope(|scope| {
            let start = || Served::start(world, &["--backend-store-uri", uri]);
            let both = [scope.spawn(start), scope.spawn(start)];
            both.map(|started| started.join().unwrap())
        }))
    }

    fn of(&self, writer: usize) -> &Served {
        &self.0[writer % 2]
    }

    fn post(&self, writer: usize, path: &str, body: &Value) -> (u16, Value) {
        let answer = post(self.of(writer), path, body);
        answer.expect("nobody has killed the server")
    }

    fn get(&self, writer: usize, path: &str) -> Value {
        let answer = self.of(writer).send("GET", &format!("{API}/{path}"), "");
        let (status, body) = answer.expect("nobody has killed the server");
        assert_eq!(status, 200, "{body}");
        serde_json::from_str(&body).unwrap()
    }

    /// Lets all writers send at the same moment, half of them to each server.
    fn race(&self, path: &str, body: impl Fn(usize) -> Value + Sync) -> Vec<(u16, Value)> {
        let together = Barrier::new(WRITERS);
        std::thread::scope(|scope| {
            let one = |writer| {
                let (together, body) = (&together, &body);
                scope.spawn(move || {
                    let body = body(writer);
                    together.wait();
                    self.post(writer, path, &body)
                })
            };
            let all: Vec<_> = (0..WRITERS).map(one).collect();
            all.into_iter().map(|racer| racer.join().unwrap()).collect()
        })
    }

    fn new_run(&self) -> String {
        let (status, made) = self.post(0, "runs/create", &json!({"experiment_id": "0"}));
        assert_eq!(status, 200, "{made}");
        made["run"]["info"]["run_id"].as_str().unwrap().to_owned()
    }
}

fn post(server: &Served, path: &str, body: &Value) -> Option<(u16, Value)> {
    let (status, text) = server.send("POST", &format!("{API}/{path}"), &body.to_string())?;
    // An answer that is no JSON is none of MLflow's.
    let body = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {status} {text:?}"));
    Some((status, body))
}

/// Checks that one was first, and that the others were told so; returns the place of the first.
#[track_caller]
fn one_wins(answers: &[(u16, Value)], code: &str) -> usize {
    let won: Vec<_> = (0..answers.len()).filter(|&i| answers[i].0 == 200).collect();
    for (status, body) in answers.iter().filter(|(status, _)| *status != 200) {
        assert_eq!(
            (*status, body["error_code"].as_str()),
            (400, Some(code)),
            "{body}"
        );
    }
    assert_eq!(won.len(), 1, "{answers:?}");
    won[0]
}

#[track_caller]
fn all_win(answers: &[(u16, Value)]) {
    assert!(answers.iter().all(|(status, _)| *status == 200), "{answers:?}");
}

///
#[tokio::test(flavor = "multi_thread")]
async fn races_have_one_winner_or_are_merged() {
    let Some(fresh) = Engine::Postgres.fresh("replicas").await else {
        eprintln!("left out: MLFLOW_TEST_POSTGRES_URI names no server");
        return;
    };
    let world = World::new();
    let pair = Pair::start(&world, &fresh.uri);
    for round in 0..ROUNDS {
        experiments(&pair, round);
        models(&pair, round);
        runs(&pair);
    }
    let Pair(servers) = pair;
    for server in servers {
        assert!(server.stop().success());
    }
    fresh.drop_database().await;
}

fn experiments(pair: &Pair, round: usize) {
    let taken = "RESOURCE_ALREADY_EXISTS";
    let name = format!("experiment {round}");
    let made = pair.race("experiments/create", |_| json!({ "name": name }));
    one_wins(&made, taken);
    let others = pair.race(
        "experiments/create",
        |writer| json!({"name": format!("{round} of {writer}")}),
    );
    all_win(&others);
    let ids: Vec<_> = others
        .iter()
        .map(|(_, made)| made["experiment_id"].as_str().unwrap())
        .collect();
    assert_eq!(BTreeSet::from_iter(&ids).len(), WRITERS, "{ids:?}");
    let renamed = pair.race(
        "experiments/update",
        |writer| json!({"experiment_id": ids[writer], "new_name": format!("renamed {round}")}),
    );
    one_wins(&renamed, taken);
    let tagged = pair.race(
        "experiments/set-experiment-tag",
        |writer| json!({"experiment_id": ids[0], "key": "owner", "value": writer.to_string()}),
    );
    all_win(&tagged);
}

fn models(pair: &Pair, round: usize) {
    let name = format!("model {round}");
    let made = pair.race("registered-models/create", |_| json!({ "name": name }));
    one_wins(&made, "RESOURCE_ALREADY_EXISTS");
    let versions = pair.race(
        "model-versions/create",
        |_| json!({"name": name, "source": "s3://bucket/model", "tags": [{"key": "k", "value": "v"}]}),
    );
    all_win(&versions);
    let numbers: BTreeSet<usize> = versions
        .iter()
        .map(|(_, made)| {
            made["model_version"]["version"]
                .as_str()
                .unwrap()
                .parse()
                .unwrap()
        })
        .collect();
    assert_eq!(numbers, (1..=WRITERS).collect());
    let set = pair.race(
        "registered-models/alias",
        |writer| json!({"name": name, "alias": "best", "version": (writer + 1).to_string()}),
    );
    all_win(&set);
    let path = format!("registered-models/alias?name=model%20{round}&alias=best");
    let [first, second] = [0, 1].map(|server| pair.get(server, &path)["model_version"]["version"].clone());
    assert_eq!(first, second, "both servers tell the same");
}

fn runs(pair: &Pair) {
    let run_id = pair.new_run();
    let param = |value: String| json!({"run_id": run_id, "key": "depth", "value": value});
    let different = pair.race("runs/log-parameter", |writer| param(writer.to_string()));
    let winner = one_wins(&different, "INVALID_PARAMETER_VALUE");
    let same = pair.race("runs/log-parameter", |_| param(winner.to_string()));
    all_win(&same);
    let tagged = pair.race(
        "runs/set-tag",
        |writer| json!({"run_id": run_id, "key": "by", "value": writer.to_string()}),
    );
    all_win(&tagged);
    let logged = pair.race("runs/log-batch", |writer| batch(&run_id, writer, 1));
    all_win(&logged);
    let [run, of_the_other] = [0, 1].map(|server| {
        let mut run = pair.get(server, &format!("runs/get?run_id={run_id}"));
        for list in ["metrics", "params", "tags"] {
            let items = run["run"]["data"][list].as_array_mut().unwrap();
            items.sort_by_key(|item| item["key"].to_string());
        }
        run
    });
    assert_eq!(run, of_the_other);
    let data = &run["run"]["data"];
    assert_eq!(data["params"][0]["value"], winner.to_string());
    assert_eq!(data["metrics"].as_array().unwrap().len(), 2 * WRITERS);
}

/// Two points, which belong together.
fn batch(run_id: &str, writer: usize, step: u64) -> Value {
    let point =
        |key: &str| json!({"key": format!("{key}{writer}"), "value": step, "timestamp": 1, "step": step});
    json!({"run_id": run_id, "metrics": [point("a"), point("b")]})
}

/// What a writer was told of its batches, by their steps.
#[derive(Default)]
struct Told {
    acknowledged: BTreeSet<u64>,
    unsure: BTreeSet<u64>,
}

/// Writes batches until it is told to stop, or the server is gone.
fn write(server: &Served, run_id: &str, writer: usize, from: u64, stop: &AtomicBool) -> Told {
    let mut told = Told::default();
    let mut step = from;
    while !stop.load(Ordering::Relaxed) {
        match post(server, "runs/log-batch", &batch(run_id, writer, step)) {
            Some((200, _)) => _ = told.acknowledged.insert(step),
            Some((status, body)) => {
                let code = body["error_code"].as_str();
                assert_eq!((status, code), (503, Some("TEMPORARILY_UNAVAILABLE")), "{body}");
                told.unsure.insert(step);
            }
            None => {
                told.unsure.insert(step);
                break;
            }
        }
        step += 1;
    }
    told
}

/// Checks that what was acknowledged is there, once and whole.
fn check(server: &Served, run_id: &str, writer: usize, told: &Told) {
    let [a, b] = ["a", "b"].map(|key| steps(server, run_id, &format!("{key}{writer}")));
    assert_eq!(a, b, "a batch is whole");
    let found: BTreeSet<u64> = a.iter().copied().collect();
    assert_eq!(found.len(), a.len(), "nothing is there twice");
    assert!(told.acknowledged.is_subset(&found), "nothing is lost");
    let known: BTreeSet<u64> = told.acknowledged.union(&told.unsure).copied().collect();
    assert!(found.is_subset(&known), "{found:?}");
    assert!(!told.acknowledged.is_empty(), "nothing was written");
}

fn steps(server: &Served, run_id: &str, key: &str) -> Vec<u64> {
    let path = format!("{API}/metrics/get-history?run_id={run_id}&metric_key={key}");
    let (status, body) = server.send("GET", &path, "").unwrap();
    assert_eq!(status, 200, "{body}");
    let answer: Value = serde_json::from_str(&body).unwrap();
    let points = answer["metrics"].as_array().cloned().unwrap_or_default();
    points
        .iter()
        .map(|point| point["step"].as_u64().unwrap_or(0))
        .collect()
}

///
#[tokio::test(flavor = "multi_thread")]
async fn one_is_killed_and_the_other_goes_on() {
    let Some(fresh) = Engine::Postgres.fresh("killed_replica").await else {
        eprintln!("left out: MLFLOW_TEST_POSTGRES_URI names no server");
        return;
    };
    let world = World::new();
    let pair = Pair::start(&world, &fresh.uri);
    let run_id = pair.new_run();
    let stop = AtomicBool::new(false);
    let told: Vec<Told> = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let (pair, run_id, stop) = (&pair, &run_id, &stop);
                scope.spawn(move || write(pair.of(writer), run_id, writer, 1, stop))
            })
            .collect();
        std::thread::sleep(Duration::from_millis(700));
        pair.0[0].signal("-KILL");
        std::thread::sleep(Duration::from_millis(500));
        stop.store(true, Ordering::Relaxed);
        writers.into_iter().map(|writer| writer.join().unwrap()).collect()
    });
    let Pair([killed, other]) = pair;
    drop(killed);
    let again = Served::start(&world, &["--backend-store-uri", &fresh.uri]);
    for (writer, told) in told.iter().enumerate() {
        for server in [&other, &again] {
            check(server, &run_id, writer, told);
        }
        let survived = writer % 2 == 1;
        assert!(
            !survived || told.unsure.is_empty(),
            "the other server was not disturbed"
        );
    }
    for server in [other, again] {
        assert!(server.stop().success());
    }
    fresh.drop_database().await;
}

///
#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_goes_away_is_used_again() {
    let Some(mut database) = Private::started(Engine::Postgres).await else {
        return;
    };
    let uri = database.database("mlflow").await;
    let world = World::new();
    let pair = Pair::start(&world, &uri);
    let run_id = pair.new_run();
    let stop = AtomicBool::new(false);
    let mut told: Vec<Told> = Vec::new();
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let (pair, run_id, stop) = (&pair, &run_id, &stop);
                scope.spawn(move || write(pair.of(writer), run_id, writer, 1, stop))
            })
            .collect();
        tokio::task::block_in_place(|| {
            tokio::runtime::Handle::current().block_on(async {
                let pause = |ms| tokio::time::sleep(Duration::from_millis(ms));
                pause(300).await;
                let mut admin = Admin::connect(Engine::Postgres, &uri).await;
                for _ in 0..5 {
                    let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'mlflow' \
                               AND pid <> pg_backend_pid()";
                    admin.run(end).await;
                    pause(100).await;
                }
                for _ in 0..2 {
                    database.kill();
                    pause(300).await;
                    database.start().await;
                    pause(500).await;
                }
            });
        });
        stop.store(true, Ordering::Relaxed);
        told.extend(writers.into_iter().map(|writer| writer.join().unwrap()));
    });
    for (writer, told) in told.iter_mut().enumerate() {
        // The same servers go on, without anybody's help.
        let (status, body) = pair.post(writer, "runs/log-batch", &batch(&run_id, writer, 1_000_000));
        assert_eq!(status, 200, "{body}");
        told.acknowledged.insert(1_000_000);
        for server in &pair.0 {
            check(server, &run_id, writer, told);
        }
    }
    let Pair(servers) = pair;
    for server in servers {
        assert!(server.stop().success());
    }
}
