//! An upgrade that stops after every single statement, and goes on from there.

use super::engine::{Dialect, Engine, Row, Value};
use super::indexes::Index;
use super::mysql::MySql;
use super::plan::State;
use super::run;
use super::script::Action;
use async_trait::async_trait;
use mlflow_core::{Error, Result, StoreUri};
use sqlx::{AssertSqlSafe, Connection, Executor, MySqlConnection, Row as _};

/// Carries an action out and then fails, as if the process had been killed before it knew.
struct Stutter {
    engine: MySql,
    /// How many actions are carried out before the one that fails.
    left: usize,
}

impl Stutter {
    fn strike(&mut self) -> Result<()> {
        match self.left.checked_sub(1) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => Err(Error::internal("stopped")),
        }
    }
}

#[async_trait]
impl Engine for Stutter {
    fn dialect(&self) -> Dialect {
        self.engine.dialect()
    }

    async fn tables(&mut self) -> Result<Vec<String>> {
        self.engine.tables().await
    }

    async fn columns(&mut self, table: &str) -> Result<Vec<String>> {
        self.engine.columns(table).await
    }

    async fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64> {
        self.engine.execute(sql, values).await
    }

    async fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>> {
        self.engine.query(sql, values).await
    }

    async fn lock(&mut self, waiting: &mut (dyn FnMut() + Send)) -> Result<()> {
        self.engine.lock(waiting).await
    }

    async fn unlock(&mut self) -> Result<()> {
        self.engine.unlock().await
    }

    async fn begin_step(&mut self, waiting: &mut (dyn FnMut() + Send)) -> Result<()> {
        self.engine.begin_step(waiting).await
    }

    async fn commit_step(&mut self) -> Result<()> {
        self.engine.commit_step().await
    }

    async fn rollback_step(&mut self) -> Result<()> {
        self.engine.rollback_step().await
    }

    async fn begin_rows(&mut self) -> Result<()> {
        self.engine.begin_rows().await
    }

    async fn commit_rows(&mut self) -> Result<()> {
        self.engine.commit_rows().await?;
        self.strike()
    }

    async fn act(&mut self, action: &Action) -> Result<u64> {
        let rows = self.engine.act(action).await?;
        self.strike()?;
        Ok(rows)
    }

    async fn index(&mut self, index: &Index) -> Result<Option<bool>> {
        self.engine.index(index).await
    }

    async fn make_index(&mut self, index: &Index, waiting: &mut (dyn FnMut() + Send)) -> Result<()> {
        self.engine.make_index(index, waiting).await
    }

    async fn drop_index(&mut self, index: &Index, waiting: &mut (dyn FnMut() + Send)) -> Result<()> {
        self.engine.drop_index(index, waiting).await
    }
}

const ROWS: [&str; 4] = [
    "INSERT INTO experiments (name, lifecycle_stage) VALUES ('e', 'active')",
    "INSERT INTO runs (run_uuid, user_id, status, experiment_id) VALUES ('r', 'ann', 'RUNNING', 1)",
    "INSERT INTO metrics (`key`, value, timestamp, run_uuid) VALUES ('m', 1, 1, 'r'), ('m', 2, 2, 'r')",
    "INSERT INTO params (`key`, value, run_uuid) VALUES ('p', 'v', 'r')",
];
const TRACES: [&str; 4] = [
    "INSERT INTO trace_info (request_id, experiment_id, timestamp_ms, status) VALUES ('t', 1, 1, 'OK')",
    "INSERT INTO trace_tags VALUES ('mlflow.traceName', 'named', 't')",
    "INSERT INTO trace_request_metadata VALUES ('mlflow.trace.tokenUsage', '{\"input_tokens\": 3}', 't')",
    "INSERT INTO assessments (assessment_id, trace_id, name, assessment_type, value, created_timestamp, \
     last_updated_timestamp, source_type, valid) VALUES ('a', 't', 'n', 'feedback', 'true', 1, 1, 'HUMAN', 1)",
];

async fn run_sql(admin: &mut MySqlConnection, sql: String) {
    admin.execute(sqlx::raw_sql(AssertSqlSafe(sql))).await.unwrap();
}

/// Returns the definitions and the rows of the tables that hold any.
async fn content(admin: &mut MySqlConnection, database: &str) -> Vec<String> {
    let mut all = Vec::new();
    let tables = sqlx::query("SELECT table_name FROM information_schema.tables WHERE table_schema = ?")
        .bind(database.to_owned())
        .fetch_all(&mut *admin)
        .await
        .unwrap();
    for table in tables {
        let table: String = table.get_unchecked(0);
        let sql = format!("SHOW CREATE TABLE {database}.{table}");
        let row = sqlx::query(AssertSqlSafe(sql))
            .fetch_one(&mut *admin)
            .await
            .unwrap();
        let definition: String = row.get_unchecked(1);
        all.extend(
            definition
                .lines()
                .map(|line| format!("{table} {}", line.trim_end_matches(','))),
        );
        let count = format!("SELECT CAST(count(*) AS CHAR) FROM {database}.{table}");
        let count = sqlx::query(AssertSqlSafe(count))
            .fetch_one(&mut *admin)
            .await
            .unwrap();
        all.push(format!("{table} rows {}", count.get_unchecked::<String, _>(0)));
    }
    let promoted = format!(
        "SELECT CONCAT_WS(' ', trace_name, input_tokens, aggregate_value) FROM {database}.trace_info \
         JOIN {database}.assessments ON request_id = trace_id"
    );
    let promoted = sqlx::query(AssertSqlSafe(promoted))
        .fetch_one(&mut *admin)
        .await
        .unwrap();
    all.push(promoted.get_unchecked(0));
    all.sort();
    all
}

/// Upgrades a new database with rows of each time, and counts how often it was stopped.
async fn upgraded(admin: &mut MySqlConnection, uri: &StoreUri, database: &str, stops: bool) -> usize {
    run_sql(
        admin,
        format!("DROP DATABASE IF EXISTS {database}; CREATE DATABASE {database}; USE {database}"),
    )
    .await;
    for statement in super::script::actions(super::steps::BASE, Dialect::MySql).unwrap() {
        let Action::Sql(sql) = statement else {
            panic!("{statement:?}")
        };
        run_sql(admin, sql).await;
    }
    for sql in ROWS {
        run_sql(admin, sql.to_owned()).await;
    }
    let (mut stopped, mut left) = (0, if stops { 0 } else { usize::MAX });
    loop {
        let mut engine = Stutter {
            engine: MySql::open(uri).await.unwrap(),
            left,
        };
        let before = State::of(&mut engine).await.unwrap();
        let Some(step) = before.steps().first() else {
            return stopped;
        };
        match run::only(&mut engine, &before, 1).await {
            Ok(_) => {
                left = if stops { 0 } else { usize::MAX };
                if step.revision == "de4033877273" {
                    for sql in TRACES {
                        run_sql(admin, sql.to_owned()).await;
                    }
                }
            }
            Err(e) if e.message().contains("stopped") => {
                stopped += 1;
                left += 1;
            }
            Err(e) => panic!("{step:?}: {e}"),
        }
    }
}

#[tokio::test]
async fn a_mysql_upgrade_stops_after_every_statement() {
    let Some(server) = std::env::var("MLFLOW_TEST_MYSQL_URI")
        .ok()
        .filter(|uri| !uri.is_empty())
    else {
        return;
    };
    let (start, _) = server.rsplit_once('/').unwrap();
    let options = crate::sql::mysql::options::of(&StoreUri::parse(&server).unwrap()).unwrap();
    let mut admin = MySqlConnection::connect_with(&options).await.unwrap();
    let names = ["smooth", "stops"].map(|kind| format!("mlflow_upgrade_{}_{kind}", std::process::id()));
    let uris = names
        .each_ref()
        .map(|name| StoreUri::parse(&format!("{start}/{name}")).unwrap());
    assert_eq!(upgraded(&mut admin, &uris[0], &names[0], false).await, 0);
    let expected = content(&mut admin, &names[0]).await;
    let stopped = upgraded(&mut admin, &uris[1], &names[1], true).await;
    assert!(stopped > 200, "{stopped}");
    let found = content(&mut admin, &names[1]).await;
    for name in &names {
        run_sql(&mut admin, format!("DROP DATABASE {name}")).await;
    }
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.len(), expected.len());
}
