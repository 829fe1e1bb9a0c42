//! What is repeated, and what a server that fails costs.

use crate::fake::{Fake, Reply};
use crate::settings;
use mlflow_core::config::settings as names;
use mlflow_core::contract::runs::{CreateRun, GetRun, LogMetric};
use mlflow_core::contract::{CallContext, Runs};
use mlflow_core::{ErrorCode, Remote, Result, StoreUri};
use mlflow_stores::rest::Http;
use std::time::{Duration, Instant};

const RUN: &str = r#"{"run": {"info": {"run_id": "f00"}}}"#;

fn store(uri: &str) -> Remote<Http> {
    Remote(Http::open(&StoreUri::parse(uri).unwrap()).unwrap())
}

async fn read(fake: &Fake) -> Result<String> {
    let request = GetRun { run_id: "f00".into() };
    Ok(store(&fake.uri()).get_run(request).await?.run.info.run_id)
}

async fn write(fake: &Fake) -> Result<()> {
    let request = LogMetric {
        run_id: "f00".into(),
        key: "loss".into(),
        ..LogMetric::default()
    };
    store(&fake.uri()).log_metric(request).await.map(drop)
}

async fn create(fake: &Fake) -> Result<()> {
    store(&fake.uri())
        .create_run(CreateRun::default())
        .await
        .map(drop)
}

/// R-70: what fails in passing is asked again.
#[tokio::test]
async fn reads_are_repeated() {
    let _one = settings::set(|_| {});
    let failures = [408, 429, 500, 502, 503, 504].map(Reply::status);
    let fake = Fake::replies(failures.into_iter().chain([Reply::HangUp, Reply::json(RUN)]));
    assert_eq!(read(&fake).await.unwrap(), "f00");
    let seen = fake.seen();
    assert_eq!(seen.len(), 8);
    assert!(seen.iter().all(|s| (s.method.as_str(), s.target.as_str()) == ("GET", "/api/2.0/mlflow/runs/get?run_id=f00")));
}

/// R-71: what may be done twice is sent again, but not after an answer that says that something broke.
#[tokio::test]
async fn writes_are_repeated() {
    let _one = settings::set(|_| {});
    let fake = Fake::replies([Reply::HangUp, Reply::status(503), Reply::json("{}")]);
    write(&fake).await.unwrap();
    assert_eq!(fake.seen().len(), 3);
    assert_eq!(fake.seen()[2].body, fake.seen()[0].body);

    let fake = Fake::replies([Reply::status(500)]);
    write(&fake).await.unwrap_err();
    assert_eq!(fake.seen().len(), 1);
}

/// R-72: a run that may exist by now is not created again.
#[tokio::test]
async fn creates_are_not_repeated_once_they_were_sent() {
    let _one = settings::set(|_| {});
    for failure in [
        Reply::HangUp,
        Reply::status(500),
        Reply::status(503),
        Reply::status(504),
    ] {
        let fake = Fake::replies([failure, Reply::json(RUN)]);
        create(&fake).await.unwrap_err();
        assert_eq!(fake.seen().len(), 1);
    }
    let fake = Fake::replies([Reply::status(429), Reply::json(RUN)]);
    create(&fake).await.unwrap();
}

/// R-70: the tries come to an end, and refusals are no reason to try again.
#[tokio::test]
async fn tries_end() {
    let _one = settings::set(|config| config.set(&names::HTTP_REQUEST_MAX_RETRIES, "2"));
    let fake = Fake::replies([Reply::status(503)]);
    let error = read(&fake).await.unwrap_err();
    assert_eq!(
        (error.code(), error.message()),
        (ErrorCode::TemporarilyUnavailable, "on purpose")
    );
    assert_eq!(fake.seen().len(), 3);

    for status in [400, 401, 403, 404, 501] {
        let fake = Fake::replies([Reply::status(status)]);
        read(&fake).await.unwrap_err();
        assert_eq!(fake.seen().len(), 1, "{status}");
    }
}

#[tokio::test]
async fn settings_have_limits() {
    let _one = settings::set(|config| config.set(&names::HTTP_REQUEST_MAX_RETRIES, "11"));
    let error = Http::open(&StoreUri::parse("http://localhost").unwrap())
        .err()
        .unwrap();
    assert!(
        error.message().contains("MLFLOW_HTTP_REQUEST_MAX_RETRIES"),
        "{error}"
    );
}

/// R-70: a create too is sent again where it was not sent before.
#[tokio::test]
async fn a_server_that_is_not_there_is_named_without_the_login() {
    let _one = settings::set(|_| {});
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let store = store(&format!("http://alice:s3cret@127.0.0.1:{port}"));
    let error = store.create_run(CreateRun::default()).await.unwrap_err();
    let shown = format!("{error:?} {store:?}");
    assert!(
        shown.contains(&format!("cannot reach the server at http://127.0.0.1:{port}")),
        "{shown}"
    );
    assert!(shown.contains("tries: 8"), "{shown}");
    assert!(!shown.contains("s3cret") && !shown.contains("alice"), "{shown}");
}

/// R-70: a server may say when it is to be asked again.
#[tokio::test]
async fn a_server_may_ask_for_time() {
    let busy = || Reply::Answer(429, vec![("Retry-After", "1".to_owned())], String::new());
    for (respected, least) in [("true", 1.0), ("false", 0.0)] {
        let _one = settings::set(|config| config.set(&names::HTTP_RESPECT_RETRY_AFTER_HEADER, respected));
        let fake = Fake::replies([busy(), Reply::json(RUN)]);
        let started = Instant::now();
        read(&fake).await.unwrap();
        let passed = started.elapsed().as_secs_f64();
        assert!(passed >= least, "{passed}");
        assert!(respected == "true" || passed < 1.0, "{passed}");
    }
}

#[tokio::test]
async fn a_deadline_is_kept() {
    let _one = settings::set(|_| {});
    let fake = Fake::replies([Reply::Silence]);
    let context = CallContext {
        deadline: Some(Duration::from_millis(200)),
        ..CallContext::default()
    };
    let error = context.scope(read(&fake)).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::DeadlineExceeded);
    assert!(fake.were_gone(1));
}

#[tokio::test]
async fn a_silent_server_is_left() {
    let _one = settings::set(|config| config.set(&names::HTTP_REQUEST_TIMEOUT, "1"));
    let fake = Fake::replies([Reply::Silence]);
    let error = create(&fake).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::TemporarilyUnavailable);
    assert!(error.message().contains("MLFLOW_HTTP_REQUEST_TIMEOUT"), "{error}");
    assert_eq!(fake.seen().len(), 1);
}

/// A call that nobody waits for is not sent again.
#[tokio::test]
async fn a_dropped_call_ends() {
    let _one = settings::set(|_| {});
    let fake = Fake::replies([Reply::Silence]);
    assert!(
        tokio::time::timeout(Duration::from_millis(300), read(&fake))
            .await
            .is_err()
    );
    assert!(fake.were_gone(1));
    assert_eq!(fake.seen().len(), 1);
}

#[tokio::test]
async fn answers_that_are_no_json_are_told() {
    let _one = settings::set(|_| {});
    let page = Reply::Answer(
        200,
        vec![("Content-Type", "text/html".to_owned())],
        "<html>Please log in".to_owned(),
    );
    let error = read(&Fake::replies([page])).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::InternalError);
    for part in ["text/html", "is it an MLflow server", "<html>Please log in"] {
        assert!(error.message().contains(part), "{error}");
    }
    for fine in ["OK", "", "{}"] {
        write(&Fake::replies([Reply::json(fine)])).await.unwrap();
    }
}

#[tokio::test]
async fn refusals_keep_their_code() {
    let _one = settings::set(|_| {});
    let json = r#"{"error_code": "RESOURCE_DOES_NOT_EXIST", "message": "no run", "hint": 7}"#;
    let error = read(&Fake::replies([Reply::Answer(404, vec![], json.into())]))
        .await
        .unwrap_err();
    assert_eq!(
        (error.code(), error.message()),
        (ErrorCode::ResourceDoesNotExist, "no run")
    );
    assert_eq!(error.extra()["hint"], 7);
    let page = "<html>Bad gateway".to_owned();
    let error = write(&Fake::replies([Reply::Answer(403, vec![], page)]))
        .await
        .unwrap_err();
    assert_eq!(error.code(), ErrorCode::PermissionDenied);
}

/// A redirect keeps the method and the body, which a browser would lose.
#[tokio::test]
async fn redirects_are_followed() {
    let _one = settings::set(|_| {});
    for status in [301, 302, 307, 308] {
        let fake = Fake::replies([Reply::redirect(status, "/elsewhere?x=1"), Reply::json("{}")]);
        write(&fake).await.unwrap();
        let seen = fake.seen();
        assert_eq!(
            (seen[1].method.as_str(), seen[1].target.as_str()),
            ("POST", "/elsewhere?x=1")
        );
        assert!(seen[1].body.contains("loss"));
    }
    let endless = Fake::replies([Reply::redirect(302, "/again")]);
    assert!(
        write(&endless)
            .await
            .unwrap_err()
            .message()
            .contains("without end")
    );
}

#[tokio::test]
async fn redirects_may_be_forbidden() {
    let _one = settings::set(|config| config.set(&names::ALLOW_HTTP_REDIRECTS, "false"));
    let fake = Fake::replies([Reply::redirect(302, "http://other.example/secret")]);
    let error = read(&fake).await.unwrap_err();
    assert!(error.message().contains("http://other.example"), "{error}");
    assert_eq!(fake.seen().len(), 1);
}
