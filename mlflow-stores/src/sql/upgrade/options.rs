//! From a URI to a connection to a database server.

use mlflow_core::{Error, Result, StoreUri};
use sqlx::mysql::{MySqlConnectOptions, MySqlSslMode};
use sqlx::postgres::{PgConnectOptions, PgSslMode};

/// Returns how PostgreSQL is reached.
pub(super) fn postgres(uri: &StoreUri) -> Result<PgConnectOptions> {
    let mut options = PgConnectOptions::new();
    if let Some(host) = uri.host() {
        options = options.host(host);
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
    for (name, value) in uri.options() {
        options = match name.as_str() {
            "host" if value.starts_with('/') => options.socket(&value),
            "host" => options.host(&value),
            "port" => options.port(value.parse().map_err(|_| invalid(uri, &name))?),
            "sslmode" => options.ssl_mode(value.parse::<PgSslMode>().map_err(|_| invalid(uri, &name))?),
            "sslrootcert" => options.ssl_root_cert(value),
            "application_name" => options.application_name(&value),
            _ => options,
        };
    }
    Ok(options)
}

/// Returns how MySQL or MariaDB is reached.
pub(super) fn mysql(uri: &StoreUri) -> Result<MySqlConnectOptions> {
    let mut options = MySqlConnectOptions::new();
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
        options = match name.as_str() {
            "unix_socket" => options.socket(&value),
            "ssl_ca" => options.ssl_mode(MySqlSslMode::VerifyCa).ssl_ca(value),
            _ => options,
        };
    }
    Ok(options)
}

fn invalid(uri: &StoreUri, option: &str) -> Error {
    Error::invalid_parameter_value(format!("Invalid option `{option}` of `{uri}`"))
}
