//! User, source and its type.

use super::RunContextProvider;
use mlflow_core::config::credentials;
use mlflow_core::Result;

/// Tells who runs which program.
pub(super) struct Local;

impl RunContextProvider for Local {
    fn name(&self) -> &str {
        "local"
    }

    fn tags(&self) -> Result<Vec<(String, String)>> {
        let source = std::env::args_os().next().filter(|name| !name.is_empty());
        let source = source.map_or("<console>".to_owned(), |name| name.to_string_lossy().into_owned());
        let user = credentials::username().or_else(user_of_system);
        Ok(vec![
            (
                "mlflow.user".to_owned(),
                user.unwrap_or_else(|| "unknown".to_owned()),
            ),
            ("mlflow.source.name".to_owned(), source),
            ("mlflow.source.type".to_owned(), "LOCAL".to_owned()),
        ])
    }
}

/// Returns the user's name as Python's `getpass.getuser` does.
fn user_of_system() -> Option<String> {
    let of_environment = ["LOGNAME", "USER", "LNAME", "USERNAME"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|user| !user.is_empty()));
    of_environment.or_else(user_of_process)
}

#[cfg(unix)]
fn user_of_process() -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    let id = std::fs::metadata("/proc/self").ok()?.uid().to_string();
    let users = std::fs::read_to_string("/etc/passwd").ok()?;
    let user = users.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == id).then(|| name.to_owned())
    });
    user
}

#[cfg(not(unix))]
fn user_of_process() -> Option<String> {
    None
}
