//! Servers that take encrypted connections only.

use crate::authority::{Authority, Certificate};
use crate::private::Private;
use crate::processes::open_in_a_process;
use crate::servers::{Admin, Engine};
use mlflow_core::ErrorCode::{self, InvalidParameterValue, PermissionDenied, TemporarilyUnavailable};
use mlflow_core::contract::experiments::SearchExperiments;
use mlflow_core::registry::OpenOptions;
use mlflow_core::{Error, Experiments, StoreUri};
use mlflow_stores::sql::SqlStore;

/// What opening a store with some options ends with: nothing, or an error with words in its message.
type Expected = Result<(), (ErrorCode, &'static str)>;

/// A server, and those who sign its certificates and those of its clients.
struct Secured {
    server: Private,
    authority: Authority,
    stranger: Authority,
}

impl Secured {
    /// Makes a server whose certificate names its address, but no host.
    fn make(engine: Engine) -> Option<(Self, Certificate)> {
        let server = Private::make(engine)?;
        let authority = Authority::make(server.folder(), "authority")?;
        let stranger = Authority::make(server.folder(), "stranger")?;
        let certificate = authority.sign("server", Some("IP:127.0.0.1"));
        server.give(server.folder());
        let secured = Secured {
            server,
            authority,
            stranger,
        };
        Some((secured, certificate))
    }

    /// Starts PostgreSQL, where the database `certified` asks for certificates.
    async fn start_postgres(&mut self, certificate: &Certificate) {
        let server = &mut self.server;
        std::fs::write(
            server.folder().join("data/pg_hba.conf"),
            "hostssl certified all 127.0.0.1/32 cert\nhostssl all all 127.0.0.1/32 trust\n",
        )
        .unwrap();
        for (name, value) in [
            ("ssl", "on".to_owned()),
            ("ssl_cert_file", certificate.cert.display().to_string()),
            ("ssl_key_file", certificate.key.display().to_string()),
            ("ssl_ca_file", self.authority.cert()),
        ] {
            server.option("-c");
            server.option(format!("{name}={value}"));
        }
        server.start().await;
    }

    /// Starts MariaDB.
    async fn start_mysql(&mut self, certificate: &Certificate) {
        let server = &mut self.server;
        server.option("--require-secure-transport=ON");
        server.option(format!("--ssl-cert={}", certificate.cert.display()));
        server.option(format!("--ssl-key={}", certificate.key.display()));
        server.option(format!("--ssl-ca={}", self.authority.cert()));
        server.start().await;
    }

    /// Writes the files of a certificate as options.
    fn options(&self, text: &str) -> String {
        text.replace("OUR_CA", &self.authority.cert())
            .replace("OTHER_CA", &self.stranger.cert())
            .replace("FOLDER", &self.server.folder().display().to_string())
    }

    async fn check(&self, uri: &str, options: &str, expected: Expected) {
        let uri = format!("{uri}?{}", self.options(options));
        match (opened(&uri).await, expected) {
            (Ok(()), Ok(())) => {}
            (Err(error), Err((code, words))) => {
                assert_eq!(error.code(), code, "{options}: {error}");
                assert!(error.message().contains(words), "{options}: {error}");
            }
            (answer, _) => panic!("{options}: {answer:?}"),
        }
    }
}

async fn opened(uri: &str) -> Result<(), Error> {
    let uri = StoreUri::parse(uri)?;
    let options = OpenOptions::new().artifact_root("mlflow-artifacts:/");
    let store = SqlStore::open_with(&uri, options).await?;
    let search = SearchExperiments {
        max_results: Some(1),
        ..SearchExperiments::default()
    };
    store.search_experiments(search).await.map(|_| ())
}

const UNTRUSTED: Expected = Err((TemporarilyUnavailable, "UnknownIssuer"));
const OTHER_NAME: Expected = Err((TemporarilyUnavailable, "not valid for name"));

#[tokio::test]
async fn postgres_by_the_modes_of_libpq() {
    let Some((mut secured, certificate)) = Secured::make(Engine::Postgres) else {
        return;
    };
    secured.start_postgres(&certificate).await;
    let uri = secured.server.database("runs").await;
    for (options, expected) in [
        ("", Ok(())),
        ("sslmode=allow", Ok(())),
        ("sslmode=require", Ok(())),
        ("sslmode=require&sslrootcert=OUR_CA", Ok(())),
        ("sslmode=verify-ca&sslrootcert=OUR_CA", Ok(())),
        ("sslmode=verify-full&sslrootcert=OUR_CA", Ok(())),
        ("sslmode=require&sslrootcert=OTHER_CA", UNTRUSTED),
        ("sslmode=verify-ca&sslrootcert=OTHER_CA", UNTRUSTED),
        ("sslmode=verify-full&sslrootcert=OTHER_CA", UNTRUSTED),
        ("sslmode=verify-full", UNTRUSTED),
        ("sslrootcert=system", UNTRUSTED),
        ("sslmode=disable", Err((PermissionDenied, "no encryption"))),
        (
            "sslmode=verify-ca&sslrootcert=FOLDER/missing.pem",
            Err((
                InvalidParameterValue,
                "missing.pem` of the database cannot be read",
            )),
        ),
    ] {
        secured.check(&uri, options, expected).await;
    }
    let by_name = uri.replace("127.0.0.1", "localhost");
    for (options, expected) in [
        ("sslmode=verify-ca&sslrootcert=OUR_CA", Ok(())),
        ("sslmode=verify-full&sslrootcert=OUR_CA", OTHER_NAME),
    ] {
        secured.check(&by_name, options, expected).await;
    }
}

#[tokio::test]
async fn mysql_by_the_options_of_its_drivers() {
    let Some((mut secured, certificate)) = Secured::make(Engine::MySql) else {
        return;
    };
    secured.start_mysql(&certificate).await;
    let uri = secured.server.database("runs").await;
    for (options, expected) in [
        ("", Ok(())),
        ("ssl=true", Ok(())),
        ("ssl_mode=REQUIRED", Ok(())),
        ("ssl_ca=OUR_CA", Ok(())),
        ("ssl_mode=VERIFY_CA&ssl_ca=OUR_CA", Ok(())),
        (
            "ssl_ca=OUR_CA&ssl_verify_cert=true&ssl_verify_identity=true",
            Ok(()),
        ),
        ("ssl_ca=OTHER_CA", UNTRUSTED),
        ("ssl_ca=OTHER_CA&ssl_check_hostname=false", UNTRUSTED),
        ("ssl_mode=REQUIRED&ssl_ca=OTHER_CA", UNTRUSTED),
        ("ssl_verify_cert=true", UNTRUSTED),
        ("ssl_disabled=true", Err((PermissionDenied, "Access denied"))),
        (
            "ssl_ca=FOLDER/missing.pem",
            Err((
                InvalidParameterValue,
                "missing.pem` of the database cannot be read",
            )),
        ),
    ] {
        secured.check(&uri, options, expected).await;
    }
    let by_name = uri.replace("127.0.0.1", "localhost");
    for (options, expected) in [
        ("ssl_ca=OUR_CA&ssl_check_hostname=false", Ok(())),
        ("ssl_ca=OUR_CA", OTHER_NAME),
    ] {
        secured.check(&by_name, options, expected).await;
    }

    // What stands in the environment is for processes of their own.
    for (authority, opens) in [(&secured.authority, true), (&secured.stranger, false)] {
        let mut process = open_in_a_process(&uri);
        process.env("MLFLOW_MYSQL_SSL_CA", authority.cert());
        assert_eq!(process.status().unwrap().success(), opens);
    }
}

/// Certificates of clients, instead of passwords.
#[tokio::test]
async fn clients_show_certificates_to_postgres() {
    let Some((mut secured, certificate)) = Secured::make(Engine::Postgres) else {
        return;
    };
    secured.start_postgres(&certificate).await;
    let uri = secured.server.database("certified").await;
    secured.authority.sign("postgres", None);
    secured.authority.sign("mallory", None);
    secured.stranger.sign("postgres", None);
    for (options, expected) in [
        (
            "sslcert=FOLDER/authority.postgres.pem&sslkey=FOLDER/authority.postgres.key",
            Ok(()),
        ),
        (
            "sslmode=verify-full&sslrootcert=OUR_CA&sslcert=FOLDER/authority.postgres.pem&\
             sslkey=FOLDER/authority.postgres.key",
            Ok(()),
        ),
        (
            "sslmode=require",
            Err((PermissionDenied, "requires a valid client certificate")),
        ),
        (
            "sslcert=FOLDER/authority.mallory.pem&sslkey=FOLDER/authority.mallory.key",
            Err((PermissionDenied, "certificate authentication failed")),
        ),
        (
            "sslcert=FOLDER/stranger.postgres.pem&sslkey=FOLDER/stranger.postgres.key",
            Err((TemporarilyUnavailable, "UnknownCA")),
        ),
        (
            "sslcert=FOLDER/authority.postgres.pem",
            Err((InvalidParameterValue, "must be given together")),
        ),
    ] {
        secured.check(&uri, options, expected).await;
    }
}

/// Certificates of clients, beside or instead of passwords.
#[tokio::test]
async fn clients_show_certificates_to_mysql() {
    let Some((mut secured, certificate)) = Secured::make(Engine::MySql) else {
        return;
    };
    secured.start_mysql(&certificate).await;
    let uri = secured.server.database("runs").await;
    let mut admin = Admin::connect(Engine::MySql, &uri).await;
    admin
        .run("CREATE USER ann REQUIRE SUBJECT '/CN=ann'; GRANT ALL ON runs.* TO ann")
        .await;
    let uri = uri.replace("root@", "ann@");
    let own = secured.authority.sign("ann", None);
    secured.authority.sign("mallory", None);
    for (options, expected) in [
        (
            "ssl_cert=FOLDER/authority.ann.pem&ssl_key=FOLDER/authority.ann.key",
            Ok(()),
        ),
        (
            "ssl_ca=OUR_CA&ssl_cert=FOLDER/authority.ann.pem&ssl_key=FOLDER/authority.ann.key",
            Ok(()),
        ),
        ("", Err((PermissionDenied, "Access denied"))),
        (
            "ssl_cert=FOLDER/authority.mallory.pem&ssl_key=FOLDER/authority.mallory.key",
            Err((PermissionDenied, "Access denied")),
        ),
    ] {
        secured.check(&uri, options, expected).await;
    }
    let mut process = open_in_a_process(&uri);
    process.env("MLFLOW_MYSQL_SSL_CERT", &own.cert);
    assert!(!process.status().unwrap().success(), "a key is missing");
    process.env("MLFLOW_MYSQL_SSL_KEY", &own.key);
    assert!(process.status().unwrap().success());
}
