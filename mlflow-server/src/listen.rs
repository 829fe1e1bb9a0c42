//! Listening, serving connections, and stopping without cutting anybody off.

mod connection;
mod framing;
mod in_work;
mod patient;
mod tls;

use crate::app::App;
use crate::metrics::Metrics;
use axum::Router;
use connection::Connections;
use mlflow_core::{Error, ErrorCode, Result};
use patient::Patience;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_rustls::TlsAcceptor;

/// How long a new connection may take to agree on encryption.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// A server that listens; connections wait until it is told to serve them.
pub struct Bound {
    socket: Socket,
    router: Router,
    tls: Option<TlsAcceptor>,
    most_connections: usize,
    shutdown_timeout: Duration,
    patience: Patience,
    metrics: Option<Arc<Metrics>>,
    app: App,
}

enum Socket {
    Tcp(TcpListener, SocketAddr),
    #[cfg(unix)]
    Unix(tokio::net::UnixListener, std::path::PathBuf),
}

/// How a server ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shutdown {
    /// Every request was answered.
    Clean,
    /// Some were still in work when the time for them was over.
    Cut,
}

impl Bound {
    pub(crate) async fn tcp(router: Router, app: &App, address: &str) -> Result<Self> {
        let listener = TcpListener::bind(address).await;
        let listener = listener.map_err(|e| cannot_listen(address, e))?;
        let local = listener.local_addr()?;
        Bound::new(Socket::Tcp(listener, local), router, app)
    }

    /// A socket that nobody listens at any more is replaced.
    #[cfg(unix)]
    pub(crate) fn unix(router: Router, app: &App, path: &std::path::Path) -> Result<Self> {
        use std::os::unix::fs::FileTypeExt;
        let is_socket = std::fs::symlink_metadata(path).is_ok_and(|found| found.file_type().is_socket());
        if is_socket && std::os::unix::net::UnixStream::connect(path).is_err() {
            std::fs::remove_file(path)?;
        }
        let listener = tokio::net::UnixListener::bind(path);
        let listener = listener.map_err(|e| cannot_listen(&path.display().to_string(), e))?;
        Bound::new(Socket::Unix(listener, path.to_owned()), router, app)
    }

    fn new(socket: Socket, router: Router, app: &App) -> Result<Self> {
        let options = &app.options;
        Ok(Bound {
            socket,
            router,
            tls: options.tls.as_ref().map(tls::acceptor).transpose()?,
            most_connections: options.max_connections,
            shutdown_timeout: options.shutdown_timeout,
            patience: Patience {
                head: options.head_timeout,
                idle: options.idle_timeout,
            },
            metrics: app.metrics.clone(),
            app: app.clone(),
        })
    }

    /// Returns where clients find the server.
    pub fn url(&self) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        match &self.socket {
            Socket::Tcp(_, address) => format!("{scheme}://{address}"),
            #[cfg(unix)]
            Socket::Unix(_, path) => format!("unix:{}", path.display()),
        }
    }

    /// Returns the port, if the server has one.
    pub fn port(&self) -> Option<u16> {
        match &self.socket {
            Socket::Tcp(_, address) => Some(address.port()),
            #[cfg(unix)]
            Socket::Unix(..) => None,
        }
    }

    /// Serves until `stop` is over; then takes no new connections, answers the requests that are in work, and
    /// cuts off those that take too long. Deliveries to webhooks may go on within the same time.
    pub async fn serve(self, stop: impl Future<Output = ()> + Send) -> Shutdown {
        let places = Arc::new(Semaphore::new(self.most_connections));
        let connections = Connections::new(self.router, self.metrics, self.patience);
        let sweeper = tokio::spawn(crate::artifacts::sweep(self.app.clone()));
        let mut stop = std::pin::pin!(stop);
        loop {
            let place = tokio::select! {
                place = places.clone().acquire_owned() => place,
                () = &mut stop => break,
            };
            let accepted = tokio::select! {
                accepted = self.socket.accept() => accepted,
                () = &mut stop => break,
            };
            match accepted {
                Ok(Stream::Tcp(stream)) => {
                    let _ = stream.set_nodelay(true);
                    let (served, tls) = (connections.clone(), self.tls.clone());
                    tokio::spawn(async move {
                        let _place = place;
                        let Some(tls) = tls else {
                            return served.serve(stream).await;
                        };
                        match tokio::time::timeout(HANDSHAKE, tls.accept(stream)).await {
                            Ok(Ok(stream)) => served.serve(stream).await,
                            Ok(Err(e)) => tracing::debug!("no encrypted connection: {e}"),
                            Err(_) => tracing::debug!("no encrypted connection within {HANDSHAKE:?}"),
                        }
                    });
                }
                #[cfg(unix)]
                Ok(Stream::Unix(stream)) => {
                    let served = connections.clone();
                    tokio::spawn(async move {
                        let _place = place;
                        served.serve(stream).await;
                    });
                }
                Err(e) => {
                    // Too many open files, for example: it passes.
                    tracing::warn!("cannot take a connection: {e}");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            }
        }
        drop(self.socket);
        sweeper.abort();
        let begun = Instant::now();
        let end = connections.end(self.shutdown_timeout).await;
        let left = self.shutdown_timeout.saturating_sub(begun.elapsed());
        self.app.webhooks.end(left).await;
        end
    }
}

enum Stream {
    Tcp(tokio::net::TcpStream),
    #[cfg(unix)]
    Unix(tokio::net::UnixStream),
}

impl Socket {
    async fn accept(&self) -> std::io::Result<Stream> {
        match self {
            Socket::Tcp(listener, _) => Ok(Stream::Tcp(listener.accept().await?.0)),
            #[cfg(unix)]
            Socket::Unix(listener, _) => Ok(Stream::Unix(listener.accept().await?.0)),
        }
    }
}

#[cfg(unix)]
impl Drop for Socket {
    fn drop(&mut self) {
        if let Socket::Unix(_, path) = self {
            let _ = std::fs::remove_file(path);
        }
    }
}

fn cannot_listen(address: &str, error: std::io::Error) -> Error {
    let advice = match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            ": another program listens there; take another port, or 0 for any that is free"
        }
        _ => "",
    };
    let message = format!("cannot listen at {address}: {error}{advice}");
    Error::new(ErrorCode::InvalidParameterValue, message).with_source(error)
}
