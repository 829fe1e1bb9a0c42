//! Experiments, runs, metrics and logged models.

use super::{Noun, Versions::*};
use mlflow_core::contract::Method::*;

pub(super) const NOUNS: &[Noun] = &[
    Noun {
        name: "Experiments",
        routes: &[
            (POST, "2.0/mlflow/experiments/create", Both),
            (POST, "2.0/mlflow/experiments/delete", Both),
            (POST, "2.0/mlflow/experiments/delete-experiment-tag", Only3),
            (GET, "2.0/mlflow/experiments/get", Both),
            (GET, "2.0/mlflow/experiments/get-by-name", Both),
            (POST, "2.0/mlflow/experiments/restore", Both),
            (GET, "2.0/mlflow/experiments/search", Both),
            (POST, "2.0/mlflow/experiments/search", Both),
            (POST, "2.0/mlflow/experiments/set-experiment-tag", Both),
            (POST, "2.0/mlflow/experiments/update", Both),
            (POST, "ajax-api/2.0/mlflow/experiments/search-datasets", Both),
        ],
    },
    Noun {
        name: "Logged models",
        routes: &[
            (POST, "2.0/mlflow/logged-models", Only3),
            (POST, "2.0/mlflow/logged-models/search", Only3),
            (DELETE, "2.0/mlflow/logged-models/{model_id}", Only3),
            (GET, "2.0/mlflow/logged-models/{model_id}", Only3),
            (PATCH, "2.0/mlflow/logged-models/{model_id}", Only3),
            (POST, "2.0/mlflow/logged-models/{model_id}/params", Only3),
            (PATCH, "2.0/mlflow/logged-models/{model_id}/tags", Only3),
            (
                DELETE,
                "2.0/mlflow/logged-models/{model_id}/tags/{tag_key}",
                Only3,
            ),
        ],
    },
    Noun {
        name: "Metrics",
        routes: &[
            (GET, "2.0/mlflow/metrics/get-history", Both),
            (GET, "2.0/mlflow/metrics/get-history-bulk-interval", Both),
            (GET, "ajax-api/2.0/mlflow/metrics/get-history-bulk", Both),
        ],
    },
    Noun {
        name: "Runs",
        routes: &[
            (POST, "2.0/mlflow/runs/create", Both),
            (POST, "2.0/mlflow/runs/delete", Both),
            (POST, "2.0/mlflow/runs/delete-tag", Both),
            (GET, "2.0/mlflow/runs/get", Both),
            (POST, "2.0/mlflow/runs/log-batch", Both),
            (POST, "2.0/mlflow/runs/log-inputs", Both),
            (POST, "2.0/mlflow/runs/log-metric", Both),
            (POST, "2.0/mlflow/runs/log-model", Both),
            (POST, "2.0/mlflow/runs/log-parameter", Both),
            (POST, "2.0/mlflow/runs/outputs", Only3),
            (POST, "2.0/mlflow/runs/restore", Both),
            (POST, "2.0/mlflow/runs/search", Both),
            (POST, "2.0/mlflow/runs/set-tag", Both),
            (POST, "2.0/mlflow/runs/update", Both),
        ],
    },
];
