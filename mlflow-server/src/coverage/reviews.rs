//! What people are asked about traces, and in which order.

use super::{Noun, Versions::*};
use mlflow_core::contract::Method::*;

pub(super) const NOUNS: &[Noun] = &[
    Noun {
        name: "Label schemas",
        routes: &[
            (POST, "3.0/mlflow/label-schemas/create", Only3),
            (DELETE, "3.0/mlflow/label-schemas/delete", Only3),
            (GET, "3.0/mlflow/label-schemas/get", Only3),
            (GET, "3.0/mlflow/label-schemas/get-by-name", Only3),
            (GET, "3.0/mlflow/label-schemas/list", Only3),
            (PATCH, "3.0/mlflow/label-schemas/update", Only3),
        ],
    },
    Noun {
        name: "Review queues",
        routes: &[
            (POST, "3.0/mlflow/review-queues/create", Only3),
            (POST, "3.0/mlflow/review-queues/delete", Only3),
            (GET, "3.0/mlflow/review-queues/get", Only3),
            (GET, "3.0/mlflow/review-queues/get-by-name", Only3),
            (POST, "3.0/mlflow/review-queues/get-or-create-user", Only3),
            (POST, "3.0/mlflow/review-queues/items/add", Only3),
            (GET, "3.0/mlflow/review-queues/items/list", Only3),
            (POST, "3.0/mlflow/review-queues/items/remove", Only3),
            (POST, "3.0/mlflow/review-queues/items/set-status", Only3),
            (GET, "3.0/mlflow/review-queues/list", Only3),
            (POST, "3.0/mlflow/review-queues/update", Only3),
        ],
    },
];
