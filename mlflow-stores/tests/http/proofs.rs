//! Who asks: logins, tokens, headers, and what other servers get to see of them.

use crate::fake::{Fake, Reply, Seen};
use crate::settings;
use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use mlflow_core::config::settings as names;
use mlflow_core::contract::runs::LogMetric;
use mlflow_core::contract::{CallContext, Runs};
use mlflow_core::outgoing::{self, OutgoingRequest, RequestAuthProvider, RequestHeaderProvider};
use mlflow_core::{Remote, Result, StoreUri};
use mlflow_stores::rest::Http;
use std::process::Command;

const ROLE: &str = "MLFLOW_TEST_ROLE_URI";

async fn call(uri: &str) -> Result<()> {
    let store = Remote(Http::open(&StoreUri::parse(uri)?)?);
    let request = LogMetric {
        run_id: "f00".into(),
        key: "loss".into(),
        ..LogMetric::default()
    };
    store.log_metric(request).await.map(drop)
}

fn fine() -> Fake {
    Fake::replies([Reply::json("{}")])
}

fn basic(login: &str) -> Option<String> {
    Some(format!("Basic {}", STANDARD.encode(login)))
}

/// A role: makes one call with the variables that it was started with.
#[tokio::test]
async fn one_call() {
    let Ok(uri) = std::env::var(ROLE) else { return };
    call(&uri).await.unwrap();
}

/// Lets another process make a call, and returns what the server saw of it.
fn seen_with(variables: &[(&str, &str)], login: &str, home: &str) -> Seen {
    let fake = fine();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "proofs::one_call"]).env("HOME", home);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("MLFLOW_") {
            command.env_remove(name);
        }
    }
    command.envs(variables.iter().copied());
    let uri = fake.uri().replacen("//", &format!("//{login}"), 1);
    let output = command.env(ROLE, uri).output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
    fake.seen().remove(0)
}

#[test]
fn who_asks_is_proved_in_the_order_of_official_mlflow() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().to_str().unwrap();
    let authorization = |variables: &[(&str, &str)], login| {
        let seen = seen_with(variables, login, home);
        seen.header("Authorization").map(str::to_owned)
    };
    let token = ("MLFLOW_TRACKING_TOKEN", "t0ken");
    let user = ("MLFLOW_TRACKING_USERNAME", "ann");
    let password = ("MLFLOW_TRACKING_PASSWORD", "s3cret");
    assert_eq!(authorization(&[], ""), None);
    assert_eq!(authorization(&[token], "").as_deref(), Some("Bearer t0ken"));
    assert_eq!(authorization(&[user, token], "").as_deref(), Some("Bearer t0ken"));
    assert_eq!(authorization(&[user, password, token], ""), basic("ann:s3cret"));
    assert_eq!(
        authorization(&[user, password, token], "eve:a%40b@"),
        basic("eve:a@b")
    );

    std::fs::create_dir(folder.path().join(".mlflow")).unwrap();
    let file = "[mlflow]\nmlflow_tracking_username = bob\nmlflow_tracking_password = hidden\n";
    std::fs::write(folder.path().join(".mlflow/credentials"), file).unwrap();
    assert_eq!(authorization(&[token], ""), basic("bob:hidden"));
    assert_eq!(authorization(&[user], ""), basic("ann:hidden"));
}

#[tokio::test]
async fn a_server_learns_who_we_are_and_where_we_work() {
    let _one = settings::set(|config| config.set(&names::WORKSPACE, "red"));
    let fake = fine();
    call(&fake.uri()).await.unwrap();
    let context = CallContext {
        workspace: Some("blue".into()),
        request_id: Some("r-1".into()),
        ..CallContext::default()
    };
    context.scope(call(&fake.uri())).await.unwrap();
    let seen = fake.seen();
    assert!(
        seen[0]
            .header("User-Agent")
            .unwrap()
            .starts_with("mlflow-rust-client/")
    );
    assert_eq!(seen[0].header("Content-Type"), Some("application/json"));
    assert_eq!(
        (
            seen[0].header("X-MLFLOW-WORKSPACE"),
            seen[0].header("X-Request-Id")
        ),
        (Some("red"), None)
    );
    assert_eq!(
        (
            seen[1].header("X-MLFLOW-WORKSPACE"),
            seen[1].header("X-Request-Id")
        ),
        (Some("blue"), Some("r-1"))
    );
}

struct Plugin;

impl RequestHeaderProvider for Plugin {
    fn name(&self) -> &str {
        "plugin"
    }

    fn headers(&self) -> Result<Vec<(String, String)>> {
        Ok(vec![
            ("X-Plugin".into(), "yes".into()),
            ("User-Agent".into(), "plugin/1".into()),
        ])
    }
}

#[async_trait]
impl RequestAuthProvider for Plugin {
    fn name(&self) -> &str {
        "plugin"
    }

    async fn headers(&self, request: OutgoingRequest<'_>) -> Result<Vec<(String, String)>> {
        let length = request.body.map_or(0, <[u8]>::len);
        Ok(vec![
            ("Authorization".into(), "Plugin s3cret".into()),
            (
                "X-Signed".into(),
                format!("{} {} {length}", request.method, request.url),
            ),
        ])
    }
}

#[tokio::test]
async fn plugins_add_headers_and_proofs() {
    outgoing::register_headers(Plugin);
    outgoing::register_auth(Plugin);
    let _one = settings::set(|config| config.set(&names::TRACKING_AUTH, "plugin"));
    let fake = fine();
    call(&fake.uri().replacen("//", "//ann:pw@", 1)).await.unwrap();
    let seen = &fake.seen()[0];
    assert_eq!(
        (seen.header("X-Plugin"), seen.header("Authorization")),
        (Some("yes"), Some("Plugin s3cret"))
    );
    assert!(seen.header("User-Agent").unwrap().ends_with(" plugin/1"));
    let signed = format!(
        "POST {}/api/2.0/mlflow/runs/log-metric {}",
        fake.uri(),
        seen.body.len()
    );
    assert_eq!(seen.header("X-Signed"), Some(signed.as_str()));
}

#[tokio::test]
async fn a_plugin_that_is_not_there_is_told() {
    let _one = settings::set(|config| config.set(&names::TRACKING_AUTH, "kerberos"));
    let fake = fine();
    let error = call(&fake.uri()).await.unwrap_err();
    assert!(error.message().contains("`kerberos`"), "{error}");
    assert!(fake.seen().is_empty());
}

/// Another server gets the request, and not what proves who asks.
#[tokio::test]
async fn a_redirect_takes_no_secrets_along() {
    let _one = settings::set(|config| config.set(&names::WORKSPACE, "red"));
    let other = fine();
    let fake = Fake::replies([
        Reply::redirect(307, "/here"),
        Reply::redirect(307, format!("http://eve:x@127.0.0.1:{}/there", other.port())),
    ]);
    call(&fake.uri().replacen("//", "//ann:s3cret@", 1))
        .await
        .unwrap();
    assert!(
        fake.seen()
            .iter()
            .all(|seen| seen.header("Authorization").map(str::to_owned) == basic("ann:s3cret"))
    );
    let seen = &other.seen()[0];
    assert_eq!((seen.target.as_str(), seen.method.as_str()), ("/there", "POST"));
    assert_eq!(
        (seen.header("Authorization"), seen.header("X-MLFLOW-WORKSPACE")),
        (None, None)
    );
}
