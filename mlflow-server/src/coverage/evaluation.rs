//! Datasets, scorers, issues and the jobs that use them.

use super::{Noun, Versions::*};
use mlflow_core::contract::Method::*;

pub(super) const NOUNS: &[Noun] = &[
    Noun {
        name: "Datasets",
        routes: &[
            (POST, "3.0/mlflow/datasets/create", Only3),
            (GET, "3.0/mlflow/datasets/search", Only3),
            (POST, "3.0/mlflow/datasets/search", Only3),
            (DELETE, "3.0/mlflow/datasets/{dataset_id}", Only3),
            (GET, "3.0/mlflow/datasets/{dataset_id}", Only3),
            (POST, "3.0/mlflow/datasets/{dataset_id}/add-experiments", Only3),
            (GET, "3.0/mlflow/datasets/{dataset_id}/experiment-ids", Only3),
            (DELETE, "3.0/mlflow/datasets/{dataset_id}/records", Only3),
            (GET, "3.0/mlflow/datasets/{dataset_id}/records", Only3),
            (POST, "3.0/mlflow/datasets/{dataset_id}/records", Only3),
            (POST, "3.0/mlflow/datasets/{dataset_id}/remove-experiments", Only3),
            (PATCH, "3.0/mlflow/datasets/{dataset_id}/tags", Only3),
            (DELETE, "3.0/mlflow/datasets/{dataset_id}/tags/{key}", Only3),
        ],
    },
    Noun {
        name: "Evaluation runs",
        routes: &[(POST, "ajax-api/3.0/mlflow/genai/evaluate/invoke", Only3)],
    },
    Noun {
        name: "Issues",
        routes: &[
            (POST, "3.0/mlflow/issues", Only3),
            (POST, "3.0/mlflow/issues/search", Only3),
            (GET, "3.0/mlflow/issues/{issue_id}", Only3),
            (PATCH, "3.0/mlflow/issues/{issue_id}", Only3),
            (POST, "ajax-api/3.0/mlflow/issues/invoke", Only3),
        ],
    },
    Noun {
        name: "Prompt optimization",
        routes: &[
            (POST, "3.0/mlflow/prompt-optimization/jobs", Only3),
            (GET, "3.0/mlflow/prompt-optimization/jobs/search", Only3),
            (POST, "3.0/mlflow/prompt-optimization/jobs/search", Only3),
            (DELETE, "3.0/mlflow/prompt-optimization/jobs/{job_id}", Only3),
            (GET, "3.0/mlflow/prompt-optimization/jobs/{job_id}", Only3),
            (POST, "3.0/mlflow/prompt-optimization/jobs/{job_id}/cancel", Only3),
        ],
    },
    Noun {
        name: "Scorers",
        routes: &[
            (DELETE, "3.0/mlflow/scorers/delete", Only3),
            (GET, "3.0/mlflow/scorers/get", Only3),
            (GET, "3.0/mlflow/scorers/list", Only3),
            (PUT, "3.0/mlflow/scorers/online-config", Only3),
            (GET, "3.0/mlflow/scorers/online-configs", Only3),
            (POST, "3.0/mlflow/scorers/register", Only3),
            (GET, "3.0/mlflow/scorers/versions", Only3),
            (POST, "ajax-api/3.0/mlflow/scorer/invoke", Only3),
        ],
    },
];
