//! Where runs are kept when nobody said so.

use mlflow_core::Result;
use std::path::Path;
use std::sync::Once;

/// Returns the SQLite file `mlflow.db` in the working directory.
///
/// Official MLflow would go on using a folder `mlruns` with experiments in it; that is told once.
pub(super) fn default_uri() -> Result<String> {
    static TOLD: Once = Once::new();
    let directory = std::env::current_dir()?;
    if holds_experiments(&directory.join("mlruns")) {
        TOLD.call_once(|| {
            mlflow_core::notice::warn(
                "the folder ./mlruns holds experiments, which Python's MLflow would use; this program uses \
                 ./mlflow.db. Set MLFLOW_TRACKING_URI to choose, for example to file:./mlruns",
            );
        });
    }
    let database = directory.join("mlflow.db");
    Ok(format!("sqlite:///{}", database.display()))
}

fn holds_experiments(mlruns: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(mlruns) else {
        return false;
    };
    entries.flatten().any(|entry| {
        let name = entry.file_name();
        let is_number = name.to_string_lossy().bytes().all(|b| b.is_ascii_digit());
        is_number && entry.path().join("meta.yaml").symlink_metadata().is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_an_experiment_is_noticed() {
        let directory = tempfile::tempdir().unwrap();
        assert!(!holds_experiments(&directory.path().join("mlruns")));
        std::fs::create_dir_all(directory.path().join(".trash")).unwrap();
        assert!(!holds_experiments(directory.path()));
        std::fs::create_dir_all(directory.path().join("7")).unwrap();
        assert!(!holds_experiments(directory.path()));
        std::fs::write(directory.path().join("7/meta.yaml"), "name: wine").unwrap();
        assert!(holds_experiments(directory.path()));
    }
}
