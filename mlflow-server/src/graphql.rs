//! `/graphql`, by which official MLflow's pages read several things at once.
//!
//! A query is read, held against limits, checked against the schema, and becomes a plan: which operations of the
//! contract are carried out, and which fields of their JSON are told under which names.
//!
//! | module | what it does |
//! |---|---|
//! | `language` | from text to a tree |
//! | `guard` | how much one document may ask for |
//! | `schema` | what can be asked, one noun a file; `types` are its building blocks |
//! | `check` | whether a document fits the schema |
//! | `coerce` | variables and arguments as JSON |
//! | `plan` | what is selected, with fragments put into their places |
//! | `fetch` | asking the stores |
//! | `answer` | the selected fields of what they said |

mod answer;
mod check;
mod coerce;
mod execute;
mod faults;
mod fetch;
mod guard;
mod language;
mod plan;
mod schema;
mod suggestions;
mod types;

use crate::answer::{Refusal, json};
use crate::app::App;
use crate::request::{body_of_json, context};
use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::get;
use bytes::Bytes;
use execute::{Wanted, execute};
use mlflow_core::{Error, Result};
use serde_json::{Map, Value, json as value};

/// How long a query may be.
const MOST_BYTES: usize = 64 << 10;

pub(crate) fn routes(routes: Router<App>) -> Router<App> {
    routes.route("/graphql", get(carry_out).post(carry_out))
}

/// Answers a document. What is wrong with it is part of an answer of 200, as of official servers; what cannot be
/// read as a document is refused.
async fn carry_out(State(app): State<App>, request: Request) -> Result<Response, Refusal> {
    let context = context(&request);
    let body = body_of_json(request, &app.options).await?;
    let asked = Asked::read(&body)?;
    let document = language::parse(&asked.query)?;
    let wanted = Wanted {
        variables: &asked.variables,
        operation: asked.operation.as_deref(),
    };
    let outcome = execute(&app, &document, wanted, &context).await;
    let errors = (!outcome.errors.is_empty()).then_some(outcome.errors);
    let answer = value!({ "data": outcome.data, "errors": errors });
    Ok(json(Bytes::from(answer.to_string())))
}

/// The body of a request.
struct Asked {
    query: String,
    variables: Map<String, Value>,
    operation: Option<String>,
}

impl Asked {
    fn read(body: &[u8]) -> Result<Self> {
        let mut fields: Map<String, Value> = serde_json::from_slice(body).map_err(|e| {
            Error::invalid_parameter_value(format!("the body of a GraphQL request is not a JSON object: {e}"))
        })?;
        let mut take = |name: &str| fields.remove(name).unwrap_or_default();
        let query = match take("query") {
            Value::String(query) => query,
            Value::Null => return Err(missing("query")),
            other => return Err(invalid("query", &other, "a string")),
        };
        if query.len() > MOST_BYTES {
            let message = format!("the GraphQL query is longer than {MOST_BYTES} bytes");
            return Err(Error::invalid_parameter_value(message));
        }
        let variables = match take("variables") {
            Value::Object(variables) => variables,
            Value::Null => Map::new(),
            other => return Err(invalid("variables", &other, "an object")),
        };
        let operation = match take("operationName") {
            Value::String(name) => Some(name),
            Value::Null => None,
            other => return Err(invalid("operationName", &other, "a string")),
        };
        Ok(Asked {
            query,
            variables,
            operation,
        })
    }
}

fn missing(name: &str) -> Error {
    Error::invalid_parameter_value(format!("Missing value for required parameter '{name}'."))
}

fn invalid(name: &str, value: &Value, expected: &str) -> Error {
    let found = match value {
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
        Value::Null => "null",
    };
    Error::invalid_parameter_value(format!(
        "Invalid value for parameter '{name}': expected {expected}, found {found}"
    ))
}
