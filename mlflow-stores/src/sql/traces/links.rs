//! Traces are linked to runs and to versions of prompts.

use super::read;
use crate::sql::execute::Tx;
use mlflow_core::Result;
use mlflow_core::clock::now_ms;
use mlflow_core::contract::traces::{LinkPromptsToTrace, LinkTracesToRun};
use sea_query::{OnConflict, Query};
use std::collections::BTreeSet;

const KEY: [&str; 4] = ["source_type", "source_id", "destination_type", "destination_id"];

/// The kind of runs, as the end of an edge.
pub(super) const RUN: &str = "run";
/// The kind of versions of prompts, as the end of an edge.
pub(super) const PROMPT: &str = "prompt_version";

/// Names a version of a prompt, as the end of an edge.
pub(super) fn prompt_id(name: &str, version: &str) -> String {
    format!("{name}/{version}")
}

pub(super) async fn to_run(tx: &mut Tx<'_>, request: LinkTracesToRun) -> Result<()> {
    let edges = request.trace_ids.into_iter();
    let edges = edges.map(|trace_id| (trace_id, request.run_id.clone())).collect();
    link(tx, RUN, edges).await
}

pub(super) async fn prompts(tx: &mut Tx<'_>, request: LinkPromptsToTrace) -> Result<()> {
    if request.prompt_versions.is_empty() {
        return Ok(());
    }
    read::require(tx, &request.trace_id).await?;
    let prompts = request.prompt_versions.into_iter();
    let edge = |name: String, version: String| (request.trace_id.clone(), prompt_id(&name, &version));
    let edges = prompts.map(|prompt| edge(prompt.name, prompt.version)).collect();
    link(tx, PROMPT, edges).await
}

/// Writes edges from traces; those that are there stay as they are.
pub(super) async fn link(tx: &mut Tx<'_>, to: &'static str, edges: BTreeSet<(String, String)>) -> Result<()> {
    let insert = Query::insert()
        .into_table("entity_associations")
        .columns(KEY.into_iter().chain(["association_id", "created_time"]))
        .on_conflict(OnConflict::columns(KEY).do_nothing().to_owned())
        .to_owned();
    let now = now_ms();
    let rows = edges.into_iter().map(|(trace_id, destination)| {
        let id = uuid::Uuid::new_v4().simple().to_string();
        vec![
            "trace".into(),
            trace_id.into(),
            to.into(),
            destination.into(),
            id.into(),
            now.into(),
        ]
    });
    tx.insert_all(insert, rows.collect()).await.map(|_| ())
}
