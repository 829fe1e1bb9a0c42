//! One connection: HTTP/1.1 or 2, within limits of size and time.

use super::Shutdown;
use super::in_work::{InWork, until_written};
use super::patient::{Ambiguous, Patience, Patient};
use crate::guard::TwoLengths;
use crate::metrics::Metrics;
use axum::Router;
use axum::body::Body;
use hyper::Request;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::watch;
use tower::ServiceExt;

/// How often a connection that should end is looked at.
const MOMENT: Duration = Duration::from_millis(50);
const MOST_HEADERS: usize = 128;
const HEADER_BYTES: usize = 64 << 10;

/// All connections of a server.
#[derive(Clone)]
pub(super) struct Connections {
    router: Router,
    http: Arc<auto::Builder<TokioExecutor>>,
    /// Becomes true when the server stops; every connection holds a receiver as long as it lives.
    stops: Arc<watch::Sender<bool>>,
    metrics: Option<Arc<Metrics>>,
    patience: Patience,
}

impl Connections {
    pub(super) fn new(router: Router, metrics: Option<Arc<Metrics>>, patience: Patience) -> Self {
        let mut http = auto::Builder::new(TokioExecutor::new());
        http.http1()
            .timer(TokioTimer::new())
            // Its time begins with the last answer, and not with the head: `Patient` tells these apart.
            .header_read_timeout(None)
            .max_headers(MOST_HEADERS)
            .max_buf_size(HEADER_BYTES);
        http.http2()
            .timer(TokioTimer::new())
            .max_header_list_size(HEADER_BYTES as u32)
            .max_concurrent_streams(256)
            .keep_alive_interval(Some(Duration::from_secs(30)));
        Connections {
            router,
            http: Arc::new(http),
            stops: Arc::new(watch::Sender::new(false)),
            metrics,
            patience,
        }
    }

    /// Serves one connection to its end; when the server stops, its request is the last one.
    pub(super) async fn serve<S>(&self, stream: S)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let _counted = self.metrics.as_ref().map(Metrics::connected);
        let mut stops = self.stops.subscribe();
        let in_work = InWork::default();
        let (router, counter) = (self.router.clone(), in_work.clone());
        let ambiguous = Ambiguous::none();
        let stream = Patient::new(stream, self.patience, in_work.clone(), ambiguous.clone());
        let begun = AtomicUsize::new(0);
        let service = service_fn(move |mut request: Request<Incoming>| {
            let one = counter.begin();
            if ambiguous.is(begun.fetch_add(1, Ordering::Relaxed)) {
                request.extensions_mut().insert(TwoLengths);
            }
            let answer = router.clone().oneshot(request.map(Body::new));
            async move { answer.await.map(|response| until_written(response, one)) }
        });
        let connection = self.http.serve_connection(TokioIo::new(stream), service);
        let mut connection = std::pin::pin!(connection);
        let stopped = async {
            let _ = stops.wait_for(|stops| *stops).await;
        };
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            () = stopped => {
                connection.as_mut().graceful_shutdown();
                tokio::select! {
                    ended = connection => ended,
                    () = idle(&in_work) => Ok(()),
                }
            }
        };
        if let Err(e) = ended {
            tracing::debug!("a connection broke: {e}");
        }
    }

    /// Tells every connection that its request is the last one, and waits for them.
    pub(super) async fn end(self, patience: Duration) -> Shutdown {
        self.stops.send_replace(true);
        match tokio::time::timeout(patience, self.stops.closed()).await {
            Ok(()) => Shutdown::Clean,
            Err(_) => Shutdown::Cut,
        }
    }
}

/// Waits until a connection has had nothing to do for a moment.
async fn idle(in_work: &InWork) {
    let mut quiet = 0;
    while quiet < 2 {
        tokio::time::sleep(MOMENT).await;
        quiet = if in_work.is_none() { quiet + 1 } else { 0 };
    }
}
