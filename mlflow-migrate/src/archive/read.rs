//! What an unpacked archive holds comes to a database.

use super::{FORMAT, MANIFEST, Manifest, points};
use mlflow_core::contract::import_target::ImportMetrics;
use mlflow_core::contract::proto_json;
use mlflow_core::registry::OpenOptions;
use mlflow_core::{Error, Registry, Result};
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};

pub(super) fn manifest(folder: &Path, file: &Path) -> Result<Manifest> {
    let refused = |why: String| {
        Error::invalid_parameter_value(format!("`{}` is no archive of MLflow: {why}", file.display()))
    };
    let text = std::fs::read(folder.join(MANIFEST));
    let text = text.map_err(|_| refused(format!("it has no `{MANIFEST}`")))?;
    let manifest: Manifest = serde_json::from_slice(&text).map_err(|error| refused(error.to_string()))?;
    match manifest.format {
        FORMAT => Ok(manifest),
        format => Err(refused(format!(
            "its form is {format}, made by {}; this program reads {FORMAT}",
            manifest.made_by
        ))),
    }
}

pub(super) async fn load(folder: &Path, registry: &Registry, uri: &str) -> Result<()> {
    let target = registry.import_target(uri, OpenOptions::new()).await?;
    let models = registry.registry_import_target(uri).await?;
    for path in files(folder, "experiments")? {
        target.import_experiments(read(&path)?).await?;
    }
    for path in files(folder, "runs")? {
        target.import_runs(read(&path)?).await?;
    }
    for path in files(folder, "metrics")? {
        for metrics in points::read(&path)? {
            let request = ImportMetrics {
                metrics: metrics?,
                more_follow: false,
            };
            target.import_metrics(request).await?;
        }
    }
    for path in files(folder, "logged_models")? {
        target.import_logged_models(read(&path)?).await?;
    }
    for path in files(folder, "traces")? {
        target.import_traces(read(&path)?).await?;
    }
    for path in files(folder, "trace_links")? {
        target.import_trace_links(read(&path)?).await?;
    }
    for path in files(folder, "registered_models")? {
        models.import_registered_models(read(&path)?).await?;
    }
    for path in files(folder, "model_versions")? {
        models.import_model_versions(read(&path)?).await?;
    }
    for path in files(folder, "aliases")? {
        models.import_aliases(read(&path)?).await?;
    }
    Ok(())
}

/// Lists the files of a kind in the order in which they were written.
fn files(folder: &Path, kind: &str) -> Result<Vec<PathBuf>> {
    let folder = folder.join(kind);
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let entries = std::fs::read_dir(folder)?;
    let mut files = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<Vec<_>>>()?;
    files.sort();
    Ok(files)
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T> {
    proto_json::read_answer(&std::fs::read(path)?).map_err(|error| {
        let message = format!(
            "the file `{}` of the archive is damaged: {}",
            path.display(),
            error.message()
        );
        Error::invalid_parameter_value(message)
    })
}
