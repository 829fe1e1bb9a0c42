//! What may go wrong between us and a server: nothing acknowledged is lost, nothing is doubled.

use crate::servers::{Admin, Engine, open};
use futures::future::join_all;
use mlflow_core::contract::experiments::{CreateExperiment, SearchExperiments};
use mlflow_core::contract::runs::{CreateRun, GetMetricHistory, GetRun, LogBatch, LogModel};
use mlflow_core::entities::{Metric, Param, RunTag};
use mlflow_core::{ErrorCode, Experiments, Runs, StoreUri};
use mlflow_stores::sql::SqlStore;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

/// Ends all connections to a database but the one that asks.
async fn end_connections(admin: &mut Admin, uri: &str) {
    let uri = StoreUri::parse(uri).unwrap();
    let name = uri.database();
    match admin {
        Admin::Postgres(_) => {
            let end = format!(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND \
                 pid <> pg_backend_pid()"
            );
            admin.run(&end).await;
        }
        Admin::MySql(_) => {
            let list = format!(
                "SELECT CAST(id AS CHAR) FROM information_schema.processlist WHERE db = '{name}' AND \
                 id <> CONNECTION_ID()"
            );
            for id in admin.texts(&list).await {
                admin.try_run(&format!("KILL {id}")).await;
            }
        }
    }
}

fn batch(run_id: &str, writer: usize, step: i64) -> LogBatch {
    LogBatch {
        run_id: run_id.to_owned(),
        metrics: vec![
            Metric::new("shared", writer as f64, step, step),
            Metric::new(format!("own{writer}"), step as f64, step, step),
        ],
        params: vec![Param::new(format!("p{writer}.{step}"), "1")],
        tags: vec![RunTag::new(format!("t{writer}"), step.to_string())],
    }
}

async fn history(store: &SqlStore, run_id: &str, key: &str) -> Vec<Metric> {
    let request = GetMetricHistory {
        run_id: run_id.to_owned(),
        metric_key: key.to_owned(),
        ..GetMetricHistory::default()
    };
    store.get_metric_history(request).await.unwrap().metrics
}

async fn connections_that_end_are_made_anew(engine: Engine) {
    let Some(lent) = engine.lend().await else { return };
    let store = &lent.store;
    let run = store.create_run(CreateRun {
        experiment_id: "0".into(),
        ..CreateRun::default()
    });
    let run_id = run.await.unwrap().run.info.run_id;
    let mut admin = Admin::connect(engine, &lent.uri).await;
    for step in 0..3 {
        store.log_batch(batch(&run_id, 0, step)).await.unwrap();
        end_connections(&mut admin, &lent.uri).await;
    }
    assert_eq!(history(store, &run_id, "own0").await.len(), 3);
}

async fn batches_are_whole_while_connections_end(engine: Engine) {
    const WRITERS: usize = 6;
    const STEPS: i64 = 30;
    let Some(lent) = engine.lend().await else { return };
    let store = &lent.store;
    let run = store.create_run(CreateRun {
        experiment_id: "0".into(),
        ..CreateRun::default()
    });
    let run_id = &run.await.unwrap().run.info.run_id;
    let mut admin = Admin::connect(engine, &lent.uri).await;
    let done = AtomicBool::new(false);
    let written = AtomicUsize::new(0);
    let ending = async {
        let mut last = 0;
        while !done.load(Ordering::Relaxed) {
            tokio::time::sleep(Duration::from_millis(5)).await;
            // On a busy machine, connecting may take longer than any pause.
            if written.load(Ordering::Relaxed) > last {
                end_connections(&mut admin, &lent.uri).await;
                last = written.load(Ordering::Relaxed);
            }
        }
    };
    let writing = async {
        let writers = (0..WRITERS).map(async |writer| {
            for step in 0..STEPS {
                store.log_batch(batch(run_id, writer, step)).await.unwrap();
                written.fetch_add(1, Ordering::Relaxed);
            }
        });
        join_all(writers).await;
        done.store(true, Ordering::Relaxed);
    };
    futures::future::join(ending, writing).await;
    let data = store
        .get_run(GetRun {
            run_id: run_id.clone(),
        })
        .await
        .unwrap()
        .run
        .data;
    assert_eq!(data.params.len(), WRITERS * STEPS as usize);
    assert_eq!(
        history(store, run_id, "shared").await.len(),
        WRITERS * STEPS as usize
    );
    for writer in 0..WRITERS {
        assert_eq!(
            history(store, run_id, &format!("own{writer}")).await.len(),
            STEPS as usize
        );
        assert_eq!(data.tags[format!("t{writer}").as_str()], (STEPS - 1).to_string());
    }
}

/// Writers of the same keys in other orders: deadlocks, if there are any, end inside.
async fn racing_batches_are_merged(engine: Engine) {
    let Some(lent) = engine.lend().await else { return };
    let store = &lent.store;
    let run = store.create_run(CreateRun {
        experiment_id: "0".into(),
        ..CreateRun::default()
    });
    let run_id = &run.await.unwrap().run.info.run_id;
    let writers = (0..12_usize).map(async |writer| {
        for round in 0..10 {
            let mut keys: Vec<usize> = (0..40).collect();
            keys.rotate_left((writer * 3 + round) % 40);
            let request = LogBatch {
                run_id: run_id.clone(),
                metrics: keys
                    .iter()
                    .map(|k| Metric::new(format!("m{k}"), 1.0, 1, round as i64))
                    .collect(),
                params: keys.iter().map(|k| Param::new(format!("p{k}"), "same")).collect(),
                tags: keys
                    .iter()
                    .map(|k| RunTag::new(format!("t{k}"), writer.to_string()))
                    .collect(),
            };
            store.log_batch(request).await.unwrap();
        }
    });
    join_all(writers).await;
    let data = store
        .get_run(GetRun {
            run_id: run_id.clone(),
        })
        .await
        .unwrap()
        .run
        .data;
    assert_eq!((data.metrics.len(), data.params.len()), (40, 40));
    assert_eq!(history(store, run_id, "m0").await.len(), 10);
}

/// Models that are noted at once are all in the list of their run.
async fn racing_models_are_all_noted(engine: Engine) {
    let Some(lent) = engine.lend().await else {
        return;
    };
    let store = &lent.store;
    let run = store.create_run(CreateRun {
        experiment_id: "0".into(),
        ..CreateRun::default()
    });
    let run_id = &run.await.unwrap().run.info.run_id;
    let models = (0..12).map(async |i| {
        let model_json = format!(
            r#"{{"artifact_path": "m{i}", "flavors": {{}}, "run_id": "{run_id}", "utc_time_created": "t"}}"#
        );
        store
            .log_model(LogModel {
                run_id: run_id.clone(),
                model_json,
            })
            .await
            .unwrap();
    });
    join_all(models).await;
    let data = store
        .get_run(GetRun {
            run_id: run_id.clone(),
        })
        .await
        .unwrap()
        .run
        .data;
    assert_eq!(
        data.tags["mlflow.log-model.history"]
            .matches("artifact_path")
            .count(),
        12
    );
}

/// R-63: programs that open an empty database at once find the same tables.
async fn tables_are_made_once(engine: Engine, name: &str) {
    let Some(fresh) = engine.fresh(name).await else {
        return;
    };
    let option = match engine {
        Engine::Postgres => "application_name",
        Engine::MySql => "read_timeout",
    };
    // Each form of the URI has a pool of its own, as another process would.
    let stores = join_all((1..=5).map(async |i| open(&format!("{}?{option}={i}", fresh.uri)).await)).await;
    for store in &stores {
        let found = store.search_experiments(SearchExperiments {
            max_results: Some(9),
            ..Default::default()
        });
        assert_eq!(found.await.unwrap().experiments.len(), 1);
    }
    drop(stores);
    fresh.drop_database().await;
}

async fn a_foreign_database_is_refused(engine: Engine, name: &str) {
    let Some(fresh) = engine.fresh(name).await else {
        return;
    };
    let mut admin = Admin::connect(engine, &fresh.uri).await;
    admin.run("CREATE TABLE customers (id int)").await;
    let error = SqlStore::open(&fresh.uri).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidState, "{error}");
    admin.run("DROP TABLE customers; CREATE TABLE alembic_version (version_num varchar(32)); CREATE TABLE runs (id int)").await;
    admin
        .run("INSERT INTO alembic_version VALUES ('0584bdc529eb')")
        .await;
    let error = SqlStore::open(&fresh.uri).await.unwrap_err();
    assert!(error.message().contains("0584bdc529eb"), "{error}");
    drop(admin);
    fresh.drop_database().await;
}

async fn a_server_that_is_away_is_named_at_once(uri: &str) {
    let error = SqlStore::open(uri).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::TemporarilyUnavailable, "{error}");
    assert!(!format!("{error:?}").contains("secret"), "{error:?}");
}

async fn unknown_databases_and_wrong_logins_are_named(engine: Engine) {
    let Some(server) = engine.server() else { return };
    let (server, _) = server.rsplit_once('/').unwrap();
    let error = SqlStore::open(&format!("{server}/no_such_database"))
        .await
        .unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidParameterValue, "{error}");
    assert!(error.message().contains("no_such_database"), "{error}");
}

/// R-73: a name that is taken while it is looked for is refused, and no defect.
async fn racing_names_are_refused(engine: Engine) {
    let Some(lent) = engine.lend().await else { return };
    for round in 0..5 {
        let creates = (0..10).map(|_| {
            lent.store.create_experiment(CreateExperiment {
                name: format!("race {round}"),
                ..Default::default()
            })
        });
        let answers = join_all(creates).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
        let refusals = answers.into_iter().filter_map(Result::err);
        assert!(
            refusals
                .into_iter()
                .all(|e| e.code() == ErrorCode::ResourceAlreadyExists)
        );
    }
}

macro_rules! faults {
    ($module:ident, $engine:expr, $away:literal) => {
        mod $module {
            use super::*;

            #[tokio::test]
            async fn connections_that_end_are_made_anew() {
                super::connections_that_end_are_made_anew($engine).await;
            }

            #[tokio::test]
            async fn batches_are_whole_while_connections_end() {
                super::batches_are_whole_while_connections_end($engine).await;
            }

            #[tokio::test]
            async fn racing_batches_are_merged() {
                super::racing_batches_are_merged($engine).await;
            }

            #[tokio::test]
            async fn tables_are_made_once() {
                super::tables_are_made_once($engine, "at_once").await;
            }

            #[tokio::test]
            async fn a_foreign_database_is_refused() {
                super::a_foreign_database_is_refused($engine, "foreign").await;
            }

            #[tokio::test]
            async fn a_server_that_is_away_is_named_at_once() {
                super::a_server_that_is_away_is_named_at_once($away).await;
            }

            #[tokio::test]
            async fn unknown_databases_are_named() {
                super::unknown_databases_and_wrong_logins_are_named($engine).await;
            }

            #[tokio::test]
            async fn racing_models_are_all_noted() {
                super::racing_models_are_all_noted($engine).await;
            }

            #[tokio::test]
            async fn racing_names_are_refused() {
                super::racing_names_are_refused($engine).await;
            }
        }
    };
}

faults!(
    postgres,
    Engine::Postgres,
    "postgresql://ann:secret@127.0.0.1:1/runs"
);
faults!(mysql, Engine::MySql, "mysql://ann:secret@127.0.0.1:1/runs");

/// MySQL commits each table by itself: a program that died on the way is followed by one that goes on.
#[tokio::test]
async fn tables_of_mysql_are_completed() {
    let Some(fresh) = Engine::MySql.fresh("unfinished").await else {
        return;
    };
    let mut admin = Admin::connect(Engine::MySql, &fresh.uri).await;
    admin
        .run("CREATE TABLE alembic_version (version_num varchar(32) NOT NULL, PRIMARY KEY (version_num))")
        .await;
    admin
        .run("INSERT INTO alembic_version VALUES ('being made')")
        .await;
    admin
        .run("CREATE TABLE workspaces (name varchar(63) NOT NULL, PRIMARY KEY (name))")
        .await;
    let store = open(&fresh.uri).await;
    let found = store.search_experiments(SearchExperiments {
        max_results: Some(9),
        ..Default::default()
    });
    assert_eq!(found.await.unwrap().experiments.len(), 1);
    drop((store, admin));
    fresh.drop_database().await;
}
