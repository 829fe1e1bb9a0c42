//! From a recorded HTTP request to an operation and its JSON.

use super::recording::{Recorded, Variables};
use mlflow_core::contract::{Arguments, Operation};
use serde_json::Value;

/// Official servers look for the model's id in the body of these, and nowhere else.
const ID_IN_BODY: &[&str] = &["finalize_logged_model", "log_logged_model_params"];

/// An operation, and what the path of the request says.
pub(super) struct Called {
    pub(super) operation: &'static Operation,
    parameters: Vec<(&'static str, String)>,
}

/// Finds the operation of a route.
pub(super) fn operation(
    mut operations: impl Iterator<Item = &'static Operation>,
    method: &str,
    path: &str,
) -> Option<Called> {
    let path = path.trim_start_matches('/');
    let mounted = path
        .strip_prefix("api/")
        .or_else(|| path.strip_prefix("ajax-api/"))?;
    operations.find_map(|operation| {
        let mut routes = operation.routes.iter();
        let parameters = routes.find_map(|route| {
            let path = if route.path.starts_with("ajax-api/") {
                path
            } else {
                mounted
            };
            let parameters = route.parameters(path);
            parameters.filter(|_| format!("{:?}", route.method) == method)
        })?;
        Some(Called {
            operation,
            parameters,
        })
    })
}

/// The arguments of a recorded request.
pub(super) enum Given {
    Body(Vec<u8>),
    Query(Vec<(String, String)>),
}

impl Given {
    pub(super) fn arguments(&self) -> Arguments<'_> {
        match self {
            Given::Body(body) => Arguments::Json(body),
            Given::Query(pairs) => Arguments::Query(pairs),
        }
    }
}

/// Returns what a recorded request gives to its operation.
pub(super) fn given(called: &Called, recorded: &Recorded, variables: &Variables) -> Given {
    let Called {
        operation,
        parameters,
    } = called;
    if let Some(text) = &recorded.text {
        return Given::Body(variables.filled(text).into_bytes());
    }
    if recorded.method == "GET" {
        let mut pairs = pairs(recorded, variables);
        pairs.extend(
            parameters
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone())),
        );
        return Given::Query(pairs);
    }
    let mut body = recorded.body.clone();
    if !parameters.is_empty() && !ID_IN_BODY.contains(&operation.name) {
        let mut fields = body.as_object().cloned().unwrap_or_default();
        fields.extend(
            parameters
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.as_str().into())),
        );
        body = Value::Object(fields);
    }
    variables.fill(&mut body);
    Given::Body(match body {
        Value::Null => Vec::new(),
        body => body.to_string().into_bytes(),
    })
}

pub(super) fn pairs(recorded: &Recorded, variables: &Variables) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for (name, value) in &recorded.query {
        let values = match value {
            Value::Array(values) => values.as_slice(),
            value => std::slice::from_ref(value),
        };
        for value in values {
            let text = match value {
                Value::String(text) => variables.filled(text),
                other => other.to_string(),
            };
            pairs.push((name.clone(), text));
        }
    }
    pairs
}
