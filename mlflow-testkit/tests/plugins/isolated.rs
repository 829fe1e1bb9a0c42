//! R-54: plugins in processes of their own, which may do what they like.

use crate::example::example;
use crate::library::own_example;
use mlflow_core::contract::CallContext;
use mlflow_core::contract::experiments::GetExperiment;
use mlflow_core::extension::Extension;
use mlflow_core::{Error, ErrorCode, Registry, TrackingStore, plugin};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A plugin in a process that no other test knows of.
pub(crate) struct Isolated {
    pub(crate) registry: Registry,
    pub(crate) extensions: Vec<Extension>,
    _folder: TempDir,
}

fn write_manifest(folder: &Path, more: &str) -> PathBuf {
    let manifest = folder.join("own.plugin.json");
    let text = format!(r#"{{"name":"own","version":"1","abi":1,{more}}}"#);
    std::fs::write(&manifest, text).unwrap();
    manifest
}

fn offer(schemes: &[&str]) -> String {
    format!(r#""offers":[{{"kind":"tracking_store","schemes":{schemes:?}}}]"#)
}

impl Isolated {
    /// Loads a library among the examples.
    pub(crate) fn library(name: &str) -> Self {
        plugin::set_host(example("plugin_host"), [""; 0]);
        let (folder, _library) = own_example(name);
        let more = format!(
            r#""library":"libown.so","isolation":"process",{}"#,
            offer(&["own"])
        );
        Isolated::load(folder, &more).unwrap()
    }

    /// Makes a plugin of a script of the shell.
    fn script(script: &str) -> mlflow_core::Result<Self> {
        Isolated::script_with(script, "")
    }

    fn script_with(script: &str, more: &str) -> mlflow_core::Result<Self> {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("own.sh");
        std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        let more = format!(r#""program":"own.sh",{more}{}"#, offer(&["own"]));
        Isolated::load(folder, &more)
    }

    fn load(folder: TempDir, more: &str) -> mlflow_core::Result<Self> {
        let manifest = write_manifest(folder.path(), more);
        let mut registry = Registry::empty();
        let plugin = plugin::load_plugin(manifest)?;
        for provider in plugin.providers {
            registry.register(provider)?;
        }
        Ok(Isolated {
            extensions: plugin.extensions,
            registry,
            _folder: folder,
        })
    }

    async fn open(&self, uri: &str) -> Arc<dyn TrackingStore> {
        self.registry.tracking_store(uri).await.unwrap()
    }
}

async fn ask(store: &Arc<dyn TrackingStore>, wait: Duration) -> Result<(), Error> {
    let context = CallContext {
        deadline: Some(wait),
        ..CallContext::default()
    };
    let request = GetExperiment {
        experiment_id: "0".into(),
    };
    context.scope(store.get_experiment(request)).await.map(drop)
}

/// Ends the process of the hostile plugin.
pub(crate) async fn abort(hostile: &Isolated) {
    ask(&hostile.open("aborts://x").await, LONG).await.unwrap_err();
}

const LONG: Duration = Duration::from_secs(20);

/// The death of a process is an error of the calls in flight, and of nobody else.
#[tokio::test]
async fn a_process_that_ends_is_started_again() {
    let hostile = Isolated::library("hostile_plugin");
    let (good, hangs, aborts) = (
        hostile.open("good://x").await,
        hostile.open("hangs://x").await,
        hostile.open("aborts://x").await,
    );
    ask(&good, LONG).await.unwrap();
    let waits = tokio::spawn(async move { ask(&hangs, LONG).await });
    tokio::time::sleep(Duration::from_millis(50)).await;
    for error in [
        ask(&aborts, LONG).await.unwrap_err(),
        waits.await.unwrap().unwrap_err(),
    ] {
        assert_eq!(error.code(), ErrorCode::InternalError, "{error}");
        assert!(
            error
                .message()
                .contains("the plugin `own` ended during `get_experiment`: signal: 6"),
            "{error}"
        );
    }
    ask(&good, LONG).await.unwrap();
}

#[tokio::test]
async fn a_process_that_keeps_ending_is_given_breaks() {
    let hostile = Isolated::library("hostile_plugin");
    let (good, aborts) = (hostile.open("good://x").await, hostile.open("aborts://x").await);
    let mut ends = 0;
    for _ in 0..40 {
        let error = ask(&aborts, LONG).await.unwrap_err();
        match error.code() {
            ErrorCode::TemporarilyUnavailable => assert!(error.message().contains("in a row"), "{error}"),
            _ => ends += 1,
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!((2..=5).contains(&ends), "{ends}");
    let begun = Instant::now();
    while ask(&good, LONG).await.is_err() {
        assert!(begun.elapsed() < LONG);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_process_that_hangs_is_ended_and_started_again() {
    let hostile = Isolated::library("hostile_plugin");
    let (good, blocks) = (hostile.open("good://x").await, hostile.open("blocks://x").await);
    for _ in 0..3 {
        let error = ask(&blocks, Duration::from_millis(100)).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::DeadlineExceeded, "{error}");
    }
    let begun = Instant::now();
    while ask(&good, LONG).await.is_err() {
        assert!(begun.elapsed() < LONG);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn what_a_library_prints_is_no_message() {
    let hostile = Isolated::library("hostile_plugin");
    let prints = hostile.open("prints://x").await;
    ask(&prints, LONG).await.unwrap();
}

const READY: &str = r#"
manifest='{"name":"own","version":"1","abi":1,"offers":[{"kind":"tracking_store","schemes":["own"]}]}'
printf '{"do":"ready","length":%d}\n%s' ${#manifest} "$manifest"
read -r open; dd bs=1 count="$(expr "$open" : '.*"length":\([0-9]*\)')" >/dev/null 2>&1
printf '{"do":"opened","call":2,"instance":1}\n'
read -r call
"#;

#[tokio::test]
async fn garbage_on_the_pipe_is_named_and_ends_the_process() {
    for (answer, said) in [
        ("echo 'hello world'; sleep 60", "`hello world` is no message"),
        (
            r#"printf '{"do":"done","call":3,"status":0,"length":9}\nabc'"#,
            "it ends after 3 bytes",
        ),
        ("exit 3", "exit status: 3"),
        ("exec >/dev/null; sleep 60", "signal: 9"),
    ] {
        let strange = Isolated::script(&format!("{READY}\n{answer}")).unwrap();
        let error = ask(&strange.open("own://x").await, LONG).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::InternalError, "{error}");
        assert!(error.message().contains(said), "{answer}: {error}");
    }
    let strange = Isolated::script(&format!(
        "{READY}\nprintf '{{\"do\":\"done\",\"call\":3,\"status\":0,\"length\":3}}\\nabc'; sleep 60"
    ));
    let error = ask(&strange.unwrap().open("own://x").await, LONG)
        .await
        .unwrap_err();
    assert!(
        error
            .message()
            .contains("the plugin `own` answered `get_experiment`"),
        "{error}"
    );
}

#[test]
fn a_program_that_is_no_plugin_is_named() {
    for (script, said) in [
        ("exit 3", "exit status: 3"),
        ("echo hello", "`hello` is no message"),
        (
            r#"printf '{"do":"ready","length":2}\n{}'; sleep 60"#,
            "no manifest of a plugin",
        ),
    ] {
        let error = Isolated::script(script).err().unwrap();
        assert!(error.message().contains("own.sh: "), "{error}");
        assert!(error.message().contains(said), "{script}: {error}");
    }
}

/// A process sees the secrets that its manifest names, and no other ones.
#[tokio::test]
async fn a_process_has_an_environment_of_its_own() {
    let script = tells(r"$(env | cut -d= -f1 | sort | tr '\n' ' ')");
    let own = Isolated::script(&script).unwrap();
    let error = ask(&own.open("own://x").await, LONG).await.unwrap_err();
    assert!(error.message().contains("PATH"), "{error}");
    for name in error.message().split_whitespace() {
        assert!(
            [
                "PATH",
                "HOME",
                "USER",
                "LANG",
                "LC_ALL",
                "TZ",
                "TMPDIR",
                "PWD",
                "OLDPWD",
                "SHLVL",
                "_",
                "RUST_BACKTRACE",
                "RUST_LOG",
                "LD_LIBRARY_PATH",
                "MLFLOW_LOGGING_LEVEL"
            ]
            .contains(&name)
                || name.starts_with("XDG_")
                || name.starts_with("SSL_"),
            "{name}"
        );
    }
}

/// Answers the first call with an error whose message is the value of an expression of the shell.
fn tells(expression: &str) -> String {
    format!(
        "{READY}\n{}",
        r#"error="{\"error_code\":\"BAD_REQUEST\",\"message\":\"EXPRESSION\"}"
printf '{"do":"done","call":3,"status":1,"length":%d}\n%s' ${#error} "$error""#
            .replace("EXPRESSION", expression)
    )
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn the_memory_of_a_process_has_the_limit_of_its_manifest() {
    let own = Isolated::script_with(&tells("$(ulimit -d)"), r#""memory_mb":256,"#).unwrap();
    let error = ask(&own.open("own://x").await, LONG).await.unwrap_err();
    assert_eq!(error.message(), (256 * 1024).to_string());
}

/// R-61: a process ends with whoever started it.
#[test]
fn a_host_ends_with_its_input() {
    let mut host = Command::new(example("plugin_host"));
    host.arg(example("hostile_plugin"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    let begun = Instant::now();
    let output = host.output().unwrap();
    assert!(output.status.success() && begun.elapsed() < LONG);
    assert!(output.stdout.starts_with(b"{\"do\":\"ready\""));
}
