//! Artifacts of runs, models and versions, and the proxy.

use super::{Noun, Versions::*};
use mlflow_core::contract::Method::*;

pub(super) const NOUNS: &[Noun] = &[
    Noun {
        name: "Artifact proxy",
        routes: &[
            (GET, "2.0/mlflow-artifacts/artifacts", Both),
            (DELETE, "2.0/mlflow-artifacts/artifacts/{*path}", Both),
            (GET, "2.0/mlflow-artifacts/artifacts/{*path}", Both),
            (PUT, "2.0/mlflow-artifacts/artifacts/{*path}", Both),
            (POST, "2.0/mlflow-artifacts/mpu/abort/{*path}", Both),
            (POST, "2.0/mlflow-artifacts/mpu/complete/{*path}", Both),
            (POST, "2.0/mlflow-artifacts/mpu/create/{*path}", Both),
            (GET, "2.0/mlflow-artifacts/presigned/{*path}", Only3),
        ],
    },
    Noun {
        name: "Artifacts",
        routes: &[
            (GET, "/get-artifact", Both),
            (GET, "/model-versions/get-artifact", Both),
            (GET, "2.0/mlflow/artifacts/list", Both),
            (POST, "2.0/mlflow/artifacts/presigned-download-url", Only3),
            (POST, "2.0/mlflow/artifacts/presigned-upload-url", Only3),
            (
                GET,
                "2.0/mlflow/logged-models/{model_id}/artifacts/directories",
                Only3,
            ),
            (
                GET,
                "ajax-api/2.0/mlflow/logged-models/{model_id}/artifacts/files",
                Only3,
            ),
            (POST, "ajax-api/2.0/mlflow/upload-artifact", Both),
        ],
    },
];
