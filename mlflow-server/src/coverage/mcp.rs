//! The registry of MCP servers.

use super::{Noun, Versions::*};
use mlflow_core::contract::Method::*;

pub(super) const NOUNS: &[Noun] = &[Noun {
    name: "MCP servers",
    routes: &[
        (GET, "3.0/mlflow/mcp-servers", Only3),
        (POST, "3.0/mlflow/mcp-servers", Only3),
        (GET, "3.0/mlflow/mcp-servers/endpoints", Only3),
        (DELETE, "3.0/mlflow/mcp-servers/{*name}", Only3),
        (GET, "3.0/mlflow/mcp-servers/{*name}", Only3),
        (PATCH, "3.0/mlflow/mcp-servers/{*name}", Only3),
        (POST, "3.0/mlflow/mcp-servers/{*name}/aliases", Only3),
        (DELETE, "3.0/mlflow/mcp-servers/{*name}/aliases/{*alias}", Only3),
        (GET, "3.0/mlflow/mcp-servers/{*name}/aliases/{*alias}", Only3),
        (GET, "3.0/mlflow/mcp-servers/{*name}/endpoints", Only3),
        (POST, "3.0/mlflow/mcp-servers/{*name}/endpoints", Only3),
        (
            DELETE,
            "3.0/mlflow/mcp-servers/{*name}/endpoints/{endpoint_id}",
            Only3,
        ),
        (
            GET,
            "3.0/mlflow/mcp-servers/{*name}/endpoints/{endpoint_id}",
            Only3,
        ),
        (
            PATCH,
            "3.0/mlflow/mcp-servers/{*name}/endpoints/{endpoint_id}",
            Only3,
        ),
        (POST, "3.0/mlflow/mcp-servers/{*name}/tags", Only3),
        (DELETE, "3.0/mlflow/mcp-servers/{*name}/tags/{*key}", Only3),
        (GET, "3.0/mlflow/mcp-servers/{*name}/versions", Only3),
        (POST, "3.0/mlflow/mcp-servers/{*name}/versions", Only3),
        (
            DELETE,
            "3.0/mlflow/mcp-servers/{*name}/versions/{*version}",
            Only3,
        ),
        (GET, "3.0/mlflow/mcp-servers/{*name}/versions/{*version}", Only3),
        (PATCH, "3.0/mlflow/mcp-servers/{*name}/versions/{*version}", Only3),
        (
            POST,
            "3.0/mlflow/mcp-servers/{*name}/versions/{*version}/tags",
            Only3,
        ),
        (
            DELETE,
            "3.0/mlflow/mcp-servers/{*name}/versions/{*version}/tags/{*key}",
            Only3,
        ),
    ],
}];
