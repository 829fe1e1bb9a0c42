//! What is left when the second step of a registration fails.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use async_trait::async_trait;
use bytes::Bytes;
use mlflow_core::contract::logged_models::CreateLoggedModel;
use mlflow_core::contract::{CallContext, Loopback, Operation, Transport};
use mlflow_core::{Client, Error, ErrorCode, MemoryStore, RegistryStore, Remote, Result, TrackingStore};
use mlflow_registry::prompts::{self, NewPrompt};
use mlflow_registry::{RegisterOptions, register_model};
use std::sync::Arc;

/// What goes wrong, with which error, and whether the store does all the same what was asked for.
#[derive(Clone, Copy)]
struct Fault {
    operation: &'static str,
    code: ErrorCode,
    is_done: bool,
}

struct Faulty<T>(T, Vec<Fault>);

#[async_trait]
impl<T: Transport> Transport for Faulty<T> {
    async fn call(
        &self,
        operation: &'static Operation,
        request: Bytes,
        context: &CallContext,
    ) -> Result<Bytes> {
        let fault = self.1.iter().find(|fault| fault.operation == operation.name);
        let Some(fault) = fault else {
            return self.0.call(operation, request, context).await;
        };
        if fault.is_done {
            self.0.call(operation, request, context).await?;
        }
        Err(Error::new(fault.code, format!("{} failed", operation.name)))
    }
}

/// A client of a store, whose registry has faults, and one whose registry has none.
fn clients(faults: &[Fault]) -> (Client, Client) {
    let store = Arc::new(MemoryStore::new());
    let registry: Arc<dyn RegistryStore> = store.clone();
    let faulty = Remote(Faulty(Loopback(registry), faults.to_vec()));
    (
        Client::from_store(store.clone()).with_registry_store(Arc::new(faulty)),
        Client::from_store(store.clone()).with_registry_store(store),
    )
}

async fn register(faults: &[Fault]) -> (Error, Client) {
    let (faulty, client) = clients(faults);
    let error = prompts::register(&faulty, NewPrompt::new("greeting", "Hello"))
        .await
        .unwrap_err();
    (error, client)
}

const REFUSED: Fault = Fault {
    operation: "create_model_version",
    code: ErrorCode::InvalidParameterValue,
    is_done: false,
};

#[tokio::test]
async fn a_new_prompt_without_text_is_taken_back() {
    let (error, client) = register(&[REFUSED]).await;
    assert_eq!(error.code(), ErrorCode::InvalidParameterValue);
    let gone = client.get_registered_model("greeting").await.unwrap_err();
    assert_eq!(gone.code(), ErrorCode::ResourceDoesNotExist);
}

#[tokio::test]
async fn a_text_that_was_written_all_the_same_is_kept() {
    for code in [
        ErrorCode::TemporarilyUnavailable,
        ErrorCode::InvalidParameterValue,
    ] {
        let lost = Fault {
            code,
            is_done: true,
            ..REFUSED
        };
        let (error, client) = register(&[lost]).await;
        assert_eq!(error.code(), code);
        let kept = prompts::load(&client, "prompts:/greeting/1").await.unwrap();
        assert_eq!(kept.template.as_text(), Some("Hello"));
    }
}

/// Nobody knows whether the text is still to be written.
#[tokio::test]
async fn a_prompt_of_unknown_fate_is_kept() {
    let lost = Fault {
        code: ErrorCode::TemporarilyUnavailable,
        ..REFUSED
    };
    let (_, client) = register(&[lost]).await;
    assert!(client.get_registered_model("greeting").await.unwrap().is_prompt());
}

#[tokio::test]
async fn the_first_error_is_told() {
    for operation in [
        "get_registered_model",
        "search_model_versions",
        "delete_registered_model",
    ] {
        let second = Fault {
            operation,
            code: ErrorCode::PermissionDenied,
            is_done: false,
        };
        let (error, _) = register(&[REFUSED, second]).await;
        assert_eq!(error.code(), ErrorCode::InvalidParameterValue);
    }
}

/// To be told of a failure would be to register the version again.
#[tokio::test]
async fn a_version_is_registered_even_if_its_logged_model_cannot_say_so() {
    let store = Arc::new(MemoryStore::new());
    let tracking: Arc<dyn TrackingStore> = store.clone();
    let fault = Fault {
        operation: "set_logged_model_tags",
        code: ErrorCode::PermissionDenied,
        is_done: false,
    };
    let client = Client::from_store(Arc::new(Remote(Faulty(Loopback(tracking), vec![fault]))))
        .with_registry_store(store);
    let request = CreateLoggedModel {
        experiment_id: "0".into(),
        name: "net".into(),
        ..CreateLoggedModel::default()
    };
    let model_id = client.create_logged_model(request).await.unwrap().info.model_id;
    let uri = format!("models:/{model_id}");
    let version = register_model(&client, &uri, "wine", RegisterOptions::new())
        .await
        .unwrap();
    assert_eq!(version.version, "1");
    let model = client.get_logged_model(&model_id).await.unwrap();
    assert!(model.info.tags.is_empty());
}
