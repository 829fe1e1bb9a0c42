//! Progress bars of transfers.

use crate::failure::Failure;
use crate::session::Session;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use mlflow_core::artifact::{TransferOptions, TransferState};
use mlflow_core::config::settings;
use std::io::IsTerminal;
use std::sync::OnceLock;

const BY_BYTES: &str = "{msg} {wide_bar} {bytes}/{total_bytes} {bytes_per_sec}";
const BY_FILES: &str = "{msg} {wide_bar} {pos}/{len} files";

/// Returns options of a transfer that draws a bar, if somebody sits at a terminal and wants one.
pub(crate) fn watched(session: &Session, what: &'static str) -> Result<TransferOptions, Failure> {
    let wanted = session
        .config
        .get(&settings::ENABLE_ARTIFACTS_PROGRESS_BAR)?
        .value;
    if wanted == Some(false) || !std::io::stderr().is_terminal() {
        return Ok(TransferOptions::new());
    }
    let bar = OnceLock::new();
    Ok(TransferOptions::new().progress(move |state: &TransferState| {
        let bar = bar.get_or_init(|| new_bar(what, state));
        match state.bytes_total {
            Some(_) => bar.set_position(state.bytes_done),
            None => bar.set_position(state.files_done),
        }
        if state.files_done == state.files_total {
            bar.finish_and_clear();
        }
    }))
}

fn new_bar(what: &'static str, state: &TransferState) -> ProgressBar {
    let (template, length) = match state.bytes_total {
        Some(bytes) => (BY_BYTES, bytes),
        None => (BY_FILES, state.files_total),
    };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::stderr())
        .with_style(style)
        .with_message(what)
}
