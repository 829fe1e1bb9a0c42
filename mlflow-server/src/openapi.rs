//! A description of the contract for programs, in OpenAPI 3.1, and the same for people.

mod page;
mod schema;

use crate::answer::json;
use crate::app::App;
use crate::pages::MLFLOW_VERSION;
use axum::Router;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use mlflow_core::contract::{
    Method, Operation, Route, Shape, Shapes, import_target, registry_import_target, registry_operations,
    trace_operations, tracking_operations,
};
use serde_json::{Map, Value, json};

const STYLE_ONLY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// Mounts the description and its page.
pub(crate) fn routes(prefix: &str) -> Router<App> {
    let contract = Contract::read();
    let document = Bytes::from(contract.document(prefix).to_string());
    let page = Bytes::from(page::write(&contract));
    Router::new()
        .route("/api/openapi.json", get(async move || json(document)))
        .route("/api/docs", get(async move || html(page)))
}

fn html(page: Bytes) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, STYLE_ONLY),
    ];
    (headers, Html(page)).into_response()
}

/// All operations with the shapes of their messages.
struct Contract {
    operations: Vec<Described>,
    shapes: Shapes,
}

struct Described {
    operation: &'static Operation,
    request: Shape,
    answer: Shape,
}

impl Contract {
    fn read() -> Self {
        let mut shapes = Shapes::default();
        // What begins with a slash is OpenTelemetry's.
        let traces = trace_operations()
            .filter(|operation| operation.routes.iter().all(|route| !route.path.starts_with('/')));
        let imports = import_target::OPERATIONS
            .iter()
            .chain(registry_import_target::OPERATIONS);
        let operations = tracking_operations()
            .chain(registry_operations())
            .chain(traces)
            .chain(imports);
        let operations = operations
            .filter(|operation| !operation.routes.is_empty())
            .map(|operation| Described {
                operation,
                request: (operation.messages.request)(&mut shapes),
                answer: (operation.messages.answer)(&mut shapes),
            })
            .collect();
        Contract { operations, shapes }
    }

    fn document(&self, prefix: &str) -> Value {
        let mut paths: Map<String, Value> = Map::new();
        for described in &self.operations {
            for (index, route) in described.operation.routes.iter().enumerate() {
                let path = paths.entry(path(route)).or_insert_with(|| json!({}));
                path[method(route).to_ascii_lowercase()] = self.described(described, index, route);
            }
        }
        let mut schemas = schema::all(&self.shapes);
        schemas.insert("Error".to_owned(), schema::error());
        json!({
            "openapi": "3.1.0",
            "info": {
                "title": "MLflow",
                "version": MLFLOW_VERSION,
                "description": "What is below /api is also below /ajax-api.",
            },
            "servers": [{ "url": if prefix.is_empty() { "/" } else { prefix } }],
            "tags": self.nouns().map(|noun| json!({ "name": noun })).collect::<Vec<_>>(),
            "paths": paths,
            "components": { "schemas": schemas },
        })
    }

    fn described(&self, described: &Described, index: usize, route: &Route) -> Value {
        let Described {
            operation,
            request,
            answer,
        } = described;
        let in_path: Vec<_> = parameters(route).collect();
        let mut parameters: Vec<_> = in_path
            .iter()
            .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
            .collect();
        // Each route needs a name of its own.
        let id = match index {
            0 => operation.name.to_owned(),
            _ => format!("{}_{}", operation.name, method(route).to_ascii_lowercase()),
        };
        let mut written = json!({
            "operationId": id,
            "summary": title(operation.name),
            "tags": [operation.noun],
            "responses": {
                "200": { "description": "Success", "content": schema::content(answer) },
                "default": {
                    "description": "An error",
                    "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Error" } } },
                },
            },
        });
        if route.method == Method::GET {
            let fields = self.fields(request);
            let in_query = fields.filter(|(name, _)| !in_path.contains(name));
            parameters
                .extend(in_query.map(
                    |(name, shape)| json!({ "name": name, "in": "query", "schema": schema::of(shape) }),
                ));
        } else {
            written["requestBody"] = json!({ "content": schema::content(request) });
        }
        if !parameters.is_empty() {
            written["parameters"] = Value::Array(parameters);
        }
        written
    }

    fn fields(&self, message: &Shape) -> impl Iterator<Item = (&'static str, &Shape)> {
        let name = match message {
            Shape::Message(name) => name,
            _ => "",
        };
        self.shapes.fields(name)
    }

    /// Returns the nouns in the order of the contract.
    fn nouns(&self) -> impl Iterator<Item = &'static str> + '_ {
        let mut last = "";
        let nouns = self.operations.iter().map(|described| described.operation.noun);
        nouns.filter(move |noun| std::mem::replace(&mut last, noun) != *noun)
    }
}

fn path(route: &Route) -> String {
    match route.path.starts_with("ajax-api/") {
        true => format!("/{}", route.path),
        false => format!("/api/{}", route.path),
    }
}

fn method(route: &Route) -> &'static str {
    match route.method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
    }
}

/// Returns the names in the braces of a path.
fn parameters(route: &Route) -> impl Iterator<Item = &'static str> {
    let parts = route.path.split('/');
    parts.filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

/// Makes a sentence of a name: `create_run` is `Create run`.
fn title(name: &str) -> String {
    let spaced = name.replace('_', " ");
    let mut letters = spaced.chars();
    letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}
