//! `mlflow artifacts`.

use crate::world::World;
use insta::assert_snapshot;

#[test]
fn up_and_down_again() {
    let world = World::new();
    let run = world.run("wine", &[]);
    world.write("notes.txt", "hello");
    world.write("out/a.csv", "1,2");
    world.write("out/deep/b.csv", "3");
    let uri = format!("runs:/{run}/tables/deep/b.csv");
    let lines: [&[&str]; 9] = [
        &["artifacts", "log-artifact", "-l", "notes.txt", "-r", &run],
        &[
            "artifacts",
            "log-artifacts",
            "--local-dir",
            "out",
            "--run-id",
            &run,
            "--artifact-path",
            "tables",
        ],
        &["artifacts", "list", "-r", &run],
        &[
            "artifacts",
            "list",
            "-r",
            &run,
            "-a",
            "tables",
            "--output",
            "table",
        ],
        &["artifacts", "list", "-r", &run, "-a", "nothing"],
        &["artifacts", "download", "-r", &run, "-a", "tables", "-d", "down"],
        &["artifacts", "download", "-u", &uri, "-d", "single"],
        &["artifacts", "download", "-r", &run, "-a", "notes.txt"],
        &[
            "artifacts",
            "download",
            "-r",
            &run,
            "-d",
            "all",
            "--output",
            "json",
        ],
    ];
    let told = lines.iter().map(|line| {
        let line_shown = world.redacted(&line.join(" "));
        format!("$ mlflow {line_shown}\n{}", world.transcript(line))
    });
    assert_snapshot!(told.collect::<Vec<_>>().join("\n\n"));

    let read = |path: &str| std::fs::read_to_string(world.path(path)).unwrap();
    assert_eq!(read("down/tables/deep/b.csv"), "3");
    assert_eq!(read("all/notes.txt"), "hello");
}
