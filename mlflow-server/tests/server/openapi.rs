//! The description of the contract.

use crate::running::Running;
use mlflow_core::contract::{registry_operations, tracking_operations};
use mlflow_server::ServerOptions;
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[test]
fn every_operation_is_described() {
    let server = Running::start();
    let document = server.get("/api/openapi.json").json();
    assert_eq!(document["openapi"], "3.1.0");
    for operation in tracking_operations().chain(registry_operations()) {
        for route in operation.routes {
            let path = match route.path.starts_with("ajax-api/") {
                true => format!("/{}", route.path),
                false => format!("/api/{}", route.path),
            };
            let method = format!("{:?}", route.method).to_ascii_lowercase();
            let described = &document["paths"][&path][&method];
            assert_eq!(described["tags"], json!([operation.noun]), "{method} {path}");
        }
    }
    let fields = &document["components"]["schemas"]["LogMetric"]["properties"];
    assert_eq!(fields["run_id"]["type"], "string");
    assert_eq!(fields["timestamp"]["type"], "integer");
    let run = &document["components"]["schemas"]["Run"]["properties"];
    assert_eq!(run["info"]["$ref"], "#/components/schemas/RunInfo");
    let search = &document["paths"]["/api/2.0/mlflow/experiments/search"]["get"]["parameters"];
    let order = search
        .as_array()
        .unwrap()
        .iter()
        .find(|p| p["name"] == "order_by");
    assert_eq!(
        order.unwrap()["schema"],
        json!({ "type": "array", "items": { "type": "string" } })
    );
}

#[test]
fn the_description_holds_together() {
    let server = Running::start();
    let document = server.get("/api/openapi.json").json();
    let (mut references, mut ids) = (BTreeSet::new(), BTreeSet::new());
    walk(&document, &mut |name, value| match (name, value.as_str()) {
        ("$ref", Some(target)) => drop(references.insert(target.to_owned())),
        ("operationId", Some(id)) => assert!(ids.insert(id.to_owned()), "{id} is there twice"),
        _ => {}
    });
    assert!(references.len() > 50, "{references:?}");
    for reference in references {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
    for (path, methods) in document["paths"].as_object().unwrap() {
        for described in methods.as_object().unwrap().values() {
            let given = described["parameters"].as_array().into_iter().flatten();
            let in_path = given.filter(|parameter| parameter["in"] == "path").count();
            assert_eq!(in_path, path.matches('{').count(), "{path}");
        }
    }
}

fn walk(value: &Value, see: &mut impl FnMut(&str, &Value)) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                see(name, value);
                walk(value, see);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| walk(item, see)),
        _ => {}
    }
}

#[test]
fn people_read_it_without_scripts() {
    let mut options = ServerOptions::default();
    options.static_prefix = "/ml".to_owned();
    let server = Running::with(options);
    let page = server.get("/ml/api/docs");
    assert_eq!(page.header("Content-Type"), Some("text/html; charset=utf-8"));
    assert!(
        page.header("Content-Security-Policy")
            .unwrap()
            .starts_with("default-src 'none'")
    );
    let text = String::from_utf8(page.body).unwrap();
    assert!(text.contains("<code>POST /api/2.0/mlflow/runs/create</code>"));
    assert!(!text.contains("<script"));
    let document = server.get("/ml/api/openapi.json").json();
    assert_eq!(document["servers"][0]["url"], "/ml");
    assert_eq!(server.get("/api/docs").status, 404);
}
