//! The folders that plugins are looked for in.

use crate::config::{self, Source, settings};
use std::path::PathBuf;

/// Returns the folders of `MLFLOW_PLUGIN_PATH`, or of `plugin_path` in the user's `mlflow.toml`, and the user's own.
///
/// The `mlflow.toml` of a project says nothing here: who looks at somebody's project does not want to run its code.
pub(super) fn folders() -> Vec<PathBuf> {
    let set =
        config::current().and_then(|config| Ok((config.get(&settings::PLUGIN_PATH)?, config.is_of_user())));
    let named = match set {
        Ok((set, is_of_user)) => match (set.value, set.source) {
            (Some(_), Source::File(file)) if !is_of_user => {
                crate::notice::warn(&format!(
                    "{}: `plugin_path` is ignored in the file of a project: set MLFLOW_PLUGIN_PATH, or it in your own mlflow.toml",
                    file.display()
                ));
                None
            }
            (value, _) => value,
        },
        Err(_) => None,
    };
    let named = named.unwrap_or_default();
    let folders = std::env::split_paths(&named).filter(|folder| !folder.as_os_str().is_empty());
    folders.chain(of_user()).collect()
}

/// Returns the folder of the user's plugins.
fn of_user() -> Option<PathBuf> {
    let variable = |name| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let data = if cfg!(windows) {
        variable("LOCALAPPDATA")
    } else {
        variable("XDG_DATA_HOME").or_else(|| variable("HOME").map(|home| home.join(".local/share")))
    };
    Some(data?.join("mlflow").join("plugins"))
}
