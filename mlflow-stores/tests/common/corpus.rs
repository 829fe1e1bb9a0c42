//! The recorded searches of official MLflow, put to a store as requests.

use bytes::Bytes;
use mlflow_core::Result;
use serde::Deserialize;
use serde_json::{Value, json};

const CORPUS: &str = include_str!("../../../mlflow-core/tests/data/search/corpus.json");

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
            "registered_models" => Some((
                "search_registered_models",
                request.into(),
                "/registered_models/*/name",
            )),
            "model_versions" => Some(("search_model_versions", request.into(), "/model_versions/*")),
            "logged_models" => {
                let ids = ["0", "1", "2", "3", "5", "6", "7", "8"];
                request.insert("experiment_ids".into(), json!(ids));
                request.insert("datasets".into(), json!(self.datasets));
                Some(("search_logged_models", request.into(), "/models/*/info/model_id"))
            }
            "traces" => {
                let ids = ["0", "1", "2", "3", "5", "6", "7", "8"];
                let locations = ids.map(|id| json!({"mlflow_experiment": {"experiment_id": id}}));
                request.insert("locations".into(), json!(locations));
                if self.max_results.is_none() {
                    request.insert("max_results".into(), json!(100));
                }
                Some(("search_traces_v3", request.into(), "/traces/*/trace_id"))
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

/// Replays the recorded searches of some entities, and returns how many answers are the same. A database that collates
/// has text in an order of its own.
pub(crate) async fn replay(
    collates: bool,
    entities: &[&str],
    dispatch: impl AsyncFn(&'static str, &[u8]) -> Result<Bytes>,
) -> usize {
    let cases: Vec<Case> = serde_json::from_str(CORPUS).unwrap();
    let (mut same, mut own_way, mut wrong) = (0, 0, Vec::new());
    for case in cases
        .iter()
        .filter(|case| entities.contains(&case.entity.as_str()))
    {
        let (Some(expected), Some((operation, request, path))) = (&case.expect, case.request()) else {
            continue;
        };
        if request["max_results"].as_i64().is_none_or(|size| size < 0) {
            continue;
        }
        let bytes = serde_json::to_vec(&request).unwrap();
        let answer = dispatch(operation, &bytes).await;
        let answer = answer.unwrap_or_else(|e| panic!("{request}: {e:?}"));
        let answer: Value = serde_json::from_slice(&answer).unwrap();
        let token = answer.get("next_page_token").and_then(Value::as_str);
        let found = ids(&answer, path);
        let count = expected.as_array().map_or(0, Vec::len);
        if json!(found) == *expected && token == case.next_page_token.as_deref() {
            same += 1;
        } else if collates && case.is_up_to_the_collation() && found.len() >= count {
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
    same
}
