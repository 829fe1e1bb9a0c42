//! The recorded searches of runs, experiments and registered models: ids in their order, and the token of the next page.

use mlflow_core::search::{
    Entity, ExperimentKey, Filter, ModelVersionKey, OrderBy, PageToken, RegisteredModelKey, RunKey,
};
use serde::Deserialize;
use serde_json::Value;

use super::database::{Database, experiments_in_memory, runs_in_memory, view};
use crate::sql::search::{
    Dialect, ExperimentsQuery, ModelVersionsQuery, RegisteredModelsQuery, RunsQuery, model_versions,
    registered_models,
};

const CORPUS: &str = include_str!("../../../../../mlflow-core/tests/data/search/corpus.json");

#[derive(Deserialize)]
struct Case {
    n: u32,
    entity: String,
    filter: Option<String>,
    #[serde(default)]
    order_by: Vec<Value>,
    view_type: Option<String>,
    page_token: Option<String>,
    max_results: Option<Value>,
    #[serde(default)]
    all_experiments: bool,
    expect: Option<Value>,
    next_page_token: Option<String>,
}

impl Case {
    fn all(entity: Entity) -> Vec<Case> {
        let cases: Vec<Case> = serde_json::from_str(CORPUS).unwrap();
        cases
            .into_iter()
            .filter(|case| case.entity == entity.name() && case.expect.is_some())
            .collect()
    }

    /// Returns the size of the page; `None` for the one case that asks for a page and a half.
    fn page_size(&self) -> Option<u32> {
        match &self.max_results {
            None if self.entity == Entity::RegisteredModels.name() => Some(100),
            None if self.entity == Entity::ModelVersions.name() => Some(200_000),
            None => Some(1000),
            Some(Value::String(size)) => size.parse().ok(),
            Some(size) => size.as_u64().map(|size| u32::try_from(size).unwrap()),
        }
    }

    fn order_texts(&self) -> Vec<&str> {
        self.order_by
            .iter()
            .map(|element| element.as_str().unwrap())
            .collect()
    }

    fn token(&self) -> PageToken {
        PageToken::parse(self.page_token.as_deref().unwrap_or_default()).unwrap()
    }

    /// Compares the ids of a page, of which one more than its size may be there, with the record.
    fn check<I: Into<Value> + Clone + std::fmt::Debug>(
        &self,
        how: &str,
        mut ids: Vec<I>,
    ) -> Result<(), String> {
        let size = self.page_size().unwrap();
        let more = ids.len() > size as usize;
        ids.truncate(size as usize);
        let next = more.then(|| self.token().after(size).to_string());
        let expected = self.expect.clone().unwrap();
        let described = || format!("{} {:?} {:?} {how}", self.n, self.filter, self.order_by);
        if Value::from(ids.clone()) != expected {
            return Err(format!("{}\n  got {ids:?}\n  not {expected}", described()));
        }
        if next != self.next_page_token {
            return Err(format!(
                "{}\n  got {next:?}\n  not {:?}",
                described(),
                self.next_page_token
            ));
        }
        Ok(())
    }
}

fn report(entity: Entity, outcomes: Vec<Result<(), String>>) {
    let failures: Vec<String> = outcomes
        .iter()
        .filter_map(|outcome| outcome.clone().err())
        .collect();
    println!(
        "{entity}: {} of {} answers",
        outcomes.len() - failures.len(),
        outcomes.len()
    );
    assert!(outcomes.len() > 50, "the corpus is incomplete");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn runs_are_found_as_recorded() {
    let database = Database::recorded();
    let records = database.run_records();
    let mut outcomes = Vec::new();
    for case in Case::all(Entity::Runs) {
        let Some(size) = case.page_size() else { continue };
        let ids: &[i64] = if case.all_experiments {
            &[0, 1, 2, 3, 4, 5, 6, 7, 8]
        } else {
            &[0, 1, 2, 3, 5, 6, 7, 8]
        };
        let query = RunsQuery {
            filter: &Filter::<RunKey>::parse(case.filter.as_deref().unwrap_or_default()).unwrap(),
            order: &OrderBy::parse(&case.order_texts()).unwrap(),
            view: view(case.view_type.as_deref()),
            experiment_ids: ids,
            limit: u64::from(size) + 1,
            offset: case.token().skip(),
        };
        outcomes.push(case.check("in SQLite", database.runs(&query)));
        outcomes.push(case.check("in memory", runs_in_memory(&records, &query)));
    }
    report(Entity::Runs, outcomes);
}

#[test]
fn experiments_are_found_as_recorded() {
    let database = Database::recorded();
    let records = database.experiment_records();
    let mut outcomes = Vec::new();
    for case in Case::all(Entity::Experiments) {
        let query = ExperimentsQuery {
            filter: &Filter::<ExperimentKey>::parse(case.filter.as_deref().unwrap_or_default()).unwrap(),
            order: &OrderBy::parse(&case.order_texts()).unwrap(),
            view: view(case.view_type.as_deref()),
            limit: u64::from(case.page_size().unwrap()) + 1,
            offset: case.token().skip(),
        };
        outcomes.push(case.check("in SQLite", database.experiments(&query)));
        outcomes.push(case.check("in memory", experiments_in_memory(&records, &query)));
    }
    report(Entity::Experiments, outcomes);
}

#[test]
fn registered_models_are_found_as_recorded() {
    let database = Database::recorded_registry();
    let mut outcomes = Vec::new();
    for case in Case::all(Entity::RegisteredModels) {
        let Some(size) = case.page_size() else { continue };
        let query = RegisteredModelsQuery {
            filter: &Filter::<RegisteredModelKey>::parse(case.filter.as_deref().unwrap_or_default()).unwrap(),
            order: &OrderBy::parse(&case.order_texts()).unwrap(),
            workspace: "default",
            limit: u64::from(size) + 1,
            offset: case.token().skip(),
        };
        let statement = registered_models(&query, Dialect::Sqlite);
        outcomes.push(case.check("in SQLite", database.select(&statement)));
    }
    report(Entity::RegisteredModels, outcomes);
}

#[test]
fn model_versions_are_found_as_recorded() {
    let database = Database::recorded_registry();
    let mut outcomes = Vec::new();
    for case in Case::all(Entity::ModelVersions) {
        let Some(size) = case.page_size() else { continue };
        let query = ModelVersionsQuery {
            filter: &Filter::<ModelVersionKey>::parse(case.filter.as_deref().unwrap_or_default()).unwrap(),
            order: &OrderBy::parse(&case.order_texts()).unwrap(),
            workspace: "default",
            limit: u64::from(size) + 1,
            offset: case.token().skip(),
        };
        let mut statement = model_versions(&query, Dialect::Sqlite);
        let name = database.select(&statement);
        statement.clear_selects().column(("model_versions", "version"));
        let ids = name.into_iter().zip(database.select(&statement));
        let ids = ids.map(|(name, version)| vec![name, version]).collect();
        outcomes.push(case.check("in SQLite", ids));
    }
    report(Entity::ModelVersions, outcomes);
}
