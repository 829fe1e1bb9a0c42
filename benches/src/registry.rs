//! The items of `python/registry.py`, through our API: calls of the model registry, one after the other.

use anyhow::{Context, Result, ensure};
use mlflow::{BlockingClient, Client, SearchModelVersions, SearchRegisteredModels};
use mlflow_core::contract::model_versions::CreateModelVersion;
use mlflow_core::contract::registered_models::CreateRegisteredModel;

use crate::fill::models::{VERSIONS, name_of};
use crate::measure::measure;

const PAGE: usize = 100;
const WARM_UP: u32 = 3;
const STAGES: [&str; 3] = ["Staging", "Production", "Archived"];

/// How often each item is done; the same counts go to official MLflow.
#[derive(clap::Args)]
pub(crate) struct Counts {
    /// A database made by `fill-models`
    #[arg(long)]
    uri: String,
    /// How many models it holds
    #[arg(long)]
    models: u32,
    /// Calls about one model or version
    #[arg(long)]
    calls: u32,
    /// Searches and lists
    #[arg(long)]
    searches: u32,
}

/// Does all items.
pub(crate) fn run(counts: &Counts) -> Result<()> {
    let client = Client::new(&counts.uri)?.blocking();
    let name = |index: u32| name_of(index % counts.models + 1);
    let number = |index: u32| index % VERSIONS + 1;
    let one =
        |item: &str, call: &mut dyn FnMut(u32) -> Result<()>| measure(item, counts.calls, WARM_UP, call);
    one("create_registered_model", &mut |index| {
        let request = CreateRegisteredModel {
            name: format!("new {index}"),
            ..Default::default()
        };
        client.create_registered_model(request)?;
        Ok(())
    })?;
    one("create_model_version", &mut |index| {
        let request = CreateModelVersion {
            name: format!("new {}", index % VERSIONS),
            source: format!("s3://bucket/new/{index}"),
            ..Default::default()
        };
        client.create_model_version(request)?;
        Ok(())
    })?;
    one("get_model_version", &mut |index| {
        let version = client.get_model_version(name(index), number(index))?;
        ensure!(
            version.tags.len() == 2,
            "{} tags found, 2 expected",
            version.tags.len()
        );
        Ok(())
    })?;
    one("set_registered_model_tag", &mut |index| {
        Ok(client.set_registered_model_tag(name(index), "owner", index)?)
    })?;
    one("set_model_version_tag", &mut |index| {
        Ok(client.set_model_version_tag(name(index), number(index), "owner", index)?)
    })?;
    one("set_registered_model_alias", &mut |index| {
        Ok(client.set_registered_model_alias(name(index), "champion", number(index))?)
    })?;
    one("get_model_version_by_alias", &mut |index| {
        let version = client.get_model_version_by_alias(name(index), "alias2")?;
        ensure!(
            version.version == "2",
            "version {} found, 2 expected",
            version.version
        );
        Ok(())
    })?;
    one("transition_model_version_stage", &mut |index| {
        let stage = STAGES
            .get(index as usize % STAGES.len())
            .context("no such stage")?;
        client.transition_model_version_stage(name(index), number(index), stage, false)?;
        Ok(())
    })?;
    one("get_latest_versions", &mut |index| {
        let found = client.get_latest_versions(name(index), &[])?.len();
        ensure!(
            (2..=4).contains(&found),
            "{found} versions found, 2 to 4 expected"
        );
        Ok(())
    })?;
    searches(&client, counts.searches)
}

fn searches(client: &BlockingClient, searches: u32) -> Result<()> {
    measure("search_model_versions", searches, 2, |_| {
        let found = client.search_model_versions(SearchModelVersions::new().max_results(PAGE))?;
        ensure!(
            found.len() == PAGE,
            "{} versions found, {PAGE} expected",
            found.len()
        );
        Ok(())
    })?;
    measure("search_registered_models", searches, 2, |_| {
        let found = client.search_registered_models(SearchRegisteredModels::new().max_results(PAGE))?;
        ensure!(
            found.len() == PAGE,
            "{} models found, {PAGE} expected",
            found.len()
        );
        Ok(())
    })
}
