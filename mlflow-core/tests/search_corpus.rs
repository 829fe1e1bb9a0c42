//! Every search of the recorded corpus: accepted or refused, with official MLflow's error code and message.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

use std::collections::BTreeMap;

use mlflow_core::search::{
    Entity, ExperimentKey, Filter, LoggedModelDataset, LoggedModelKey, LoggedModelOrder,
    LoggedModelPageToken, ModelVersionKey, OrderBy, PageToken, RegisteredModelKey, RunKey, SearchKey,
    TraceKey,
};
use mlflow_core::{Error, ErrorCode, Result};
use serde::Deserialize;
use serde_json::Value;

const CORPUS: &str = include_str!("data/search/corpus.json");

#[derive(Deserialize)]
struct Case {
    n: u32,
    entity: String,
    filter: Option<String>,
    #[serde(default)]
    order_by: Option<Vec<Value>>,
    page_token: Option<String>,
    max_results: Option<Value>,
    #[serde(default)]
    all_experiments: bool,
    #[serde(default)]
    datasets: Vec<LoggedModelDataset>,
    error: Option<Answer>,
}

#[derive(Deserialize)]
struct Answer {
    status: u16,
    error_code: Option<String>,
    message: Option<String>,
}

impl Case {
    fn filter(&self) -> &str {
        self.filter.as_deref().unwrap_or_default()
    }

    fn order_texts(&self) -> Vec<String> {
        let order_by = self.order_by.iter().flatten();
        order_by
            .map(|element| element.as_str().unwrap().to_owned())
            .collect()
    }

    fn parse<K: SearchKey>(&self, entity: Entity) -> Result<()> {
        self.check_page_size(entity)?;
        Filter::<K>::parse(self.filter())?;
        OrderBy::<K>::parse(&self.order_texts())?;
        PageToken::parse(self.page_token.as_deref().unwrap_or_default())?;
        Ok(())
    }

    fn check_page_size(&self, entity: Entity) -> Result<()> {
        match (&self.max_results, entity) {
            (None, Entity::Experiments) => entity.check_page_size(0).map(drop),
            (Some(Value::Number(size)), _) if size.is_i64() => {
                entity.check_page_size(size.as_i64().unwrap()).map(drop)
            }
            _ => Ok(()),
        }
    }

    fn parse_logged_models(&self) -> Result<()> {
        LoggedModelDataset::check(&self.datasets)?;
        Filter::<LoggedModelKey>::parse(self.filter())?;
        let elements = Value::from(self.order_by.clone().unwrap_or_default());
        let order: Vec<LoggedModelOrder> = serde_json::from_value(elements).unwrap();
        OrderBy::from_fields(&order)?;
        let ids: &[&str] = if self.all_experiments {
            &["0", "1", "2", "3", "4", "5", "6", "7", "8"]
        } else {
            &["0", "1", "2", "3", "5", "6", "7", "8"]
        };
        let query = LoggedModelPageToken::new(ids, self.filter.as_deref(), &order);
        query.offset_in(self.page_token.as_deref().unwrap_or_default())?;
        Ok(())
    }

    fn outcome(&self) -> Result<()> {
        match self.entity.as_str() {
            "runs" => self.parse::<RunKey>(Entity::Runs),
            "experiments" => self.parse::<ExperimentKey>(Entity::Experiments),
            "registered_models" => self.parse::<RegisteredModelKey>(Entity::RegisteredModels),
            "model_versions" => self.parse::<ModelVersionKey>(Entity::ModelVersions),
            "traces" => self.parse::<TraceKey>(Entity::Traces),
            "logged_models" => self.parse_logged_models(),
            other => panic!("unknown entity {other}"),
        }
    }

    /// Tells whether the official answer comes from the reader of requests, or allows what the house rules forbid.
    fn is_about_the_request(&self) -> bool {
        let odd_size = self.max_results.as_ref().is_some_and(|size| !size.is_i64());
        let lenient_size = self.error.is_none()
            && self
                .max_results
                .as_ref()
                .is_some_and(|size| size.as_i64() < Some(1));
        let wording_of_schema = self.error.iter().any(|error| {
            error
                .message
                .as_deref()
                .is_some_and(|message| message.contains("See the API docs"))
        });
        odd_size || lenient_size || wording_of_schema
    }
}

/// Sorts what stands between innermost braces, where Python prints sets in any order.
fn with_sorted_sets(message: &str) -> String {
    let mut out = String::new();
    let mut rest = message;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}').map(|close| open + close) else {
            break;
        };
        let mut items: Vec<&str> = rest[open + 1..close].split(", ").collect();
        items.sort_unstable();
        out.push_str(&rest[..=open]);
        out.push_str(&items.join(", "));
        out.push('}');
        rest = &rest[close + 1..];
    }
    out.push_str(rest);
    out
}

fn difference(case: &Case) -> Option<String> {
    let outcome = case.outcome();
    match (&case.error, outcome) {
        (None, Ok(())) => None,
        (None, Err(error)) => Some(format!("refused: {error}")),
        (Some(official), outcome) if official.status >= 500 => match outcome {
            Err(error) if error.http_status() != 400 => Some(format!("not a clean refusal: {error}")),
            _ => None,
        },
        (Some(official), Ok(())) => Some(format!("accepted, officially: {:?}", official.message)),
        (Some(official), Err(error)) => {
            let message = official.message.clone().unwrap_or_default();
            let code = official.error_code.clone().unwrap_or_default();
            let own_words = error.code() == ErrorCode::BadRequest;
            let same_message = own_words || with_sorted_sets(error.message()) == with_sorted_sets(&message);
            (error.code().name() != code || !same_message)
                .then(|| format!("{error}\n     officially: {message}"))
        }
    }
}

#[test]
fn corpus_is_accepted_and_refused_as_recorded() {
    let cases: Vec<Case> = serde_json::from_str(CORPUS).unwrap();
    assert_eq!(cases.len(), 1255);
    let mut passed: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut failures = Vec::new();
    for case in cases.iter().filter(|case| !case.is_about_the_request()) {
        let (good, all) = passed.entry(case.entity.clone()).or_default();
        *all += 1;
        match difference(case) {
            None => *good += 1,
            Some(difference) => {
                let Case {
                    n,
                    entity,
                    filter,
                    order_by,
                    ..
                } = case;
                failures.push(format!("{n} {entity} {filter:?} {order_by:?}\n     {difference}"));
            }
        }
    }
    println!(
        "{passed:?}, and {} left to others",
        cases.iter().filter(|case| case.is_about_the_request()).count()
    );
    assert!(
        failures.is_empty(),
        "{} cases differ:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn errors_say_where() {
    let error: Error = Filter::<RunKey>::parse("params.a = 'x' AND metrics.b = 'y'").unwrap_err();
    assert_eq!(error.context(), [("span", "19..34".to_owned())]);
}
