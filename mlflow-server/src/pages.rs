//! What a server tells about itself.

use crate::answer::{json, text};
use crate::app::App;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use bytes::Bytes;
use mlflow_core::contract::experiments::SearchExperiments;
use serde_json::json;

/// The version of MLflow whose clients this server answers; they decide by it what they ask for.
pub(crate) const MLFLOW_VERSION: &str = "3.17.2";

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/health", get(health))
        .route("/livez", get(health))
        .route("/readyz", get(readiness))
        .route("/version", get(version))
        .route("/api/3.0/mlflow/server-info", get(server_info))
        .route("/ajax-api/3.0/mlflow/server-info", get(server_info))
}

/// Says that the server runs.
pub(crate) async fn health() -> Response {
    text("OK")
}

async fn version() -> Response {
    text(MLFLOW_VERSION)
}

/// Says whether the store answers.
async fn readiness(State(app): State<App>) -> Result<Response, crate::answer::Refusal> {
    let one = SearchExperiments {
        max_results: Some(1),
        ..SearchExperiments::default()
    };
    app.backends.tracking.search_experiments(one).await?;
    Ok(text("OK"))
}

/// Says what the server can do. Of uploads in parts clients are not told, who then would use them unasked: they send parts
/// without login and certificates, so that those get lost behind a proxy through which whole files come.
async fn server_info(State(app): State<App>) -> Response {
    let info = json!({
        "store_type": app.backends.store_type,
        "workspaces_enabled": false,
        "trace_archival_enabled": false,
        "multipart_uploads_enabled": false,
        "multipart_downloads_enabled": false,
        "presigned_upload_run_id_supported": false,
        "presigned_upload_model_id_supported": false,
        "features_enabled": { "gateway": false },
    });
    json(Bytes::from(info.to_string()))
}
