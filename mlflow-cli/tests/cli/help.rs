//! Help pages and the version.

use crate::world::World;
use insta::assert_snapshot;

#[test]
fn pages() {
    let pages: [&[&str]; 41] = [
        &[],
        &["experiments"],
        &["experiments", "create"],
        &["experiments", "get"],
        &["experiments", "search"],
        &["experiments", "csv"],
        &["experiments", "rename"],
        &["experiments", "delete"],
        &["experiments", "restore"],
        &["runs"],
        &["runs", "create"],
        &["runs", "list"],
        &["runs", "describe"],
        &["runs", "delete"],
        &["runs", "restore"],
        &["artifacts"],
        &["artifacts", "list"],
        &["artifacts", "download"],
        &["artifacts", "log-artifact"],
        &["artifacts", "log-artifacts"],
        &["models"],
        &["models", "list"],
        &["models", "describe"],
        &["models", "versions"],
        &["models", "register"],
        &["models", "alias"],
        &["models", "tag"],
        &["models", "stage"],
        &["models", "delete"],
        &["server"],
        &["gc"],
        &["db"],
        &["db", "upgrade"],
        &["db", "check"],
        &["db", "version"],
        &["plugins"],
        &["plugins", "list"],
        &["plugins", "info"],
        &["plugins", "check"],
        &["plugins", "new"],
        &["doctor"],
    ];
    let world = World::new();
    for page in pages {
        let name = std::iter::once(&"mlflow")
            .chain(page)
            .copied()
            .collect::<Vec<_>>()
            .join(" ");
        // Of a server, `-h` is the host.
        let short = if page == ["server"] { "--help" } else { "-h" };
        let text = world.data(&[page, &[short]].concat());
        assert_snapshot!(name, text);
    }
    assert_snapshot!("mlflow gc, all of it", world.data(&["gc", "--help"]));
    assert_snapshot!("mlflow completions", world.data(&["completions", "--help"]));
}

#[test]
fn the_version_reads_as_official_mlflow_s() {
    let text = World::new().data(&["--version"]);
    assert_eq!(text, format!("mlflow, version {}\n", env!("CARGO_PKG_VERSION")));
}
