//! The pages for users say what the tests run: each statement of a Rust fragment of `README.md` or `docs/api.md`
//! stands, in the same order, in a test of this folder.
#![allow(clippy::unwrap_used, clippy::panic)] // A test stops at the first surprise.

use std::path::Path;

#[test]
fn the_fragments_of_the_readme_are_run() {
    check("README.md", "readme.rs");
}

#[test]
fn the_fragments_of_the_api_page_are_run() {
    check("docs/api.md", "api_page.rs");
}

fn check(page: &str, test: &str) {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(package.join("..").join(page)).unwrap();
    let tested = without_layout(&std::fs::read_to_string(package.join("tests").join(test)).unwrap());
    let fragments: Vec<_> = fragments(&text).collect();
    assert!(!fragments.is_empty(), "{page} has no fragments");
    for fragment in fragments {
        let mut from = 0;
        for statement in without_layout(&fragment).split_inclusive(';') {
            match tested[from..].find(statement) {
                Some(at) => from += at + statement.len(),
                None => panic!(
                    "{page}: `{statement}` is not in tests/{test}, or in another order, in\n{fragment}"
                ),
            }
        }
    }
}

/// The fenced blocks that are marked as Rust.
fn fragments(page: &str) -> impl Iterator<Item = String> + '_ {
    page.split("```rust\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .map(str::to_owned)
}

/// Code without comments and spaces, and without the commas that only a line break needs.
fn without_layout(code: &str) -> String {
    let code: String = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .filter_map(|line| line.split(" // ").next())
        .flat_map(str::chars)
        .filter(|c| !c.is_whitespace())
        .collect();
    code.replace(",)", ")").replace(",]", "]").replace(",}", "}")
}
