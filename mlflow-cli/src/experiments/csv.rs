//! `mlflow experiments csv`.

use super::about_experiment;
use crate::failure::{Failure, OrHint};
use crate::output;
use crate::runs::csv_table;
use crate::session::Session;
use mlflow_core::SearchRuns;
use std::path::PathBuf;

/// Writes all live runs of an experiment; a file is touched after all of them were read.
pub(super) async fn export(session: &Session, id: &str, file: Option<PathBuf>) -> Result<(), Failure> {
    let client = session.client().await?;
    let experiment = client.get_experiment(id).await;
    experiment.or_hint(|error| about_experiment(error, session))?;
    let search = SearchRuns::new().experiment_ids([id]).max_results(usize::MAX);
    let runs = client.search_runs(search).await?;
    let text = output::csv_text(&csv_table(&runs));
    let Some(file) = file else {
        return output::write(&text);
    };
    std::fs::write(&file, text).map_err(|error| {
        Failure::new(format!("cannot write the file `{}`: {error}", file.display()))
            .hint("--filename takes a file in a folder that exists and may be written to")
    })?;
    let written = format!(
        "wrote {} runs of the experiment {id} to {}",
        runs.len(),
        file.display()
    );
    session.printer.note(&written);
    Ok(())
}
