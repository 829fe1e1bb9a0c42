//! Who is answered.

use crate::running::Running;
use mlflow_server::ServerOptions;

const CREATE: &str = "/api/2.0/mlflow/experiments/create";
const JSON: (&str, &str) = ("Content-Type", "application/json");

///
#[test]
fn names_that_are_not_ours_are_refused() {
    let server = Running::start();
    let get = |host: &str, path: &str| server.send("GET", path, &[("Host", host)], b"").status;
    for host in ["evil.example", "10.evil.example", "localhost.evil.example:5000"] {
        assert_eq!(
            get(host, "/api/2.0/mlflow/experiments/get?experiment_id=0"),
            403,
            "{host}"
        );
        assert_eq!(get(host, "/health"), 200, "{host}");
    }
    assert_eq!(
        get(
            "192.168.0.7:5000",
            "/api/2.0/mlflow/experiments/get?experiment_id=0"
        ),
        200
    );
    let mut options = ServerOptions::default();
    options.allowed_hosts = vec!["mlflow.example".to_owned(), "*.corp.example:*".to_owned()];
    let server = Running::with(options);
    let get = |host: &str| server.send("GET", "/readyz2", &[("Host", host)], b"").status;
    assert_eq!(
        (get("mlflow.example"), get("a.corp.example:80"), get("localhost")),
        (404, 404, 403)
    );
}

///
#[test]
fn pages_of_other_origins_change_nothing() {
    let mut options = ServerOptions::default();
    options.cors_allowed_origins = vec!["https://app.example".to_owned()];
    let server = Running::with(options);
    let post = |origin: &str, name: &str| {
        let body = format!("{{\"name\": \"{name}\"}}");
        server.send("POST", CREATE, &[JSON, ("Origin", origin)], body.as_bytes())
    };
    post("https://evil.example", "a").refused(403, "PERMISSION_DENIED");
    post("null", "a").refused(403, "PERMISSION_DENIED");
    post("http://localhost.evil.example", "a").refused(403, "PERMISSION_DENIED");
    let allowed = post("https://app.example", "a");
    assert_eq!(allowed.status, 200);
    assert_eq!(
        allowed.header("Access-Control-Allow-Origin"),
        Some("https://app.example")
    );
    assert_eq!(post("http://localhost:3000", "b").status, 200);
    let asked = server.send("OPTIONS", CREATE, &[("Origin", "https://app.example")], b"");
    assert_eq!(asked.status, 204);
    assert!(
        asked
            .header("Access-Control-Allow-Methods")
            .unwrap()
            .contains("DELETE")
    );
    let foreign = server.send("OPTIONS", CREATE, &[("Origin", "https://evil.example")], b"");
    assert_eq!(foreign.header("Access-Control-Allow-Origin"), None);
    let graphql = server.send(
        "POST",
        "/graphql",
        &[JSON, ("Origin", "https://evil.example")],
        b"{}",
    );
    assert_eq!(graphql.status, 403);
}

///
#[test]
fn everybody_means_nobodys_credentials() {
    let mut options = ServerOptions::default();
    options.cors_allowed_origins = vec!["*".to_owned()];
    let server = Running::with(options);
    let answer = server.send("GET", "/version", &[("Origin", "https://any.example")], b"");
    assert_eq!(answer.header("Access-Control-Allow-Origin"), Some("*"));
    assert_eq!(answer.header("Access-Control-Allow-Credentials"), None);
}

///
#[test]
fn answers_carry_headers_of_safety_and_an_id() {
    let server = Running::start();
    for path in [
        "/health",
        "/nothing",
        "/api/2.0/mlflow/experiments/get?experiment_id=0",
    ] {
        let answer = server.get(path);
        assert_eq!(answer.header("X-Content-Type-Options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("X-Frame-Options"), Some("SAMEORIGIN"), "{path}");
        assert_eq!(answer.header("Referrer-Policy"), Some("same-origin"), "{path}");
        assert_eq!(answer.header("X-Request-Id").unwrap().len(), 32, "{path}");
    }
    let named = server.send("GET", "/health", &[("X-Request-Id", "mine-1")], b"");
    assert_eq!(named.header("X-Request-Id"), Some("mine-1"));
}
