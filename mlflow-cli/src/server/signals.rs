//! What stops a server.

use std::process::exit;

/// Waits until the process is told to stop; when it is told again, it ends at once.
#[cfg(unix)]
pub(super) async fn stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut end), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        tracing::warn!("signals cannot be caught: requests in work will be cut off at the end");
        return std::future::pending().await;
    };
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
}

/// Waits until the process is told to stop; when it is told again, it ends at once.
#[cfg(not(unix))]
pub(super) async fn stop() {
    if tokio::signal::ctrl_c().await.is_err() {
        return std::future::pending().await;
    }
    tracing::info!("stopping: requests in work are answered first");
    tokio::spawn(async {
        let _ = tokio::signal::ctrl_c().await;
        exit(130);
    });
}
