//! A tracking store in Redis: experiments, runs, datasets and logged models at `redis://host:6379/0`.
//!
//! Every write is one transaction in the server (`transaction.lua`): what it needs to be true, and what it then changes. So
//! nothing is ever half there, and programs that write at once do not disturb each other. A run, and a model, is one hash, which is read as
//! a whole. Searches read all runs of their experiments.
//!
//! As a plugin it is loaded by `mlflow server --backend-store-uri redis://…`; a program links it in by
//! `registry.register(mlflow_redis_store::provider())`.

mod client;
mod experiments;
mod fields;
mod history;
mod inputs;
mod keys;
mod logged_models;
mod points;
mod reading;
mod runs;
mod transaction;

use client::Client;
use keys::Keys;
use mlflow_core::TrackingStore;
use mlflow_core::artifact::location;
use mlflow_core::registry::Provider;
use std::sync::Arc;

/// The schemes of the URIs: with the feature `tls`, `rediss` too.
const SCHEMES: &[&str] = match cfg!(feature = "tls") {
    true => &["redis", "rediss"],
    false => &["redis"],
};

/// Where artifacts go if nobody says otherwise.
const ARTIFACT_ROOT: &str = "./mlruns";

/// Returns what opens the store.
///
/// ```
/// let mut registry = mlflow_core::Registry::empty();
/// registry.register(mlflow_redis_store::provider())?;
/// assert!(registry.tracking_schemes().any(|(scheme, _)| scheme == "redis"));
/// # Ok::<(), mlflow_core::Error>(())
/// ```
pub fn provider() -> Provider<dyn TrackingStore> {
    Provider::new("mlflow-redis-store", SCHEMES, |uri, options| async move {
        let prefix = uri.option("prefix").unwrap_or_else(|| "mlflow".to_owned());
        let root = options.artifact_root.as_deref().unwrap_or(ARTIFACT_ROOT);
        let store = RedisStore {
            client: Client::connect(&uri).await?,
            keys: Keys::new(&prefix),
            artifact_root: location::absolute(root)?,
        };
        store.begin().await?;
        Ok(Arc::new(store) as Arc<dyn TrackingStore>)
    })
}

#[cfg(feature = "plugin")]
mlflow_core::export_plugin! {
    name: "redis-store",
    version: env!("CARGO_PKG_VERSION"),
    prompt: true,
    providers: [provider()],
}

struct RedisStore {
    client: Client,
    keys: Keys,
    artifact_root: String,
}
