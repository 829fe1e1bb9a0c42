//! `mlflow plugins new`: the crate of a plugin, to begin with.

use crate::failure::Failure;
use crate::session::Session;
use clap::{Args, ValueEnum};
use mlflow_core::plugin::abi::ABI;
use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::path::{Path, PathBuf};

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    /// A tracking store: experiments and runs
    Store,
    /// A repository of artifacts
    Artifacts,
}

#[derive(Args)]
pub(crate) struct Options {
    /// The name of the plugin, its folder and its scheme: a letter, then letters, digits and dashes
    #[arg(value_name = "NAME")]
    name: String,
    /// What it is a plugin of
    #[arg(long, value_enum, default_value = "store")]
    kind: Kind,
    /// A checkout of MLflow for Rust to build with [default: the published crates]
    #[arg(long, value_name = "DIR")]
    path: Option<PathBuf>,
}

macro_rules! template {
    ($name:literal) => {
        include_str!(concat!("../../templates/plugin/", $name, ".txt"))
    };
}

/// What a kind of plugin differs in.
struct Template {
    kind: &'static str,
    what: &'static str,
    noun: &'static str,
    dependencies: &'static str,
    sources: &'static [(&'static str, &'static str)],
}

const STORE: Template = Template {
    kind: "tracking_store",
    what: "experiments and runs",
    noun: "tracking store",
    dependencies: "",
    sources: &[
        ("src/lib.rs", template!("store.rs")),
        ("src/state.rs", template!("state.rs")),
        ("tests/suite.rs", template!("store_test.rs")),
    ],
};

const ARTIFACTS: Template = Template {
    kind: "artifact_repo",
    what: "artifacts",
    noun: "repository of artifacts",
    dependencies: "tokio = { version = \"1\", features = [\"io-util\"] }\n",
    sources: &[
        ("src/lib.rs", template!("artifacts.rs")),
        ("tests/suite.rs", template!("artifacts_test.rs")),
    ],
};

pub(crate) fn run(session: &Session, options: Options) -> Result<(), Failure> {
    check(&options.name)?;
    let folder = Path::new(&options.name);
    if folder.exists() {
        return Err(
            Failure::new(format!("there is a `{}` in this folder already", options.name))
                .hint("choose another name, or another folder"),
        );
    }
    let template = match options.kind {
        Kind::Store => STORE,
        Kind::Artifacts => ARTIFACTS,
    };
    let name = options.name.as_str();
    let values = values(name, &template, options.path.as_deref())?;
    let common = [
        ("Cargo.toml", template!("Cargo.toml")),
        (
            "rustfmt.toml",
            "max_width = 120\nuse_small_heuristics = \"Max\"\n",
        ),
        ("README.md", template!("README.md")),
        (".gitignore", "/target\n"),
    ];
    let manifest = format!("{name}.plugin.json");
    let manifest = [(manifest.as_str(), template!("plugin.json"))];
    let files = common.iter().chain(&manifest).chain(template.sources);
    for (file, text) in files {
        let path = folder.join(file);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        let filled = values.iter().fold((*text).to_owned(), |text, (key, value)| {
            text.replace(&format!("{{{{{key}}}}}"), value)
        });
        std::fs::write(path, filled)?;
    }
    session.printer.note(&format!(
        "wrote the plugin `{name}`: `cd {name} && cargo test` tells what it does, and its README.md how it is installed"
    ));
    Ok(())
}

/// Checks what becomes the name of a package, a scheme and a folder.
fn check(name: &str) -> Result<(), Failure> {
    let others = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    let is_good = name.starts_with(|c: char| c.is_ascii_lowercase()) && name.bytes().all(others);
    match is_good && !name.ends_with('-') {
        true => Ok(()),
        false => Err(Failure::usage(format!(
            "`{name}` is no name of a plugin: a lower-case letter, then letters, digits and dashes"
        ))),
    }
}

fn values(
    name: &str,
    template: &Template,
    path: Option<&Path>,
) -> Result<Vec<(&'static str, String)>, Failure> {
    let library = name.replace('-', "_");
    let dependency = |package: &str| -> Result<String, Failure> {
        let Some(path) = path else {
            return Ok(format!("{:?}", env!("CARGO_PKG_VERSION")));
        };
        let folder = std::path::absolute(path)?.join(package);
        if !folder.join("Cargo.toml").is_file() {
            return Err(Failure::new(format!("there is no crate in {}", folder.display()))
                .hint("--path names the folder of a checkout, in which mlflow-core and mlflow-testkit lie"));
        }
        Ok(format!("{{ path = {:?} }}", folder.display().to_string()))
    };
    Ok(vec![
        ("name", name.to_owned()),
        ("library", format!("{DLL_PREFIX}{library}{DLL_SUFFIX}")),
        ("crate", library),
        ("kind", template.kind.to_owned()),
        ("what", template.what.to_owned()),
        ("noun", template.noun.to_owned()),
        ("more", template.dependencies.to_owned()),
        ("abi", ABI.to_string()),
        ("rust", env!("CARGO_PKG_RUST_VERSION").to_owned()),
        ("core", dependency("mlflow-core")?),
        ("testkit", dependency("mlflow-testkit")?),
    ])
}
