//! Tests one after another, for those who want a report of all of them.

use std::future::Future;
use std::time::Duration;

/// Longer than a plugin may take for one call.
const PATIENCE: Duration = Duration::from_secs(90);

/// Runs one test in a task of its own, where a panic is a result too, and says why it failed.
///
/// The text of the panic is printed as well, unless the caller has set a hook of its own.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
/// assert_eq!(mlflow_testkit::verdict(async { Ok(()) }).await, Ok(()));
/// let failed = mlflow_testkit::verdict(async {
///     assert!(false, "that was {}", "nothing");
///     Ok(())
/// });
/// assert_eq!(failed.await, Err("that was nothing".to_owned()));
/// # });
/// ```
pub async fn verdict(test: impl Future<Output = Result<(), String>> + Send + 'static) -> Result<(), String> {
    let task = tokio::spawn(test);
    let stop = task.abort_handle();
    match tokio::time::timeout(PATIENCE, task).await {
        Ok(Ok(verdict)) => verdict,
        Ok(Err(ended)) => Err(panic_text(ended)),
        Err(_) => {
            stop.abort();
            Err(format!("no end after {} s", PATIENCE.as_secs()))
        }
    }
}

fn panic_text(ended: tokio::task::JoinError) -> String {
    let Ok(panic) = ended.try_into_panic() else {
        return "it was stopped".to_owned();
    };
    match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
        (Some(text), _) => (*text).to_owned(),
        (_, Some(text)) => text.clone(),
        _ => "it panicked without a text".to_owned(),
    }
}
