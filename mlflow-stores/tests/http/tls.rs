//! Whom a client trusts, and how it proves who it is.

use crate::authority::Authority;
use crate::fake::{Fake, Reply};
use crate::settings;
use mlflow_core::config::settings as names;
use mlflow_core::contract::Runs;
use mlflow_core::contract::runs::GetRun;
use mlflow_core::{Remote, Result, StoreUri};
use mlflow_stores::rest::Http;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

const RUN: &str = r#"{"run": {"info": {"run_id": "f00"}}}"#;

async fn call(fake: &Fake) -> Result<()> {
    let uri = StoreUri::parse(&format!("https://localhost:{}", fake.port()))?;
    let store = Remote(Http::open(&uri)?);
    store.get_run(GetRun { run_id: "f00".into() }).await.map(drop)
}

fn certificates(path: &Path) -> Vec<CertificateDer<'static>> {
    CertificateDer::pem_file_iter(path)
        .unwrap()
        .map(|found| found.unwrap())
        .collect()
}

/// Serves by a certificate, and asks clients for one of an authority.
fn server((cert, key): (&Path, &Path), clients_of: Option<&Path>) -> Fake {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ServerConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .unwrap();
    let builder = match clients_of {
        Some(authority) => {
            let mut roots = RootCertStore::empty();
            roots.add_parsable_certificates(certificates(authority));
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
            builder.with_client_cert_verifier(verifier.build().unwrap())
        }
        None => builder.with_no_client_auth(),
    };
    let key = PrivateKeyDer::from_pem_file(key).unwrap();
    let config = Arc::new(builder.with_single_cert(certificates(cert), key).unwrap());
    Fake::wrapped([Reply::json(RUN)], move |stream| {
        let connection = ServerConnection::new(config.clone()).unwrap();
        let mut stream = StreamOwned::new(connection, stream);
        // A client that does not trust the server breaks off.
        stream.conn.complete_io(&mut stream.sock).ok()?;
        Some(Box::new(stream))
    })
}

#[tokio::test]
async fn a_server_is_trusted_by_its_authority() {
    let folder = tempfile::tempdir().unwrap();
    let Some(authority) = Authority::make(folder.path(), "authority") else {
        return;
    };
    let served = authority.sign("localhost", Some("DNS:localhost"));
    let fake = server((&served.cert, &served.key), None);

    let one = settings::set(|_| {});
    let started = Instant::now();
    let error = call(&fake).await.unwrap_err();
    assert!(error.message().contains("certificate"), "{error}");
    assert!(
        format!("{error:?}").contains("tries: 1"),
        "a certificate does not get better: {error:?}"
    );
    assert!(started.elapsed().as_secs() < 20);
    drop(one);

    let one = settings::set(|config| config.set(&names::TRACKING_SERVER_CERT_PATH, authority.cert()));
    call(&fake).await.unwrap();
    drop(one);

    let one = settings::set(|config| config.set(&names::TRACKING_INSECURE_TLS, "true"));
    call(&fake).await.unwrap();
    drop(one);

    let _one = settings::set(|config| {
        config.set(&names::TRACKING_INSECURE_TLS, "true");
        config.set(&names::TRACKING_SERVER_CERT_PATH, authority.cert());
    });
    let error = call(&fake).await.unwrap_err();
    assert!(
        error
            .message()
            .contains("MLFLOW_TRACKING_SERVER_CERT_PATH must not be set"),
        "{error}"
    );
}

#[tokio::test]
async fn a_client_proves_itself_by_its_certificate() {
    let folder = tempfile::tempdir().unwrap();
    let Some(authority) = Authority::make(folder.path(), "authority") else {
        return;
    };
    let served = authority.sign("localhost", Some("DNS:localhost"));
    let client = authority.sign("ann", None);
    let fake = server((&served.cert, &served.key), Some(Path::new(&authority.cert())));
    let both = folder.path().join("both.pem");
    let text = [&client.key, &client.cert]
        .map(|file| std::fs::read_to_string(file).unwrap())
        .concat();
    std::fs::write(&both, text).unwrap();

    let one = settings::set(|config| {
        config.set(&names::TRACKING_SERVER_CERT_PATH, authority.cert());
        config.set(&names::HTTP_REQUEST_MAX_RETRIES, "0");
    });
    call(&fake).await.unwrap_err();
    drop(one);

    let one = settings::set(|config| {
        config.set(&names::TRACKING_SERVER_CERT_PATH, authority.cert());
        config.set(&names::TRACKING_CLIENT_CERT_PATH, both.to_str().unwrap());
    });
    call(&fake).await.unwrap();
    drop(one);

    let _one = settings::set(|config| config.set(&names::TRACKING_CLIENT_CERT_PATH, "/no/such.pem"));
    let error = call(&fake).await.unwrap_err();
    assert!(
        error
            .message()
            .contains("`/no/such.pem` of MLFLOW_TRACKING_CLIENT_CERT_PATH"),
        "{error}"
    );
}
