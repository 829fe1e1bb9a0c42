//! The environment variables of MLflow.

use mlflow_core::StoreUri;

const MASK: &str = "***";
const SECRET_WORDS: [&str; 6] = ["PASSWORD", "PASSPHRASE", "TOKEN", "SECRET", "KEY", "CREDENTIAL"];

/// Returns all that are set, sorted, without what must not be shown.
pub(super) fn of_mlflow(mask_all: bool) -> Vec<(String, String)> {
    let set = std::env::vars_os().map(|(name, value)| {
        let text = |part: std::ffi::OsString| part.to_string_lossy().into_owned();
        (text(name), text(value))
    });
    let mut variables: Vec<_> = set
        .filter(|(name, _)| name.starts_with("MLFLOW_"))
        .map(|(name, value)| {
            let shown = if mask_all {
                MASK.to_owned()
            } else {
                shown(&name, &value)
            };
            (name, shown)
        })
        .collect();
    variables.sort();
    variables
}

/// Hides secrets: whole values by the name, passwords within URIs.
fn shown(name: &str, value: &str) -> String {
    if SECRET_WORDS.iter().any(|word| name.contains(word)) {
        return MASK.to_owned();
    }
    match StoreUri::parse(value) {
        Ok(uri) => uri.to_string(),
        Err(_) => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn secrets_are_never_shown() {
        for name in [
            "MLFLOW_TRACKING_PASSWORD",
            "MLFLOW_TRACKING_TOKEN",
            "MLFLOW_FLASK_SERVER_SECRET_KEY",
        ] {
            assert_eq!(shown(name, "hunter2"), "***");
        }
        let uri = shown("MLFLOW_TRACKING_URI", "postgresql://ann:hunter2@db/mlflow");
        assert_eq!(uri, "postgresql://ann:***@db/mlflow");
        assert_eq!(shown("MLFLOW_EXPERIMENT_NAME", "wine: red"), "wine: red");
    }
}
