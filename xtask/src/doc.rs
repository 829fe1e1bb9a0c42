//! `cargo xtask doc`: the documentation of all crates.

use anyhow::Result;

use crate::command::run as run_command;
use crate::workspace::Workspace;

/// Builds the documentation into the target folder and opens nothing.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let mut cargo = workspace.cargo();
    run_command(
        cargo
            .args(["doc", "--workspace", "--no-deps", "--locked"])
            .env("RUSTDOCFLAGS", "-D warnings"),
    )
}
