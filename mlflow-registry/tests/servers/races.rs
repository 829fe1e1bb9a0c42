//! Several programs that change one model at once.

use super::letters::{add_version, open};
use super::{Admin, Engine};
use futures::future::{BoxFuture, join, join_all};
use mlflow_core::{Client, ErrorCode, Result};

/// Makes a model with versions.
async fn make(client: &Client, name: &str, versions: usize) {
    client.create_registered_model(name).await.unwrap();
    for _ in 0..versions {
        add_version(client, name).await.unwrap();
    }
}

/// Accepts success, and that the model or version is gone.
fn done_or_gone<T>(answer: &Result<T>) {
    if let Err(error) = answer {
        assert_eq!(error.code(), ErrorCode::ResourceDoesNotExist, "{error}");
    }
}

async fn one_of_racing_promotions_stays(engine: Engine) {
    let Some(lent) = engine.lend_exact().await else {
        return;
    };
    let client = open(&lent.uri).await;
    for round in 0..10 {
        let name = format!("wine {round}");
        make(&client, &name, 6).await;
        let promote = |number| client.transition_model_version_stage(&name, number, "Production", true);
        for answer in join_all((1..=6).map(promote)).await {
            answer.unwrap();
        }
        let stages = (1..=6).map(|number| client.get_model_version(&name, number));
        let promoted = join_all(stages).await.into_iter();
        let promoted = promoted.filter(|version| version.as_ref().unwrap().current_stage == "Production");
        assert_eq!(promoted.count(), 1);
    }
}

async fn no_alias_points_to_a_deleted_version(engine: Engine) {
    let Some(lent) = engine.lend_exact().await else {
        return;
    };
    let client = open(&lent.uri).await;
    for round in 0..15 {
        let name = format!("wine {round}");
        make(&client, &name, 2).await;
        let aliases = (0..4).map(|i| client.set_registered_model_alias(&name, format!("a{i}"), 1));
        let (aliases, deleted) = join(join_all(aliases), client.delete_model_version(&name, 1)).await;
        deleted.unwrap();
        aliases.iter().for_each(done_or_gone);
        assert_eq!(client.get_registered_model(&name).await.unwrap().aliases, []);
    }
}

/// All that changes a model, while `last` takes its name away.
async fn everything_meets<'c>(
    client: &'c Client,
    name: &'c str,
    last: impl Future<Output = Result<()>> + Send + 'c,
) {
    let mut writers: Vec<BoxFuture<'c, Result<()>>> = vec![Box::pin(last)];
    for number in 1..=2 {
        writers.push(Box::pin(async move { add_version(client, name).await.map(drop) }));
        writers.push(Box::pin(client.set_registered_model_tag(name, "k", number)));
        writers.push(Box::pin(client.delete_registered_model_tag(name, "k")));
        writers.push(Box::pin(client.set_model_version_tag(name, number, "k", "v")));
        writers.push(Box::pin(client.delete_model_version_tag(name, number, "k")));
        writers.push(Box::pin(client.set_registered_model_alias(name, "champ", number)));
        writers.push(Box::pin(client.delete_registered_model_alias(name, "champ")));
        writers.push(Box::pin(async move {
            let moved = client.transition_model_version_stage(name, number, "Staging", true);
            moved.await.map(drop)
        }));
        writers.push(Box::pin(async move {
            client.update_model_version(name, number, "d").await.map(drop)
        }));
    }
    let middle = writers.len() / 2;
    writers.swap(0, middle);
    let answers = join_all(writers).await;
    assert!(answers[middle].is_ok(), "{:?}", answers[middle]);
    answers.iter().for_each(done_or_gone);
}

async fn writers_learn_that_a_model_is_gone(engine: Engine) {
    let Some(lent) = engine.lend_exact().await else {
        return;
    };
    let client = open(&lent.uri).await;
    for round in 0..10 {
        let name = format!("wine {round}");
        make(&client, &name, 2).await;
        everything_meets(&client, &name, client.delete_registered_model(&name)).await;
    }
    let mut admin = Admin::connect(engine, &lent.uri).await;
    for table in ["model_versions", "model_version_tags", "registered_model_aliases"] {
        assert_eq!(admin.number(&format!("SELECT count(*) FROM {table}")).await, 0);
    }
}

async fn writers_learn_that_a_model_is_renamed(engine: Engine) {
    let Some(lent) = engine.lend_exact().await else {
        return;
    };
    let client = open(&lent.uri).await;
    for round in 0..10 {
        let (name, new_name) = (format!("wine {round}"), format!("cork {round}"));
        make(&client, &name, 2).await;
        let rename = async { client.rename_registered_model(&name, &new_name).await.map(drop) };
        everything_meets(&client, &name, rename).await;
        let model = client.get_registered_model(&new_name).await.unwrap();
        assert!(!model.latest_versions.is_empty());
    }
}

macro_rules! on_both {
    ($($race:ident)+) => { $(
        mod $race {
            #[tokio::test]
            async fn on_postgres() { super::$race(super::Engine::Postgres).await; }

            #[tokio::test]
            async fn on_mysql() { super::$race(super::Engine::MySql).await; }
        }
    )+ };
}

on_both! {
    one_of_racing_promotions_stays
    no_alias_points_to_a_deleted_version
    writers_learn_that_a_model_is_gone
    writers_learn_that_a_model_is_renamed
}
