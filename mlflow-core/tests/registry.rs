//! Who answers to which scheme, and what is said when nobody or somebody else does.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use mlflow_core::memory::MemoryStore;
use mlflow_core::registry::Provider;
use mlflow_core::{Error, ErrorCode, Registry, TrackingStore};
use std::sync::Arc;

fn provider(name: &str, schemes: &[&str]) -> Provider<dyn TrackingStore> {
    Provider::new(name, schemes, |_uri, _options| async {
        Ok(Arc::new(MemoryStore::new()) as Arc<dyn TrackingStore>)
    })
}

async fn refusal(registry: &Registry, uri: &str) -> Error {
    registry.tracking_store(uri).await.err().unwrap()
}

#[tokio::test]
async fn two_owners_of_a_scheme_are_both_named() {
    let mut registry = Registry::empty();
    registry.register(provider("first", &["mine", "ours"])).unwrap();
    let error = registry
        .register(provider("second", &["yours", "ours"]))
        .unwrap_err();
    assert_eq!(error.code(), ErrorCode::ResourceAlreadyExists);
    for part in ["`ours`", "`first`", "`second`"] {
        assert!(error.message().contains(part), "{error}");
    }
    let half_registered = refusal(&registry, "yours://x").await;
    assert_eq!(half_registered.code(), ErrorCode::InvalidParameterValue);
}

#[tokio::test]
async fn replacing_is_done_on_purpose() {
    let mut registry = Registry::empty();
    registry.register(provider("first", &["mine"])).unwrap();
    registry.replace(provider("second", &["mine"])).unwrap();
    let owners: Vec<_> = registry.tracking_schemes().collect();
    assert_eq!(owners, [("mine", "second")]);
}

#[tokio::test]
async fn an_unknown_scheme_lists_the_known_ones_and_a_remedy() {
    let mut registry = Registry::empty();
    let nothing = refusal(&registry, "mine://x").await;
    assert!(nothing.message().contains("none is linked"), "{nothing}");

    registry.register(provider("first", &["mine", "ours"])).unwrap();
    let unknown = refusal(&registry, "hers://u:secret@x").await;
    for part in ["`hers`", "mine, ours", "Registry::register"] {
        assert!(unknown.message().contains(part), "{unknown}");
    }
    assert!(!format!("{unknown:?}").contains("secret"), "{unknown:?}");

    let unsupported = refusal(&registry, "mssql+pyodbc://x").await;
    assert!(unsupported.message().contains("PostgreSQL"), "{unsupported}");
}

#[tokio::test]
async fn the_error_of_a_provider_tells_where_it_came_from() {
    let mut registry = Registry::empty();
    let broken = Provider::<dyn TrackingStore>::new("my crate", ["mine"], |_uri, _options| async {
        Err(Error::unavailable("the moon is full"))
    });
    registry.register(broken).unwrap();
    let error = refusal(&registry, "mine://x").await;
    assert_eq!(error.code(), ErrorCode::TemporarilyUnavailable);
    assert!(
        error.context().contains(&("provider", "my crate".to_owned())),
        "{error:?}"
    );
}

#[test]
fn providers_without_a_name_or_with_odd_schemes_are_refused() {
    let mut registry = Registry::empty();
    for (name, schemes, named) in [
        ("", &["mine"][..], "[mine]"),
        ("first", &[], "`first` has no scheme"),
        ("first", &["mine", ""], "`` of the provider `first`"),
        ("first", &["a b"], "`a b`"),
        ("first", &["file:"], "`file:`"),
        ("first", &["1st"], "`1st`"),
    ] {
        for error in [
            registry.register(provider(name, schemes)).unwrap_err(),
            registry.replace(provider(name, schemes)).unwrap_err(),
        ] {
            assert_eq!(error.code(), ErrorCode::InvalidParameterValue);
            assert!(error.message().contains(named), "{error}");
        }
    }
    assert_eq!(registry.tracking_schemes().count(), 0);
}

#[test]
fn debug_lists_schemes_per_section() {
    let mut registry = Registry::empty();
    registry
        .register(provider("first", &["MINE", "a+b.c-1"]))
        .unwrap();
    assert_eq!(
        format!("{registry:?}"),
        r#"Registry { tracking: {"a+b.c-1": "first", "mine": "first"}, models: {}, traces: {}, artifacts: {}, imports: {}, registry_imports: {} }"#
    );
}
