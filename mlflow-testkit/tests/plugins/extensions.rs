//! Evaluators, project backends and the small providers of a plugin do what they do in the program.

use crate::example::example;
use crate::isolated::Isolated;
use crate::library::is_alone_with;
use mlflow_core::entities::RunStatus;
use mlflow_core::evaluator::{Evaluate, EvaluationData};
use mlflow_core::extension::{self, Extension};
use mlflow_core::outgoing::{self, OutgoingRequest};
use mlflow_core::plugin::{self, Kind};
use mlflow_core::project::RunProject;
use mlflow_core::{ErrorCode, Registry};
use serde_json::{Map, Value, json};
use std::time::Duration;

/// Makes a test of both ways in which a plugin runs.
macro_rules! both_ways {
    ($($test:ident)+) => { $(
        mod $test {
            #[tokio::test]
            async fn in_the_program() {
                let plugin = super::plugin::load_plugin(super::example("extension_plugin")).unwrap();
                super::$test(&plugin.extensions).await;
            }

            #[tokio::test]
            async fn in_a_process_of_its_own() {
                let isolated = super::Isolated::library("extension_plugin");
                super::$test(&isolated.extensions).await;
            }
        }
    )+ };
}

both_ways! { evaluators projects sources_of_datasets small_providers }

macro_rules! found {
    ($all:expr, $Variant:ident) => {
        $all.iter()
            .find_map(|extension| match extension {
                Extension::$Variant(found) => Some(found.clone()),
                _ => None,
            })
            .unwrap()
    };
}

fn object(value: Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

async fn evaluators(all: &[Extension]) {
    let evaluator = found!(all, Evaluator);
    let config = object(json!({ "unit": "m" }));
    assert!(evaluator.can_evaluate("regressor", &config).await.unwrap());
    assert!(!evaluator.can_evaluate("regressor", &Map::new()).await.unwrap());
    let mut request = Evaluate {
        run_id: "r".into(),
        model: Some("models:/m/1".into()),
        evaluator_config: config,
        dataset: EvaluationData {
            targets: Some("y".into()),
            predictions: Some("guess".into()),
            records: vec![
                object(json!({"y": 1, "guess": 1.5})),
                object(json!({"y": 2, "guess": 3})),
            ],
            ..EvaluationData::default()
        },
        ..Evaluate::default()
    };
    let result = evaluator.evaluate(request.clone()).await.unwrap();
    assert_eq!(result.metrics["mean_absolute_error"], 0.75);
    assert_eq!(
        result.artifacts["report"].content,
        Some(json!({ "model": "models:/m/1", "config": { "unit": "m" } }))
    );
    request.dataset.records.clear();
    let result = evaluator.evaluate(request).await.unwrap();
    assert!(result.metrics["mean_absolute_error"].is_nan());
    let error = evaluator.evaluate(Evaluate::default()).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidParameterValue);
}

async fn projects(all: &[Extension]) {
    let backend = found!(all, ProjectBackend);
    let project = |entry_point: &str| RunProject {
        entry_point: entry_point.into(),
        experiment_id: "3".into(),
        params: [("alpha".to_owned(), "1".to_owned())].into(),
        ..RunProject::default()
    };
    let run = backend.run(project("main")).await.unwrap();
    assert_eq!(run.run_id(), "3-1");
    assert!(run.wait().await.unwrap());
    let run = backend.run(project("forever")).await.unwrap();
    assert_eq!(run.status().await.unwrap(), RunStatus::Running);
    assert!(
        tokio::time::timeout(Duration::from_millis(50), run.wait())
            .await
            .is_err()
    );
    run.cancel().await.unwrap();
    assert!(!run.wait().await.unwrap());
    assert_eq!(run.status().await.unwrap(), RunStatus::Killed);
    let error = backend.run(project("nothing")).await.err().unwrap();
    assert_eq!(error.code(), ErrorCode::ResourceDoesNotExist);
}

async fn sources_of_datasets(all: &[Extension]) {
    let source = found!(all, DatasetSource);
    assert!(source.can_resolve("gadget:7").await.unwrap());
    assert!(!source.can_resolve("s3://x").await.unwrap());
    let resolved = source.resolve("gadget:7").await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = source.load(&resolved, folder.path()).await.unwrap();
    assert_eq!(std::fs::read_to_string(file).unwrap(), "from\n\"gadget:7\"\n");
}

async fn small_providers(all: &[Extension]) {
    let pair = |name: &str, value: &str| vec![(name.to_owned(), value.to_owned())];
    let tags = found!(all, RunContext).tags().unwrap();
    assert_eq!(tags, pair("gadget.colour", "red"));
    let id = found!(all, DefaultExperiment).experiment_id().unwrap();
    assert_eq!(id.as_deref(), Some("7"));
    let headers = found!(all, RequestHeaders).headers().unwrap();
    assert_eq!(headers, pair("X-Gadget", "on"));
    let auth = found!(all, RequestAuth);
    for (body, length) in [
        (None, "-1"),
        (Some(&b"line\nline"[..]), "9"),
        (Some(&b""[..]), "0"),
    ] {
        let request = OutgoingRequest::new("POST", "http://x/y", body);
        let proof = auth.headers(request).await.unwrap();
        assert_eq!(proof, pair("Authorization", &format!("POST http://x/y {length}")));
    }
}

/// What is installed is found by everybody who asks, and loaded then.
#[tokio::test]
async fn installed_ones_are_found() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    if std::env::var_os("MLFLOW_PLUGIN_PATH").is_none() {
        std::fs::hard_link(example("extension_plugin"), folder.path().join("libgadget.so")).unwrap();
        let kinds = [
            "evaluator",
            "project_backend",
            "dataset_source",
            "run_context",
            "default_experiment",
            "request_header",
            "request_auth",
        ];
        let offers = kinds.map(|kind| json!({ "kind": kind, "names": ["gadget"] }));
        let manifest =
            json!({"name": "gadget", "version": "1", "abi": 1, "library": "libgadget.so", "offers": offers});
        std::fs::write(folder.path().join("gadget.plugin.json"), manifest.to_string()).unwrap();
    }
    let test = "extensions::installed_ones_are_found";
    if !is_alone_with(test, &[("MLFLOW_PLUGIN_PATH", folder.path().as_os_str())]) {
        return;
    }
    assert_eq!(outgoing::headers(), [("X-Gadget".to_owned(), "on".to_owned())]);
    assert_eq!(extension::default_experiment_id().as_deref(), Some("7"));
    assert!(outgoing::auth("gadget").is_ok());
    assert!(extension::project_backend("gadget").is_ok());
    let error = extension::evaluator("shap").err().unwrap();
    assert!(error.message().contains("there are gadget"), "{error}");
    let config = object(json!({ "unit": "m" }));
    assert_eq!(extension::evaluators_for("regressor", &config).await.len(), 1);
    assert_eq!(extension::evaluators_for("classifier", &config).await.len(), 0);
    let source = extension::dataset_source_of("gadget:1").await.unwrap();
    assert_eq!(source.source_type(), "gadget");
    assert_eq!(extension::all(Kind::RunContext).len(), 1);
    assert!(
        Registry::default()
            .tracking_schemes()
            .all(|(scheme, _)| scheme != "gadget")
    );
}
