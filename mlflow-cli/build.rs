//! Tells the program with what, and for what, it was built.

use std::process::Command;

fn main() {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output();
    let version = version.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    let target = std::env::var("TARGET").unwrap_or_default();
    emit("MLFLOW_BUILD_RUSTC", &version.unwrap_or_default());
    emit("MLFLOW_BUILD_TARGET", &target);
    emit(
        "MLFLOW_BUILD_PROFILE",
        &std::env::var("PROFILE").unwrap_or_default(),
    );
    emit_plain("cargo::rerun-if-changed=build.rs");
}

fn emit(name: &str, value: &str) {
    emit_plain(&format!("cargo::rustc-env={name}={value}"));
}

fn emit_plain(line: &str) {
    println!("{line}");
}
