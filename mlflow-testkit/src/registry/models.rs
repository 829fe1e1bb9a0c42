//! Registered models.

use super::fixture::*;
use mlflow_core::contract::registered_models::*;
use mlflow_core::{ErrorCode, RegistryStore};

fn rename(name: &str, new_name: &str) -> RenameRegisteredModel {
    RenameRegisteredModel {
        name: name.to_owned(),
        new_name: new_name.to_owned(),
    }
}

fn describe(name: &str, description: Option<&str>) -> UpdateRegisteredModel {
    UpdateRegisteredModel {
        name: name.to_owned(),
        description: description.map(str::to_owned),
    }
}

fn delete_model(name: &str) -> DeleteRegisteredModel {
    DeleteRegisteredModel {
        name: name.to_owned(),
    }
}

/// A model is created with tags and description, and reads back.
pub async fn creating_returns_what_reads_back(store: &dyn RegistryStore) {
    let mut request = model_request("wine", &[("team", "a"), ("empty", "")]);
    request.description = Some("red & white".to_owned());
    let created = store
        .create_registered_model(request)
        .await
        .unwrap()
        .registered_model;
    assert_eq!(created.name, "wine");
    assert_eq!(created.description, "red & white");
    assert_eq!((&created.tags["team"], &created.tags["empty"]), ("a", ""));
    assert_eq!(created.creation_timestamp, created.last_updated_timestamp);
    assert!(created.creation_timestamp.unwrap() > 1_600_000_000_000);
    assert!(created.latest_versions.is_empty() && created.aliases.is_empty());
    assert_eq!(read(store, "wine").await, created);
}

/// A name is taken by one model, in exact case.
pub async fn names_are_unique(store: &dyn RegistryStore) {
    model(store, "wine").await;
    let answer = store.create_registered_model(model_request("wine", &[])).await;
    let error = refused(answer, ErrorCode::ResourceAlreadyExists);
    assert_eq!(error.message(), "Registered Model (name=wine) already exists.");
    model(store, "Wine").await;
}

/// Names hold spaces, quotes and any script.
pub async fn names_may_be_any_text_that_is_no_path(store: &dyn RegistryStore) {
    for name in ["my model", "it's a \"model\"", "モデル 🚀", "a.b", "a@b", "UPPER"] {
        model(store, name).await;
        assert_eq!(version(store, name).await.name, name);
        assert_eq!(read(store, name).await.latest_versions.len(), 1, "{name}");
    }
}

/// A name is one segment of a path that means itself.
pub async fn names_of_paths_are_refused(store: &dyn RegistryStore) {
    for name in ["", "  ", "a/b", "a:b", ".", ".."] {
        invalid(store.create_registered_model(model_request(name, &[])).await);
    }
    model(store, "wine").await;
    for name in ["", "  ", "a/b", ".."] {
        invalid(store.rename_registered_model(rename("wine", name)).await);
    }
}

/// A renamed model keeps versions, tags and aliases.
pub async fn renaming_takes_everything_along(store: &dyn RegistryStore) {
    store
        .create_registered_model(model_request("wine", &[("t", "1")]))
        .await
        .unwrap();
    create(store, version_request("wine", &[("k", "v")])).await;
    store
        .set_registered_model_alias(alias("wine", "champ", "1"))
        .await
        .unwrap();
    let renamed = store
        .rename_registered_model(rename("wine", "port"))
        .await
        .unwrap()
        .registered_model;
    assert_eq!(renamed, read(store, "port").await);
    assert_eq!((renamed.name.as_str(), &renamed.tags["t"]), ("port", "1"));
    let version = read_version(store, "port", "1").await;
    assert_eq!((version.name.as_str(), &version.tags["k"]), ("port", "v"));
    assert_eq!(version.aliases, ["champ"]);
    let gone = store
        .get_registered_model(GetRegisteredModel { name: "wine".into() })
        .await;
    refused(gone, ErrorCode::ResourceDoesNotExist);
}

/// The name that it has is no other model's.
pub async fn renaming_to_its_own_name_is_no_error(store: &dyn RegistryStore) {
    model(store, "wine").await;
    store
        .rename_registered_model(rename("wine", "wine"))
        .await
        .unwrap();
}

/// A model is not renamed to a name that another has, and both stay as they are.
pub async fn renaming_to_a_taken_name_is_refused(store: &dyn RegistryStore) {
    for name in ["wine", "port"] {
        model(store, name).await;
    }
    let answer = store.rename_registered_model(rename("wine", "port")).await;
    refused(answer, ErrorCode::ResourceAlreadyExists);
    for name in ["wine", "port"] {
        assert_eq!(read(store, name).await.name, name);
    }
}

/// A description is written over; none takes it away.
pub async fn describing_changes_the_description(store: &dyn RegistryStore) {
    model(store, "wine").await;
    for (description, expected) in [
        (Some("new 日本"), "new 日本"),
        (Some(""), ""),
        (Some("x"), "x"),
        (None, ""),
    ] {
        let answer = store
            .update_registered_model(describe("wine", description))
            .await
            .unwrap();
        assert_eq!(answer.registered_model.description, expected);
        assert_eq!(read(store, "wine").await.description, expected);
    }
}

/// With a model go its versions, tags and aliases.
pub async fn deleting_takes_everything_along(store: &dyn RegistryStore) {
    store
        .create_registered_model(model_request("wine", &[("t", "1")]))
        .await
        .unwrap();
    create(store, version_request("wine", &[("k", "v")])).await;
    version(store, "wine").await;
    store.delete_model_version(delete("wine", "2")).await.unwrap();
    store
        .set_registered_model_alias(alias("wine", "champ", "1"))
        .await
        .unwrap();
    store.delete_registered_model(delete_model("wine")).await.unwrap();
    refused(
        store.get_model_version(get("wine", "1")).await,
        ErrorCode::ResourceDoesNotExist,
    );
    refused(
        store.delete_registered_model(delete_model("wine")).await,
        ErrorCode::ResourceDoesNotExist,
    );
    assert!(found_models(store, "", &[]).await.is_empty());
    assert!(found_versions(store, "", &[]).await.is_empty());
}

/// The name of a deleted model is a new model's, with nothing of the old one.
pub async fn a_deleted_name_is_free(store: &dyn RegistryStore) {
    store
        .create_registered_model(model_request("wine", &[("t", "1")]))
        .await
        .unwrap();
    create(store, version_request("wine", &[("k", "v")])).await;
    store
        .set_registered_model_alias(alias("wine", "champ", "1"))
        .await
        .unwrap();
    store.delete_registered_model(delete_model("wine")).await.unwrap();
    let again = model(store, "wine").await;
    assert!(again.tags.is_empty() && again.aliases.is_empty() && again.latest_versions.is_empty());
    let first = version(store, "wine").await;
    assert_eq!(
        (first.version.as_str(), first.tags.len(), first.aliases.len()),
        ("1", 0, 0)
    );
}

/// The time of a model follows its own changes, new, moved and deleted versions; not tags, aliases and descriptions
/// of versions.
pub async fn times_follow_changes(store: &dyn RegistryStore) {
    let mut before = model(store, "wine").await.last_updated_timestamp;
    for change in ["version", "describe", "stage", "rename", "again", "delete"] {
        std::thread::sleep(std::time::Duration::from_millis(3));
        match change {
            "version" => drop(version(store, "wine").await),
            "describe" => drop(
                store
                    .update_registered_model(describe("wine", Some("d")))
                    .await
                    .unwrap(),
            ),
            "stage" => drop(
                store
                    .transition_model_version_stage(to_stage("wine", "1", "Staging"))
                    .await
                    .unwrap(),
            ),
            "rename" => drop(
                store
                    .rename_registered_model(rename("wine", "port"))
                    .await
                    .unwrap(),
            ),
            "again" => drop(
                store
                    .rename_registered_model(rename("port", "wine"))
                    .await
                    .unwrap(),
            ),
            _ => drop(store.delete_model_version(delete("wine", "1")).await.unwrap()),
        }
        let name = if change == "rename" { "port" } else { "wine" };
        let after = read(store, name).await.last_updated_timestamp;
        assert!(after > before, "{change}");
        before = after;
    }
}
