//! Rows that no statement alone can move.

mod trace_analytics;
mod values;

use super::Event;
use super::engine::Engine;
use mlflow_core::{Error, Result};

/// Moves rows by the function of a name, and returns how many.
pub(super) async fn migrate(
    name: &str,
    engine: &mut dyn Engine,
    tell: &mut (dyn FnMut(Event<'_>) + Send),
) -> Result<u64> {
    if name != "trace_analytics" {
        return Err(Error::internal(format!("there are no rows to move by `{name}`")));
    }
    engine.begin_rows().await?;
    let rows = trace_analytics::migrate(engine, tell).await?;
    engine.commit_rows().await?;
    Ok(rows)
}
