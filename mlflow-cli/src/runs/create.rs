//! `mlflow runs create`.

use super::about_run;
use super::answers::Created;
use crate::completions::{experiment_ids, experiment_names, run_ids};
use crate::experiments::{about_experiment, agreeing};
use crate::failure::{Failure, OrHint};
use crate::output::Format;
use crate::session::Session;
use clap::{Args, ValueEnum};
use mlflow_core::Client;
use mlflow_core::config::settings;
use mlflow_core::contract::runs::CreateRun;
use mlflow_core::entities::{LifecycleStage, RunStatus, RunTag};

const DESCRIPTION: &str = "mlflow.note.content";
const PARENT: &str = "mlflow.parentRunId";

#[derive(Args)]
pub(crate) struct Options {
    /// The experiment's id [env: MLFLOW_EXPERIMENT_ID]
    #[arg(long, value_name = "ID", conflicts_with = "experiment_name", add = experiment_ids())]
    experiment_id: Option<String>,
    /// The experiment's name; made if there is none [env: MLFLOW_EXPERIMENT_NAME]
    #[arg(long, value_name = "NAME", add = experiment_names())]
    experiment_name: Option<String>,
    /// The run's name [default: a random one]
    #[arg(long, value_name = "NAME")]
    run_name: Option<String>,
    /// A description, which the pages show as Markdown
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// A tag; may be given several times
    #[arg(short, long, value_name = "KEY=VALUE", value_parser = tag)]
    tags: Vec<RunTag>,
    /// How the run ended
    #[arg(long, value_enum, ignore_case = true, default_value_t = Status::Finished)]
    status: Status,
    /// The run that this one is part of
    #[arg(long, value_name = "ID", add = run_ids())]
    parent_run_id: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Status {
    Finished,
    Failed,
    Killed,
}

impl From<Status> for RunStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::Finished => RunStatus::Finished,
            Status::Failed => RunStatus::Failed,
            Status::Killed => RunStatus::Killed,
        }
    }
}

fn tag(text: &str) -> Result<RunTag, String> {
    match text.split_once('=') {
        Some((key, value)) if !key.trim().is_empty() => Ok(RunTag::new(key.trim(), value)),
        _ => Err("a tag reads key=value".to_owned()),
    }
}

pub(super) async fn run(session: &Session, options: Options) -> Result<(), Failure> {
    let tags = all_tags(&options)?;
    let client = session.client().await?;
    let experiment_id = experiment_id(session, &client, &options).await?;
    if let Some(parent) = &options.parent_run_id {
        client
            .get_run(parent)
            .await
            .or_hint(|error| about_run(error, session))?;
    }
    let request = CreateRun {
        experiment_id: experiment_id.clone(),
        user_id: user(session)?,
        run_name: options.run_name.unwrap_or_default(),
        start_time: None,
        tags,
    };
    let run = match client.create_run(request).await {
        Err(error) if is_deleted(&client, &experiment_id).await => {
            let hint = format!("`mlflow experiments restore -x {experiment_id}` brings the experiment back");
            return Err(Failure::from(error).hint(hint));
        }
        created => created.or_hint(|error| about_experiment(error, session))?,
    };
    let info = client
        .set_terminated(run.id(), options.status.into(), None)
        .await?;
    session.printer.print_as(Format::Json, &Created(info))
}

async fn is_deleted(client: &Client, experiment_id: &str) -> bool {
    let experiment = client.get_experiment(experiment_id).await;
    experiment.is_ok_and(|experiment| experiment.lifecycle_stage == LifecycleStage::Deleted)
}

async fn experiment_id(session: &Session, client: &Client, options: &Options) -> Result<String, Failure> {
    let (id, name) = match (&options.experiment_id, &options.experiment_name) {
        (None, None) => (
            session.option_or(None, &settings::EXPERIMENT_ID)?,
            session.option_or(None, &settings::EXPERIMENT_NAME)?,
        ),
        (id, name) => (id.clone(), name.clone()),
    };
    match (id, name) {
        (Some(id), None) => Ok(id),
        (id, Some(name)) => {
            let experiment = client.get_or_create_experiment(&name).await;
            let experiment = experiment.or_hint(|error| about_experiment(error, session))?;
            agreeing(id.as_deref(), &experiment)
        }
        (None, None) => Err(Failure::usage(
            "which experiment? --experiment-id or --experiment-name is missing",
        )
        .hint("`mlflow experiments search` lists the experiments that there are")),
    }
}

fn all_tags(options: &Options) -> Result<Vec<RunTag>, Failure> {
    let mut tags: Vec<RunTag> = Vec::new();
    for tag in &options.tags {
        if tags.iter().any(|other| other.key == tag.key) {
            return Err(Failure::usage(format!("the tag `{}` is given twice", tag.key))
                .hint("a run has one value per tag"));
        }
        tags.push(tag.clone());
    }
    let of_options = [
        (DESCRIPTION, &options.description),
        (PARENT, &options.parent_run_id),
    ];
    for (key, value) in of_options {
        if let Some(value) = value {
            tags.push(RunTag::new(key, value));
        }
    }
    for (key, value) in surroundings() {
        if !tags.iter().any(|tag| tag.key == key) {
            tags.push(RunTag::new(key, value));
        }
    }
    Ok(tags)
}

fn surroundings() -> Vec<(&'static str, String)> {
    let mut tags = vec![
        ("mlflow.source.name", "mlflow".to_owned()),
        ("mlflow.source.type", "LOCAL".to_owned()),
    ];
    tags.extend(login_name().map(|name| ("mlflow.user", name)));
    tags
}

fn user(session: &Session) -> Result<String, Failure> {
    let configured = session.option_or(None, &settings::TRACKING_USERNAME)?;
    Ok(configured.or_else(login_name).unwrap_or_default())
}

fn login_name() -> Option<String> {
    let names = ["LOGNAME", "USER", "LNAME", "USERNAME"];
    let set = names.into_iter().filter_map(|name| std::env::var(name).ok());
    set.into_iter().find(|name| !name.is_empty())
}
