//! What a URI in SQLAlchemy's form says about a connection.

use crate::sql::echo;
use crate::sql::server::{check_file, invalid_option};
use mlflow_core::config::{self, settings};
use mlflow_core::{Result, StoreUri};
use sqlx::mysql::{MySqlConnectOptions, MySqlSslMode};

/// Options of Python's drivers that say nothing about the connection itself; `connect_timeout` is read where it is made.
const WITHOUT_MEANING: [&str; 7] = [
    "autocommit",
    "binary_prefix",
    "connect_timeout",
    "local_infile",
    "read_timeout",
    "use_unicode",
    "write_timeout",
];

/// Reads `mysql[+driver]://user:password@host:port/database?option=value`, and the settings for TLS.
pub(crate) fn of(uri: &StoreUri) -> Result<MySqlConnectOptions> {
    let mut tls = Tls::of_settings()?;
    // Neither a time zone nor another sql_mode is asked for: the tables hold no times of the database's own.
    let mut options = MySqlConnectOptions::new().timezone(None).pipes_as_concat(false);
    if let Some(host) = uri.host() {
        options = options.host(host);
    }
    if let Some(port) = uri.port() {
        options = options.port(port);
    }
    if let Some(user) = uri.user() {
        options = options.username(&user);
    }
    if let Some(password) = uri.password().filter(|password| !password.is_empty()) {
        options = options.password(&password);
    }
    if !uri.database().is_empty() {
        options = options.database(uri.database());
    }
    for (name, value) in uri.options() {
        match name.as_str() {
            "unix_socket" | "socket" => options = options.socket(value),
            "charset" => options = options.charset(charset(&value)),
            "collation" => options = options.collation(&value),
            "ssl_ca" | "ssl-ca" => {
                check_file(&name, &value)?;
                tls.ca = Some(value);
                tls.ca_of_uri = true;
            }
            "ssl_cert" | "ssl-cert" => {
                check_file(&name, &value)?;
                tls.cert = Some(value);
            }
            "ssl_key" | "ssl-key" => {
                check_file(&name, &value)?;
                tls.key = Some(value);
            }
            "ssl" | "ssl_disabled" | "ssl_check_hostname" | "ssl_verify_cert" | "ssl_verify_identity" => {
                let flag = flag(uri, &name, &value)?;
                match name.as_str() {
                    "ssl_disabled" => tls.disabled = flag,
                    "ssl" => tls.required = flag,
                    "ssl_verify_cert" => tls.verify_ca = flag,
                    _ => tls.verify_identity = Some(flag),
                }
            }
            "ssl_mode" | "ssl-mode" | "sslmode" => {
                let rule = "expected DISABLED, PREFERRED, REQUIRED, VERIFY_CA or VERIFY_IDENTITY";
                tls.mode = Some(
                    value
                        .parse()
                        .map_err(|_| invalid_option(uri, &name, &value, rule))?,
                );
            }
            known if WITHOUT_MEANING.contains(&known) => {}
            _ => {
                let rule = "unix_socket, charset, collation, ssl_ca, ssl_cert, ssl_key, ssl_mode, ssl_disabled, \
                            ssl_verify_cert and ssl_verify_identity are known";
                return Err(invalid_option(uri, &name, &value, rule));
            }
        }
    }
    echo::of_server(tls.apply(options))
}

/// `utf8` of old URIs holds no more than three bytes a character.
fn charset(name: &str) -> &str {
    match name {
        "utf8" | "utf8mb3" => "utf8mb4",
        other => other,
    }
}

#[derive(Default)]
struct Tls {
    ca: Option<String>,
    ca_of_uri: bool,
    cert: Option<String>,
    key: Option<String>,
    mode: Option<MySqlSslMode>,
    disabled: bool,
    required: bool,
    verify_ca: bool,
    verify_identity: Option<bool>,
}

impl Tls {
    fn of_settings() -> Result<Self> {
        let config = config::current()?;
        let tls = Tls {
            ca: config.get(&settings::MYSQL_SSL_CA)?.value,
            cert: config.get(&settings::MYSQL_SSL_CERT)?.value,
            key: config.get(&settings::MYSQL_SSL_KEY)?.value,
            ..Tls::default()
        };
        for (name, path) in [
            ("MLFLOW_MYSQL_SSL_CA", &tls.ca),
            ("MLFLOW_MYSQL_SSL_CERT", &tls.cert),
            ("MLFLOW_MYSQL_SSL_KEY", &tls.key),
        ] {
            if let Some(path) = path {
                check_file(name, path)?;
            }
        }
        Ok(tls)
    }

    fn mode(&self) -> MySqlSslMode {
        // As PyMySQL does with an authority in the URI.
        let by_default = self.ca_of_uri && self.mode.is_none();
        let verify_identity = self.verify_identity.unwrap_or(by_default);
        match self.mode {
            // What asks for less does not take away what asks for more.
            Some(MySqlSslMode::Required | MySqlSslMode::VerifyCa) if verify_identity => {
                MySqlSslMode::VerifyIdentity
            }
            // As MySQL's own clients do.
            Some(MySqlSslMode::Required) if self.verify_ca || self.ca.is_some() => MySqlSslMode::VerifyCa,
            Some(mode) => mode,
            None if self.disabled => MySqlSslMode::Disabled,
            None if verify_identity => MySqlSslMode::VerifyIdentity,
            None if self.verify_ca || self.ca.is_some() => MySqlSslMode::VerifyCa,
            None if self.required || self.cert.is_some() => MySqlSslMode::Required,
            None => MySqlSslMode::Preferred,
        }
    }

    fn apply(self, options: MySqlConnectOptions) -> MySqlConnectOptions {
        let mut options = options.ssl_mode(self.mode());
        if let Some(ca) = self.ca {
            options = options.ssl_ca(ca);
        }
        if let Some(cert) = self.cert {
            options = options.ssl_client_cert(cert);
        }
        if let Some(key) = self.key {
            options = options.ssl_client_key(key);
        }
        options
    }
}

fn flag(uri: &StoreUri, name: &str, value: &str) -> Result<bool> {
    match value {
        "true" | "True" | "1" => Ok(true),
        "false" | "False" | "0" => Ok(false),
        _ => Err(invalid_option(uri, name, value, "expected true or false")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(uri: &str) -> Result<MySqlConnectOptions> {
        of(&StoreUri::parse(uri)?)
    }

    #[test]
    fn the_form_of_sqlalchemy() {
        let options = read("mysql+pymysql://ann:s%40fe@db:3307/runs?charset=utf8").unwrap();
        assert_eq!((options.get_host(), options.get_port()), ("db", 3307));
        assert_eq!(
            (options.get_username(), options.get_database()),
            ("ann", Some("runs"))
        );
        assert_eq!(options.get_charset(), "utf8mb4");
        assert!(matches!(options.get_ssl_mode(), MySqlSslMode::Preferred));
    }

    #[test]
    fn tls_is_as_strict_as_what_is_given_for_it() {
        for (query, mode) in [
            ("ssl_ca=FILE", "VerifyIdentity"),
            ("ssl_ca=FILE&ssl_check_hostname=false", "VerifyCa"),
            ("ssl_ca=FILE&ssl_verify_identity=true", "VerifyIdentity"),
            ("ssl_cert=FILE&ssl_key=FILE", "Required"),
            ("ssl_disabled=true", "Disabled"),
            ("ssl_mode=REQUIRED", "Required"),
            ("ssl_mode=REQUIRED&ssl_ca=FILE", "VerifyCa"),
            ("ssl_mode=REQUIRED&ssl_verify_identity=true", "VerifyIdentity"),
            ("ssl_mode=VERIFY_CA&ssl_ca=FILE", "VerifyCa"),
        ] {
            let query = query.replace("FILE", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"));
            let options = read(&format!("mysql://a@h/d?{query}")).unwrap();
            assert_eq!(format!("{:?}", options.get_ssl_mode()), mode, "{query}");
        }
    }

    #[test]
    fn what_is_wrong_is_named_without_the_password() {
        for (uri, part) in [
            ("mysql://a:secret@h/d?ssl_mode=maybe", "ssl_mode=maybe"),
            ("mysql://a:secret@h/d?ssl=perhaps", "ssl=perhaps"),
            ("mysql://a:secret@h/d?nonsense=1", "nonsense=1"),
            ("mysql://a:secret@h/d?ssl_ca=/no/ca.pem", "ssl_ca=/no/ca.pem"),
        ] {
            let error = read(uri).unwrap_err();
            assert!(error.message().contains(part), "{error}");
            assert!(!error.message().contains("secret"), "{error}");
        }
    }
}
