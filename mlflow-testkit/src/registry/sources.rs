//! Where the files of versions are.

use super::fixture::*;
use mlflow_core::RegistryStore;
use mlflow_core::contract::model_versions::{CreateModelVersion, GetModelVersionDownloadUri};

async fn place(store: &dyn RegistryStore, name: &str, version: &str) -> String {
    let request = GetModelVersionDownloadUri {
        name: name.to_owned(),
        version: version.to_owned(),
    };
    store
        .get_model_version_download_uri(request)
        .await
        .unwrap()
        .artifact_uri
}

fn from(name: &str, source: &str) -> CreateModelVersion {
    CreateModelVersion {
        source: source.to_owned(),
        ..version_request(name, &[])
    }
}

/// A URI of any scheme but `models:` is where the files are.
pub async fn any_uri_is_its_own_place(store: &dyn RegistryStore) {
    model(store, "wine").await;
    for source in ["s3://b/m", "mlflow-artifacts:/0/f00/artifacts/m", "runs:/f00/m"] {
        let created = create(store, from("wine", source)).await;
        assert_eq!(created.source.as_deref(), Some(source));
        assert_eq!(place(store, "wine", &created.version).await, source);
    }
}

/// A version that is made from another one is where that one is, and names it.
pub async fn a_version_is_where_its_source_is(store: &dyn RegistryStore) {
    model(store, "wine").await;
    model(store, "port").await;
    for source in ["s3://b/1", "s3://b/2", "s3://b/3"] {
        create(store, from("wine", source)).await;
    }
    store
        .set_registered_model_alias(alias("wine", "champ", "2"))
        .await
        .unwrap();
    store
        .transition_model_version_stage(to_stage("wine", "1", "Staging"))
        .await
        .unwrap();
    for (source, expected) in [
        ("models:/wine/1", "s3://b/1"),
        ("models:/wine@champ", "s3://b/2"),
        ("models:/wine/latest", "s3://b/3"),
        ("models:/wine/staging", "s3://b/1"),
        ("models:/port/2", "s3://b/2"),
    ] {
        let created = create(store, from("port", source)).await;
        assert_eq!(created.source.as_deref(), Some(source));
        assert_eq!(place(store, "port", &created.version).await, expected, "{source}");
    }
}

/// A version of a model that is not there is no source.
pub async fn a_source_that_is_not_there_is_refused(store: &dyn RegistryStore) {
    model(store, "wine").await;
    for source in [
        "models:/wine/1",
        "models:/port/1",
        "models:/wine@champ",
        "models:/wine/Staging",
        "models:/wine/latest",
    ] {
        let error = store
            .create_model_version(from("wine", source))
            .await
            .unwrap_err();
        assert!((400..500).contains(&error.http_status()), "{error:?}");
        assert!(error.message().contains(source), "{error}");
    }
    invalid(store.create_model_version(from("wine", "models:/")).await);
    assert_eq!(version(store, "wine").await.version, "1");
}
