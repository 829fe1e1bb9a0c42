//! The user's name on tracking servers.

use mlflow_core::config::{self, settings};
use std::path::PathBuf;

/// Returns `MLFLOW_TRACKING_USERNAME`, else the name in `~/.mlflow/credentials`.
pub(super) fn username() -> Option<String> {
    let of_settings = config::current()
        .and_then(|config| Ok(config.get(&settings::TRACKING_USERNAME)?.value))
        .ok()
        .flatten();
    of_settings.or_else(|| {
        let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"))?;
        let file = PathBuf::from(home).join(".mlflow").join("credentials");
        in_file(&std::fs::read_to_string(file).ok()?)
    })
}

/// Reads the key `mlflow_tracking_username` of the section `[mlflow]`.
fn in_file(text: &str) -> Option<String> {
    let lines = text.lines().map(str::trim);
    let section = lines.skip_while(|line| *line != "[mlflow]").skip(1);
    section
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once(['=', ':']))
        .find(|(key, _)| key.trim().eq_ignore_ascii_case("mlflow_tracking_username"))
        .map(|(_, value)| value.trim().to_owned())
        .filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::in_file;

    #[test]
    fn the_section_counts() {
        let text =
            "[other]\nmlflow_tracking_username = eve\n[mlflow]\n# me\nMLFLOW_TRACKING_USERNAME=alice\n";
        assert_eq!(in_file(text).as_deref(), Some("alice"));
        assert_eq!(in_file("[mlflow]\n[x]\nmlflow_tracking_username = eve"), None);
        assert_eq!(in_file(""), None);
    }
}
