//! Searches over registered models and their versions.

use super::registry_contents::{ModelContents, RegistryContents, VersionContents};
use crate::contract::model_versions::{SearchModelVersions, SearchModelVersionsResponse};
use crate::contract::registered_models::{SearchRegisteredModels, SearchRegisteredModelsResponse};
use crate::entities::{ModelVersion, RegisteredModel};
use crate::error::Result;
use crate::search::cut_page as page;
use crate::search::{
    Field, Filter, ModelVersionAttribute, ModelVersionKey, OrderBy, Record, RegisteredModelAttribute,
    RegisteredModelKey, RegistryKey, asks_for_prompts, is_about_prompts,
};
use crate::validation::{DEFAULT_SEARCH_MODEL_VERSIONS_RESULTS, DEFAULT_SEARCH_REGISTERED_MODELS_RESULTS};

/// Returns a model whose latest versions are in the order of their stages' names.
fn found_model(name: &str, model: &ModelContents) -> RegisteredModel {
    let mut model = model.entity(name);
    let stage = |version: &ModelVersion| version.current_stage.clone();
    model.latest_versions.sort_by_key(stage);
    model
}

impl RegistryContents {
    pub(super) fn search_models(
        &self,
        request: &SearchRegisteredModels,
    ) -> Result<SearchRegisteredModelsResponse> {
        let filter = Filter::<RegisteredModelKey>::parse(&request.filter)?;
        let order = OrderBy::<RegisteredModelKey>::parse(&request.order_by)?;
        let prompts = asks_for_prompts(&filter);
        let mut found: Vec<_> = self
            .models
            .iter()
            .map(|(name, model)| ModelRecord(name, model))
            .filter(|record| (prompts || !record.1.is_prompt()) && meets(record, &filter, prompts))
            .collect();
        found.sort_by(|a, b| order.compare(a, b));
        let size = request
            .max_results
            .unwrap_or(DEFAULT_SEARCH_REGISTERED_MODELS_RESULTS);
        let (page, next_page_token) = page(found, &request.page_token, Some(size))?;
        Ok(SearchRegisteredModelsResponse {
            registered_models: page.map(|record| found_model(record.0, record.1)).collect(),
            next_page_token,
        })
    }

    pub(super) fn search_versions(
        &self,
        request: &SearchModelVersions,
    ) -> Result<SearchModelVersionsResponse> {
        let filter = Filter::<ModelVersionKey>::parse(&request.filter)?;
        let order = OrderBy::<ModelVersionKey>::parse(&request.order_by)?;
        let prompts = asks_for_prompts(&filter);
        let mut found = Vec::new();
        for (name, model) in &self.models {
            if prompts || !model.has_prompt_versions() {
                let live = model
                    .versions
                    .iter()
                    .filter(|(_, version)| version.stage.is_some());
                let records = live.map(|(number, version)| VersionRecord(name, *number, version));
                found.extend(records.filter(|record| meets(record, &filter, prompts)));
            }
        }
        found.sort_by(|a, b| order.compare(a, b));
        let size = request
            .max_results
            .unwrap_or(DEFAULT_SEARCH_MODEL_VERSIONS_RESULTS);
        let (page, next_page_token) = page(found, &request.page_token, Some(size))?;
        Ok(SearchModelVersionsResponse {
            model_versions: page
                .map(|VersionRecord(name, number, version)| version.entity(name, number))
                .collect(),
            next_page_token,
        })
    }
}

/// Tells whether a record meets all clauses; those about the tag of prompts count only where prompts are asked for.
fn meets<K: RegistryKey>(record: &impl Record<K>, filter: &Filter<K>, prompts: bool) -> bool {
    let mut clauses = filter.clauses().iter();
    clauses.all(|clause| (!prompts && is_about_prompts(clause)) || clause.matches(record))
}

struct ModelRecord<'a>(&'a str, &'a ModelContents);

impl Record<RegisteredModelKey> for ModelRecord<'_> {
    fn field(&self, key: &RegisteredModelKey) -> Field<'_> {
        match key {
            RegisteredModelKey::Attribute(RegisteredModelAttribute::Name) => Field::text(self.0),
            RegisteredModelKey::Attribute(RegisteredModelAttribute::LastUpdatedTimestamp) => {
                Field::Integer(self.1.updated)
            }
            RegisteredModelKey::Tag(key) => Field::optional_text(self.1.tags.get(key).map(String::as_str)),
        }
    }
}

struct VersionRecord<'a>(&'a str, i64, &'a VersionContents);

impl Record<ModelVersionKey> for VersionRecord<'_> {
    fn field(&self, key: &ModelVersionKey) -> Field<'_> {
        let VersionRecord(name, number, version) = self;
        match key {
            ModelVersionKey::Tag(key) => Field::optional_text(version.tags.get(key).map(String::as_str)),
            ModelVersionKey::Attribute(attribute) => match attribute {
                ModelVersionAttribute::Name => Field::text(name),
                ModelVersionAttribute::RunId => Field::optional_text(version.run_id.as_deref()),
                ModelVersionAttribute::SourcePath => Field::text(&version.source),
                ModelVersionAttribute::VersionNumber => Field::Integer(*number),
                ModelVersionAttribute::CreationTimestamp => Field::Integer(version.created),
                ModelVersionAttribute::LastUpdatedTimestamp => Field::Integer(version.updated),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::ModelStage;
    use serde::Deserialize;
    use serde_json::{Value, json};
    use std::collections::BTreeMap;

    #[derive(Deserialize)]
    struct Model {
        name: String,
        updated: i64,
        tags: BTreeMap<String, String>,
        versions: Vec<Version>,
    }

    #[derive(Deserialize)]
    struct Version {
        version: i64,
        created: i64,
        updated: i64,
        stage: String,
        source: String,
        run_id: Option<String>,
        tags: BTreeMap<String, String>,
    }

    fn recorded() -> RegistryContents {
        let models: Vec<Model> =
            serde_json::from_str(include_str!("../../tests/data/search/registry.json")).unwrap();
        let mut state = RegistryContents::default();
        for model in models {
            let versions = model.versions.into_iter().map(|version| {
                let state = VersionContents {
                    created: version.created,
                    updated: version.updated,
                    stage: version.stage.parse::<ModelStage>().ok(),
                    source: version.source,
                    run_id: version.run_id,
                    tags: version.tags,
                    ..VersionContents::default()
                };
                (version.version, state)
            });
            let entry = ModelContents {
                updated: model.updated,
                tags: model.tags,
                versions: versions.collect(),
                ..ModelContents::default()
            };
            state.models.insert(model.name, entry);
        }
        state
    }

    fn answer(state: &RegistryContents, case: &Value) -> Result<(Vec<Value>, String)> {
        let text = |field: &str| case[field].as_str().unwrap_or_default().to_owned();
        let order_by = case["order_by"].as_array().into_iter().flatten();
        let order_by = order_by.map(|key| key.as_str().unwrap().to_owned()).collect();
        let max_results = case["max_results"].as_i64();
        let (filter, page_token) = (text("filter"), text("page_token"));
        if case["entity"] == "registered_models" {
            let request = SearchRegisteredModels {
                filter,
                max_results,
                order_by,
                page_token,
            };
            let answer = state.search_models(&request)?;
            let ids = answer
                .registered_models
                .into_iter()
                .map(|model| json!(model.name));
            return Ok((ids.collect(), answer.next_page_token));
        }
        let request = SearchModelVersions {
            filter,
            max_results,
            order_by,
            page_token,
        };
        let answer = state.search_versions(&request)?;
        let ids = answer
            .model_versions
            .into_iter()
            .map(|found| json!([found.name, found.version]));
        Ok((ids.collect(), answer.next_page_token))
    }

    #[test]
    fn models_and_versions_are_found_as_recorded() {
        let state = recorded();
        let cases: Vec<Value> =
            serde_json::from_str(include_str!("../../tests/data/search/corpus.json")).unwrap();
        let mut seen = 0;
        for case in cases {
            let is_of_registry = ["registered_models", "model_versions"].map(|e| case["entity"] == e);
            let is_page = case["max_results"].as_i64().is_none_or(|size| size >= 0);
            if !is_of_registry.contains(&true) || !is_page || case["expect"].is_null() {
                continue;
            }
            let (ids, next) = answer(&state, &case).unwrap();
            assert_eq!(Value::Array(ids), case["expect"], "{case}");
            assert_eq!(
                next,
                case["next_page_token"].as_str().unwrap_or_default(),
                "{case}"
            );
            seen += 1;
        }
        assert!(seen > 100, "{seen}");
    }
}
