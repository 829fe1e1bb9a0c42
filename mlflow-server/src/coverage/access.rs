//! Who may do what, and where.

use super::{Noun, Versions::*};
use mlflow_core::contract::Method::*;

pub(super) const NOUNS: &[Noun] = &[
    Noun {
        name: "Users and permissions",
        routes: &[
            (POST, "2.0/mlflow/experiments/permissions/create", Only2),
            (DELETE, "2.0/mlflow/experiments/permissions/delete", Only2),
            (GET, "2.0/mlflow/experiments/permissions/get", Only2),
            (PATCH, "2.0/mlflow/experiments/permissions/update", Only2),
            (POST, "2.0/mlflow/registered-models/permissions/create", Only2),
            (DELETE, "2.0/mlflow/registered-models/permissions/delete", Only2),
            (GET, "2.0/mlflow/registered-models/permissions/get", Only2),
            (PATCH, "2.0/mlflow/registered-models/permissions/update", Only2),
            (POST, "2.0/mlflow/users/create", Both),
            (POST, "2.0/mlflow/users/create-ui", Both),
            (GET, "2.0/mlflow/users/current", Only3),
            (DELETE, "2.0/mlflow/users/delete", Both),
            (GET, "2.0/mlflow/users/get", Both),
            (GET, "2.0/mlflow/users/list", Only3),
            (PATCH, "2.0/mlflow/users/update-admin", Both),
            (PATCH, "2.0/mlflow/users/update-password", Both),
            (POST, "3.0/mlflow/roles/assign", Only3),
            (POST, "3.0/mlflow/roles/create", Only3),
            (DELETE, "3.0/mlflow/roles/delete", Only3),
            (GET, "3.0/mlflow/roles/get", Only3),
            (GET, "3.0/mlflow/roles/list", Only3),
            (POST, "3.0/mlflow/roles/permissions/add", Only3),
            (GET, "3.0/mlflow/roles/permissions/list", Only3),
            (DELETE, "3.0/mlflow/roles/permissions/remove", Only3),
            (PATCH, "3.0/mlflow/roles/permissions/update", Only3),
            (DELETE, "3.0/mlflow/roles/unassign", Only3),
            (PATCH, "3.0/mlflow/roles/update", Only3),
            (GET, "3.0/mlflow/roles/users/list", Only3),
            (GET, "3.0/mlflow/users/current/permissions", Only3),
            (GET, "3.0/mlflow/users/permissions/get", Only3),
            (POST, "3.0/mlflow/users/permissions/grant", Only3),
            (GET, "3.0/mlflow/users/permissions/list", Only3),
            (POST, "3.0/mlflow/users/permissions/revoke", Only3),
            (GET, "3.0/mlflow/users/roles/list", Only3),
        ],
    },
    Noun {
        name: "Workspaces",
        routes: &[
            (GET, "3.0/mlflow/workspaces", Only3),
            (POST, "3.0/mlflow/workspaces", Only3),
            (DELETE, "3.0/mlflow/workspaces/{workspace_name}", Only3),
            (GET, "3.0/mlflow/workspaces/{workspace_name}", Only3),
            (PATCH, "3.0/mlflow/workspaces/{workspace_name}", Only3),
        ],
    },
];
