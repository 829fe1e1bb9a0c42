//! Traces and what people and programs say about them.

use super::{Noun, Versions::*};
use mlflow_core::contract::Method::*;

pub(super) const NOUNS: &[Noun] = &[
    Noun {
        name: "Assessments",
        routes: &[
            (POST, "2.0/mlflow/traces/{assessment.trace_id}/assessments", Only2),
            (
                DELETE,
                "2.0/mlflow/traces/{trace_id}/assessments/{assessment_id}",
                Only2,
            ),
            (
                PATCH,
                "2.0/mlflow/traces/{trace_id}/assessments/{assessment_id}",
                Only2,
            ),
            (POST, "3.0/mlflow/traces/{trace_id}/assessments", Only3),
            (
                DELETE,
                "3.0/mlflow/traces/{trace_id}/assessments/{assessment_id}",
                Only3,
            ),
            (
                GET,
                "3.0/mlflow/traces/{trace_id}/assessments/{assessment_id}",
                Only3,
            ),
            (
                PATCH,
                "3.0/mlflow/traces/{trace_id}/assessments/{assessment_id}",
                Only3,
            ),
        ],
    },
    Noun {
        name: "Traces",
        routes: &[
            (POST, "/v1/traces", Only3),
            (GET, "2.0/mlflow/get-online-trace-details", Only3),
            (GET, "2.0/mlflow/traces", Both),
            (POST, "2.0/mlflow/traces", Both),
            (POST, "2.0/mlflow/traces/delete-traces", Both),
            (POST, "2.0/mlflow/traces/link-prompts", Only3),
            (POST, "2.0/mlflow/traces/link-to-run", Only3),
            (PATCH, "2.0/mlflow/traces/{request_id}", Both),
            (GET, "2.0/mlflow/traces/{request_id}/info", Both),
            (DELETE, "2.0/mlflow/traces/{request_id}/tags", Both),
            (PATCH, "2.0/mlflow/traces/{request_id}/tags", Both),
            (GET, "2.0/mlflow/traces/{trace_id}", Only2),
            (GET, "2.0/mlflow/unified-traces", Only3),
            (POST, "3.0/mlflow/traces", Only3),
            (GET, "3.0/mlflow/traces/batchGet", Only3),
            (POST, "3.0/mlflow/traces/batchGetInfos", Only3),
            (POST, "3.0/mlflow/traces/calculate-filter-correlation", Only3),
            (POST, "3.0/mlflow/traces/delete-traces", Only3),
            (GET, "3.0/mlflow/traces/get", Only3),
            (POST, "3.0/mlflow/traces/metrics", Only3),
            (POST, "3.0/mlflow/traces/search", Only3),
            (GET, "3.0/mlflow/traces/{trace_id}", Only3),
            (DELETE, "3.0/mlflow/traces/{trace_id}/tags", Only3),
            (PATCH, "3.0/mlflow/traces/{trace_id}/tags", Only3),
            (GET, "ajax-api/2.0/mlflow/get-trace-artifact", Both),
            (GET, "ajax-api/3.0/mlflow/get-trace-artifact", Only3),
        ],
    },
];
