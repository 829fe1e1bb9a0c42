//! What the user must see, whether or not the program has set up logging.

use std::io::Write;

/// Tells of something that the program may do differently than expected.
pub fn warn(message: &str) {
    tracing::warn!("{message}");
    without_subscriber("warning", message);
}

/// Tells what was done.
pub fn info(message: &str) {
    tracing::info!("{message}");
    without_subscriber("info", message);
}

/// Tells of a failure that no caller can be told of.
pub fn error(message: &str) {
    tracing::error!("{message}");
    without_subscriber("error", message);
}

/// Writes one line to stderr if nobody listens to `tracing`; a closed stderr is no reason to fail.
fn without_subscriber(level: &str, message: &str) {
    if !tracing::dispatcher::has_been_set() {
        let line = format!("mlflow: {level}: {}\n", message.replace('\n', " "));
        let _ = std::io::stderr().write_all(line.as_bytes());
    }
}
