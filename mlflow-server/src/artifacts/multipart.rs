//! Uploads in parts and links for downloads, which local folders do not have: clients then use plain requests.

use crate::answer::Refusal;
use crate::app::App;
use axum::Router;
use axum::routing::{get, post};
use mlflow_core::{Error, ErrorCode};

pub(super) fn routes(mut routes: Router<App>) -> Router<App> {
    for prefix in ["api", "ajax-api"] {
        let base = format!("/{prefix}/2.0/mlflow-artifacts");
        for action in ["create", "complete", "abort"] {
            routes = routes.route(&format!("{base}/mpu/{action}/{{*path}}"), post(no_parts));
        }
        routes = routes.route(&format!("{base}/presigned/{{*path}}"), get(no_links));
    }
    routes
}

/// Clients look at how this text begins, and upload as a whole then.
async fn no_parts() -> Refusal {
    not_implemented("Multipart upload is not supported for the current artifact repository")
}

async fn no_links() -> Refusal {
    not_implemented("Presigned URL download is not supported for the current artifact repository")
}

fn not_implemented(message: &str) -> Refusal {
    Error::new(ErrorCode::NotImplemented, message).into()
}
