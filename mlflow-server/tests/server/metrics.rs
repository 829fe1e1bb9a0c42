//! What Prometheus is told.

use crate::running::Running;
use mlflow_server::ServerOptions;
use serde_json::json;

fn options() -> ServerOptions {
    let mut options = ServerOptions::default();
    options.expose_prometheus = true;
    options
}

fn scraped(server: &Running, path: &str) -> String {
    let answer = server.get(path);
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.header("Content-Type"),
        Some("text/plain; version=0.0.4; charset=utf-8")
    );
    String::from_utf8(answer.body).unwrap()
}

#[track_caller]
fn value(page: &str, series: &str) -> f64 {
    let lines = page.lines().filter_map(|line| line.strip_prefix(series));
    let values: Vec<_> = lines.map(|value| value.trim().parse().unwrap()).collect();
    assert_eq!(values.len(), 1, "{series} in {page}");
    values[0]
}

#[test]
fn requests_are_counted_by_operation_method_and_status() {
    let server = Running::with(options());
    for name in ["a", "b", "a"] {
        server.post("/api/2.0/mlflow/experiments/create", &json!({ "name": name }));
    }
    server.send("BREW", "/api/2.0/mlflow/experiments/create", &[], b"");
    server.get("/no-route/1");
    server.get("/no-route/2");
    let page = scraped(&server, "/metrics");
    let made = "operation=\"create_experiment\",method=\"POST\",status=\"200\"";
    assert_eq!(value(&page, &format!("mlflow_http_request_total{{{made}}}")), 2.0);
    let refused = made.replace("200", "400");
    assert_eq!(
        value(&page, &format!("mlflow_http_request_total{{{refused}}}")),
        1.0
    );
    let nowhere = "operation=\"none\",method=\"GET\",status=\"404\"";
    assert_eq!(
        value(&page, &format!("mlflow_http_request_total{{{nowhere}}}")),
        2.0
    );
    assert!(page.contains("method=\"other\"") && !page.contains("BREW"));
    let times = "mlflow_http_request_duration_seconds";
    assert_eq!(value(&page, &format!("{times}_count{{{made}}}")), 2.0);
    assert_eq!(
        value(&page, &format!("{times}_bucket{{{made},le=\"+Inf\"}}")),
        2.0
    );
    assert!(value(&page, &format!("{times}_sum{{{made}}}")) > 0.0);
    let classes: Vec<f64> = page
        .lines()
        .filter(|line| line.starts_with(&format!("{times}_bucket{{{made}")))
        .map(|line| line.rsplit(' ').next().unwrap().parse().unwrap())
        .collect();
    assert!(
        classes.len() == 15 && classes.is_sorted(),
        "{classes:?} in {page}"
    );
}

#[test]
fn what_is_going_on_is_told() {
    let server = Running::with(options());
    let idle = server.connect();
    let mut page = scraped(&server, "/metrics");
    // The connection may not be taken yet.
    for _ in 0..100 {
        if value(&page, "mlflow_http_connections ") == 2.0 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
        page = scraped(&server, "/metrics");
    }
    assert_eq!(value(&page, "mlflow_http_connections "), 2.0);
    assert_eq!(value(&page, "mlflow_http_requests_in_work "), 1.0);
    assert_eq!(value(&page, "mlflow_http_requests_waiting "), 0.0);
    let since = value(&page, "process_start_time_seconds ");
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    assert!((now.as_secs_f64() - since) < 600.0);
    if cfg!(target_os = "linux") {
        assert!(value(&page, "process_resident_memory_bytes ") > 1e6);
    }
    drop(idle);
}

#[test]
fn nothing_is_told_unless_asked_for() {
    assert_eq!(Running::start().get("/metrics").status, 404);
    let mut options = options();
    options.static_prefix = "/ml".to_owned();
    scraped(&Running::with(options), "/ml/metrics");
}
