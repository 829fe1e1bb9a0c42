//! Certificates that a test makes itself, with the program `openssl`.

use super::program::program;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Somebody who signs certificates.
pub(crate) struct Authority {
    folder: PathBuf,
    name: String,
}

/// A certificate and its key.
pub(crate) struct Certificate {
    pub(crate) cert: PathBuf,
    pub(crate) key: PathBuf,
}

impl Authority {
    /// Makes an authority with files in a folder, or says that the program for it is missing.
    pub(crate) fn make(folder: &Path, name: &str) -> Option<Self> {
        if program("openssl").is_none() {
            println!("left out: openssl is not installed");
            return None;
        }
        let authority = Authority {
            folder: folder.to_owned(),
            name: name.to_owned(),
        };
        let (key, cert) = (authority.file("key"), authority.file("pem"));
        openssl(&format!(
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN={name} -keyout {key} \
             -out {cert}"
        ));
        Some(authority)
    }

    /// Returns the file of the authority's own certificate.
    pub(crate) fn cert(&self) -> String {
        self.file("pem")
    }

    /// Signs a certificate for a name, and for addresses in the form `IP:127.0.0.1` if there are any.
    pub(crate) fn sign(&self, name: &str, addresses: Option<&str>) -> Certificate {
        let file = |extension: &str| self.file(&format!("{name}.{extension}"));
        let (key, request, cert, rules) = (file("key"), file("csr"), file("pem"), file("cnf"));
        let addresses = addresses.map(|addresses| format!("subjectAltName={addresses}\n"));
        let text = format!("basicConstraints=CA:FALSE\n{}", addresses.unwrap_or_default());
        std::fs::write(&rules, text).unwrap();
        openssl(&format!(
            "req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN={name} -keyout {key} -out {request}"
        ));
        openssl(&format!(
            "x509 -req -in {request} -CA {} -CAkey {} -CAcreateserial -days 2 -extfile {rules} -out {cert}",
            self.file("pem"),
            self.file("key"),
        ));
        Certificate {
            cert: cert.into(),
            key: key.into(),
        }
    }

    fn file(&self, extension: &str) -> String {
        let file = self.folder.join(format!("{}.{extension}", self.name));
        file.display().to_string()
    }
}

fn openssl(arguments: &str) {
    let done = Command::new("openssl")
        .args(arguments.split_whitespace())
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}
