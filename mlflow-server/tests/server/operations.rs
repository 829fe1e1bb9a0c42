//! The contract over HTTP.

use crate::running::Running;
use mlflow_server::ServerOptions;
use serde_json::{Value, json};

const API: &str = "/api/2.0/mlflow";

fn new_run(server: &Running) -> String {
    let made = server.post(&format!("{API}/runs/create"), &json!({"experiment_id": "0"}));
    made.json()["run"]["info"]["run_id"].as_str().unwrap().to_owned()
}

#[test]
fn runs_are_logged_and_found() {
    let server = Running::start();
    let id = new_run(&server);
    let metric = json!({"runUuid": id, "key": "loss", "value": "NaN", "timestamp": "17", "step": 3});
    assert_eq!(
        server.post(&format!("{API}/runs/log-metric"), &metric).body,
        b"{}"
    );
    let param = json!({"run_id": id, "key": "depth", "value": "3"});
    assert_eq!(
        server.post(&format!("{API}/runs/log-parameter"), &param).status,
        200
    );
    let run = server.get(&format!("{API}/runs/get?run_id={id}")).json();
    assert_eq!(run["run"]["data"]["metrics"][0]["value"], "NaN");
    assert_eq!(run["run"]["inputs"], json!({}));
    let search = json!({"experiment_ids": ["0"], "filter": "params.depth = '3'"});
    let found = server.post("/ajax-api/2.0/mlflow/runs/search", &search).json();
    assert_eq!(found["runs"][0]["info"]["run_id"], id.as_str());
    let points = server
        .get(&format!(
            "{API}/metrics/get-history?run_uuid={id}&metric_key=loss"
        ))
        .json();
    assert_eq!(points["metrics"][0]["step"], 3);
}

#[test]
fn lists_in_queries_are_repeated_names() {
    let server = Running::start();
    for name in ["b", "a%20c"] {
        let body = json!({ "name": name.replace("%20", " ") });
        assert_eq!(
            server.post(&format!("{API}/experiments/create"), &body).status,
            200
        );
    }
    let path = format!("{API}/experiments/search?max_results=5&order_by=name%20DESC&order_by=experiment_id");
    let found = server.get(&path).json();
    let names: Vec<_> = found["experiments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| &e["name"])
        .collect();
    assert_eq!(names, ["b", "a c", "Default"]);
    let by_name = server.get(&format!("{API}/experiments/get-by-name?experiment_name=a+c"));
    assert_eq!(by_name.json()["experiment"]["name"], "a c");
}

#[test]
fn parameters_in_the_path_count() {
    let server = Running::start();
    let made = server.post(
        &format!("{API}/logged-models"),
        &json!({"experiment_id": "0", "name": "tree"}),
    );
    let id = made.json()["model"]["info"]["model_id"]
        .as_str()
        .unwrap()
        .to_owned();
    let tags = json!({"tags": [{"key": "stage", "value": "x"}]});
    let path = format!("{API}/logged-models/{id}");
    let json = [("Content-Type", "application/json")];
    let tagged = server.send(
        "PATCH",
        &format!("{path}/tags"),
        &json,
        tags.to_string().as_bytes(),
    );
    assert_eq!(tagged.status, 200, "{tagged:?}");
    assert_eq!(server.get(&path).json()["model"]["info"]["tags"][0]["value"], "x");
    let removed = server.send("DELETE", &format!("{path}/tags/stage"), &[], b"");
    assert_eq!(removed.status, 200, "{removed:?}");
    assert_eq!(server.get(&path).json()["model"]["info"].get("tags"), None);
}

#[test]
fn models_are_registered_and_their_sources_checked() {
    let server = Running::start();
    let create = |path: &str, body: Value| server.post(&format!("{API}/{path}/create"), &body);
    assert_eq!(create("registered-models", json!({"name": "wine"})).status, 200);
    let version = create(
        "model-versions",
        json!({"name": "wine", "source": "s3://bucket/wine"}),
    );
    assert_eq!(version.json()["model_version"]["version"], "1");
    create("model-versions", json!({"name": "wine", "source": "/etc/passwd"}))
        .refused(400, "INVALID_PARAMETER_VALUE");
    let alias = json!({"name": "wine", "alias": "best", "version": "1"});
    assert_eq!(
        server
            .post(&format!("{API}/registered-models/alias"), &alias)
            .status,
        200
    );
    let found = server.get(&format!("{API}/registered-models/alias?name=wine&alias=best"));
    assert_eq!(found.json()["model_version"]["version"], "1");
    let body = json!({"name": "wine"}).to_string();
    let deleted = server.send(
        "DELETE",
        &format!("{API}/registered-models/delete"),
        &[("Content-Type", "application/json")],
        body.as_bytes(),
    );
    assert_eq!(deleted.body, b"{}");
}

#[test]
fn what_cannot_be_is_refused() {
    let server = Running::start();
    let create = format!("{API}/experiments/create");
    server
        .get("/api/2.0/mlflow/nothing")
        .refused(404, "ENDPOINT_NOT_FOUND");
    server.get(&create).refused(405, "ENDPOINT_NOT_FOUND");
    server
        .post(&create, &json!({}))
        .refused(400, "INVALID_PARAMETER_VALUE");
    server
        .post(&create, &json!({"name": 5}))
        .refused(400, "INVALID_PARAMETER_VALUE");
    server
        .post(&create, &json!({"name": "Default"}))
        .refused(400, "RESOURCE_ALREADY_EXISTS");
    server
        .send("POST", &create, &[], b"{\"name\": \"x\"}")
        .refused(400, "INVALID_PARAMETER_VALUE");
    let json = [("Content-Type", "application/json; charset=utf-8")];
    assert_eq!(
        server.send("POST", &create, &json, b"{\"name\": \"x\"}").status,
        200
    );
    assert_eq!(server.send("POST", &create, &json, b"{").status, 400);
    assert_eq!(
        server
            .send("POST", &create, &json, br#""{\"name\": \"y\"}""#)
            .status,
        200
    );
    let missing = "f".repeat(32);
    server
        .get(&format!("{API}/runs/get?run_id={missing}"))
        .refused(404, "RESOURCE_DOES_NOT_EXIST");
    assert_eq!(server.get(&format!("{API}/runs/get?run_id=%ff")).status, 400);
}

/// R-09.
#[test]
fn bodies_have_a_limit() {
    let mut options = ServerOptions::default();
    options.max_body = 1000;
    let server = Running::with(options);
    let large = json!({ "name": "x".repeat(2000) });
    server
        .post(&format!("{API}/experiments/create"), &large)
        .refused(413, "INVALID_PARAMETER_VALUE");
    assert_eq!(server.get("/health").body, b"OK");
}

#[test]
fn a_prefix_stands_before_every_route() {
    let mut options = ServerOptions::default();
    options.static_prefix = "/ml/flow".to_owned();
    let server = Running::with(options);
    assert_eq!(
        server
            .get("/ml/flow/api/2.0/mlflow/experiments/get?experiment_id=0")
            .status,
        200
    );
    assert_eq!(
        server
            .get("/api/2.0/mlflow/experiments/get?experiment_id=0")
            .status,
        404
    );
    for path in ["/health", "/ml/flow/health"] {
        assert_eq!(server.get(path).body, b"OK", "{path}");
    }
}

#[test]
fn a_server_tells_about_itself() {
    let server = Running::start();
    assert_eq!(server.get("/readyz").status, 200);
    assert_eq!(server.get("/version").body, b"3.17.2");
    let info = server.get("/api/3.0/mlflow/server-info").json();
    assert_eq!(info["workspaces_enabled"], false);
}

#[test]
fn routes_that_only_official_servers_have_say_so() {
    let server = Running::start();
    for path in [
        "/api/3.0/mlflow/prompt-optimization/jobs/search",
        "/ajax-api/3.0/mlflow/prompt-optimization/jobs/j-1",
    ] {
        let answer = server.get(path);
        answer.refused(501, "NOT_IMPLEMENTED");
        assert!(
            answer.json()["message"]
                .as_str()
                .unwrap()
                .starts_with("Prompt optimization")
        );
    }
    server
        .send("PUT", "/api/3.0/mlflow/prompt-optimization/jobs", &[], b"")
        .refused(404, "ENDPOINT_NOT_FOUND");
    server
        .send("OPTIONS", "/api/3.0/mlflow/prompt-optimization/jobs", &[], b"")
        .refused(404, "ENDPOINT_NOT_FOUND");
    let mut options = ServerOptions::default();
    options.static_prefix = "/ml".to_owned();
    let server = Running::with(options);
    assert_eq!(
        server
            .get("/ml/api/3.0/mlflow/prompt-optimization/jobs/search")
            .status,
        501
    );
    assert_eq!(
        server
            .get("/api/3.0/mlflow/prompt-optimization/jobs/search")
            .status,
        404
    );
    assert_eq!(server.get("/ml/api/2.0/mlflow/runs/create").status, 405);
}

/// R-09.
#[test]
fn bodies_are_not_deep() {
    let server = Running::start();
    let create = |levels: usize| {
        // A field that nobody knows is looked at as well.
        let body = format!(
            "{{\"name\": \"n{levels}\", \"x\": {}{}}}",
            "[".repeat(levels - 1),
            "]".repeat(levels - 1)
        );
        let json = [("Content-Type", "application/json")];
        server.send(
            "POST",
            &format!("{API}/experiments/create"),
            &json,
            body.as_bytes(),
        )
    };
    assert_eq!(create(100).status, 200);
    create(129).refused(400, "INVALID_PARAMETER_VALUE");
    create(1_000_000).refused(400, "INVALID_PARAMETER_VALUE");
}

/// R-24.
#[test]
fn bodies_are_not_compressed() {
    let server = Running::start();
    let create = |coding: &str| {
        let headers = [("Content-Type", "application/json"), ("Content-Encoding", coding)];
        server.send(
            "POST",
            &format!("{API}/experiments/create"),
            &headers,
            b"{\"name\": \"x\"}",
        )
    };
    create("gzip").refused(415, "BAD_REQUEST");
    create("identity, gzip").refused(415, "BAD_REQUEST");
    assert_eq!(create("Identity").status, 200);
}

#[test]
fn a_list_of_ids_may_be_empty_but_not_missing() {
    let server = Running::start();
    let missing = server.get("/api/3.0/mlflow/traces/batchGet");
    missing.refused(400, "INVALID_PARAMETER_VALUE");
    let path = "/api/3.0/mlflow/traces/batchGetInfos";
    server
        .post(path, &json!({}))
        .refused(400, "INVALID_PARAMETER_VALUE");
    assert_eq!(server.post(path, &json!({"trace_ids": []})).json(), json!({}));
}
