//! This project, reading and writing the same.

use mlflow_core::contract::model_versions::CreateModelVersion;
use mlflow_core::contract::registered_models::CreateRegisteredModel;
use mlflow_core::entities::{ModelStage, ModelVersion, ModelVersionTag, RegisteredModelTag};
use mlflow_core::{Client, SearchModelVersions, SearchRegisteredModels};
use mlflow_registry::prompts::{self, ChatMessage, NewPrompt, Template};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

pub(crate) fn uri(database: &Path) -> String {
    format!("sqlite:///{}", database.display())
}

pub(crate) fn open(database: &Path) -> Client {
    mlflow_registry::link();
    Client::new(uri(database)).unwrap()
}

fn version(version: ModelVersion) -> Value {
    let tags: BTreeMap<_, _> = version
        .tags
        .iter()
        .map(|tag| (tag.key.clone(), tag.value.clone()))
        .collect();
    json!({
        "name": version.name, "version": version.version, "created": version.creation_timestamp,
        "updated": version.last_updated_timestamp, "stage": version.current_stage,
        "description": version.description.unwrap_or_default(), "source": version.source,
        "run_id": version.run_id.unwrap_or_default(), "status": version.status, "tags": tags,
        "aliases": version.aliases, "run_link": version.run_link.unwrap_or_default(),
    })
}

pub(crate) async fn read_all(client: &Client) -> Value {
    let mut models = Vec::new();
    for model in client
        .search_registered_models(SearchRegisteredModels::new())
        .await
        .unwrap()
    {
        let model = client.get_registered_model(&model.name).await.unwrap();
        let tags: BTreeMap<_, _> = model
            .tags
            .iter()
            .map(|tag| (tag.key.clone(), tag.value.clone()))
            .collect();
        let aliases: BTreeMap<_, _> = model
            .aliases
            .iter()
            .map(|a| (a.alias.clone(), a.version.clone()))
            .collect();
        let latest: Vec<_> = model
            .latest_versions
            .iter()
            .map(|version| version.version.clone())
            .collect();
        models.push(json!({
            "name": model.name, "created": model.creation_timestamp, "updated": model.last_updated_timestamp,
            "description": model.description, "tags": tags, "aliases": aliases, "latest": latest,
        }));
    }
    let (mut versions, mut uris) = (Vec::new(), Vec::new());
    for found in client
        .search_model_versions(SearchModelVersions::new())
        .await
        .unwrap()
    {
        let place = client
            .get_model_version_download_uri(&found.name, &found.version)
            .await
            .unwrap();
        versions.push(version(
            client
                .get_model_version(&found.name, &found.version)
                .await
                .unwrap(),
        ));
        uris.push(place);
    }
    let mut all_prompts = Vec::new();
    for prompt in prompts::search(client, SearchRegisteredModels::new())
        .await
        .unwrap()
    {
        let filter = format!(
            "name = '{}' AND tags.`mlflow.prompt.is_prompt` = 'true'",
            prompt.name
        );
        let search = SearchModelVersions::new()
            .filter(filter)
            .order_by("version_number ASC");
        for found in client.search_model_versions(search).await.unwrap() {
            let uri = format!("prompts:/{}/{}", found.name, found.version);
            let prompt = prompts::load(client, &uri).await.unwrap();
            let template = match &prompt.template {
                Template::Text(text) => json!(text),
                Template::Chat(messages) => json!(messages),
            };
            let mut variables = prompt.variables();
            variables.sort();
            let tags: BTreeMap<_, _> = prompt
                .tags
                .iter()
                .map(|tag| (tag.key.clone(), tag.value.clone()))
                .collect();
            all_prompts.push(json!({
                "name": prompt.name, "version": prompt.version, "template": template,
                "message": prompt.commit_message.unwrap_or_default(), "tags": tags, "variables": variables,
                "aliases": prompt.aliases,
            }));
        }
    }
    json!({"models": models, "versions": versions, "uris": uris, "prompts": all_prompts})
}

/// Does what the other side's `write` does.
pub(crate) async fn write(client: &Client) {
    let wine = CreateRegisteredModel {
        name: "wine".into(),
        tags: vec![
            RegisteredModelTag::new("team", "a"),
            RegisteredModelTag::new("日", "本"),
        ],
        description: Some("red".into()),
    };
    client.create_registered_model(wine).await.unwrap();
    for i in 0..4 {
        let request = CreateModelVersion {
            name: "wine".into(),
            source: format!("s3://b/{i}"),
            run_id: Some(format!("run{i}")),
            tags: vec![ModelVersionTag::new("i", i.to_string())],
            description: Some(format!("d{i}")),
            run_link: Some("https://x".into()),
            model_id: None,
        };
        client.create_model_version(request).await.unwrap();
    }
    for (version, stage, archive) in [
        (1, ModelStage::Staging, false),
        (2, ModelStage::Production, false),
        (3, ModelStage::Production, true),
    ] {
        client
            .transition_model_version_stage("wine", version, stage, archive)
            .await
            .unwrap();
    }
    for (alias, version) in [("champ", 2), ("champ", 3), ("old", 1)] {
        client
            .set_registered_model_alias("wine", alias, version)
            .await
            .unwrap();
    }
    client.delete_model_version("wine", 4).await.unwrap();
    client.create_registered_model("port").await.unwrap();
    mlflow_registry::copy_model_version(client, "models:/wine/3", "port")
        .await
        .unwrap();
    client.rename_registered_model("port", "sherry").await.unwrap();
    client.set_model_version_tag("sherry", 1, "k", "v").await.unwrap();
    client.delete_model_version_tag("sherry", 1, "i").await.unwrap();
    client.update_registered_model("sherry", "dry").await.unwrap();
    client.create_registered_model("gone").await.unwrap();
    client.delete_registered_model("gone").await.unwrap();
    let first = NewPrompt::new("greeting", "Hello {{ name }}")
        .commit_message("first")
        .tag("t", 1);
    prompts::register(client, first).await.unwrap();
    let second = NewPrompt::new("greeting", "Dear {{name}}, {{ x }}").tag("t", 2);
    prompts::register(client, second).await.unwrap();
    let messages = vec![
        ChatMessage::new("system", "You are {{ style }}"),
        ChatMessage::new("user", "{{q}}"),
    ];
    prompts::register(client, NewPrompt::new("talk", messages))
        .await
        .unwrap();
    client
        .set_registered_model_alias("greeting", "live", 1)
        .await
        .unwrap();
}
