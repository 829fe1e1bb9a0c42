//! Operations as requests.

use super::retry::Repeat;
use super::server::Exchange;
use super::{Address, Payload, encoded};
use bytes::Bytes;
use mlflow_core::contract::{Method, Operation, Route};
use mlflow_core::{Error, Result};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Map, Value};

const EXPERIMENT_ID: HeaderName = HeaderName::from_static("x-mlflow-experiment-id");

/// Makes the request of an operation, by its first route.
pub(super) fn of(operation: &'static Operation, request: Bytes, address: &Address) -> Result<Exchange> {
    let Some(route) = operation.routes.first() else {
        return Err(Error::not_implemented(
            operation.name,
            "the client of MLflow's REST API",
        ));
    };
    if route.path.starts_with('/') {
        return of_spans(operation, route, &request, address);
    }
    let is_get = route.method == Method::GET;
    let fields = match is_get || route.path.contains('{') {
        true => fields_of(operation, &request)?,
        false => Map::new(),
    };
    let path = path_of(route, &fields)?;
    // Official MLflow wants the parameters of the path in the body too.
    let (payload, query) = match is_get {
        true => (Payload::Nothing, query_of(&fields)),
        false => (Payload::Bytes(request), String::new()),
    };
    let mut url = address.below(&path);
    url.set_query(Some(query.as_str()).filter(|query| !query.is_empty()));
    Ok(Exchange {
        method: method_of(route.method),
        url,
        content_type: (!is_get).then_some("application/json"),
        headers: HeaderMap::new(),
        payload,
        repeat: Repeat::of(operation),
    })
}

/// Makes a request of OpenTelemetry's protocol, whose path is the server's own; the experiment goes into a header.
fn of_spans(
    operation: &'static Operation,
    route: &Route,
    request: &[u8],
    address: &Address,
) -> Result<Exchange> {
    let mut fields = fields_of(operation, request)?;
    let experiment_id = fields.shift_remove("experiment_id").unwrap_or_default();
    let experiment_id = experiment_id.as_str().unwrap_or_default();
    let header = HeaderValue::from_str(experiment_id).map_err(|e| {
        Error::invalid_parameter_value(format!("'{experiment_id}' is no id of an experiment")).with_source(e)
    })?;
    let body = serde_json::to_vec(&fields).map_err(|e| Error::internal(format!("spans are no JSON: {e}")))?;
    Ok(Exchange {
        method: method_of(route.method),
        url: address.below(route.path),
        content_type: Some("application/json"),
        payload: Payload::Bytes(body.into()),
        headers: HeaderMap::from_iter([(EXPERIMENT_ID, header)]),
        repeat: Repeat::of(operation),
    })
}

fn fields_of(operation: &Operation, request: &[u8]) -> Result<Map<String, Value>> {
    serde_json::from_slice(request).map_err(|e| {
        Error::internal(format!(
            "the request of `{}` is no JSON object: {e}",
            operation.name
        ))
    })
}

fn method_of(method: Method) -> reqwest::Method {
    match method {
        Method::GET => reqwest::Method::GET,
        Method::POST => reqwest::Method::POST,
        Method::PUT => reqwest::Method::PUT,
        Method::PATCH => reqwest::Method::PATCH,
        Method::DELETE => reqwest::Method::DELETE,
    }
}

/// Returns the path of a route, whose parameters are fields.
fn path_of(route: &Route, fields: &Map<String, Value>) -> Result<String> {
    let mut path = String::from(if route.path.starts_with("ajax-api/") {
        ""
    } else {
        "/api"
    });
    for segment in route.path.split('/') {
        path.push('/');
        match segment.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
            Some(name) => path.push_str(&parameter(name, fields.get(name))?),
            None => path.push_str(segment),
        }
    }
    Ok(path)
}

/// Returns a value as a segment of a path, where `.` and `..` would lead elsewhere.
fn parameter(name: &str, value: Option<&Value>) -> Result<String> {
    match value.and_then(Value::as_str).unwrap_or_default() {
        "" => Err(Error::invalid_parameter_value(format!(
            "Missing value for required parameter '{name}'. See the API docs for more information about request parameters."
        ))),
        value @ ("." | "..") => Err(Error::invalid_parameter_value(format!(
            "Invalid value '{value}' for parameter '{name}' supplied."
        ))),
        value => Ok(encoded(value)),
    }
}

/// Returns fields as a query; a list repeats its name.
fn query_of(fields: &Map<String, Value>) -> String {
    let mut query = String::new();
    let mut push = |name: &str, value: &Value| {
        let value = match value {
            Value::Null => return,
            Value::String(text) => encoded(text),
            other => encoded(&other.to_string()),
        };
        if !query.is_empty() {
            query.push('&');
        }
        query.push_str(&format!("{}={value}", encoded(name)));
    };
    for (name, value) in fields {
        match value {
            Value::Array(items) => items.iter().for_each(|item| push(name, item)),
            value => push(name, value),
        }
    }
    query
}

#[cfg(test)]
mod tests {
    use super::*;
    use mlflow_core::StoreUri;
    use mlflow_core::contract::{registry_operations, trace_operations, tracking_operations};

    fn sent(name: &str, json: &str) -> Result<(String, Option<String>)> {
        let mut all = tracking_operations()
            .chain(registry_operations())
            .chain(trace_operations());
        let operation = all.find(|operation| operation.name == name).unwrap();
        let address = Address::of(&StoreUri::parse("http://h/p")?)?;
        let exchange = of(operation, Bytes::copy_from_slice(json.as_bytes()), &address)?;
        let body = match exchange.payload {
            Payload::Bytes(body) => Some(String::from_utf8(body.to_vec()).unwrap()),
            _ => None,
        };
        let target = exchange.url.as_str().strip_prefix("http://h/p").unwrap();
        Ok((format!("{} {target}", exchange.method), body))
    }

    #[test]
    fn fields_of_a_get_are_its_query() {
        let json = r#"{"filter":"name LIKE 'a&b+ü%'","max_results":5,"order_by":["name","x DESC"],"page_token":null}"#;
        let (target, body) = sent("search_registered_models", json).unwrap();
        assert_eq!(
            target,
            "GET /api/2.0/mlflow/registered-models/search?filter=name%20LIKE%20%27a%26b%2B%C3%BC%25%27&max_results=5\
             &order_by=name&order_by=x%20DESC"
        );
        assert_eq!(body, None);
    }

    #[test]
    fn parameters_of_the_path_stay_in_the_body() {
        let json = r#"{"model_id":"m-1","tag_key":"a/b c"}"#;
        let (target, body) = sent("delete_logged_model_tag", json).unwrap();
        assert_eq!(target, "DELETE /api/2.0/mlflow/logged-models/m-1/tags/a%2Fb%20c");
        assert_eq!(body.as_deref(), Some(json));
    }

    #[test]
    fn other_bodies_are_sent_as_they_are() {
        let (target, body) = sent("delete_registered_model", r#"{"name": "w"}"#).unwrap();
        assert_eq!(target, "DELETE /api/2.0/mlflow/registered-models/delete");
        assert_eq!(body.as_deref(), Some(r#"{"name": "w"}"#));
    }

    #[test]
    fn pages_have_a_prefix_of_their_own() {
        let (target, _) = sent(
            "get_metric_history_bulk",
            r#"{"run_id":["a","b"],"metric_key":"m"}"#,
        )
        .unwrap();
        assert_eq!(
            target,
            "GET /ajax-api/2.0/mlflow/metrics/get-history-bulk?run_id=a&run_id=b&metric_key=m"
        );
    }

    #[test]
    fn spans_name_their_experiment_in_a_header() {
        let json = r#"{"experiment_id":"7","resource_spans":[]}"#;
        let (target, body) = sent("log_spans", json).unwrap();
        assert_eq!(target, "POST /v1/traces");
        assert_eq!(body.as_deref(), Some(r#"{"resource_spans":[]}"#));
        let error = sent("log_spans", "{\"experiment_id\":\"\\n\"}").unwrap_err();
        assert!(error.message().contains("no id of an experiment"), "{error}");
    }

    #[test]
    fn no_parameter_leads_elsewhere() {
        for json in [r#"{"model_id":".."}"#, r#"{"model_id":""}"#, "{}"] {
            let error = sent("get_logged_model", json).unwrap_err();
            assert!(error.message().contains("'model_id'"), "{error}");
        }
    }
}
