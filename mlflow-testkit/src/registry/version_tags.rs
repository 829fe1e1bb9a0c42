//! Tags of versions.

use super::fixture::*;
use mlflow_core::RegistryStore;
use mlflow_core::contract::model_versions::{DeleteModelVersionTag, SetModelVersionTag};

fn tag(version: &str, key: &str, value: &str) -> SetModelVersionTag {
    SetModelVersionTag {
        name: "wine".to_owned(),
        version: version.to_owned(),
        key: key.to_owned(),
        value: value.to_owned(),
    }
}

/// A tag reads back, and is written over.
pub async fn a_tag_reads_back(store: &dyn RegistryStore) {
    model(store, "wine").await;
    version(store, "wine").await;
    for value in ["1", "", "日 本"] {
        store.set_model_version_tag(tag("1", "t", value)).await.unwrap();
        assert_eq!(&read_version(store, "wine", "1").await.tags["t"], value);
    }
}

/// A removed tag is gone; one that is not there is removed already.
pub async fn a_tag_is_removed(store: &dyn RegistryStore) {
    model(store, "wine").await;
    create(store, version_request("wine", &[("t", "1"), ("u", "2")])).await;
    for _ in 0..2 {
        let request = DeleteModelVersionTag {
            name: "wine".to_owned(),
            version: "1".to_owned(),
            key: "t".to_owned(),
        };
        store.delete_model_version_tag(request).await.unwrap();
        let tags = read_version(store, "wine", "1").await.tags;
        assert_eq!((tags.get("t"), &tags["u"]), (None, "2"));
    }
}

/// Versions do not share their tags, neither alone nor in lists.
pub async fn tags_are_those_of_one_version(store: &dyn RegistryStore) {
    model(store, "wine").await;
    for value in ["1", "2", "3"] {
        create(store, version_request("wine", &[("t", value)])).await;
    }
    store.set_model_version_tag(tag("2", "t", "two")).await.unwrap();
    for (version, value) in [("1", "1"), ("2", "two"), ("3", "3")] {
        assert_eq!(&read_version(store, "wine", version).await.tags["t"], value);
        let filter = format!("name = 'wine' AND tags.t = '{value}'");
        assert_eq!(
            found_versions(store, &filter, &[]).await,
            [format!("wine {version}")]
        );
    }
}
