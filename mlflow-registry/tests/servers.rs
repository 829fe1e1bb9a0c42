//! The registry on PostgreSQL and on MySQL or MariaDB, against the suite and official MLflow's recordings.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

#[path = "../../mlflow-stores/tests/common/corpus.rs"]
mod corpus;
#[path = "servers/letters.rs"]
mod letters;
#[path = "../../mlflow-stores/tests/common/load.rs"]
mod load;
#[path = "servers/races.rs"]
mod races;
#[path = "../../mlflow-stores/tests/common/servers.rs"]
mod servers;

use load::load;
use mlflow_core::RegistryStore;
use mlflow_core::contract::{Arguments, CallContext, dispatch_registry};
use mlflow_registry::SqlRegistryStore;
use mlflow_testkit::golden::{self, Version};
use mlflow_testkit::registry::Subject;
use servers::{Admin, Engine, Lent};

/// A registry of a server, or none where there is no server.
struct Served(Option<(SqlRegistryStore, Lent)>);

impl Subject for Served {
    fn store(&self) -> &dyn RegistryStore {
        let (store, _) = self
            .0
            .as_ref()
            .expect("the suite asks whether there is a registry");
        store
    }

    fn is_available(&self) -> bool {
        self.0.is_some()
    }
}

async fn on(engine: Engine) -> Served {
    let Some(lent) = engine.lend_exact().await else {
        return Served(None);
    };
    let store = SqlRegistryStore::open(&lent.uri).await.unwrap();
    Served(Some((store, lent)))
}

mlflow_testkit::registry_suite!(postgres, on(Engine::Postgres));
mlflow_testkit::registry_suite!(mysql, on(Engine::MySql));

mod recordings {
    use super::*;

    async fn reads(engine: Engine) {
        let Served(Some((store, lent))) = on(engine).await else {
            return;
        };
        let mut admin = Admin::connect(engine, &lent.uri).await;
        load(&golden::database(Version::V3_17_2), &mut admin).await;
        let report = golden::registry::replay_reads(&store, Version::V3_17_2).await;
        assert!(report.differences.is_empty(), "{report}");
        assert!(report.same > 80, "{report}");
    }

    async fn searches(engine: Engine) {
        let Served(Some((store, lent))) = on(engine).await else {
            return;
        };
        let mut admin = Admin::connect(engine, &lent.uri).await;
        load(&golden::search_database(), &mut admin).await;
        let answers = corpus::replay(
            engine == Engine::MySql,
            &["registered_models"],
            async |operation, request| {
                dispatch_registry(
                    &store,
                    operation,
                    Arguments::Json(request),
                    &CallContext::default(),
                )
                .await
                .unwrap()
            },
        );
        assert!(answers.await > 60);
    }

    #[tokio::test]
    async fn reads_on_postgres() {
        reads(Engine::Postgres).await;
    }

    #[tokio::test]
    async fn reads_on_mysql() {
        reads(Engine::MySql).await;
    }

    #[tokio::test]
    async fn searches_on_postgres() {
        searches(Engine::Postgres).await;
    }

    #[tokio::test]
    async fn searches_on_mysql() {
        searches(Engine::MySql).await;
    }
}
