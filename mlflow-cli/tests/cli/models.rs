//! `mlflow models`.

use crate::world::World;
use insta::assert_snapshot;

#[test]
fn from_registration_to_deletion() {
    let world = World::new();
    let run = world.run("wine", &["--run-name", "a"]);
    world.write("model/MLmodel", "flavors: {}");
    world.data(&[
        "artifacts",
        "log-artifacts",
        "--local-dir",
        "model",
        "--run-id",
        &run,
        "--artifact-path",
        "model",
    ]);
    let model_uri = format!("runs:/{run}/model");
    let lines: [&[&str]; 18] = [
        &[
            "models",
            "register",
            "-m",
            &model_uri,
            "-n",
            "wine",
            "--tags",
            "grape=syrah",
        ],
        &[
            "models",
            "register",
            "-m",
            "models:/wine/1",
            "-n",
            "wine",
            "--description",
            "again",
        ],
        &["models", "alias", "-n", "wine", "-a", "champion", "-v", "1"],
        &["models", "tag", "-n", "wine", "--set", "team=a"],
        &["models", "tag", "-n", "wine", "-v", "2", "--set", "k=v"],
        &["models", "stage", "-n", "wine", "-v", "2", "-s", "production"],
        &["models", "describe", "-n", "wine"],
        &["models", "list"],
        &[
            "models",
            "versions",
            "-n",
            "wine",
            "--order-by",
            "version_number ASC",
        ],
        &[
            "models",
            "versions",
            "--filter",
            "tags.k = 'v'",
            "--output",
            "csv",
        ],
        &["models", "alias", "-n", "wine", "-a", "champion", "--remove"],
        &["models", "tag", "-n", "wine", "--remove", "team"],
        &["models", "delete", "-n", "wine", "-v", "1"],
        &["models", "delete", "-n", "wine", "-v", "1", "--yes"],
        &["models", "delete", "-n", "wine", "-v", "9", "--yes"],
        &["models", "delete", "-n", "wine", "--yes", "--output", "json"],
        &["models", "list", "--output", "json"],
        &["models", "describe", "-n", "wine"],
    ];
    let told = lines.iter().map(|line| {
        let said = world.redacted(&format!("$ mlflow {}", line.join(" ")));
        format!("{said}\n{}", world.transcript(line))
    });
    assert_snapshot!(told.collect::<Vec<_>>().join("\n\n"));
}

#[test]
fn what_is_wrong_comes_with_a_hint() {
    let world = World::new();
    let run = world.run("wine", &["--run-name", "a"]);
    let model_uri = format!("runs:/{run}/nothing");
    for (name, line) in [
        (
            "no model in the run",
            ["models", "register", "-m", &model_uri, "-n", "wine"].as_slice(),
        ),
        (
            "no such form",
            &["models", "register", "-m", "models:/", "-n", "wine"],
        ),
        ("bad filter", &["models", "list", "--filter", "nonsense"]),
        ("neither set nor removed", &["models", "tag", "-n", "wine"]),
    ] {
        assert_snapshot!(name, world.transcript(line));
    }
}

#[test]
fn models_may_be_registered_elsewhere() {
    let world = World::new();
    world.run("wine", &["--run-name", "a"]);
    let mut command = world.command(&["models", "register", "-m", "s3://b/m", "-n", "port"]);
    let output = command
        .env("MLFLOW_REGISTRY_URI", "sqlite:///models.db")
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(world.path("models.db").exists());
    assert_eq!(
        world.json(&["models", "list", "--output", "json"]),
        serde_json::json!([])
    );
}
