//! How connections are kept, as the settings say.

use crate::servers::{Engine, open};
use mlflow_core::Experiments;
use mlflow_core::config::{self, settings};
use mlflow_core::contract::experiments::CreateExperiment;
use std::time::Duration;

#[tokio::test]
async fn no_connection_to_postgres_is_kept() {
    let of_it = "SELECT count(*) FROM pg_stat_activity WHERE datname";
    none_is_kept(Engine::Postgres, of_it).await;
}

#[tokio::test]
async fn no_connection_to_mysql_is_kept() {
    let of_it = "SELECT count(*) FROM information_schema.processlist WHERE db";
    none_is_kept(Engine::MySql, of_it).await;
}

/// Counts the connections to a database while its store is open, with the pool that is usual and with none.
async fn none_is_kept(engine: Engine, of_it: &str) {
    let Some(mut fresh) = engine.fresh("pools").await else {
        return;
    };
    let count = format!("{of_it} = '{}'", fresh.name());
    for (class, is_kept) in [("NullPool", false), ("StaticPool", true)] {
        config::change(|config| config.set(&settings::SQLALCHEMYSTORE_POOLCLASS, class)).unwrap();
        let store = open(&fresh.uri).await;
        let made = (0..4).map(|number| {
            store.create_experiment(CreateExperiment {
                name: format!("{class}-{number}"),
                ..CreateExperiment::default()
            })
        });
        for made in futures::future::join_all(made).await {
            made.unwrap();
        }
        let mut connections = fresh.admin.number(&count).await;
        for _ in 0..100 {
            if connections == i64::from(is_kept) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
            connections = fresh.admin.number(&count).await;
        }
        assert_eq!(connections, i64::from(is_kept), "{class}");
        drop(store);
    }
    fresh.drop_database().await;
}
