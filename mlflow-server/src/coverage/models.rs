//! The model registry and its webhooks.

use super::{Noun, Versions::*};
use mlflow_core::contract::Method::*;

pub(super) const NOUNS: &[Noun] = &[
    Noun {
        name: "Model versions",
        routes: &[
            (POST, "2.0/mlflow/model-versions/create", Both),
            (DELETE, "2.0/mlflow/model-versions/delete", Both),
            (DELETE, "2.0/mlflow/model-versions/delete-tag", Both),
            (GET, "2.0/mlflow/model-versions/get", Both),
            (GET, "2.0/mlflow/model-versions/get-download-uri", Both),
            (GET, "2.0/mlflow/model-versions/search", Both),
            (POST, "2.0/mlflow/model-versions/set-tag", Both),
            (POST, "2.0/mlflow/model-versions/transition-stage", Both),
            (PATCH, "2.0/mlflow/model-versions/update", Both),
        ],
    },
    Noun {
        name: "Registered models",
        routes: &[
            (DELETE, "2.0/mlflow/registered-models/alias", Both),
            (GET, "2.0/mlflow/registered-models/alias", Both),
            (POST, "2.0/mlflow/registered-models/alias", Both),
            (POST, "2.0/mlflow/registered-models/create", Both),
            (DELETE, "2.0/mlflow/registered-models/delete", Both),
            (DELETE, "2.0/mlflow/registered-models/delete-tag", Both),
            (GET, "2.0/mlflow/registered-models/get", Both),
            (GET, "2.0/mlflow/registered-models/get-latest-versions", Both),
            (POST, "2.0/mlflow/registered-models/get-latest-versions", Both),
            (POST, "2.0/mlflow/registered-models/rename", Both),
            (GET, "2.0/mlflow/registered-models/search", Both),
            (POST, "2.0/mlflow/registered-models/set-tag", Both),
            (PATCH, "2.0/mlflow/registered-models/update", Both),
        ],
    },
    Noun {
        name: "Webhooks",
        routes: &[
            (GET, "2.0/mlflow/webhooks", Only3),
            (POST, "2.0/mlflow/webhooks", Only3),
            (DELETE, "2.0/mlflow/webhooks/{webhook_id}", Only3),
            (GET, "2.0/mlflow/webhooks/{webhook_id}", Only3),
            (PATCH, "2.0/mlflow/webhooks/{webhook_id}", Only3),
            (POST, "2.0/mlflow/webhooks/{webhook_id}/test", Only3),
        ],
    },
];
