//! The folders that plugins are looked for in.

use crate::config::{self, Setting, Source, settings};
use std::path::PathBuf;

/// Returns the folders of `MLFLOW_PLUGIN_PATH`, or of `plugin_path` in the user's `mlflow.toml`, and the user's own.
pub(super) fn folders() -> Vec<PathBuf> {
    let named = trusted(&settings::PLUGIN_PATH).unwrap_or_default();
    let folders = std::env::split_paths(&named).filter(|folder| !folder.as_os_str().is_empty());
    folders.chain(of_user()).collect()
}

/// Returns a setting, unless it stands in the `mlflow.toml` of a project: who looks at somebody's project does not want to
/// run its code.
pub(super) fn trusted(setting: &Setting<String>) -> Option<String> {
    let config = config::current().ok()?;
    let set = config.get(setting).ok()?;
    match (set.value, set.source) {
        (Some(_), Source::File(file)) if !config.is_of_user() => {
            crate::notice::warn(&format!(
                "{}: `{}` is ignored in the file of a project: set {}, or it in your own mlflow.toml",
                file.display(),
                setting.name,
                setting.env
            ));
            None
        }
        (value, _) => value,
    }
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
