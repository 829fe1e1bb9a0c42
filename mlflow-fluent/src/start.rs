//! How a run is started or resumed.

use crate::active::{self, Guard};
use crate::handle::Target;
use crate::{context, experiments, state};
use mlflow_core::config::settings;
use mlflow_core::contract::runs::{CreateRun, UpdateRun};
use mlflow_core::entities::{LifecycleStage, Run, RunStatus, RunTag};
use mlflow_core::names::RUN_NAME;
use mlflow_core::{Client, Error, ErrorCode, Result, RunOptions};

const NOTE: &str = "mlflow.note.content";
const PARENT_RUN_ID: &str = "mlflow.parentRunId";
const USER: &str = "mlflow.user";

/// Starts or resumes a run and makes it the innermost active one of the calling thread.
pub(crate) async fn start(mut options: RunOptions) -> Result<Guard> {
    let outermost = active::with_stack(|stack| stack.bottom().map(|run| run.run_id().to_owned()));
    if let (Some(run_id), false) = (outermost.flatten(), options.nested) {
        return Err(invalid_state(format!(
            "Run with UUID {run_id} is already active. To start a new run, first end the current run with \
             mlflow.end_run(). To start a nested run, call start_run with nested=True"
        )));
    }
    set_description(&mut options)?;
    let client = state::client()?;
    let run = match options.run_id.take().or_else(take_run_id_of_environment) {
        Some(run_id) => resume(&client, run_id, options).await?,
        None => create(&client, options).await?,
    };
    let target = Target::new(client, run);
    Guard::enter(target).ok_or_else(|| Error::internal("this thread is ending and cannot have an active run"))
}

/// Takes the run id that a parent process left, which counts once.
fn take_run_id_of_environment() -> Option<String> {
    let name = settings::RUN_ID.env;
    let run_id = std::env::var(name).ok().filter(|id| !id.is_empty())?;
    std::env::remove_var(name);
    Some(run_id)
}

fn set_description(options: &mut RunOptions) -> Result<()> {
    let Some(description) = options.description.take().filter(|text| !text.is_empty()) else {
        return Ok(());
    };
    if options.tags.iter().any(|tag| tag.key == NOTE) {
        return Err(Error::invalid_parameter_value(format!(
            "Description is already set via the tag {NOTE} in tags. Remove the key {NOTE} from the tags or \
             omit the description."
        )));
    }
    options.tags.push(RunTag::new(NOTE, description));
    Ok(())
}

async fn resume(client: &Client, run_id: String, options: RunOptions) -> Result<Run> {
    let run = client.get_run(&run_id).await?;
    let experiment_id = state::state()?.experiment_id.clone();
    if experiment_id.is_some_and(|id| id != run.info.experiment_id) {
        return Err(invalid_state(format!(
            "Cannot start run with ID {run_id} because active experiment ID does not match environment run \
             ID. Make sure --experiment-name or --experiment-id matches experiment set with \
             set_experiment(), or just use command-line arguments"
        )));
    }
    if run.info.lifecycle_stage == LifecycleStage::Deleted {
        return Err(invalid_state(format!(
            "Cannot start run with ID {run_id} because it is in the deleted state."
        )));
    }
    let update = UpdateRun {
        run_id: run_id.clone(),
        status: Some(RunStatus::Running),
        end_time: run.info.end_time,
        run_name: options.name,
    };
    client.update_run(update).await?;
    client
        .log_batch(&run_id, Vec::new(), Vec::new(), options.tags)
        .await?;
    client.get_run(run_id).await
}

async fn create(client: &Client, options: RunOptions) -> Result<Run> {
    let surroundings = context::begin();
    let parent = parent_of(client, options.parent_run_id).await?;
    let experiment_id = match options.experiment_id {
        Some(id) => id,
        None => experiments::active_experiment_id(client).await?,
    };
    let own = options.tags.into_iter().map(|tag| (tag.key, tag.value));
    let own = own
        .chain(parent.map(|id| (PARENT_RUN_ID.to_owned(), id)))
        .chain(options.name.clone().map(|name| (RUN_NAME.to_owned(), name)));
    let mut tags = surroundings.finish().await;
    tags.extend(own);
    let request = CreateRun {
        experiment_id,
        user_id: tags.get(USER).map_or("unknown", String::as_str).to_owned(),
        run_name: options.name.unwrap_or_default(),
        start_time: None,
        tags: tags.into_iter().map(RunTag::from).collect(),
    };
    client.create_run(request).await
}

async fn parent_of(client: &Client, wanted: Option<String>) -> Result<Option<String>> {
    let innermost = active::current().map(|run| run.run_id().to_owned());
    let Some(wanted) = wanted else {
        return Ok(innermost);
    };
    if let Some(current) = innermost.filter(|current| *current != wanted) {
        return Err(invalid_state(format!(
            "Current run with UUID {current} does not match the specified parent_run_id {wanted}. To start a \
             new nested run under the parent run with UUID {current}, first end the current run with \
             mlflow.end_run()."
        )));
    }
    if client.get_run(&wanted).await?.info.lifecycle_stage == LifecycleStage::Deleted {
        return Err(invalid_state(format!(
            "Cannot start run under parent run with ID {wanted} because it is in the deleted state."
        )));
    }
    Ok(Some(wanted))
}

fn invalid_state(message: String) -> Error {
    Error::new(ErrorCode::InvalidState, message)
}
