//! The shortest program that runs a plugin's library in a process of its own, for the tests; `mlflow plugin-host` is another.

fn main() -> mlflow_core::Result<()> {
    let library = std::env::args_os().nth(1).unwrap_or_default();
    mlflow_core::plugin::serve(std::path::Path::new(&library))?;
    // Threads of the library may hang.
    std::process::exit(0)
}
