//! Tags of registered models.

use super::fixture::*;
use mlflow_core::RegistryStore;
use mlflow_core::contract::registered_models::{DeleteRegisteredModelTag, SetRegisteredModelTag};

fn tag(key: &str, value: &str) -> SetRegisteredModelTag {
    SetRegisteredModelTag {
        name: "wine".to_owned(),
        key: key.to_owned(),
        value: value.to_owned(),
    }
}

fn remove(key: &str) -> DeleteRegisteredModelTag {
    DeleteRegisteredModelTag {
        name: "wine".to_owned(),
        key: key.to_owned(),
    }
}

/// A tag reads back.
pub async fn a_tag_reads_back(store: &dyn RegistryStore) {
    model(store, "wine").await;
    for (key, value) in [("t", "1"), ("empty", ""), ("日 本", "🚀\n")] {
        store.set_registered_model_tag(tag(key, value)).await.unwrap();
        assert_eq!(&read(store, "wine").await.tags[key], value);
    }
}

/// A tag is written over.
pub async fn a_tag_is_overwritten(store: &dyn RegistryStore) {
    model(store, "wine").await;
    for value in ["1", "2", "2", ""] {
        store.set_registered_model_tag(tag("t", value)).await.unwrap();
        let tags = read(store, "wine").await.tags;
        assert_eq!((tags.len(), &tags["t"]), (1, value));
    }
}

/// A removed tag is gone.
pub async fn a_tag_is_removed(store: &dyn RegistryStore) {
    store
        .create_registered_model(model_request("wine", &[("t", "1"), ("u", "2")]))
        .await
        .unwrap();
    store.delete_registered_model_tag(remove("t")).await.unwrap();
    let tags = read(store, "wine").await.tags;
    assert_eq!((tags.get("t"), &tags["u"]), (None, "2"));
}

/// A tag that is not there is removed already.
pub async fn removing_a_missing_tag_is_no_error(store: &dyn RegistryStore) {
    model(store, "wine").await;
    store.delete_registered_model_tag(remove("t")).await.unwrap();
}

/// Of two tags of one key in a request the last one counts.
pub async fn the_last_of_two_tags_counts(store: &dyn RegistryStore) {
    let request = model_request("wine", &[("t", "1"), ("t", "2")]);
    let created = store
        .create_registered_model(request)
        .await
        .unwrap()
        .registered_model;
    assert_eq!((created.tags.len(), &created.tags["t"]), (1, "2"));
    let created = create(store, version_request("wine", &[("t", "1"), ("t", "2")])).await;
    assert_eq!((created.tags.len(), &created.tags["t"]), (1, "2"));
}

/// A value of 5,000 characters is kept whole, which is what the columns of PostgreSQL and MySQL hold; one of more than
/// 100,000 is refused, and a key of more than 250.
pub async fn long_values_have_a_limit(store: &dyn RegistryStore) {
    model(store, "wine").await;
    store
        .set_registered_model_tag(tag("t", &"v".repeat(5_000)))
        .await
        .unwrap();
    assert_eq!(read(store, "wine").await.tags["t"].len(), 5_000);
    let error = invalid(
        store
            .set_registered_model_tag(tag("t", &"v".repeat(100_001)))
            .await,
    );
    assert_eq!(
        error.message(),
        "'value' exceeds the maximum length of 100000 characters"
    );
    store
        .set_registered_model_tag(tag(&"k".repeat(250), ""))
        .await
        .unwrap();
    invalid(store.set_registered_model_tag(tag(&"k".repeat(251), "")).await);
}
