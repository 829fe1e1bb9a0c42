//! Names that differ in the case of letters, which MySQL's usual collation takes for one.

use super::{Admin, Engine, SqlRegistryStore};
use mlflow_core::contract::model_versions::CreateModelVersion;
use mlflow_core::{Client, ErrorCode, MemoryStore, Result};
use mlflow_registry::{RegisterOptions, register_model};
use std::sync::Arc;

/// Opens the registry of a database.
pub(super) async fn open(uri: &str) -> Client {
    let store = SqlRegistryStore::open(uri).await.unwrap();
    Client::from_store(Arc::new(MemoryStore::new())).with_registry_store(Arc::new(store))
}

pub(super) async fn add_version(client: &Client, name: &str) -> Result<String> {
    let request = CreateModelVersion {
        name: name.into(),
        source: "s3://bucket/wine".into(),
        ..CreateModelVersion::default()
    };
    client
        .create_model_version(request)
        .await
        .map(|version| version.version)
}

fn missing<T>(answer: Result<T>) {
    let code = answer.err().map(|error| error.code());
    assert_eq!(code, Some(ErrorCode::ResourceDoesNotExist));
}

fn taken<T>(answer: Result<T>) {
    let error = answer.err().unwrap();
    assert_eq!(error.code(), ErrorCode::ResourceAlreadyExists);
    assert!(error.message().contains("wine"), "{error}");
}

/// What is called otherwise is not there, whatever is asked or told of it.
async fn others_are_not_found(engine: Engine) {
    let Some(lent) = engine.lend().await else { return };
    let client = open(&lent.uri).await;
    client.create_registered_model("wine").await.unwrap();
    add_version(&client, "wine").await.unwrap();
    client
        .set_registered_model_tag("wine", "team", "a")
        .await
        .unwrap();
    client
        .set_model_version_tag("wine", 1, "team", "a")
        .await
        .unwrap();
    client
        .set_registered_model_alias("wine", "champ", 1)
        .await
        .unwrap();
    let (model, version) = (
        client.get_registered_model("wine").await.unwrap(),
        client.get_model_version("wine", 1).await.unwrap(),
    );

    missing(add_version(&client, "Wine").await);
    missing(client.get_registered_model("Wine").await);
    missing(client.update_registered_model("Wine", "d").await);
    missing(client.rename_registered_model("Wine", "cork").await);
    missing(client.delete_registered_model("Wine").await);
    missing(client.get_latest_versions("Wine", &[]).await);
    missing(client.set_registered_model_tag("Wine", "k", "v").await);
    missing(client.delete_registered_model_tag("Wine", "team").await);
    missing(client.set_registered_model_alias("Wine", "a", 1).await);
    missing(client.delete_registered_model_alias("Wine", "champ").await);
    missing(client.get_model_version_by_alias("Wine", "champ").await);
    missing(client.get_model_version("Wine", 1).await);
    missing(client.get_model_version_download_uri("Wine", 1).await);
    missing(client.update_model_version("Wine", 1, "d").await);
    missing(
        client
            .transition_model_version_stage("Wine", 1, "Production", true)
            .await,
    );
    missing(client.set_model_version_tag("Wine", 1, "k", "v").await);
    missing(client.delete_model_version_tag("Wine", 1, "team").await);
    missing(client.delete_model_version("Wine", 1).await);

    let alias = client.get_model_version_by_alias("wine", "Champ").await;
    assert_eq!(alias.unwrap_err().code(), ErrorCode::InvalidParameterValue);
    client
        .delete_registered_model_alias("wine", "Champ")
        .await
        .unwrap();
    client.delete_registered_model_tag("wine", "Team").await.unwrap();
    client.delete_model_version_tag("wine", 1, "Team").await.unwrap();
    assert_eq!(client.get_registered_model("wine").await.unwrap(), model);
    assert_eq!(client.get_model_version("wine", 1).await.unwrap(), version);
}

#[tokio::test]
async fn others_are_not_found_on_postgres() {
    others_are_not_found(Engine::Postgres).await;
}

#[tokio::test]
async fn others_are_not_found_on_mysql() {
    others_are_not_found(Engine::MySql).await;
}

#[tokio::test]
async fn a_name_that_mysql_takes_for_another_is_taken() {
    let Some(lent) = Engine::MySql.lend().await else {
        return;
    };
    let client = open(&lent.uri).await;
    client.create_registered_model("wine").await.unwrap();
    client.create_registered_model("cork").await.unwrap();
    taken(client.create_registered_model("Wine").await);
    taken(register_model(&client, "s3://bucket/wine", "Wine", RegisterOptions::new()).await);
    taken(client.rename_registered_model("cork", "Wine").await);
}

/// A model takes another spelling of its own name, with all that belongs to it.
async fn a_name_is_respelled(engine: Engine) {
    let Some(lent) = engine.lend().await else { return };
    let client = open(&lent.uri).await;
    client.create_registered_model("wine").await.unwrap();
    for _ in 0..2 {
        add_version(&client, "wine").await.unwrap();
    }
    client
        .set_registered_model_tag("wine", "team", "a")
        .await
        .unwrap();
    client
        .set_model_version_tag("wine", 1, "team", "a")
        .await
        .unwrap();
    client
        .set_registered_model_alias("wine", "champ", 1)
        .await
        .unwrap();

    let renamed = client.rename_registered_model("wine", "Wine").await.unwrap();
    assert_eq!(renamed.name, "Wine");
    assert_eq!(client.get_registered_model("Wine").await.unwrap(), renamed);
    assert_eq!(renamed.latest_versions[0].version, "2");
    assert_eq!((&renamed.tags["team"], renamed.aliases.len()), ("a", 1));
    let version = client.get_model_version_by_alias("Wine", "champ").await.unwrap();
    assert_eq!((version.name.as_str(), &version.tags["team"]), ("Wine", "a"));
    assert_eq!(add_version(&client, "Wine").await.unwrap(), "3");
    missing(client.get_registered_model("wine").await);
    missing(client.get_model_version("wine", 1).await);
    client.delete_registered_model("Wine").await.unwrap();
}

#[tokio::test]
async fn a_name_is_respelled_on_postgres() {
    a_name_is_respelled(Engine::Postgres).await;
}

#[tokio::test]
async fn a_name_is_respelled_on_mysql() {
    a_name_is_respelled(Engine::MySql).await;
}

/// Where a database holds one of two spellings, it is the one that was written last.
#[tokio::test]
async fn the_last_spelling_of_an_alias_and_a_tag_counts_on_mysql() {
    let Some(lent) = Engine::MySql.lend().await else {
        return;
    };
    let client = open(&lent.uri).await;
    client.create_registered_model("wine").await.unwrap();
    add_version(&client, "wine").await.unwrap();
    for (alias, key) in [("champ", "team"), ("Champ", "Team")] {
        client.set_registered_model_alias("wine", alias, 1).await.unwrap();
        client.set_registered_model_tag("wine", key, alias).await.unwrap();
        client.set_model_version_tag("wine", 1, key, alias).await.unwrap();
    }
    let version = client.get_model_version_by_alias("wine", "Champ").await.unwrap();
    assert_eq!(version.aliases, ["Champ"]);
    assert_eq!((version.tags.len(), &version.tags["Team"]), (1, "Champ"));
    let tags = client.get_registered_model("wine").await.unwrap().tags;
    assert_eq!((tags.len(), &tags["Team"]), (1, "Champ"));
}

/// Rows that another program wrote under another spelling hide none of the model's own, and go with it.
#[tokio::test]
async fn versions_of_another_spelling_hide_no_others_on_mysql() {
    let Some(lent) = Engine::MySql.lend().await else {
        return;
    };
    let client = open(&lent.uri).await;
    client.create_registered_model("wine").await.unwrap();
    add_version(&client, "wine").await.unwrap();
    let mut admin = Admin::connect(Engine::MySql, &lent.uri).await;
    admin
        .run(
            "INSERT INTO model_versions (workspace, name, version, current_stage, status, source) \
             VALUES ('default', 'Wine', 2, 'None', 'READY', 's3://bucket/wine')",
        )
        .await;
    let model = client.get_registered_model("wine").await.unwrap();
    assert_eq!(model.latest_versions[0].version, "1");
    missing(client.get_model_version("wine", 2).await);
    assert_eq!(add_version(&client, "wine").await.unwrap(), "3");
    client.delete_registered_model("wine").await.unwrap();
    assert_eq!(admin.number("SELECT count(*) FROM model_versions").await, 0);
}

/// Where the database knows fewer letters than there are, those that it knows are found, and others are refused.
#[tokio::test]
async fn letters_of_latin1_on_mysql() {
    let Some(fresh) = Engine::MySql.fresh("letters").await else {
        return;
    };
    let mut admin = Admin::connect(Engine::MySql, &fresh.uri).await;
    admin
        .run(&format!("ALTER DATABASE {} CHARACTER SET latin1", fresh.name()))
        .await;
    let client = open(&fresh.uri).await;
    client.create_registered_model("Bär").await.unwrap();
    add_version(&client, "Bär").await.unwrap();
    client
        .set_registered_model_alias("Bär", "größter", 1)
        .await
        .unwrap();
    let version = client.get_model_version_by_alias("Bär", "größter").await.unwrap();
    assert_eq!((version.name.as_str(), version.version.as_str()), ("Bär", "1"));
    assert_eq!(client.get_registered_model("Bär").await.unwrap().aliases.len(), 1);
    client
        .set_registered_model_tag("Bär", "größe", "weiß")
        .await
        .unwrap();
    client.delete_registered_model_tag("Bär", "größe").await.unwrap();
    assert!(client.get_registered_model("Bär").await.unwrap().tags.is_empty());
    missing(client.get_registered_model("BÄR").await);

    for answer in [
        client.create_registered_model("熊").await.map(|_| ()),
        client.get_registered_model("熊").await.map(|_| ()),
        client.rename_registered_model("Bär", "熊").await.map(|_| ()),
        client.set_registered_model_tag("Bär", "name", "熊").await,
        client.set_model_version_tag("Bär", 1, "name", "熊").await,
        client.set_registered_model_alias("Bär", "熊", 1).await,
    ] {
        assert_eq!(answer.unwrap_err().code(), ErrorCode::InvalidParameterValue);
    }
    drop((client, admin));
    fresh.drop_database().await;
}
