//! HTTPS, and sockets in the file system.

use crate::running::{Answer, Running, head};
use mlflow_server::{ServerOptions, TlsFiles};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use std::io::{Read, Write};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

/// Makes a certificate for this machine; `None` without the program for it.
#[allow(clippy::print_stdout, reason = "says that a test is left out")]
fn certificate(folder: &Path) -> Option<TlsFiles> {
    let files = TlsFiles {
        certificate: folder.join("cert.pem"),
        key: folder.join("key.pem"),
    };
    let made = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
        ])
        .args(["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"])
        .args(["-addext", "basicConstraints=critical,CA:FALSE"])
        .args(["-keyout".as_ref(), files.key.as_os_str()])
        .args(["-out".as_ref(), files.certificate.as_os_str()])
        .output();
    match made {
        Ok(made) => {
            assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
            Some(files)
        }
        Err(e) => {
            println!("left out: openssl does not run here ({e})");
            None
        }
    }
}

fn client(files: &TlsFiles, protocols: &[&[u8]]) -> ClientConnection {
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_file(&files.certificate).unwrap())
        .unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap();
    let mut config = config.with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|protocol| protocol.to_vec()).collect();
    ClientConnection::new(Arc::new(config), ServerName::try_from("localhost").unwrap()).unwrap()
}

#[test]
fn https_is_served_with_the_given_certificate() {
    let folder = tempfile::tempdir().unwrap();
    let Some(files) = certificate(folder.path()) else {
        return;
    };
    let mut options = ServerOptions::default();
    options.tls = Some(files.clone());
    let server = Running::with(options);
    let mut stream = StreamOwned::new(client(&files, &[]), server.connect());
    stream
        .write_all(&head(server.port, "GET", "/version", &[], 0))
        .unwrap();
    let answer = Answer::read(stream);
    assert_eq!((answer.status, answer.body.as_slice()), (200, &b"3.17.2"[..]));

    let mut stream = StreamOwned::new(client(&files, &[b"h2", b"http/1.1"]), server.connect());
    stream.conn.complete_io(&mut stream.sock).unwrap();
    assert_eq!(stream.conn.alpn_protocol(), Some(&b"h2"[..]));

    // A client that speaks plainly is not answered, and disturbs nobody.
    let mut plain = server.connect();
    plain
        .write_all(&head(server.port, "GET", "/version", &[], 0))
        .unwrap();
    let mut bytes = Vec::new();
    let _ = plain.read_to_end(&mut bytes);
    assert!(!bytes.starts_with(b"HTTP/"), "{bytes:?}");
    let mut stream = StreamOwned::new(client(&files, &[]), server.connect());
    stream
        .write_all(&head(server.port, "GET", "/health", &[], 0))
        .unwrap();
    assert_eq!(Answer::read(stream).status, 200);
}

#[tokio::test]
async fn files_that_are_no_certificate_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut options = ServerOptions::default();
    options.tls = Some(TlsFiles {
        certificate: folder.path().join("none.pem"),
        key: folder.path().join("none.key"),
    });
    let refused = memory(options).bind("127.0.0.1:0").await.err().unwrap();
    assert!(refused.message().contains("none.pem"), "{}", refused.message());
}

fn memory(options: ServerOptions) -> mlflow_server::Server {
    use mlflow_core::memory::MemoryStore;
    let store = || Arc::new(MemoryStore::default());
    mlflow_server::Server::new(mlflow_server::Backends::new(store(), store()), options).unwrap()
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_socket_in_the_file_system_is_served_and_removed() {
    use std::os::unix::net::{UnixListener, UnixStream};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mlflow.sock");
    // What a server left that was killed.
    drop(UnixListener::bind(&path).unwrap());
    let server = memory(ServerOptions::default());
    let bound = server.bind_unix(&path).unwrap();
    assert_eq!(
        (bound.url(), bound.port()),
        (format!("unix:{}", path.display()), None)
    );
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let served = tokio::spawn(bound.serve(async { drop(stopped.await) }));
    let at = path.clone();
    let asked = tokio::task::spawn_blocking(move || {
        let mut stream = UnixStream::connect(at).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(&head(0, "GET", "/version", &[], 0)).unwrap();
        Answer::read(stream)
    });
    assert_eq!(asked.await.unwrap().body, b"3.17.2");
    let taken = server.bind_unix(&path).err().unwrap();
    assert!(taken.message().contains("another program listens there"));
    drop(stop);
    assert_eq!(served.await.unwrap(), mlflow_server::Shutdown::Clean);
    assert!(!path.exists());
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_is_no_socket_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    std::fs::write(&path, "mine").unwrap();
    assert!(memory(ServerOptions::default()).bind_unix(&path).is_err());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
}
