//! Times an operation and prints the result for `cargo xtask bench`.

use std::time::Instant;

use anyhow::Result;
use serde_json::json;

/// Calls `operation` with 0, 1, 2, … and prints what one call took after the first `warm_up` ones.
pub(crate) fn measure(
    item: &str,
    operations: u32,
    warm_up: u32,
    mut operation: impl FnMut(u32) -> Result<()>,
) -> Result<()> {
    for index in 0..warm_up {
        operation(index)?;
    }
    let started = Instant::now();
    for index in warm_up..warm_up + operations {
        operation(index)?;
    }
    let seconds = started.elapsed().as_secs_f64();
    let seconds_per_op = seconds / f64::from(operations.max(1));
    println!(
        "{}",
        json!({ "item": item, "seconds_per_op": seconds_per_op, "operations": operations })
    );
    Ok(())
}
