//! Where the workspace lies and which packages it has, as cargo tells it.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::command::capture;

/// The cargo workspace that the commands work on.
pub(crate) struct Workspace {
    /// The folder of the root `Cargo.toml`.
    pub(crate) root: PathBuf,
    /// The target folder, wherever the developer has put it.
    pub(crate) target: PathBuf,
    packages: Vec<Package>,
}

struct Package {
    name: String,
    rust_version: Option<String>,
    has_library: bool,
}

impl Workspace {
    /// Asks cargo about the workspace of the current folder.
    pub(crate) fn load() -> Result<Self> {
        let mut metadata = Command::new(cargo_program());
        metadata.args(["metadata", "--no-deps", "--format-version", "1"]);
        let answer: Value = serde_json::from_str(&capture(&mut metadata)?).context("cargo metadata")?;
        let folder = |key: &str| {
            answer[key]
                .as_str()
                .map(PathBuf::from)
                .with_context(|| format!("cargo metadata names no `{key}`"))
        };
        let packages = answer["packages"]
            .as_array()
            .context("cargo metadata names no packages")?;
        Ok(Self {
            root: folder("workspace_root")?,
            target: folder("target_directory")?,
            packages: packages
                .iter()
                .map(Package::from_metadata)
                .collect::<Result<_>>()?,
        })
    }

    /// A cargo command that starts in the root of the workspace, without what the cargo that started this program has told
    /// it of itself: build scripts that read those variables would run again, and half of the dependencies with them.
    pub(crate) fn cargo(&self) -> Command {
        let mut command = Command::new(cargo_program());
        command.current_dir(&self.root);
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&name);
            }
        }
        command
    }

    /// Whether a package of this name is a member.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.packages.iter().any(|package| package.name == name)
    }

    /// The packages that others can depend on, in the order of their names.
    pub(crate) fn libraries(&self) -> Vec<&str> {
        let libraries = self.packages.iter().filter(|package| package.has_library);
        let mut names: Vec<&str> = libraries.map(|package| package.name.as_str()).collect();
        names.sort_unstable();
        names
    }

    /// The lowest Rust version that the workspace promises to build with.
    pub(crate) fn rust_version(&self) -> Result<&str> {
        let stated = self
            .packages
            .iter()
            .find_map(|package| package.rust_version.as_deref());
        stated.context("no package states a `rust-version`")
    }
}

impl Package {
    fn from_metadata(package: &Value) -> Result<Self> {
        let name = package["name"]
            .as_str()
            .context("cargo metadata lists a package without a name")?;
        let targets = package["targets"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        let kinds = targets
            .iter()
            .filter_map(|target| target["kind"].as_array())
            .flatten();
        Ok(Self {
            name: name.to_owned(),
            rust_version: package["rust_version"].as_str().map(str::to_owned),
            has_library: kinds.into_iter().any(|kind| kind == "lib"),
        })
    }
}

/// The cargo that started this program, so that all steps use one toolchain.
fn cargo_program() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}
