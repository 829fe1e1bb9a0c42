//! Parameters.

use super::fixture::*;
use mlflow_core::TrackingStore;

/// A parameter reads back.
pub async fn a_param_reads_back(store: &dyn TrackingStore) {
    let id = run(store).await;
    store.log_param(param(&id, "lr", "0.1")).await.unwrap();
    assert_eq!(&read(store, &id).await.data.params["lr"], "0.1");
}

/// the same value may be written again.
pub async fn the_same_value_again_is_no_error(store: &dyn TrackingStore) {
    let id = run(store).await;
    for _ in 0..2 {
        store.log_param(param(&id, "lr", "0.1")).await.unwrap();
    }
    assert_eq!(read(store, &id).await.data.params.len(), 1);
}

/// another value is refused, and the first one stays.
pub async fn another_value_is_refused(store: &dyn TrackingStore) {
    let id = run(store).await;
    store.log_param(param(&id, "lr", "0.1")).await.unwrap();
    assert_eq!(
        invalid(store.log_param(param(&id, "lr", "0.2")).await).message(),
        format!(
            "Changing param values is not allowed. Param with key='lr' was already logged with value='0.1' for run \
             ID='{id}'. Attempted logging new value '0.2'."
        )
    );
    assert_eq!(&read(store, &id).await.data.params["lr"], "0.1");
}

/// The empty text is a value, and differs from others.
pub async fn an_empty_value_is_a_value(store: &dyn TrackingStore) {
    let id = run(store).await;
    store.log_param(param(&id, "p", "")).await.unwrap();
    store.log_param(param(&id, "p", "")).await.unwrap();
    assert_eq!(&read(store, &id).await.data.params["p"], "");
    invalid(store.log_param(param(&id, "p", "x")).await);
}

/// a value of 6,000 characters is kept whole, a longer one is cut to that.
pub async fn long_values_are_cut(store: &dyn TrackingStore) {
    let id = run(store).await;
    for (key, length) in [("shorter", 5999), ("whole", 6000), ("cut", 6001)] {
        store
            .log_param(param(&id, key, &"é".repeat(length)))
            .await
            .unwrap();
        let value = &read(store, &id).await.data.params[key].to_owned();
        assert_eq!(value.chars().count(), length.min(6000));
    }
    store
        .log_param(param(&id, "cut", &"é".repeat(6002)))
        .await
        .unwrap();
}

/// Any text reads back as it is.
pub async fn unicode_reads_back(store: &dyn TrackingStore) {
    let id = run(store).await;
    let values = [
        "multi\nline\t🚀",
        " spaces ",
        "'\"\\;--",
        "\u{feff}bom",
        "e\u{301} é",
        "%_",
        "null",
        "\u{10ffff}",
    ];
    for (i, value) in values.iter().enumerate() {
        store
            .log_param(param(&id, &format!("日本 {i}"), value))
            .await
            .unwrap();
    }
    let params = read(store, &id).await.data.params;
    for (i, value) in values.iter().enumerate() {
        assert_eq!(&params[format!("日本 {i}").as_str()], *value);
    }
}
