//! Databases of MySQL whose character set has not all letters: what it has not is refused and found nowhere.

use crate::private::Private;
use crate::servers::{Admin, Engine, open};
use mlflow_core::contract::experiments::SearchExperiments;
use mlflow_core::contract::runs::{CreateRun, SearchRuns};
use mlflow_core::entities::{Param, RunTag};
use mlflow_core::{Client, ErrorCode, ExperimentOptions, Experiments, Result, Runs};
use mlflow_stores::sql::SqlStore;
use std::fmt::Debug;
use std::sync::Arc;

fn refused<T: Debug>(answer: Result<T>, what: &str) {
    let error = answer.expect_err(what);
    assert_eq!(
        error.code(),
        ErrorCode::InvalidParameterValue,
        "{what}: {error:?}"
    );
}

/// Makes a run that has a parameter `city`, and returns its id.
async fn run_of(client: &Client, city: &str) -> String {
    let run = client.create_run(CreateRun {
        experiment_id: "0".into(),
        ..CreateRun::default()
    });
    let id = run.await.unwrap().id().to_owned();
    client.log_param(&id, "city", city).await.unwrap();
    client.set_tag(&id, "city", city).await.unwrap();
    id
}

/// what the database would cut or replace is refused, also where rows that are there are left alone.
async fn what_it_has_not_is_refused(client: &Client, text: &str) {
    let id = run_of(client, "Köln").await;
    refused(client.log_param(&id, "city", text).await, "another value");
    refused(client.log_param(&id, "new", text).await, "a value");
    refused(client.set_tag(&id, "city", text).await, "another tag");
    let (params, tags) = (vec![Param::new("p", text)], vec![RunTag::new("t", text)]);
    refused(
        client.log_batch(&id, Vec::new(), params, Vec::new()).await,
        "a batch",
    );
    refused(client.log_batch(&id, Vec::new(), Vec::new(), tags).await, "tags");
    refused(client.rename_run(&id, text).await, "a run");
    refused(client.create_experiment(text).await, "an experiment");
    refused(
        client.get_experiment_by_name(text).await,
        "the name of an experiment",
    );
    let described = ExperimentOptions::new("described").tag("note", text);
    refused(client.create_experiment(described).await, "an experiment's tag");
    assert_eq!(client.get_experiment_by_name("described").await.unwrap(), None);

    // The same once more is no change.
    client.log_param(&id, "city", "Köln").await.unwrap();
    let data = client.get_run(&id).await.unwrap().data;
    assert_eq!((&data.params["city"], &data.tags["city"]), ("Köln", "Köln"));
    assert_eq!(data.params.len(), 1);
    client.delete_run(&id).await.unwrap();
}

async fn found(store: &SqlStore, filter: &str) -> Vec<String> {
    let request = SearchRuns {
        experiment_ids: vec!["0".into()],
        filter: filter.into(),
        ..SearchRuns::default()
    };
    let runs = store
        .search_runs(request)
        .await
        .unwrap_or_else(|e| panic!("{filter}: {e:?}"));
    let mut cities: Vec<_> = runs
        .runs
        .iter()
        .map(|run| run.data.params["city"].to_owned())
        .collect();
    cities.sort();
    cities
}

async fn found_experiments(store: &SqlStore, filter: &str) -> Vec<String> {
    let request = SearchExperiments {
        filter: filter.into(),
        max_results: Some(9),
        ..SearchExperiments::default()
    };
    let found = store.search_experiments(request).await.unwrap();
    found
        .experiments
        .into_iter()
        .map(|experiment| experiment.name)
        .collect()
}

async fn filters_find_what_is_there(store: &SqlStore, client: &Client, text: &str) {
    for city in ["Köln", "KÖLN", "koln"] {
        let id = run_of(client, city).await;
        if city == "Köln" {
            client.set_tag(id, "Dom-Größe", "157 m").await.unwrap();
        }
    }
    let like = format!("params.city LIKE '%{text}%'");
    let equal = format!("params.city = '{text}'");
    let other = format!("tags.city != '{text}'");
    for (filter, cities) in [
        ("params.city = 'Köln'", &["Köln"][..]),
        ("tags.city = 'Köln'", &["Köln"]),
        ("tags.`Dom-Größe` = '157 m'", &["Köln"]),
        ("params.city != 'Köln'", &["KÖLN", "koln"]),
        ("params.city LIKE '%ö%'", &["Köln"]),
        ("params.city LIKE 'K%Ö%'", &["KÖLN"]),
        ("params.city LIKE 'k%'", &["koln"]),
        (&like, &[]),
        (&equal, &[]),
        (&other, &["KÖLN", "Köln", "koln"]),
    ] {
        assert_eq!(found(store, filter).await, cities, "{filter}");
    }
    let alike = found(store, "params.city ILIKE '%ö%'").await;
    assert!(alike.starts_with(&["KÖLN".into(), "Köln".into()]), "{alike:?}");

    client.create_experiment("Bär").await.unwrap();
    assert!(client.get_experiment_by_name("Bär").await.unwrap().is_some());
    for (filter, names) in [
        ("name = 'Bär'".to_owned(), &["Bär"][..]),
        ("name LIKE '%ä%'".to_owned(), &["Bär"]),
        (format!("name = '{text}'"), &[]),
        (format!("name LIKE '{text}%'"), &[]),
    ] {
        assert_eq!(found_experiments(store, &filter).await, names, "{filter}");
    }
}

async fn a_database_of(charset: &str, texts: &[&str]) {
    let Some(fresh) = Engine::MySql.fresh(charset).await else {
        return;
    };
    let mut admin = Admin::connect(Engine::MySql, &fresh.uri).await;
    admin
        .run(&format!(
            "ALTER DATABASE {} CHARACTER SET {charset}",
            fresh.name()
        ))
        .await;
    let store = Arc::new(open(&fresh.uri).await);
    let client = Client::from_store(store.clone());
    for text in texts {
        what_it_has_not_is_refused(&client, text).await;
    }
    filters_find_what_is_there(&store, &client, texts[0]).await;
    drop((store, client, admin));
    fresh.drop_database().await;
}

#[tokio::test]
async fn latin1() {
    a_database_of("latin1", &["😀", "日本"]).await;
}

#[tokio::test]
async fn utf8mb3() {
    a_database_of("utf8mb3", &["😀"]).await;
}

/// Where nobody asked the server to be strict, the store does.
#[tokio::test]
async fn a_server_that_replaces_letters() {
    let Some(mut server) = Private::make(Engine::MySql) else {
        return;
    };
    server.option("--sql-mode=");
    server.option("--character-set-server=latin1");
    server.start().await;
    let uri = server.database("runs").await;
    let client = Client::from_store(Arc::new(open(&uri).await));
    what_it_has_not_is_refused(&client, "日本").await;
}
