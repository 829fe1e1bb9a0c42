//! What official MLflow's server answered, on the same rows in a server's database.

use crate::corpus;
use crate::load::load;
use crate::servers::{Admin, Engine};
use mlflow_core::contract::{Arguments, CallContext, dispatch, dispatch_traces};
use mlflow_testkit::golden::{self, Version};

/// What the columns of servers refuse and those of SQLite do not.
const TOO_LONG: &str = "too long";

async fn reads(engine: Engine) {
    let Some(lent) = engine.lend().await else { return };
    let mut admin = Admin::connect(engine, &lent.uri).await;
    load(&golden::database(Version::V3_17_2), &mut admin).await;
    let mut report = golden::replay_reads(&lent.store, Version::V3_17_2).await;
    if engine == Engine::MySql {
        // Text is in the order of the collation.
        report
            .differences
            .retain(|difference| !difference.contains("\"order_by\""));
    }
    assert!(report.differences.is_empty(), "{report}");
    assert!(report.same > 100, "{report}");
}

async fn writes(engine: Engine, version: Version) {
    let Some(lent) = engine.lend().await else { return };
    let mut report = golden::replay_writes(&lent.store, version).await;
    report
        .differences
        .retain(|difference| !difference.contains(TOO_LONG));
    assert!(report.differences.is_empty(), "{report}");
}

/// Replays the recorded searches.
async fn searches(engine: Engine) {
    let Some(lent) = engine.lend().await else {
        return;
    };
    let mut admin = Admin::connect(engine, &lent.uri).await;
    load(&golden::search_database(), &mut admin).await;
    let store = &lent.store;
    let answers = corpus::replay(
        engine == Engine::MySql,
        &["runs", "experiments", "logged_models"],
        async |operation, request| {
            dispatch(
                store,
                operation,
                Arguments::Json(request),
                &CallContext::default(),
            )
            .await
            .unwrap()
        },
    );
    assert!(answers.await > 400);
    let answers = corpus::replay(
        engine == Engine::MySql,
        &["traces"],
        async |operation, request| {
            let request = Arguments::Json(request);
            dispatch_traces(store, operation, request, &CallContext::default())
                .await
                .unwrap()
        },
    );
    assert!(answers.await > 100);
}

mod postgres {
    use super::*;

    #[tokio::test]
    async fn reads_of_rows_that_official_mlflow_wrote() {
        reads(Engine::Postgres).await;
    }

    #[tokio::test]
    async fn writes_of_version_3() {
        writes(Engine::Postgres, Version::V3_17_2).await;
    }

    #[tokio::test]
    async fn writes_of_version_2() {
        writes(Engine::Postgres, Version::V2_22_5).await;
    }

    #[tokio::test]
    async fn searches_are_answered_as_recorded() {
        searches(Engine::Postgres).await;
    }
}

mod mysql {
    use super::*;

    #[tokio::test]
    async fn reads_of_rows_that_official_mlflow_wrote() {
        reads(Engine::MySql).await;
    }

    #[tokio::test]
    async fn writes_of_version_3() {
        writes(Engine::MySql, Version::V3_17_2).await;
    }

    #[tokio::test]
    async fn writes_of_version_2() {
        writes(Engine::MySql, Version::V2_22_5).await;
    }

    #[tokio::test]
    async fn searches_are_answered_as_recorded() {
        searches(Engine::MySql).await;
    }
}
