//! The SQL store on PostgreSQL and on MySQL or MariaDB, against the suite and official MLflow's recordings.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, and says what it leaves out"
)]

mod catalogue;
mod charsets;
mod faults;
mod gc;
mod import;
mod killed;
mod plans;
mod pools;
mod processes;
mod recordings;
mod tls;

#[path = "../common/servers.rs"]
mod servers;

#[path = "../common/private.rs"]
mod private;
#[path = "../common/program.rs"]
mod program;

#[path = "../common/authority.rs"]
mod authority;

#[path = "../common/corpus.rs"]
mod corpus;

#[path = "../common/load.rs"]
mod load;

use mlflow_testkit::tracking::Capabilities;
use servers::{Engine, Served};

const POSTGRES: Capabilities = Capabilities {
    keeps_negative_zero: true,
    keeps_infinity: false,
    minds_case: true,
    longest_experiment_name: 256,
    counts_experiments: true,
    keeps_every_point: false,
};

const MYSQL: Capabilities = Capabilities {
    keeps_negative_zero: false,
    minds_case: false,
    ..POSTGRES
};

async fn postgres_store() -> Served {
    Served(Engine::Postgres.lend().await)
}

async fn mysql_store() -> Served {
    Served(Engine::MySql.lend().await)
}

mlflow_testkit::trace_suite!(postgres_traces, postgres_store());
mlflow_testkit::trace_suite!(mysql_traces, mysql_store());
mlflow_testkit::tracking_suite!(postgres, postgres_store(), POSTGRES);
mlflow_testkit::tracking_suite!(mysql, mysql_store(), MYSQL);
