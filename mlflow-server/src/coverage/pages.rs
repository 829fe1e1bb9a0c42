//! What the web pages ask for, and what a server tells about itself.

use super::{Noun, Versions::*};
use mlflow_core::contract::Method::*;

pub(super) const NOUNS: &[Noun] = &[
    Noun {
        name: "Assistant",
        routes: &[
            (GET, "ajax-api/3.0/mlflow/assistant/config", Only3),
            (PUT, "ajax-api/3.0/mlflow/assistant/config", Only3),
            (POST, "ajax-api/3.0/mlflow/assistant/message", Only3),
            (GET, "ajax-api/3.0/mlflow/assistant/providers", Only3),
            (
                GET,
                "ajax-api/3.0/mlflow/assistant/providers/{provider}/health",
                Only3,
            ),
            (
                GET,
                "ajax-api/3.0/mlflow/assistant/providers/{provider}/models",
                Only3,
            ),
            (
                PATCH,
                "ajax-api/3.0/mlflow/assistant/sessions/{session_id}",
                Only3,
            ),
            (
                POST,
                "ajax-api/3.0/mlflow/assistant/sessions/{session_id}/permission",
                Only3,
            ),
            (
                GET,
                "ajax-api/3.0/mlflow/assistant/sessions/{session_id}/stream",
                Only3,
            ),
            (
                POST,
                "ajax-api/3.0/mlflow/assistant/sessions/{session_id}/tool-result",
                Only3,
            ),
            (POST, "ajax-api/3.0/mlflow/assistant/skills/install", Only3),
        ],
    },
    Noun {
        name: "GraphQL",
        routes: &[(GET, "/graphql", Both), (POST, "/graphql", Both)],
    },
    Noun {
        name: "Jobs",
        routes: &[
            (POST, "ajax-api/3.0/jobs", Only3),
            (PATCH, "ajax-api/3.0/jobs/cancel/{job_id}", Only3),
            (POST, "ajax-api/3.0/jobs/search", Only3),
            (GET, "ajax-api/3.0/jobs/{job_id}", Only3),
            (PATCH, "ajax-api/3.0/mlflow/jobs/cancel/{job_id}", Only3),
            (GET, "ajax-api/3.0/mlflow/jobs/{job_id}", Only3),
        ],
    },
    Noun {
        name: "Pages of the web UI",
        routes: &[
            (POST, "ajax-api/2.0/mlflow/runs/create-promptlab-run", Both),
            (POST, "ajax-api/3.0/mlflow/demo/delete", Only3),
            (POST, "ajax-api/3.0/mlflow/demo/generate", Only3),
            (GET, "ajax-api/3.0/mlflow/ui-telemetry", Only3),
            (POST, "ajax-api/3.0/mlflow/ui-telemetry", Only3),
        ],
    },
    Noun {
        name: "Server",
        routes: &[
            (GET, "/health", Both),
            (GET, "/version", Both),
            (GET, "3.0/mlflow/server-info", Only3),
        ],
    },
];
