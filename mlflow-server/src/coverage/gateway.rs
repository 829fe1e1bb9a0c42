//! The gateway to models of others.

use super::{Noun, Versions::*};
use mlflow_core::contract::Method::*;

pub(super) const NOUNS: &[Noun] = &[
    Noun {
        name: "Gateway",
        routes: &[
            (POST, "/gateway/anthropic/v1/messages", Only3),
            (
                POST,
                "/gateway/gemini/v1beta/models/{endpoint_name}:generateContent",
                Only3,
            ),
            (
                POST,
                "/gateway/gemini/v1beta/models/{endpoint_name}:streamGenerateContent",
                Only3,
            ),
            (POST, "/gateway/mlflow/v1/chat/completions", Only3),
            (GET, "/gateway/mlflow/v1/models", Only3),
            (POST, "/gateway/openai/v1/chat/completions", Only3),
            (POST, "/gateway/openai/v1/embeddings", Only3),
            (POST, "/gateway/openai/v1/responses", Only3),
            (POST, "/gateway/openai/v1/responses/compact", Only3),
            (POST, "/gateway/proxy/{endpoint_name}/{*path}", Only3),
            (POST, "/gateway/typesafe/v1/systemone", Only3),
            (POST, "/gateway/{endpoint_name}/mlflow/invocations", Only3),
            (GET, "ajax-api/2.0/mlflow/gateway-proxy", Both),
            (POST, "ajax-api/2.0/mlflow/gateway-proxy", Both),
            (GET, "ajax-api/3.0/mlflow/gateway/provider-config", Only3),
            (GET, "ajax-api/3.0/mlflow/gateway/supported-models", Only3),
            (GET, "ajax-api/3.0/mlflow/gateway/supported-providers", Only3),
        ],
    },
    Noun {
        name: "Gateway budgets",
        routes: &[
            (POST, "3.0/mlflow/gateway/budgets/create", Only3),
            (DELETE, "3.0/mlflow/gateway/budgets/delete", Only3),
            (GET, "3.0/mlflow/gateway/budgets/get", Only3),
            (GET, "3.0/mlflow/gateway/budgets/list", Only3),
            (POST, "3.0/mlflow/gateway/budgets/update", Only3),
            (GET, "3.0/mlflow/gateway/budgets/windows", Only3),
        ],
    },
    Noun {
        name: "Gateway endpoints",
        routes: &[
            (POST, "3.0/mlflow/gateway/endpoints/bindings/create", Only3),
            (DELETE, "3.0/mlflow/gateway/endpoints/bindings/delete", Only3),
            (GET, "3.0/mlflow/gateway/endpoints/bindings/list", Only3),
            (POST, "3.0/mlflow/gateway/endpoints/create", Only3),
            (DELETE, "3.0/mlflow/gateway/endpoints/delete", Only3),
            (DELETE, "3.0/mlflow/gateway/endpoints/delete-tag", Only3),
            (GET, "3.0/mlflow/gateway/endpoints/get", Only3),
            (GET, "3.0/mlflow/gateway/endpoints/list", Only3),
            (POST, "3.0/mlflow/gateway/endpoints/models/attach", Only3),
            (POST, "3.0/mlflow/gateway/endpoints/models/detach", Only3),
            (POST, "3.0/mlflow/gateway/endpoints/set-tag", Only3),
            (POST, "3.0/mlflow/gateway/endpoints/update", Only3),
        ],
    },
    Noun {
        name: "Gateway guardrails",
        routes: &[
            (POST, "3.0/mlflow/gateway/guardrails/add-to-endpoint", Only3),
            (POST, "3.0/mlflow/gateway/guardrails/create", Only3),
            (DELETE, "3.0/mlflow/gateway/guardrails/delete", Only3),
            (GET, "3.0/mlflow/gateway/guardrails/get", Only3),
            (GET, "3.0/mlflow/gateway/guardrails/list", Only3),
            (GET, "3.0/mlflow/gateway/guardrails/list-for-endpoint", Only3),
            (
                DELETE,
                "3.0/mlflow/gateway/guardrails/remove-from-endpoint",
                Only3,
            ),
            (PATCH, "3.0/mlflow/gateway/guardrails/update-config", Only3),
        ],
    },
    Noun {
        name: "Gateway model definitions",
        routes: &[
            (POST, "3.0/mlflow/gateway/model-definitions/create", Only3),
            (DELETE, "3.0/mlflow/gateway/model-definitions/delete", Only3),
            (GET, "3.0/mlflow/gateway/model-definitions/get", Only3),
            (GET, "3.0/mlflow/gateway/model-definitions/list", Only3),
            (POST, "3.0/mlflow/gateway/model-definitions/update", Only3),
        ],
    },
    Noun {
        name: "Gateway secrets",
        routes: &[
            (POST, "3.0/mlflow/gateway/secrets/create", Only3),
            (DELETE, "3.0/mlflow/gateway/secrets/delete", Only3),
            (GET, "3.0/mlflow/gateway/secrets/get", Only3),
            (GET, "3.0/mlflow/gateway/secrets/list", Only3),
            (POST, "3.0/mlflow/gateway/secrets/update", Only3),
            (GET, "ajax-api/3.0/mlflow/gateway/secrets/config", Only3),
        ],
    },
];
