//! Options of official MLflow's server, one by one.

use super::start_and_stop;
use crate::world::{World, said};
use insta::assert_snapshot;

/// What `mlflow server --help` and `mlflow ui --help` of official MLflow list, without the explanations.
const RECORDED: [&str; 2] = [
    include_str!("../data/official-server-options-2.22.5.txt"),
    include_str!("../data/official-server-options-3.17.2.txt"),
];

/// Returns the spellings of a line such as `-p, --port INTEGER` or `--a / --no-a`, and what stands for their values.
fn spellings(line: &str) -> (Vec<&str>, Option<&str>) {
    let words = line
        .split([' ', ','])
        .filter(|word| !word.is_empty() && *word != "/");
    let (names, values): (Vec<_>, Vec<_>) = words.partition(|word| word.starts_with('-'));
    (names, values.first().copied())
}

#[test]
fn every_option_of_official_servers_is_known() {
    let world = World::new();
    let is_known = |command: &str, word: &str| {
        // The help is asked for, so that nothing starts.
        let output = world.command(&[command, word, "--help"]).output().unwrap();
        !String::from_utf8_lossy(&output.stderr).contains("unexpected argument")
    };
    let mut count = 0;
    for line in RECORDED.iter().flat_map(|text| text.lines()) {
        let (names, value) = spellings(line);
        for name in names {
            let word = match value {
                Some("INTEGER") => format!("{name}=60"),
                Some(_) => format!("{name}=x"),
                None => name.to_owned(),
            };
            assert!(is_known("server", &word) && is_known("ui", &word), "{word}");
            count += 1;
        }
    }
    assert!(count > 50, "{count} options were read");
    assert!(!is_known("server", "--made-up=x"));
}

#[test]
fn what_must_not_be_left_out_in_silence_is_refused() {
    let world = World::new();
    let mut all = String::new();
    for line in [
        &["server", "--app-name", "basic-auth"][..],
        &["ui", "--enable-workspaces"],
        &["server", "--trace-archival-config", "archival.yaml"],
        &["server", "--uvicorn-opts", "--workers 2 --ssl-keyfile=key.pem"],
        &["server", "--gunicorn-opts=--certfile cert.pem --keyfile key.pem"],
        &["server", "--x-frame-options", "SAMEORIGN"],
        &["server", "--secrets-cache-ttl", "5"],
        &["server", "--tls-cert", "cert.pem"],
    ] {
        let text = said(world.command(line).output().unwrap());
        all.push_str(&format!("$ mlflow {}\n{text}\n", line.join(" ")));
    }
    for (name, value) in [
        ("MLFLOW_ENABLE_WORKSPACES", "true"),
        ("MLFLOW_TRACE_ARCHIVAL_CONFIG", "a.yaml"),
        ("MLFLOW_GUNICORN_OPTS", "--certfile cert.pem"),
    ] {
        let text = said(world.command(&["server"]).env(name, value).output().unwrap());
        all.push_str(&format!("$ {name}={value} mlflow server\n{text}\n"));
    }
    world.write("mlflow.toml", "enable_workspaces = true");
    let text = said(world.command(&["server"]).output().unwrap());
    all.push_str(&format!("$ mlflow server  # enable_workspaces = true\n{text}\n"));
    assert_snapshot!(world.redacted(&all));
    assert!(!world.path("mlflow.db").exists());
}

#[test]
fn what_may_be_left_out_is_said() {
    let world = World::new();
    let mut command = world.command(&[
        "server",
        "--port=0",
        "--dev",
        "--waitress-opts=--threads=4",
        "--secrets-cache-ttl=60",
        "--secrets-cache-max-size=1000",
        "--workspace-store-uri=sqlite:///w.db",
        "--disable-workspaces",
        "--allowed-hosts=*",
        "--cors-allowed-origins=*",
        "--x-frame-options=deny",
    ]);
    command
        .env("MLFLOW_READ_REPLICA_BACKEND_STORE_URI", "sqlite:///r.db")
        .env("MLFLOW_ENABLE_WORKSPACES", "true")
        .env("MLFLOW_GUNICORN_OPTS", "")
        .env("MLFLOW_PORT", "")
        .env("MLFLOW_BACKEND_STORE_URI", "");
    let (line, notes) = start_and_stop("-TERM", command);
    assert!(line.contains("store sqlite:///mlflow.db"), "{line}");
    let notes: Vec<_> = notes
        .lines()
        .map(|line| line.trim().trim_start_matches("WARN "))
        .collect();
    assert_eq!(
        notes,
        [
            "--waitress-opts means nothing to this server, which is one program without Python",
            "--dev means nothing to this server, which is one program without Python",
            "--secrets-cache-ttl means nothing to this server, which keeps no secrets",
            "--secrets-cache-max-size means nothing to this server, which keeps no secrets",
            "--workspace-store-uri means nothing to this server, which has no workspaces",
            "--read-replica-backend-store-uri means nothing to this server, which reads from the backend store",
            "--allowed-hosts `*`: pages of any name may speak to this server through a browser",
            "--cors-allowed-origins `*`: pages of any origin may read and change everything",
        ]
    );
    let plain = start_and_stop("-TERM", world.command(&["server", "--port=0"]));
    assert_eq!(plain.1, "");
}

#[test]
fn a_file_has_options() {
    let world = World::new();
    world.write(
        "server.toml",
        "port = 0\nhost = '127.0.0.1'\nbackend-store-uri = 'sqlite:///file.db'\nstatic-prefix = '/file'\n\
         serve-artifacts = false\nallowed-hosts = ['*', 'a.example']\nworkers = 2\ndev = false\n\
         max-artifact-size = 1000000\n",
    );
    let file = ["server", "--config", "server.toml"];
    let (line, notes) = start_and_stop("-TERM", world.command(&file));
    assert!(
        line.ends_with("/file · store sqlite:///file.db · artifacts at ./mlruns, not served\n"),
        "{line}"
    );
    assert!(
        notes.contains("--allowed-hosts `*`") && notes.lines().count() == 1,
        "{notes}"
    );

    // A variable counts more than the file, and the command line more than the variable.
    let mut command = world.command(&file);
    command
        .env("MLFLOW_BACKEND_STORE_URI", "sqlite:///variable.db")
        .env("MLFLOW_STATIC_PREFIX", "");
    let (line, _) = start_and_stop("-TERM", command);
    assert!(line.contains("/file · store sqlite:///variable.db"), "{line}");
    let line = [
        &file[..],
        &["--backend-store-uri=sqlite:///line.db", "--serve-artifacts"],
    ]
    .concat();
    let mut command = world.command(&line);
    command.env("MLFLOW_BACKEND_STORE_URI", "sqlite:///variable.db");
    let (line, _) = start_and_stop("-TERM", command);
    assert!(
        line.contains("store sqlite:///line.db · artifacts served from ./mlartifacts"),
        "{line}"
    );
    world.write("serves.toml", "port = 0\nserve-artifacts = true");
    let mut command = world.command(&["ui", "--config=serves.toml", "--no-serve-artifacts"]);
    command.env("MLFLOW_SERVE_ARTIFACTS", "true");
    let (line, _) = start_and_stop("-TERM", command);
    assert!(line.contains("not served"), "{line}");
}

#[test]
fn a_file_of_options_is_read_strictly() {
    let world = World::new();
    let mut all = String::new();
    let mut ask = |text: &str| {
        world.write("server.toml", text);
        let command = world.command(&["server", "--config", "server.toml"]);
        let said = said({ command }.output().unwrap());
        all.push_str(&format!("# {}\n{said}\n", text.replace('\n', "; ")));
    };
    for text in [
        "prot = 5001",
        "backend_store_uri = 'sqlite:///a.db'",
        "no-serve-artifacts = true",
        "config = 'other.toml'",
        "port = '5001'",
        "port = 70000",
        "port = 1.5",
        "host = ['a']",
        "dev = 1",
        "serve-artifacts = 'no'",
        "allowed-hosts = ['a', 1]",
        "workers = 0",
        "x-frame-options = 'any'",
        "app-name = 'basic-auth'",
        "enable-workspaces = true",
        "\nport = ",
        "[server]\nport = 1",
    ] {
        ask(text);
    }
    let none = said(world.command(&["server", "--config=none.toml"]).output().unwrap());
    all.push_str(&format!("# no file\n{none}\n"));
    assert_snapshot!(world.redacted(&all));
}
