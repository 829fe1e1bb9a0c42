//! Databases of a PostgreSQL server.

use std::process::Command;

use anyhow::Result;

use crate::command::capture;

/// A PostgreSQL server, by the URI of one of its databases.
pub(super) struct Postgres(pub(super) String);

impl Postgres {
    pub(super) fn uri_of(&self, database: &str) -> String {
        let authority = self
            .0
            .rsplit_once('/')
            .map_or(self.0.as_str(), |(authority, _)| authority);
        format!("{authority}/{database}")
    }

    /// The URI in the form that makes SQLAlchemy use the driver that is installed.
    pub(super) fn sqlalchemy_uri_of(&self, database: &str) -> String {
        let uri = self.uri_of(database);
        match uri.split_once("://") {
            Some((_, rest)) => format!("postgresql+psycopg2://{rest}"),
            None => uri,
        }
    }

    pub(super) fn new_database(&self, name: &str) -> Result<String> {
        self.drop_database(name)?;
        self.psql(&format!("CREATE DATABASE {name}"))?;
        Ok(self.uri_of(name))
    }

    /// Copies a database that nobody uses.
    pub(super) fn copy_database(&self, from: &str, name: &str) -> Result<String> {
        self.drop_database(name)?;
        self.psql(&format!("CREATE DATABASE {name} TEMPLATE {from}"))?;
        Ok(self.uri_of(name))
    }

    pub(super) fn drop_database(&self, name: &str) -> Result<()> {
        self.psql(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
    }

    fn psql(&self, sql: &str) -> Result<()> {
        capture(Command::new("psql").args([&self.0, "-q", "-c", sql])).map(|_| ())
    }
}
