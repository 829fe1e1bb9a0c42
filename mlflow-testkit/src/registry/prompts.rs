//! Prompts, which are registered models with a tag.

use super::fixture::*;
use mlflow_core::contract::model_versions::CreateModelVersion;
use mlflow_core::prompt_tags::{IS_PROMPT, SOURCES, TEXT};
use mlflow_core::{ErrorCode, RegistryStore};

async fn prompt(store: &dyn RegistryStore, name: &str) {
    let tags = [(IS_PROMPT, "true"), ("team", "a")];
    let created = store
        .create_registered_model(model_request(name, &tags))
        .await
        .unwrap();
    assert!(created.registered_model.is_prompt());
    let tags = [(IS_PROMPT, "true"), (TEXT, "Hello {{name}}"), ("k", "v")];
    let [source, ..] = SOURCES;
    let request = CreateModelVersion {
        source: source.to_owned(),
        ..version_request(name, &tags)
    };
    assert!(create(store, request).await.is_prompt());
}

async fn one_of_each(store: &dyn RegistryStore) {
    prompt(store, "greeting").await;
    store
        .create_registered_model(model_request("wine", &[("team", "a")]))
        .await
        .unwrap();
    create(store, version_request("wine", &[("k", "v")])).await;
}

/// A model and a prompt do not have the same name.
pub async fn they_share_names_with_models(store: &dyn RegistryStore) {
    one_of_each(store).await;
    let request = model_request("wine", &[(IS_PROMPT, "true")]);
    let error = refused(
        store.create_registered_model(request).await,
        ErrorCode::ResourceAlreadyExists,
    );
    assert!(
        error
            .message()
            .starts_with("Tried to create a prompt with name 'wine'"),
        "{error}"
    );
    let request = model_request("greeting", &[]);
    let error = refused(
        store.create_registered_model(request).await,
        ErrorCode::ResourceAlreadyExists,
    );
    assert!(error.message().contains("already taken by a prompt"), "{error}");
    let request = model_request("greeting", &[(IS_PROMPT, "true")]);
    let error = refused(
        store.create_registered_model(request).await,
        ErrorCode::ResourceAlreadyExists,
    );
    assert_eq!(error.message(), "Prompt (name=greeting) already exists.");
}

/// A search for models does not find prompts, with or without saying so.
pub async fn models_are_searched_without_them(store: &dyn RegistryStore) {
    one_of_each(store).await;
    for filter in [
        "",
        "tags.team = 'a'",
        "tag.`mlflow.prompt.is_prompt` != 'true'",
        "tags.`mlflow.prompt.is_prompt` = 'false'",
        "tags.team = 'a' AND tag.`mlflow.prompt.is_prompt` != 'true'",
    ] {
        assert_eq!(found_models(store, filter, &[]).await, ["wine"], "{filter}");
    }
}

/// A search for versions does not find those of prompts.
pub async fn versions_are_searched_without_them(store: &dyn RegistryStore) {
    one_of_each(store).await;
    for filter in ["", "tags.k = 'v'", "tags.`mlflow.prompt.is_prompt` != 'true'"] {
        assert_eq!(found_versions(store, filter, &[]).await, ["wine 1"], "{filter}");
    }
}

/// A filter by their tag finds prompts alone.
pub async fn they_are_found_if_asked_for(store: &dyn RegistryStore) {
    one_of_each(store).await;
    for filter in [
        "tags.`mlflow.prompt.is_prompt` = 'true'",
        "tags.`mlflow.prompt.is_prompt` != 'false'",
        "tags.`mlflow.prompt.is_prompt` = 'true' AND name LIKE 'g%'",
    ] {
        assert_eq!(found_models(store, filter, &[]).await, ["greeting"], "{filter}");
        assert_eq!(
            found_versions(store, filter, &[]).await,
            ["greeting 1"],
            "{filter}"
        );
    }
}
