//! What stops a server.

use crate::failure::Failure;
use std::process::exit;

/// Catches what tells the process to stop, from now on; the future waits for it. When the process is told again, it
/// ends at once.
#[cfg(unix)]
pub(super) fn stop() -> Result<impl Future<Output = ()>, Failure> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut end = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = end.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("stopping: requests in work are answered first");
        tokio::spawn(async move {
            tokio::select! {
                _ = end.recv() => exit(143),
                _ = interrupt.recv() => exit(130),
            }
        });
    })
}

/// Waits until the process is told to stop. When it is told again, it ends at once.
#[cfg(not(unix))]
pub(super) fn stop() -> Result<impl Future<Output = ()>, Failure> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            return std::future::pending().await;
        }
        tracing::info!("stopping: requests in work are answered first");
        tokio::spawn(async {
            let _ = tokio::signal::ctrl_c().await;
            exit(130);
        });
    })
}
