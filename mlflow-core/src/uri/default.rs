//! Where runs are kept when nobody said so.

use std::path::Path;

/// The folder of official MLflow's file store.
const FOLDER: &str = "mlruns";

/// The file of its database.
const DATABASE: &str = "mlflow.db";

/// Returns the tracking URI for a working directory: its folder `mlruns` if that holds experiments, else the SQLite file
/// `mlflow.db`, as official MLflow does since 3.7.
///
/// ```
/// let directory = std::env::temp_dir();
/// let uri = mlflow_core::uri::default_tracking_uri(&directory.join("without mlruns"));
/// assert!(uri.starts_with("sqlite:///") && uri.ends_with("/mlflow.db"));
/// ```
pub fn default_tracking_uri(directory: &Path) -> String {
    let folder = directory.join(FOLDER);
    if holds_experiments(&folder) {
        return folder.to_string_lossy().into_owned();
    }
    format!("sqlite:///{}", directory.join(DATABASE).display())
}

fn holds_experiments(folder: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else {
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
    fn a_folder_with_an_experiment_is_used() {
        let directory = std::env::temp_dir().join(format!("mlflow-default-{}", uuid::Uuid::new_v4()));
        let folder = directory.join("mlruns");
        let experiment = folder.join("7");
        let database = format!("sqlite:///{}", directory.join("mlflow.db").display());
        assert_eq!(default_tracking_uri(&directory), database);
        std::fs::create_dir_all(folder.join(".trash")).unwrap();
        std::fs::create_dir_all(&experiment).unwrap();
        assert_eq!(default_tracking_uri(&directory), database);
        std::fs::write(experiment.join("meta.yaml"), "name: wine").unwrap();
        assert_eq!(default_tracking_uri(&directory), folder.to_string_lossy());
        std::fs::remove_dir_all(&directory).unwrap();
    }
}
