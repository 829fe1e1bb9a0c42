//! The lowest Rust version that we promise.

use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::command::{capture, run};
use crate::report::Outcome;
use crate::workspace::Workspace;

/// Checks the workspace with the promised version: by the running compiler if that is the one, else by a
/// toolchain of rustup.
pub(super) fn check(workspace: &Workspace) -> Result<Outcome> {
    let promised = workspace.rust_version()?;
    let running = capture(Command::new("rustc").arg("--version"))?;
    let running = running
        .split(' ')
        .nth(1)
        .context("rustc does not tell its version")?;
    println!("promised: {promised}, running: {running}");
    ensure!(
        number(running)? >= number(promised)?,
        "Rust {running} is older than {promised}, the `rust-version` of the workspace"
    );
    if number(running)? == number(promised)? {
        println!("the other steps run with the promised version, so they are this check");
        return Ok(Outcome::Passed);
    }
    let Some(toolchain) = installed_toolchain(promised) else {
        return Ok(Outcome::LeftOut(format!(
            "no toolchain {promised} is installed, only {running}"
        )));
    };
    let mut cargo = Command::new("rustup");
    cargo
        .args(["run", &toolchain, "cargo", "check", "--workspace", "--locked"])
        .current_dir(&workspace.root);
    run(&mut cargo)?;
    Ok(Outcome::Passed)
}

fn installed_toolchain(version: &str) -> Option<String> {
    let toolchains = capture(Command::new("rustup").args(["toolchain", "list"])).ok()?;
    let names = toolchains
        .lines()
        .filter_map(|line| line.split_whitespace().next());
    names.map(str::to_owned).find(|name| {
        name.split('-')
            .next()
            .is_some_and(|v| number(v).ok() == number(version).ok())
    })
}

/// Major and minor: a patch release builds the same code.
fn number(version: &str) -> Result<(u32, u32)> {
    let mut parts = version.split(['.', '-']).map(str::parse);
    match (parts.next(), parts.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => Ok((major, minor)),
        _ => anyhow::bail!("`{version}` is no Rust version"),
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn versions_are_compared_by_number() {
        assert!(number("1.100.0").unwrap() > number("1.95").unwrap());
        assert_eq!(number("1.95.0").unwrap(), number("1.95").unwrap());
        assert_eq!(number("1.97.0-nightly").unwrap(), (1, 97));
        assert!(number("stable").is_err());
    }
}
