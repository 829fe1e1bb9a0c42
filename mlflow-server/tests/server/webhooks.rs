//! Deliveries to webhooks, to a receiver in this process.

#[path = "webhooks/receiver.rs"]
mod receiver;

use crate::running::{Answer, Running};
use base64::Engine;
use hmac::{Hmac, KeyInit, Mac};
use mlflow_core::config::{self, settings};
use mlflow_server::{ServerOptions, Shutdown};
use receiver::{Received, Receiver};
use serde_json::{Value, json};
use sha2::Sha256;
use std::time::{Duration, Instant};

const MODELS: &str = "/api/2.0/mlflow/registered-models";
const VERSIONS: &str = "/api/2.0/mlflow/model-versions";
const WEBHOOKS: &str = "/api/2.0/mlflow/webhooks";

/// Lets webhooks be in this process.
fn allow_here(allowed: bool) {
    config::change(|config| {
        config.set(&settings::WEBHOOK_ALLOWED_SCHEMES, "http,https");
        config.set(
            &settings::WEBHOOK_ALLOW_PRIVATE_IPS,
            if allowed { "true" } else { "false" },
        );
    })
    .unwrap();
}

fn start() -> Running {
    allow_here(true);
    Running::start()
}

fn send(server: &Running, method: &str, path: &str, body: &Value) -> Answer {
    let json = [("Content-Type", "application/json")];
    server.send(method, path, &json, body.to_string().as_bytes())
}

fn done(server: &Running, method: &str, path: &str, body: &Value) -> Value {
    let answer = send(server, method, path, body);
    assert_eq!(
        answer.status,
        200,
        "{method} {path}: {:?}",
        String::from_utf8_lossy(&answer.body)
    );
    answer.json()
}

/// Makes a webhook, and returns its id.
fn webhook(server: &Running, url: &str, events: &[(&str, &str)], secret: Option<&str>) -> String {
    let events: Vec<_> = events
        .iter()
        .map(|(entity, action)| json!({"entity": entity, "action": action}))
        .collect();
    let mut body = json!({"name": "ci", "url": url, "events": events});
    if let Some(secret) = secret {
        body["secret"] = secret.into();
    }
    let made = done(server, "POST", WEBHOOKS, &body);
    assert!(made["webhook"].get("secret").is_none());
    made["webhook"]["webhook_id"].as_str().unwrap().to_owned()
}

fn model(server: &Running, name: &str) {
    done(
        server,
        "POST",
        &format!("{MODELS}/create"),
        &json!({ "name": name }),
    );
}

const MADE: &[(&str, &str)] = &[("REGISTERED_MODEL", "CREATED")];

fn signature(secret: &str, received: &Received) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    let (id, time) = (
        received.header("x-mlflow-delivery-id"),
        received.header("x-mlflow-timestamp"),
    );
    mac.update(format!("{}.{}.{}", id.unwrap(), time.unwrap(), received.body).as_bytes());
    let bytes = mac.finalize().into_bytes();
    format!("v1,{}", base64::engine::general_purpose::STANDARD.encode(bytes))
}

#[test]
fn a_delivery_is_signed_and_says_what_happened() {
    let (server, receiver) = (start(), Receiver::start(&[200]));
    webhook(&server, &receiver.url("/hook?a=b"), MADE, Some("töp"));
    let request = json!({"name": "wine", "tags": [{"key": "team", "value": "ä"}]});
    done(&server, "POST", &format!("{MODELS}/create"), &request);
    let received = receiver.next();
    assert_eq!(received.line, "POST /hook?a=b HTTP/1.1");
    assert_eq!(received.header("content-type").unwrap(), "application/json");
    assert_eq!(
        received.header("x-mlflow-signature").unwrap(),
        signature("töp", &received)
    );
    assert_eq!(received.header("x-mlflow-delivery-id").unwrap().len(), 36);
    let mut told = received.json();
    let time = told["timestamp"].take();
    let time = time.as_str().unwrap();
    assert!(time.len() == 32 && time.ends_with("+00:00"), "{time}");
    let data = json!({"name": "wine", "tags": {"team": "ä"}, "description": ""});
    let expected =
        json!({"entity": "registered_model", "action": "created", "timestamp": null, "data": data});
    assert_eq!(told, expected);
    assert!(received.body.contains(r#""team": "\u00e4""#), "{}", received.body);
}

#[test]
fn models_and_prompts_have_events_of_their_own() {
    let (server, receiver) = (start(), Receiver::start(&[200]));
    let all = [
        ("REGISTERED_MODEL", "CREATED"),
        ("MODEL_VERSION", "CREATED"),
        ("MODEL_VERSION_TAG", "SET"),
        ("MODEL_VERSION_TAG", "DELETED"),
        ("MODEL_VERSION_ALIAS", "CREATED"),
        ("MODEL_VERSION_ALIAS", "DELETED"),
        ("PROMPT", "CREATED"),
        ("PROMPT_VERSION", "CREATED"),
        ("PROMPT_TAG", "SET"),
        ("PROMPT_TAG", "DELETED"),
        ("PROMPT_VERSION_TAG", "SET"),
        ("PROMPT_VERSION_TAG", "DELETED"),
        ("PROMPT_ALIAS", "CREATED"),
        ("PROMPT_ALIAS", "DELETED"),
    ];
    webhook(&server, &receiver.url("/"), &all, None);
    let mut told = Vec::new();
    for is_prompt in [false, true] {
        let name = if is_prompt { "greeting" } else { "wine" };
        let mark = json!({"key": "mlflow.prompt.is_prompt", "value": "true"});
        let kind = json!({"key": "_mlflow_prompt_type", "value": "text"});
        let text = json!({"key": "mlflow.prompt.text", "value": "Hi {{x}}"});
        let tag = json!({"key": "t", "value": "1"});
        let (source, tags, version_tags) = match is_prompt {
            false => ("s3://bucket/wine", json!([tag]), json!([tag])),
            true => (
                "dummy-source",
                json!([mark, kind, tag]),
                json!([mark, kind, text, tag]),
            ),
        };
        let version = json!({"name": name, "source": source, "tags": version_tags, "description": "d"});
        for (method, path, body) in [
            (
                "POST",
                format!("{MODELS}/create"),
                json!({"name": name, "tags": tags}),
            ),
            ("POST", format!("{VERSIONS}/create"), version),
            (
                "POST",
                format!("{MODELS}/set-tag"),
                json!({"name": name, "key": "k", "value": "v"}),
            ),
            (
                "DELETE",
                format!("{MODELS}/delete-tag"),
                json!({"name": name, "key": "k"}),
            ),
            (
                "POST",
                format!("{VERSIONS}/set-tag"),
                json!({"name": name, "version": "1", "key": "k", "value": "v"}),
            ),
            (
                "DELETE",
                format!("{VERSIONS}/delete-tag"),
                json!({"name": name, "version": "1", "key": "k"}),
            ),
            (
                "POST",
                format!("{MODELS}/alias"),
                json!({"name": name, "alias": "live", "version": "1"}),
            ),
            (
                "DELETE",
                format!("{MODELS}/alias"),
                json!({"name": name, "alias": "live"}),
            ),
        ] {
            done(&server, method, &path, &body);
            let of_model_alone =
                path.ends_with("registered-models/set-tag") || path.ends_with("registered-models/delete-tag");
            if of_model_alone && !is_prompt {
                continue;
            }
            let received = receiver.next().json();
            told.push(format!(
                "{}.{} {}",
                received["entity"].as_str().unwrap(),
                received["action"].as_str().unwrap(),
                received["data"]
            ));
        }
    }
    receiver.has_no_more();
    insta::assert_snapshot!(told.join("\n"), @r#"
    registered_model.created {"name":"wine","tags":{"t":"1"},"description":""}
    model_version.created {"name":"wine","version":"1","source":"s3://bucket/wine","run_id":null,"tags":{"t":"1"},"description":"d"}
    model_version_tag.set {"name":"wine","version":"1","key":"k","value":"v"}
    model_version_tag.deleted {"name":"wine","version":"1","key":"k"}
    model_version_alias.created {"name":"wine","alias":"live","version":"1"}
    model_version_alias.deleted {"name":"wine","alias":"live"}
    prompt.created {"name":"greeting","tags":{"t":"1"},"description":""}
    prompt_version.created {"name":"greeting","version":"1","template":"Hi {{x}}","tags":{"t":"1"},"description":"d"}
    prompt_tag.set {"name":"greeting","key":"k","value":"v"}
    prompt_tag.deleted {"name":"greeting","key":"k"}
    prompt_version_tag.set {"name":"greeting","version":"1","key":"k","value":"v"}
    prompt_version_tag.deleted {"name":"greeting","version":"1","key":"k"}
    prompt_alias.created {"name":"greeting","alias":"live","version":"1"}
    prompt_alias.deleted {"name":"greeting","alias":"live"}
    "#);
}

#[test]
fn what_passes_is_tried_again_with_the_same_signature() {
    let (server, receiver) = (start(), Receiver::start(&[503, 200]));
    webhook(&server, &receiver.url("/"), MADE, Some("top"));
    model(&server, "wine");
    let (first, second) = (receiver.next(), receiver.next());
    assert_eq!(first.body, second.body);
    for name in ["x-mlflow-signature", "x-mlflow-delivery-id", "x-mlflow-timestamp"] {
        assert_eq!(first.header(name).unwrap(), second.header(name).unwrap());
    }
    receiver.has_no_more();
}

#[test]
fn what_stays_is_not_tried_again_and_fails_no_request() {
    config::change(|config| config.set(&settings::WEBHOOK_REQUEST_MAX_RETRIES, "1")).unwrap();
    let (server, receiver) = (start(), Receiver::start(&[404]));
    webhook(&server, &receiver.url("/"), MADE, None);
    webhook(&server, "http://127.0.0.1:1/", MADE, None);
    model(&server, "wine");
    assert!(receiver.next().header("x-mlflow-signature").is_none());
    receiver.has_no_more();
    send(
        &server,
        "POST",
        &format!("{MODELS}/create"),
        &json!({"name": "wine"}),
    )
    .refused(400, "RESOURCE_ALREADY_EXISTS");
    receiver.has_no_more();
}

#[test]
fn changes_of_webhooks_count_at_once() {
    let (server, receiver) = (start(), Receiver::start(&[200]));
    model(&server, "before");
    let id = webhook(&server, &receiver.url("/a"), MADE, None);
    model(&server, "first");
    assert_eq!(receiver.next().json()["data"]["name"], "first");
    let path = format!("{WEBHOOKS}/{id}");
    done(&server, "PATCH", &path, &json!({"status": "DISABLED"}));
    model(&server, "second");
    done(
        &server,
        "PATCH",
        &path,
        &json!({"status": "ACTIVE", "url": receiver.url("/b")}),
    );
    model(&server, "third");
    let third = receiver.next();
    assert_eq!(
        (third.line.as_str(), &third.json()["data"]["name"]),
        ("POST /b HTTP/1.1", &json!("third"))
    );
    let listed = server.get(WEBHOOKS).json();
    assert_eq!(listed["webhooks"][0]["webhook_id"], json!(id));
    done(&server, "DELETE", &path, &json!({}));
    model(&server, "fourth");
    receiver.has_no_more();
    server.get(&path).refused(404, "RESOURCE_DOES_NOT_EXIST");
}

#[test]
fn a_test_tells_what_the_receiver_answers() {
    let (server, receiver) = (start(), Receiver::start(&[200, 400, 307]));
    let events = [("PROMPT_ALIAS", "DELETED"), ("MODEL_VERSION", "CREATED")];
    let id = webhook(&server, &receiver.url("/"), &events, Some("top"));
    let path = format!("{WEBHOOKS}/{id}/test");
    let result = |event: Value| done(&server, "POST", &path, &event)["result"].clone();
    let (ok, taken) = (result(json!({})), receiver.next());
    assert_eq!(
        ok,
        json!({"success": true, "response_status": 200, "response_body": "answer 200"})
    );
    assert_eq!(
        taken.header("x-mlflow-signature").unwrap(),
        signature("top", &taken)
    );
    assert_eq!(taken.json()["entity"], "model_version");
    assert_eq!(taken.json()["data"]["source"], "models:/123");
    let event = json!({"event": {"entity": "BUDGET_POLICY", "action": "EXCEEDED"}});
    let (refused, taken) = (result(event), receiver.next());
    assert_eq!(
        refused,
        json!({"success": false, "response_status": 400, "response_body": "answer 400"})
    );
    assert!(
        taken
            .body
            .contains(r#""budget_amount": 100.0, "current_spend": 105.5"#),
        "{}",
        taken.body
    );
    let redirected = result(json!({}));
    assert_eq!(
        (&redirected["success"], &redirected["response_status"]),
        (&json!(false), &json!(307))
    );
    receiver.next();
    receiver.has_no_more();
    let wrong = json!({"event": {"entity": "PROMPT", "action": "SET"}});
    send(&server, "POST", &path, &wrong).refused(400, "INVALID_PARAMETER_VALUE");
    let missing = format!("{WEBHOOKS}/nope/test");
    send(&server, "POST", &missing, &json!({})).refused(404, "RESOURCE_DOES_NOT_EXIST");
}

#[test]
fn a_receiver_that_is_not_there_is_named() {
    config::change(|config| config.set(&settings::WEBHOOK_REQUEST_MAX_RETRIES, "1")).unwrap();
    let server = start();
    let id = webhook(&server, "http://127.0.0.1:1/?token=hidden", MADE, None);
    let result = done(&server, "POST", &format!("{WEBHOOKS}/{id}/test"), &json!({}))["result"].clone();
    let message = result["error_message"].as_str().unwrap();
    assert!(
        message.starts_with("Failed to test webhook: ") && message.contains("refused"),
        "{message}"
    );
    assert!(!message.contains("hidden"), "{message}");
}

#[test]
fn a_receiver_that_does_not_answer_is_left() {
    config::change(|config| {
        config.set(&settings::WEBHOOK_REQUEST_MAX_RETRIES, "0");
        config.set(&settings::WEBHOOK_REQUEST_TIMEOUT, "1");
    })
    .unwrap();
    let server = start();
    let receiver = Receiver::slow(Duration::from_secs(5));
    let id = webhook(&server, &receiver.url("/"), MADE, None);
    let begun = Instant::now();
    let result = done(&server, "POST", &format!("{WEBHOOKS}/{id}/test"), &json!({}))["result"].clone();
    assert_eq!(result["success"], false);
    assert!(
        result["error_message"].as_str().unwrap().contains("timed out"),
        "{result}"
    );
    assert!(begun.elapsed() < Duration::from_secs(4));
}

/// R-35.
#[test]
fn private_addresses_are_refused_again_when_something_is_sent() {
    let (server, receiver) = (start(), Receiver::start(&[200]));
    let by_address = webhook(&server, &receiver.url("/"), MADE, None);
    let by_name = webhook(
        &server,
        &receiver.url("/").replace("127.0.0.1", "localhost"),
        MADE,
        None,
    );
    let short = webhook(
        &server,
        &receiver.url("/").replace("127.0.0.1", "127.1"),
        MADE,
        None,
    );
    allow_here(false);
    for (id, host) in [
        (by_address, "127.0.0.1"),
        (by_name, "localhost"),
        (short, "127.0.0.1"),
    ] {
        let result = done(&server, "POST", &format!("{WEBHOOKS}/{id}/test"), &json!({}))["result"].clone();
        let message = result["error_message"].as_str().unwrap();
        let expected = format!(
            "Failed to test webhook: Webhook URL must not resolve to a non-public IP address. '{host}' resolves to "
        );
        assert!(message.starts_with(&expected), "{message}");
    }
    model(&server, "wine");
    receiver.has_no_more();
    let body = json!({"name": "ci", "url": receiver.url("/"), "events": [{"entity": 1, "action": 1}]});
    send(&server, "POST", WEBHOOKS, &body).refused(400, "INVALID_PARAMETER_VALUE");
}

/// R-09.
#[test]
fn of_a_long_answer_the_beginning_is_read() {
    let server = start();
    let receiver = Receiver::long(3 << 20);
    let id = webhook(&server, &receiver.url("/"), MADE, None);
    let result = done(&server, "POST", &format!("{WEBHOOKS}/{id}/test"), &json!({}))["result"].clone();
    assert_eq!(result["success"], true);
    assert_eq!(result["response_body"].as_str().unwrap().len(), 1 << 20);
}

/// R-60.
#[test]
fn requests_do_not_wait_for_deliveries_and_the_end_does() {
    let server = start();
    let receiver = Receiver::slow(Duration::from_secs(2));
    webhook(&server, &receiver.url("/"), MADE, None);
    let begun = Instant::now();
    model(&server, "wine");
    assert!(begun.elapsed() < Duration::from_millis(1500));
    receiver.next();
    assert_eq!(server.stop(), Shutdown::Clean);
    assert!(begun.elapsed() >= Duration::from_secs(2));
    assert_eq!(receiver.answered(), 1);
}

#[test]
fn the_end_does_not_wait_longer_than_it_may() {
    allow_here(true);
    let mut options = ServerOptions::default();
    options.shutdown_timeout = Duration::from_millis(500);
    let server = Running::with(options);
    let receiver = Receiver::slow(Duration::from_secs(20));
    webhook(&server, &receiver.url("/"), MADE, None);
    model(&server, "wine");
    receiver.next();
    let begun = Instant::now();
    server.stop();
    assert!(begun.elapsed() < Duration::from_secs(5));
}
