//! What official MLflow's server answered, on the same rows in a server's database.

use crate::load::load;
use crate::servers::{Admin, Engine};
use mlflow_core::contract::{CallContext, dispatch};
use mlflow_testkit::golden::{self, Version};
use serde::Deserialize;
use serde_json::{Value, json};

const CORPUS: &str = include_str!("../../../mlflow-core/tests/data/search/corpus.json");

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

#[derive(Deserialize)]
struct Case {
    n: u32,
    entity: String,
    filter: Option<String>,
    #[serde(default)]
    order_by: Vec<Value>,
    view_type: Option<String>,
    #[serde(default)]
    datasets: Vec<Value>,
    page_token: Option<String>,
    max_results: Option<Value>,
    #[serde(default)]
    all_experiments: bool,
    expect: Option<Value>,
    next_page_token: Option<String>,
}

impl Case {
    /// Whether the collation of a MySQL database has a say in the answer: it orders text, and takes é for e.
    fn is_up_to_the_collation(&self) -> bool {
        let orders_text = self.order_by.iter().filter_map(Value::as_str).any(|key| {
            ["param", "tag", "user_id", "name", "artifact_uri"]
                .iter()
                .any(|text| key.contains(text))
        });
        let ignores_case = self
            .filter
            .as_deref()
            .is_some_and(|filter| filter.to_uppercase().contains("ILIKE") && !filter.is_ascii());
        orders_text || ignores_case
    }

    /// Returns the operation, its request, and where the answer holds the ids.
    fn request(&self) -> Option<(&'static str, Value, &'static str)> {
        let fields = [
            ("filter", json!(self.filter)),
            ("order_by", json!(self.order_by)),
            ("page_token", json!(self.page_token)),
            (
                "max_results",
                self.max_results.clone().unwrap_or_else(|| json!(1000)),
            ),
        ];
        let mut request: serde_json::Map<_, _> = fields
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        let view = self
            .view_type
            .as_ref()
            .map_or(json!("ACTIVE_ONLY"), |view| json!(view));
        match self.entity.as_str() {
            "runs" => {
                let all = ["0", "1", "2", "3", "4", "5", "6", "7", "8"];
                let ids: Vec<_> = all
                    .into_iter()
                    .filter(|id| self.all_experiments || *id != "4")
                    .collect();
                request.insert("experiment_ids".into(), json!(ids));
                request.insert("run_view_type".into(), view);
                Some(("search_runs", request.into(), "/runs/*/info/run_id"))
            }
            "experiments" => {
                request.insert("view_type".into(), view);
                Some((
                    "search_experiments",
                    request.into(),
                    "/experiments/*/experiment_id",
                ))
            }
            "logged_models" => {
                let ids = ["0", "1", "2", "3", "5", "6", "7", "8"];
                request.insert("experiment_ids".into(), json!(ids));
                request.insert("datasets".into(), json!(self.datasets));
                Some(("search_logged_models", request.into(), "/models/*/info/model_id"))
            }
            _ => None,
        }
    }
}

fn ids(answer: &Value, path: &str) -> Vec<Value> {
    let (list, id) = path.split_once("/*").unwrap();
    let list = answer.pointer(list).and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .map(|item| item.pointer(id).unwrap().clone())
        .collect()
}

/// Replays the recorded searches.
async fn searches(engine: Engine) {
    let Some(lent) = engine.lend().await else { return };
    let mut admin = Admin::connect(engine, &lent.uri).await;
    load(&golden::search_database(), &mut admin).await;
    let cases: Vec<Case> = serde_json::from_str(CORPUS).unwrap();
    let (mut same, mut own_way, mut wrong) = (0, 0, Vec::new());
    for case in &cases {
        let (Some(expected), Some((operation, request, path))) = (&case.expect, case.request()) else {
            continue;
        };
        if request["max_results"].as_i64().is_none_or(|size| size < 1) {
            continue;
        }
        let bytes = serde_json::to_vec(&request).unwrap();
        let answer = dispatch(&lent.store, operation, &bytes, &CallContext::default())
            .await
            .unwrap();
        let answer = answer.unwrap_or_else(|e| panic!("{request}: {e:?}"));
        let answer: Value = serde_json::from_slice(&answer).unwrap();
        let token = answer.get("next_page_token").and_then(Value::as_str);
        let found = ids(&answer, path);
        let count = expected.as_array().map_or(0, Vec::len);
        if json!(found) == *expected && token == case.next_page_token.as_deref() {
            same += 1;
        } else if engine == Engine::MySql && case.is_up_to_the_collation() && found.len() >= count {
            own_way += 1;
        } else {
            wrong.push(format!("{} {request}\n got {found:?}\n not {expected}", case.n));
        }
    }
    tracing::info!(
        "{same} of {} as recorded, {own_way} by the collation",
        same + own_way + wrong.len()
    );
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(same > 400, "{same}");
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
