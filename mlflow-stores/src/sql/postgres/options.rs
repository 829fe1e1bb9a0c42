//! What a URI in SQLAlchemy's form says about a connection.

use super::pgpass::{self, Entry};
use crate::sql::echo;
use crate::sql::server::{check_file, invalid_option};
use mlflow_core::{Result, StoreUri};
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use std::path::PathBuf;

/// Options of libpq and of SQLAlchemy's drivers that say nothing about the connection itself; `connect_timeout` is
/// read where it is made.
const WITHOUT_MEANING: [&str; 5] = [
    "client_encoding",
    "connect_timeout",
    "fallback_application_name",
    "gssencmode",
    "keepalives",
];

/// Stands for the authorities that the machine trusts, in place of a file of them.
const SYSTEM: &str = "system";

/// Reads `postgresql[+driver]://user:password@host:port/database?option=value`.
pub(crate) fn of(uri: &StoreUri) -> Result<PgConnectOptions> {
    let mut options = PgConnectOptions::new_without_pgpass().application_name("mlflow");
    if let Some(host) = uri.host() {
        options = host_or_socket(options, host);
    }
    if let Some(port) = uri.port() {
        options = options.port(port);
    }
    if let Some(user) = uri.user() {
        options = options.username(&user);
    }
    if let Some(password) = uri.password() {
        options = options.password(&password);
    }
    if !uri.database().is_empty() {
        options = options.database(uri.database());
    }
    let mut has_authority = std::env::var_os("PGSSLROOTCERT").is_some();
    let mut password = uri.password().or_else(|| std::env::var("PGPASSWORD").ok());
    let mut password_file = None;
    for (name, value) in uri.options() {
        if matches!(name.as_str(), "sslrootcert" | "sslcert" | "sslkey") && value != SYSTEM {
            check_file(&name, &value)?;
        }
        has_authority |= name == "sslrootcert";
        options = match name.as_str() {
            "host" => host_or_socket(options, &value),
            "port" => options.port(parsed(uri, &name, &value, "a port is expected")?),
            "user" => options.username(&value),
            "password" => {
                password = Some(value.clone());
                options.password(&value)
            }
            "passfile" => {
                password_file = Some(PathBuf::from(value));
                options
            }
            "dbname" | "database" => options.database(&value),
            "application_name" => options.application_name(&value),
            "sslmode" | "ssl" => options.ssl_mode(ssl_mode(uri, &name, &value)?),
            "sslrootcert" if value == SYSTEM => options.ssl_mode(PgSslMode::VerifyFull),
            "sslrootcert" => options.ssl_root_cert(value),
            "sslcert" => options.ssl_client_cert(value),
            "sslkey" => options.ssl_client_key(value),
            "options" => with_server_options(uri, options, &value)?,
            known if WITHOUT_MEANING.contains(&known) || known.starts_with("keepalives_") => options,
            _ => {
                let rule = "host, port, user, password, passfile, dbname, application_name, sslmode, sslrootcert, sslcert, \
                            sslkey and options are known";
                return Err(invalid_option(uri, &name, &value, rule));
            }
        };
    }
    if password.is_none_or(|password| password.is_empty()) {
        options = with_password_of_file(options, password_file);
    }
    echo::of_server(as_strict_as_libpq(options, has_authority))
}

/// Looks up the password of a connection that has none.
fn with_password_of_file(options: PgConnectOptions, file: Option<PathBuf>) -> PgConnectOptions {
    let socket = options
        .get_socket()
        .map(|path| path.to_string_lossy().into_owned());
    let entry = Entry {
        host: socket.as_deref().unwrap_or(options.get_host()),
        port: options.get_port(),
        database: options.get_database().unwrap_or(options.get_username()),
        user: options.get_username(),
    };
    match pgpass::password(file, entry) {
        Some(password) => options.password(&password),
        None => options,
    }
}

/// Gives the driver's modes of TLS the meaning that they have in libpq.
fn as_strict_as_libpq(options: PgConnectOptions, has_authority: bool) -> PgConnectOptions {
    let mode = match options.get_ssl_mode() {
        // Nobody listens on a socket.
        _ if options.get_socket().is_some() => PgSslMode::Disable,
        PgSslMode::Require if has_authority => PgSslMode::VerifyCa,
        // The driver does not come back with TLS where the server refuses to do without.
        PgSslMode::Allow => PgSslMode::Prefer,
        mode => mode,
    };
    options.ssl_mode(mode)
}

fn host_or_socket(options: PgConnectOptions, host: &str) -> PgConnectOptions {
    if host.starts_with('/') {
        options.socket(host)
    } else {
        options.host(host)
    }
}

fn ssl_mode(uri: &StoreUri, name: &str, value: &str) -> Result<PgSslMode> {
    match value {
        "true" => Ok(PgSslMode::Require),
        "false" => Ok(PgSslMode::Disable),
        _ => parsed(
            uri,
            name,
            value,
            "expected disable, allow, prefer, require, verify-ca or verify-full",
        ),
    }
}

/// Reads libpq's `-c name=value -c name=value`.
fn with_server_options(uri: &StoreUri, options: PgConnectOptions, text: &str) -> Result<PgConnectOptions> {
    let mut pairs = Vec::new();
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        let setting = match word.strip_prefix("-c").or_else(|| word.strip_prefix("--")) {
            Some("") => words.next().unwrap_or_default(),
            Some(rest) => rest,
            None => word,
        };
        let Some((name, value)) = setting.split_once('=') else {
            return Err(invalid_option(uri, "options", text, "expected `-c name=value`"));
        };
        pairs.push((name.to_owned(), value.to_owned()));
    }
    Ok(options.options(pairs))
}

fn parsed<T: std::str::FromStr>(uri: &StoreUri, name: &str, value: &str, rule: &str) -> Result<T> {
    value.parse().map_err(|_| invalid_option(uri, name, value, rule))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(uri: &str) -> Result<PgConnectOptions> {
        of(&StoreUri::parse(uri)?)
    }

    #[test]
    fn the_form_of_sqlalchemy() {
        let options =
            read("postgresql+psycopg2://ann:s%40fe@db:5433/runs?sslmode=require&application_name=x").unwrap();
        assert_eq!((options.get_host(), options.get_port()), ("db", 5433));
        assert_eq!(
            (options.get_username(), options.get_database()),
            ("ann", Some("runs"))
        );
        assert!(matches!(options.get_ssl_mode(), PgSslMode::Require));
        assert_eq!(options.get_application_name(), Some("x"));
    }

    #[cfg(unix)]
    #[test]
    fn a_password_that_is_not_given_comes_from_a_file() {
        use sqlx::ConnectOptions;
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("pass");
        std::fs::write(&file, "db:5433:runs:ann:filed\n").unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
        let file = file.display();
        for (uri, password) in [
            ("postgresql://ann@db:5433/runs", "ann:filed@"),
            ("postgresql://ann:@db:5433/runs", "ann:filed@"),
            ("postgresql://ann:mine@db:5433/runs", "ann:mine@"),
            ("postgresql://ann@db:5432/runs", "ann@"),
        ] {
            let options = read(&format!("{uri}?passfile={file}")).unwrap();
            let url = options.to_url_lossy();
            assert!(url.as_str().contains(password), "{uri}: {url}");
        }
    }

    #[test]
    fn a_socket_and_options_of_the_server() {
        let options =
            read("postgresql://ann@/runs?host=/var/run/postgresql&options=-csearch_path%3Dteam%20-c%20lock_timeout%3D1s")
                .unwrap();
        assert_eq!(
            options.get_socket().unwrap().to_str(),
            Some("/var/run/postgresql")
        );
        assert_eq!(
            options.get_options(),
            Some("-c search_path=team -c lock_timeout=1s")
        );
    }

    #[test]
    fn tls_is_as_strict_as_by_libpq() {
        const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        for (query, mode) in [
            (String::new(), "Prefer"),
            ("sslmode=allow".to_owned(), "Prefer"),
            ("sslmode=require".to_owned(), "Require"),
            (format!("sslmode=require&sslrootcert={FILE}"), "VerifyCa"),
            (format!("sslrootcert={FILE}&sslmode=verify-full"), "VerifyFull"),
            ("sslrootcert=system".to_owned(), "VerifyFull"),
            ("sslmode=require&host=/run/postgresql".to_owned(), "Disable"),
        ] {
            let options = read(&format!("postgresql://a@h/d?{query}")).unwrap();
            assert_eq!(format!("{:?}", options.get_ssl_mode()), mode, "{query}");
        }
    }

    #[test]
    fn what_is_wrong_is_named_without_the_password() {
        for (uri, part) in [
            ("postgresql://a:secret@h/d?sslmode=maybe", "sslmode=maybe"),
            ("postgresql://a:secret@h/d?port=x", "port=x"),
            ("postgresql://a:secret@h/d?nonsense=1", "nonsense=1"),
            ("postgresql://a:secret@h/d?options=work_mem", "options=work_mem"),
            (
                "postgresql://a:secret@h/d?sslrootcert=/no/ca.pem",
                "sslrootcert=/no/ca.pem",
            ),
        ] {
            let error = read(uri).unwrap_err();
            assert!(error.message().contains(part), "{error}");
            assert!(!error.message().contains("secret"), "{error}");
        }
    }
}
