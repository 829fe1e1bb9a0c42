//! Registering models of runs and of other versions, and finding their files.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use mlflow_core::contract::runs::CreateRun;
use mlflow_core::{Client, ErrorCode};
use mlflow_registry::prompts::{self, ChatMessage, NewPrompt, Template};
use mlflow_registry::{RegisterOptions, copy_model_version, register_model};
use serde_json::json;

struct Place {
    client: Client,
    _folder: tempfile::TempDir,
}

/// Opens a database in a folder of its own, with a run that holds a model.
async fn place() -> (Place, String) {
    mlflow_registry::link();
    let folder = tempfile::tempdir().unwrap();
    let client = Client::new(format!("sqlite:///{}", folder.path().join("mlflow.db").display())).unwrap();
    let location = folder.path().join("artifacts").display().to_string();
    let options = mlflow_core::ExperimentOptions::new("wine").artifact_location(location);
    let experiment_id = client.create_experiment(options).await.unwrap();
    let run = client
        .create_run(CreateRun {
            experiment_id,
            ..CreateRun::default()
        })
        .await
        .unwrap();
    client
        .log_bytes(run.id(), b"flavors: {}", "model/MLmodel")
        .await
        .unwrap();
    client
        .log_bytes(run.id(), b"weights", "model/data/w.bin")
        .await
        .unwrap();
    let run_id = run.id().to_owned();
    (
        Place {
            client,
            _folder: folder,
        },
        run_id,
    )
}

#[tokio::test]
async fn a_model_of_a_run_is_registered_with_its_run() {
    let (place, run_id) = place().await;
    let client = &place.client;
    let options = RegisterOptions::new().tag("k", 1).description("first");
    let version = register_model(client, &format!("runs:/{run_id}/model"), "wine", options)
        .await
        .unwrap();
    assert_eq!(
        (version.version.as_str(), version.run_id.as_deref()),
        ("1", Some(run_id.as_str()))
    );
    assert_eq!(
        (&version.tags["k"], version.description.as_deref()),
        ("1", Some("first"))
    );
    assert!(
        version
            .source
            .unwrap()
            .ends_with(&format!("{run_id}/artifacts/model"))
    );

    let again = register_model(client, "models:/wine/latest", "wine", RegisterOptions::new())
        .await
        .unwrap();
    assert_eq!(
        (again.version.as_str(), again.source.as_deref()),
        ("2", Some("models:/wine/1"))
    );
    assert_eq!(again.run_id.as_deref(), Some(run_id.as_str()));

    client
        .set_registered_model_alias("wine", "champ", 2)
        .await
        .unwrap();
    client
        .transition_model_version_stage("wine", 1, "Staging", false)
        .await
        .unwrap();
    for uri in [
        "models:/wine/1",
        "models:/wine@champ",
        "models:/wine/latest",
        "models:/wine/staging",
    ] {
        let found = client
            .resolve_artifact_uri(&format!("{uri}/data/w.bin"))
            .await
            .unwrap();
        assert!(found.ends_with("/artifacts/model/data/w.bin"), "{uri} {found}");
        let files = client.list_artifact_uri(uri).await.unwrap();
        let paths: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["MLmodel", "data"], "{uri}");
        let options = mlflow_core::artifact::TransferOptions::new();
        let path = client
            .download_artifact_uri(format!("{uri}/data/w.bin"), None, options)
            .await
            .unwrap();
        assert_eq!(std::fs::read(path).unwrap(), b"weights");
    }
}

#[tokio::test]
async fn what_is_no_model_leaves_nothing() {
    let (place, run_id) = place().await;
    let client = &place.client;
    for (uri, code) in [
        (format!("runs:/{run_id}/nothing"), ErrorCode::NotFound),
        ("runs:/nobody/model".to_owned(), ErrorCode::ResourceDoesNotExist),
        ("models:/port/1".to_owned(), ErrorCode::ResourceDoesNotExist),
        ("models:/".to_owned(), ErrorCode::InvalidParameterValue),
    ] {
        let error = register_model(client, &uri, "wine", RegisterOptions::new())
            .await
            .unwrap_err();
        assert_eq!(error.code(), code, "{uri} {error}");
    }
    assert!(client.get_registered_model("wine").await.is_err());
}

#[tokio::test]
async fn a_copy_has_the_files_of_its_source() {
    let (place, run_id) = place().await;
    let client = &place.client;
    let options = RegisterOptions::new().tag("k", "v").description("d");
    register_model(client, &format!("runs:/{run_id}/model"), "wine", options)
        .await
        .unwrap();
    let copy = copy_model_version(client, "models:/wine/1", "port")
        .await
        .unwrap();
    assert_eq!(
        (copy.name.as_str(), copy.source.as_deref()),
        ("port", Some("models:/wine/1"))
    );
    assert_eq!((&copy.tags["k"], copy.description.as_deref()), ("v", Some("d")));
    assert_eq!(copy.run_id.as_deref(), Some(run_id.as_str()));
    let of_copy = client.get_model_version_download_uri("port", 1).await.unwrap();
    assert_eq!(
        of_copy,
        client.get_model_version_download_uri("wine", 1).await.unwrap()
    );
}

#[tokio::test]
async fn prompts_keep_all_that_belongs_to_them() {
    let (place, _) = place().await;
    let client = &place.client;
    let messages = vec![
        ChatMessage::new("system", "You are {{ style }}"),
        ChatMessage::new("user", "{{q}}"),
    ];
    let new = NewPrompt::new("talk", messages.clone())
        .commit_message("first")
        .tag("team", "a")
        .response_format(json!({"type": "object"}))
        .model_config(json!({"model_name": "m", "temperature": 0.5}));
    let registered = prompts::register(client, new).await.unwrap();
    let loaded = prompts::load(client, "prompts:/talk/1").await.unwrap();
    assert_eq!(loaded, registered);
    assert_eq!(loaded.template, Template::Chat(messages));
    assert_eq!(
        (loaded.uri().as_str(), &loaded.tags["team"], loaded.tags.len()),
        ("prompts:/talk/1", "a", 1)
    );
    assert_eq!(loaded.variables(), ["style", "q"]);
    assert_eq!(
        loaded.model_config,
        Some(json!({"model_name": "m", "temperature": 0.5}))
    );

    prompts::register(client, NewPrompt::new("talk", "Second"))
        .await
        .unwrap();
    assert_eq!(prompts::load(client, "prompts:/talk").await.unwrap().version, 2);
    let found = prompts::search(
        client,
        mlflow_core::SearchRegisteredModels::new().filter("name LIKE 't%'"),
    )
    .await
    .unwrap();
    assert_eq!(
        (found.len(), found[0].name.as_str(), &found[0].tags["team"]),
        (1, "talk", "a")
    );
    assert!(
        client
            .search_registered_models(mlflow_core::SearchRegisteredModels::new())
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn models_and_prompts_do_not_share_names() {
    let (place, _) = place().await;
    let client = &place.client;
    prompts::register(client, NewPrompt::new("greeting", "Hello"))
        .await
        .unwrap();
    let error = register_model(client, "s3://b/m", "greeting", RegisterOptions::new())
        .await
        .unwrap_err();
    assert_eq!(error.code(), ErrorCode::ResourceAlreadyExists);
    register_model(client, "s3://b/m", "wine", RegisterOptions::new())
        .await
        .unwrap();
    let error = prompts::register(client, NewPrompt::new("wine", "Hello"))
        .await
        .unwrap_err();
    assert!(
        error
            .message()
            .starts_with("Model 'wine' exists with the same name."),
        "{error}"
    );
    assert!(prompts::load(client, "prompts:/wine/1").await.is_err());
    for name in ["", "a b", "a/b", "日本"] {
        assert!(
            prompts::register(client, NewPrompt::new(name, "Hello"))
                .await
                .is_err(),
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_logged_model_is_registered_by_its_id_and_by_its_run() {
    let (place, run_id) = place().await;
    let client = &place.client;
    let experiment_id = client.get_run(&run_id).await.unwrap().info.experiment_id;
    let request = mlflow_core::contract::logged_models::CreateLoggedModel {
        experiment_id,
        name: "net".into(),
        source_run_id: run_id.clone(),
        ..Default::default()
    };
    let model = client.create_logged_model(request).await.unwrap();
    let (id, files) = (model.info.model_id, model.info.artifact_uri);
    for (number, uri) in [
        ("1", format!("models:/{id}")),
        ("2", format!("runs:/{run_id}/net")),
    ] {
        let version = register_model(client, &uri, "wine", RegisterOptions::new())
            .await
            .unwrap();
        assert_eq!(
            (version.version.as_str(), version.source),
            (number, Some(format!("models:/{id}")))
        );
        assert_eq!(version.run_id.as_deref(), Some(run_id.as_str()));
        let place = client
            .get_model_version_download_uri("wine", number)
            .await
            .unwrap();
        assert_eq!(place, files);
    }
    let tags = client.get_logged_model(&id).await.unwrap().info.tags;
    let listed: serde_json::Value = serde_json::from_str(&tags["mlflow.modelVersions"]).unwrap();
    assert_eq!(
        listed,
        json!([{"name": "wine", "version": 1}, {"name": "wine", "version": 2}])
    );
    assert_eq!(
        client
            .resolve_artifact_uri(&format!("models:/{id}/MLmodel"))
            .await
            .unwrap(),
        format!("{files}/MLmodel")
    );
}
