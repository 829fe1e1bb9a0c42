//! Databases of servers for tests: a few, lent to one test at a time and emptied in between.
//!
//! `MLFLOW_TEST_POSTGRES_URI` and `MLFLOW_TEST_MYSQL_URI` name servers where databases may be made; without them
//! the tests have nothing to do. Locks in the servers keep tests of other processes apart.

#![allow(dead_code, reason = "each test program uses its part")]

use mlflow_core::registry::OpenOptions;
use mlflow_core::{StoreUri, TrackingStore};
use mlflow_stores::sql::SqlStore;
use mlflow_testkit::tracking::Subject;
use sqlx::{AssertSqlSafe, Connection, Executor, MySqlConnection, PgConnection, Row};
use std::time::Duration;

const DATABASES: i64 = 6;

/// A kind of server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Postgres,
    MySql,
}

impl Engine {
    /// Returns the URI of the server, if there is one for tests.
    pub(crate) fn server(self) -> Option<String> {
        let variable = match self {
            Engine::Postgres => "MLFLOW_TEST_POSTGRES_URI",
            Engine::MySql => "MLFLOW_TEST_MYSQL_URI",
        };
        std::env::var(variable).ok().filter(|uri| !uri.is_empty())
    }

    /// Lends an empty database with the tables of MLflow.
    pub(crate) async fn lend(self) -> Option<Lent> {
        self.lend_of("mlflow_suite", "").await
    }

    /// Like [`lend`](Engine::lend); the database tells text apart by its bytes, on MySQL too.
    pub(crate) async fn lend_exact(self) -> Option<Lent> {
        match self {
            Engine::Postgres => self.lend().await,
            Engine::MySql => self.lend_of("mlflow_exact", "COLLATE utf8mb4_bin").await,
        }
    }

    async fn lend_of(self, family: &str, collation: &str) -> Option<Lent> {
        let server = self.server()?;
        let mut slot = i64::from(std::process::id()) % DATABASES;
        let mut admin = Admin::connect(self, &server).await;
        loop {
            if admin.try_lock(slot).await {
                break;
            }
            slot = (slot + 1) % DATABASES;
            if slot == 0 {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
        let name = format!("{family}_{slot}");
        admin.create(&name, collation).await;
        let uri = of_database(&server, &name);
        let store = open(&uri).await;
        Admin::connect(self, &uri).await.empty().await;
        Some(Lent {
            store,
            uri,
            _lock: admin,
        })
    }

    /// Makes a database of its own for a test that spoils it, without tables; it is dropped with
    /// [`Fresh::drop_database`].
    pub(crate) async fn fresh(self, name: &str) -> Option<Fresh> {
        let server = self.server()?;
        let name = format!("mlflow_test_{name}_{}", std::process::id());
        let mut admin = Admin::connect(self, &server).await;
        admin.drop(&name).await;
        admin.create(&name, "").await;
        Some(Fresh {
            uri: of_database(&server, &name),
            admin,
            name,
        })
    }
}

/// Opens a store whose artifacts a server would keep.
pub(crate) async fn open(uri: &str) -> SqlStore {
    let uri = StoreUri::parse(uri).unwrap();
    SqlStore::open_with(&uri, OpenOptions::new().artifact_root("mlflow-artifacts:/"))
        .await
        .unwrap()
}

/// A database that one test uses.
pub(crate) struct Lent {
    pub(crate) store: SqlStore,
    pub(crate) uri: String,
    _lock: Admin,
}

/// A database that a test has made.
pub(crate) struct Fresh {
    pub(crate) uri: String,
    pub(crate) admin: Admin,
    name: String,
}

impl Fresh {
    pub(crate) async fn drop_database(mut self) {
        self.admin.drop(&self.name).await;
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

/// A store of a server, or none where there is no server.
pub(crate) struct Served(pub(crate) Option<Lent>);

impl mlflow_testkit::traces::Subject for Served {
    fn store(&self) -> &dyn mlflow_core::TraceStore {
        let lent = self.0.as_ref();
        &lent.expect("the suite asks whether there is a store").store
    }

    fn is_available(&self) -> bool {
        self.0.is_some()
    }
}

impl Subject for Served {
    fn store(&self) -> &dyn TrackingStore {
        &self
            .0
            .as_ref()
            .expect("the suite asks whether there is a store")
            .store
    }

    fn is_available(&self) -> bool {
        self.0.is_some()
    }
}

fn of_database(server: &str, name: &str) -> String {
    let (before, query) = match server.split_once('?') {
        Some((before, query)) => (before, format!("?{query}")),
        None => (server, String::new()),
    };
    let (scheme, rest) = before.split_once("://").unwrap();
    let authority = rest.split('/').next().unwrap();
    format!("{scheme}://{authority}/{name}{query}")
}

/// A connection that makes, empties and drops databases.
pub(crate) enum Admin {
    Postgres(PgConnection),
    MySql(MySqlConnection),
}

impl Admin {
    pub(crate) async fn connect(engine: Engine, uri: &str) -> Self {
        Self::reach(engine, uri).await.unwrap()
    }

    /// Connects, or not where nobody answers.
    pub(crate) async fn try_connect(engine: Engine, uri: &str) -> Option<Self> {
        Self::reach(engine, uri).await.ok()
    }

    async fn reach(engine: Engine, uri: &str) -> sqlx::Result<Self> {
        let (scheme, rest) = uri.split_once("://").unwrap();
        let scheme = scheme.split('+').next().unwrap();
        let plain = format!("{scheme}://{rest}");
        Ok(match engine {
            Engine::Postgres => Admin::Postgres(PgConnection::connect(&plain).await?),
            Engine::MySql => Admin::MySql(MySqlConnection::connect(&plain).await?),
        })
    }

    /// Runs statements without values.
    pub(crate) async fn run(&mut self, sql: &str) {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Admin::Postgres(connection) => _ = connection.execute(sqlx::raw_sql(sql)).await.unwrap(),
            Admin::MySql(connection) => _ = connection.execute(sqlx::raw_sql(sql)).await.unwrap(),
        }
    }

    /// Runs a statement that may fail.
    pub(crate) async fn try_run(&mut self, sql: &str) {
        let sql = AssertSqlSafe(sql.to_owned());
        let _ = match self {
            Admin::Postgres(connection) => connection.execute(sqlx::raw_sql(sql)).await.map(|_| ()),
            Admin::MySql(connection) => connection.execute(sqlx::raw_sql(sql)).await.map(|_| ()),
        };
    }

    /// Reads one number.
    pub(crate) async fn number(&mut self, sql: &str) -> i64 {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Admin::Postgres(connection) => sqlx::query_scalar(sql).fetch_one(connection).await.unwrap(),
            Admin::MySql(connection) => sqlx::query_scalar(sql).fetch_one(connection).await.unwrap(),
        }
    }

    /// Reads a column of text.
    pub(crate) async fn texts(&mut self, sql: &str) -> Vec<String> {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Admin::Postgres(connection) => sqlx::query_scalar(sql).fetch_all(connection).await.unwrap(),
            Admin::MySql(connection) => sqlx::query_scalar(sql).fetch_all(connection).await.unwrap(),
        }
    }

    /// Reads the text in a column of the first row of MySQL's answer.
    pub(crate) async fn text_of_column(&mut self, sql: &str, column: usize) -> String {
        let Admin::MySql(connection) = self else {
            panic!("MySQL alone shows how a table is made");
        };
        let row = sqlx::query(AssertSqlSafe(sql.to_owned()))
            .fetch_one(connection)
            .await
            .unwrap();
        row.get(column)
    }

    /// Returns each table of MySQL's plan for a statement, and how it is read.
    pub(crate) async fn plan(&mut self, sql: &str) -> Vec<(String, String)> {
        let Admin::MySql(connection) = self else {
            panic!("PostgreSQL's plans are text");
        };
        let explain = AssertSqlSafe(format!("EXPLAIN {sql}"));
        let rows = sqlx::query(explain).fetch_all(connection).await.unwrap();
        let text = |row: &sqlx::mysql::MySqlRow, column: &str| -> String {
            row.try_get_unchecked::<Option<String>, _>(column)
                .unwrap()
                .unwrap_or_default()
        };
        rows.iter()
            .map(|row| (text(row, "table"), text(row, "type")))
            .collect()
    }

    async fn try_lock(&mut self, slot: i64) -> bool {
        match self {
            Admin::Postgres(_) => {
                let sql =
                    format!("SELECT CASE WHEN pg_try_advisory_lock(74200, {slot}) THEN 1::bigint ELSE 0 END");
                self.number(&sql).await == 1
            }
            Admin::MySql(_) => {
                let sql = format!("SELECT CAST(GET_LOCK('mlflow_suite_{slot}', 0) AS SIGNED)");
                self.number(&sql).await == 1
            }
        }
    }

    async fn create(&mut self, name: &str, collation: &str) {
        match self {
            Admin::Postgres(_) => {
                let there = format!("SELECT count(*) FROM pg_database WHERE datname = '{name}'");
                if self.number(&there).await == 0 {
                    self.run(&format!("CREATE DATABASE {name}")).await;
                }
            }
            Admin::MySql(_) => {
                self.run(&format!("CREATE DATABASE IF NOT EXISTS {name} {collation}"))
                    .await
            }
        }
    }

    async fn drop(&mut self, name: &str) {
        match self {
            Admin::Postgres(_) => {
                self.run(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
                    .await
            }
            Admin::MySql(_) => self.run(&format!("DROP DATABASE IF EXISTS {name}")).await,
        }
    }

    /// Removes all rows, and makes the experiment `Default` again.
    async fn empty(&mut self) {
        let tables = match self {
            Admin::Postgres(_) => {
                "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()"
            }
            Admin::MySql(_) => {
                "SELECT CAST(table_name AS CHAR) FROM information_schema.tables WHERE table_schema = DATABASE()"
            }
        };
        let tables = self.texts(tables).await;
        let tables = tables.iter().filter(|table| *table != "alembic_version");
        let holds_rows: Vec<_> = tables
            .map(|table| format!("(SELECT '{table}' AS name FROM {table} LIMIT 1)"))
            .collect();
        let filled = self.texts(&holds_rows.join(" UNION ALL ")).await;
        let deletes: String = filled
            .iter()
            .map(|table| format!("DELETE FROM {table};"))
            .collect();
        let default = "INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time, \
                       last_update_time, workspace) VALUES (0, 'Default', 'mlflow-artifacts:/0', 'active', \
                       1700000000000, 1700000000000, 'default');";
        let sql = match self {
            Admin::Postgres(_) => format!(
                "SET session_replication_role = replica; {deletes} {default} \
                 ALTER SEQUENCE experiments_experiment_id_seq RESTART; RESET session_replication_role;"
            ),
            Admin::MySql(_) => format!(
                "SET FOREIGN_KEY_CHECKS = 0, sql_mode = 'NO_AUTO_VALUE_ON_ZERO'; {deletes} {default} \
                 ALTER TABLE experiments AUTO_INCREMENT = 1;"
            ),
        };
        self.run(&sql).await;
    }
}
