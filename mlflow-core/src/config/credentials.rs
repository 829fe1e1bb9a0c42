//! The user and the password for tracking servers, and the key of webhooks' secrets, which official MLflow reads from the
//! same places.
//!
//! They are no settings, so that no `mlflow.toml` holds a password and no `Debug` shows one.

use super::{current, settings};
use std::path::PathBuf;

/// Returns `MLFLOW_TRACKING_USERNAME`, else the name in `~/.mlflow/credentials`.
pub fn username() -> Option<String> {
    let of_settings = current().and_then(|config| Ok(config.get(&settings::TRACKING_USERNAME)?.value));
    let of_settings = of_settings.ok().flatten();
    of_settings.or_else(|| in_file(&file()?, "mlflow_tracking_username"))
}

/// Returns `MLFLOW_TRACKING_PASSWORD`, else the password in `~/.mlflow/credentials`.
pub fn password() -> Option<String> {
    variable("MLFLOW_TRACKING_PASSWORD").or_else(|| in_file(&file()?, "mlflow_tracking_password"))
}

/// Returns `MLFLOW_TRACKING_TOKEN`.
pub fn token() -> Option<String> {
    variable("MLFLOW_TRACKING_TOKEN")
}

/// Returns `MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY`: 32 bytes in the alphabet of base64 for URLs.
pub fn webhook_secret_key() -> Option<String> {
    variable("MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY")
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn file() -> Option<String> {
    let home = variable("HOME").or_else(|| variable("USERPROFILE"))?;
    let file = PathBuf::from(home).join(".mlflow").join("credentials");
    std::fs::read_to_string(file).ok()
}

/// Reads a key of the section `[mlflow]`, where `%%` stands for a percent sign.
fn in_file(text: &str, name: &str) -> Option<String> {
    let lines = text.lines().map(str::trim);
    let section = lines.skip_while(|line| *line != "[mlflow]").skip(1);
    section
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.starts_with(['#', ';']))
        .filter_map(|line| line.split_once(['=', ':']))
        .find(|(key, _)| key.trim().eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim().replace("%%", "%"))
        .filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::in_file;

    #[test]
    fn the_section_counts() {
        let text = "[other]\nmlflow_tracking_username = eve\n[mlflow]\n# me = x\nMLFLOW_TRACKING_USERNAME=alice\n\
                    mlflow_tracking_password : a=b:50%%\n";
        let name = |text| in_file(text, "mlflow_tracking_username");
        assert_eq!(name(text).as_deref(), Some("alice"));
        assert_eq!(
            in_file(text, "mlflow_tracking_password").as_deref(),
            Some("a=b:50%")
        );
        assert_eq!(name("[mlflow]\n[x]\nmlflow_tracking_username = eve"), None);
        assert_eq!(name(""), None);
    }
}
