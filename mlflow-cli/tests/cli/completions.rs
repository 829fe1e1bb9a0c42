//! Completion in shells.

use crate::world::World;

fn completed(world: &World, words: &[&str]) -> String {
    let line = [&["--"], words].concat();
    let mut command = world.command(&line);
    let index = (words.len() - 1).to_string();
    command.env("COMPLETE", "bash").env("_CLAP_COMPLETE_INDEX", index);
    command
        .env("_CLAP_COMPLETE_COMP_TYPE", "9")
        .env("_CLAP_COMPLETE_SPACE", "true")
        .env("_CLAP_IFS", "\n");
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

#[test]
fn stores_are_asked_for_names_and_ids() {
    let world = World::new();
    let run = world.run("wine", &["--run-name", "red"]);
    assert!(completed(&world, &["mlflow", "runs", "list", "--experiment-id", ""]).contains('1'));
    assert!(completed(&world, &["mlflow", "experiments", "get", "-n", "w"]).contains("wine"));
    assert!(completed(&world, &["mlflow", "runs", "describe", "--run-id", ""]).contains(&run));
    let elsewhere = [
        "mlflow",
        "--tracking-uri",
        "sqlite:///other.db",
        "runs",
        "describe",
        "--run-id",
        "",
    ];
    assert!(!completed(&world, &elsewhere).contains(&run));
    assert!(!world.path("other.db").exists());
}

#[test]
fn a_store_that_fails_completes_nothing() {
    let world = World::new();
    world.write(
        "mlflow.db",
        "this is no database, and long enough not to be taken for an empty file",
    );
    assert_eq!(
        completed(&world, &["mlflow", "runs", "describe", "--run-id", ""]).trim(),
        ""
    );
}

#[test]
fn scripts_name_the_commands() {
    let world = World::new();
    for shell in ["bash", "zsh", "fish"] {
        let script = world.data(&["completions", shell]);
        assert!(script.contains("log-artifacts"), "{shell}");
    }
}
