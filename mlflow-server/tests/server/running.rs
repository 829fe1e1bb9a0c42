//! A server in this process, and the plainest client.

use mlflow_core::Registry;
use mlflow_core::registry::OpenOptions;
use mlflow_server::{Backends, Server, ServerOptions, Shutdown};
use serde_json::Value;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;
use tokio::sync::oneshot;

pub(crate) struct Running {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) port: u16,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<Shutdown>>,
}

impl Running {
    pub(crate) fn start() -> Self {
        Running::with(ServerOptions::default())
    }

    pub(crate) fn with(options: ServerOptions) -> Self {
        Running::at(tempfile::tempdir().unwrap(), options)
    }

    /// Stops, and starts another server of the same stores.
    pub(crate) fn again(mut self) -> Self {
        drop(self.stop.take());
        self.thread.take().unwrap().join().unwrap();
        let folder = std::mem::replace(&mut self.folder, tempfile::tempdir().unwrap());
        Running::at(folder, ServerOptions::default())
    }

    /// Serves a copy of a database.
    pub(crate) fn copy_of(database: &std::path::Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(database, folder.path().join("mlflow.db")).unwrap();
        Running::at(folder, ServerOptions::default())
    }

    fn at(folder: tempfile::TempDir, options: ServerOptions) -> Self {
        Running::start_in(folder, async move |path| on_sqlite(&path, options).await)
    }

    /// Serves what a function makes for a folder.
    pub(crate) fn serving<F: Future<Output = Server>>(
        server: impl FnOnce(std::path::PathBuf) -> F + Send + 'static,
    ) -> Self {
        Running::start_in(tempfile::tempdir().unwrap(), server)
    }

    fn start_in<F: Future<Output = Server>>(
        folder: tempfile::TempDir,
        server: impl FnOnce(std::path::PathBuf) -> F + Send + 'static,
    ) -> Self {
        let path = folder.path().to_owned();
        let (stop, stopped) = oneshot::channel();
        let (tell, told) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async move {
                let server = server(path).await;
                let bound = server.bind("127.0.0.1:0").await.unwrap();
                tell.send(bound.port().unwrap()).unwrap();
                bound.serve(async { drop(stopped.await) }).await
            })
        });
        Running {
            folder,
            port: told.recv().unwrap(),
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    /// Tells the server to stop, and waits for its end.
    pub(crate) fn stop(mut self) -> Shutdown {
        drop(self.stop.take());
        self.thread.take().unwrap().join().unwrap()
    }

    pub(crate) fn begin_to_stop(&mut self) {
        drop(self.stop.take());
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream
    }

    /// Sends one request on a connection of its own.
    pub(crate) fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut stream = self.connect();
        stream
            .write_all(&head(self.port, method, path, headers, body.len()))
            .unwrap();
        // A server that refuses may close before it has read everything.
        let _ = stream.write_all(body);
        Answer::read(stream)
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], b"")
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        let json = [("Content-Type", "application/json")];
        self.send("POST", path, &json, body.to_string().as_bytes())
    }
}

async fn on_sqlite(path: &std::path::Path, options: ServerOptions) -> Server {
    mlflow_registry::link();
    let registry = Registry::default();
    let uri = format!("sqlite:///{}/mlflow.db", path.display());
    let root = OpenOptions::new().artifact_root("mlflow-artifacts:/");
    let tracking = registry.tracking_store_with(&uri, root.clone()).await.unwrap();
    let traces = registry.trace_store_with(&uri, root).await.unwrap();
    let models = registry.registry_store(&uri).await.unwrap();
    let repo = registry
        .artifact_repo(path.join("artifacts").to_str().unwrap())
        .await
        .unwrap();
    let backends = Backends::new(tracking, models).traces(traces).artifacts(repo);
    Server::new(backends, options).unwrap()
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

pub(crate) fn head(port: u16, method: &str, path: &str, headers: &[(&str, &str)], length: usize) -> Vec<u8> {
    let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\nContent-Length: {length}\r\n");
    if !headers.iter().any(|(name, _)| *name == "Host") {
        head.push_str(&format!("Host: 127.0.0.1:{port}\r\n"));
    }
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    head.into_bytes()
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn read(mut stream: impl Read) -> Self {
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let end = bytes
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .expect("an answer has a head");
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let body = bytes.split_off(end + 4);
        Answer { status, head, body }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        let mut values = lines.filter(|(known, _)| known.eq_ignore_ascii_case(name));
        values.next().map(|(_, value)| value)
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {self:?}"))
    }

    /// Checks status and code of an error.
    #[track_caller]
    pub(crate) fn refused(&self, status: u16, code: &str) {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.body));
        assert_eq!(self.json()["error_code"], code);
    }
}
