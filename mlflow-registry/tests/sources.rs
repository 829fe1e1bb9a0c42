//! Which sources of new versions a server accepts: R-33.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use mlflow_core::contract::experiments::CreateExperiment;
use mlflow_core::contract::model_versions::CreateModelVersion;
use mlflow_core::contract::runs::CreateRun;
use mlflow_core::entities::ModelVersionTag;
use mlflow_core::{Client, MemoryStore, Result};
use mlflow_registry::sources::{self, SourceRules};
use std::path::{Path, PathBuf};
use std::sync::Arc;

struct Server {
    client: Client,
    folder: tempfile::TempDir,
}

impl Server {
    fn new() -> Self {
        let store = Arc::new(MemoryStore::new());
        Server {
            client: Client::from_store(store.clone()).with_registry_store(store),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join(name)
    }

    /// Makes a run whose artifacts are below a location, and returns its id and where they are.
    async fn run_at(&self, location: &str) -> (String, String) {
        let store = self.client.store().await.unwrap();
        let request = CreateExperiment {
            name: format!("at {location}"),
            artifact_location: location.to_owned(),
            tags: Vec::new(),
        };
        let experiment_id = store.create_experiment(request).await.unwrap().experiment_id;
        let request = CreateRun {
            experiment_id,
            ..CreateRun::default()
        };
        let info = store.create_run(request).await.unwrap().run.info;
        (info.run_id, info.artifact_uri)
    }

    async fn check_with(
        &self,
        source: &str,
        run_id: Option<&str>,
        rules: &SourceRules,
    ) -> Result<CreateModelVersion> {
        let request = CreateModelVersion {
            name: "wine".to_owned(),
            source: source.to_owned(),
            run_id: run_id.map(str::to_owned),
            ..CreateModelVersion::default()
        };
        sources::check(request, &self.client, rules).await
    }

    async fn accepts(&self, source: &str, run_id: Option<&str>) -> bool {
        match self.check_with(source, run_id, &SourceRules::new()).await {
            Ok(_) => true,
            Err(error) => {
                assert_eq!(error.http_status(), 400, "{source}: {error:?}");
                false
            }
        }
    }
}

#[tokio::test]
async fn object_stores_are_named_without_parts_that_lead_up() {
    let server = Server::new();
    for good in [
        "s3://b/m",
        "gs://b/a/b c",
        "wasbs://c@h/m",
        "dbfs:/m",
        "s3://b/a%20b",
        "s3://b/..x/m",
    ] {
        assert!(server.accepts(good, None).await, "{good}");
    }
    for bad in [
        "s3://b",
        "s3://b/",
        "s3://b/../x",
        "s3://b/%2e%2e/x",
        "s3://b/%252e%252e/x",
        "s3://b/a?x=1",
        "s3://b/a#x",
        "s3://b/a;x",
        "s3://b/a%3Bx",
        "s3://b/a%00",
        "s3://b/a\\..\\x",
        "s3://b/a\nb",
        "http://h/x",
        "https://h/x",
        "ftp://h/x",
        "HTTP://h/x",
    ] {
        assert!(!server.accepts(bad, None).await, "{bad}");
    }
}

#[tokio::test]
async fn local_paths_are_among_the_artifacts_of_the_run() {
    let server = Server::new();
    let root = server.path("mlruns");
    let (run_id, artifacts) = server.run_at(root.to_str().unwrap()).await;
    let (other, _) = server.run_at(server.path("others").to_str().unwrap()).await;
    std::fs::create_dir_all(&artifacts).unwrap();
    let inside = format!("{artifacts}/model");
    for good in [
        inside.clone(),
        format!("file://{inside}"),
        artifacts.clone(),
        format!("{artifacts}/a%20b"),
    ] {
        assert!(server.accepts(&good, Some(&run_id)).await, "{good}");
    }
    for (bad, run_id) in [
        (inside.as_str(), None),
        (&inside, Some(other.as_str())),
        (&inside, Some("no-such-run")),
        (&format!("{artifacts}-other"), Some(&run_id)),
        (&format!("{artifacts}/../x"), Some(&run_id)),
        (&format!("{artifacts}/%2e%2e/x"), Some(&run_id)),
        (&format!("file://{artifacts}/%252e%252e/x"), Some(&run_id)),
        (&format!("file://elsewhere{inside}"), Some(&run_id)),
        (&format!("{inside}?x"), Some(&run_id)),
        ("/etc/passwd", Some(&run_id)),
        ("relative/path", Some(&run_id)),
        (".", Some(&run_id)),
    ] {
        assert!(!server.accepts(bad, run_id).await, "{bad} {run_id:?}");
    }
    let elsewhere = SourceRules::new().local_root(server.path("served"));
    assert!(
        server
            .check_with(&inside, Some(&run_id), &elsewhere)
            .await
            .is_err()
    );
    let around = SourceRules::new().local_root(server.path(""));
    assert!(server.check_with(&inside, Some(&run_id), &around).await.is_ok());
}

#[cfg(unix)]
#[tokio::test]
async fn a_link_out_of_the_artifacts_is_followed_and_refused() {
    let server = Server::new();
    let (run_id, artifacts) = server.run_at(server.path("mlruns").to_str().unwrap()).await;
    std::fs::create_dir_all(&artifacts).unwrap();
    std::fs::create_dir(server.path("secret")).unwrap();
    std::os::unix::fs::symlink(server.path("secret"), Path::new(&artifacts).join("link")).unwrap();
    for bad in [
        format!("{artifacts}/link"),
        format!("{artifacts}/link/not-there/x"),
    ] {
        assert!(!server.accepts(&bad, Some(&run_id)).await, "{bad}");
    }
}

#[tokio::test]
async fn artifacts_of_the_server_are_those_of_the_run() {
    let server = Server::new();
    let (run_id, artifacts) = server.run_at("mlflow-artifacts:/7").await;
    let (other, others) = server.run_at("mlflow-artifacts:/8").await;
    assert!(server.accepts(&format!("{artifacts}/model"), Some(&run_id)).await);
    assert!(server.accepts(&format!("{others}/model"), Some(&other)).await);
    for (bad, run_id) in [
        (format!("{others}/model"), Some(run_id.as_str())),
        (format!("{artifacts}/model"), None),
        (format!("{artifacts}x/model"), Some(&run_id)),
        (format!("{artifacts}/../x"), Some(&run_id)),
        (
            artifacts.replace("mlflow-artifacts:/", "mlflow-artifacts://h/"),
            Some(&run_id),
        ),
    ] {
        assert!(!server.accepts(&bad, run_id).await, "{bad}");
    }
}

#[tokio::test]
async fn runs_are_named_twice() {
    let server = Server::new();
    for (source, run_id, good) in [
        ("runs:/f00/model", Some("f00"), true),
        ("runs:/f00/model", None, false),
        ("runs:/f00/model", Some("f01"), false),
        ("runs://h/f00/model", Some("f00"), false),
        ("runs:/f00/../f01/model", Some("f00"), false),
    ] {
        assert_eq!(server.accepts(source, run_id).await, good, "{source} {run_id:?}");
    }
}

#[tokio::test]
async fn versions_are_named_by_number_and_bring_their_run() {
    let server = Server::new();
    let client = &server.client;
    client.create_registered_model("port").await.unwrap();
    let request = CreateModelVersion {
        name: "port".to_owned(),
        source: "s3://b/m".to_owned(),
        run_id: Some("f00".to_owned()),
        ..CreateModelVersion::default()
    };
    client.create_model_version(request).await.unwrap();
    client
        .set_registered_model_alias("port", "champ", 1)
        .await
        .unwrap();
    for source in [
        "models:/port/1",
        "models:/port@champ",
        "models:/port/latest",
        "models:/port/None",
    ] {
        let checked = server
            .check_with(source, None, &SourceRules::new())
            .await
            .unwrap();
        assert_eq!(
            (checked.source.as_str(), checked.run_id.as_deref()),
            ("models:/port/1", Some("f00"))
        );
    }
    assert!(!server.accepts("models:/port/1", Some("f01")).await);
    assert!(!server.accepts("models://h/port/1", None).await);
    assert!(
        !server
            .accepts(&format!("models:/m-{}", "0".repeat(32)), None)
            .await
    );
    let missing = server
        .check_with("models:/port/9", None, &SourceRules::new())
        .await
        .unwrap_err();
    assert_eq!(missing.http_status(), 404);
}

#[tokio::test]
async fn prompts_have_placeholders_and_are_no_sources() {
    let server = Server::new();
    let prompt = |source: &str| CreateModelVersion {
        name: "greeting".to_owned(),
        source: source.to_owned(),
        tags: vec![ModelVersionTag::new("mlflow.prompt.is_prompt", "True")],
        ..CreateModelVersion::default()
    };
    let rules = SourceRules::new();
    for (source, good) in [
        ("dummy-source", true),
        ("prompt-template", true),
        ("/etc", false),
        ("s3://b/m", false),
    ] {
        let checked = sources::check(prompt(source), &server.client, &rules).await;
        assert_eq!(checked.is_ok(), good, "{source}");
    }
    let new = mlflow_registry::prompts::NewPrompt::new("greeting", "Hello");
    mlflow_registry::prompts::register(&server.client, new)
        .await
        .unwrap();
    assert!(!server.accepts("models:/greeting/1", None).await);
}

#[tokio::test]
async fn an_expression_narrows_what_is_accepted() {
    let server = Server::new();
    let mut rules = SourceRules::new();
    rules.allowed = Some(regex::Regex::new("^s3://ours/").unwrap());
    assert!(server.check_with("s3://ours/m", None, &rules).await.is_ok());
    assert!(server.check_with("s3://theirs/m", None, &rules).await.is_err());
}
