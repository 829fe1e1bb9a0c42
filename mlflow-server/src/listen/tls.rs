//! The certificate of HTTPS.

use crate::options::TlsFiles;
use mlflow_core::{Error, Result};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::path::Path;
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;

/// Reads the files of HTTPS.
pub(super) fn acceptor(files: &TlsFiles) -> Result<TlsAcceptor> {
    let certificates = CertificateDer::pem_file_iter(&files.certificate)
        .and_then(Iterator::collect)
        .map_err(|e| cannot_use(&files.certificate, "certificate", e))?;
    let key = PrivateKeyDer::from_pem_file(&files.key).map_err(|e| cannot_use(&files.key, "key", e))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map(|config| config.with_no_client_auth())
        .and_then(|config| config.with_single_cert(certificates, key))
        .map_err(|e| cannot_use(&files.certificate, "certificate", e));
    let mut config = config?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

fn cannot_use(file: &Path, what: &str, error: impl std::error::Error + Send + Sync + 'static) -> Error {
    let message = format!("cannot use the {what} of HTTPS in {}: {error}", file.display());
    Error::invalid_parameter_value(message).with_source(error)
}
