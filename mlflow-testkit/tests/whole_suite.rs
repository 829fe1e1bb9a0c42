//! Every behaviour that is written is one that is tested.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[test]
fn the_macro_names_every_behaviour() {
    for suite in ["tracking", "registry", "trace"] {
        names_every_behaviour(suite);
    }
}

fn names_every_behaviour(suite: &str) {
    let folder = if suite == "trace" { "traces" } else { suite };
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src")
        .join(folder);
    let list = std::fs::read_to_string(source.with_extension("rs")).unwrap();
    for file in std::fs::read_dir(source).unwrap() {
        let path = file.unwrap().path();
        if path.file_stem().is_some_and(|name| name == "fixture") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for behaviour in text.split("pub async fn ").skip(1) {
            let name = behaviour.split('(').next().unwrap_or_default();
            let listed = list
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .any(|word| word == name);
            assert!(listed, "{} of {} is not in {suite}_suite!", name, path.display());
        }
    }
}
