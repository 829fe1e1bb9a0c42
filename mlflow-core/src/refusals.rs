//! The refusals that all stores of a kind have in common, in MLflow's words.
//!
//! ```
//! use mlflow_core::{ErrorCode, refusals};
//! let error = refusals::run_not_found("f00");
//! assert_eq!((error.code(), error.message()), (ErrorCode::ResourceDoesNotExist, "Run with id=f00 not found"));
//! ```

use crate::entities::LifecycleStage;
use crate::error::{Error, ErrorCode};
use std::fmt::Display;

/// No run has this id.
pub fn run_not_found(run_id: &str) -> Error {
    Error::does_not_exist(format!("Run with id={run_id} not found"))
}

/// No experiment has this id, or none in the stage of life that is asked for.
pub fn experiment_not_found(experiment_id: impl Display) -> Error {
    Error::does_not_exist(format!("No Experiment with id={experiment_id} exists"))
}

/// No experiment has this name.
pub fn experiment_name_not_found(name: &str) -> Error {
    Error::does_not_exist(format!("Could not find experiment with name '{name}'"))
}

/// Another experiment, live or deleted, has this name.
pub fn experiment_name_taken(name: &str) -> Error {
    Error::already_exists(format!("Experiment(name={name}) already exists."))
}

/// A deleted experiment keeps its name.
pub fn rename_of_deleted_experiment() -> Error {
    Error::new(ErrorCode::InvalidState, "Cannot rename a non-active experiment.")
}

/// A deleted experiment takes no writes.
pub fn experiment_not_active(experiment_id: impl Display, stage: LifecycleStage) -> Error {
    not_active("experiment", experiment_id, stage)
}

/// A deleted run takes no writes.
pub fn run_not_active(run_id: &str, stage: LifecycleStage) -> Error {
    not_active("run", run_id, stage)
}

fn not_active(what: &str, id: impl Display, stage: LifecycleStage) -> Error {
    Error::invalid_parameter_value(format!(
        "The {what} {id} must be in the 'active' state. Current state is {stage}."
    ))
}

/// The run does not have this tag.
pub fn tag_not_found(key: &str, run_id: &str) -> Error {
    Error::does_not_exist(format!("No tag with name: {key} in run with id {run_id}"))
}

/// The experiment does not have this tag.
pub fn experiment_tag_not_found(key: &str, experiment_id: impl Display) -> Error {
    Error::does_not_exist(format!(
        "No tag with name: {key} in experiment with id {experiment_id}"
    ))
}

/// No logged model has this id, or only a deleted one.
pub fn logged_model_not_found(model_id: &str) -> Error {
    Error::does_not_exist(format!("Logged model with ID '{model_id}' not found."))
}

/// The logged model does not have this tag.
pub fn logged_model_tag_not_found(key: &str, model_id: &str) -> Error {
    Error::does_not_exist(format!(
        "No tag with key {} found for model with ID {}.",
        quoted(key),
        quoted(model_id)
    ))
}

/// A parameter of a logged model has another value already.
pub fn logged_model_param_changed(model_id: &str, key: &str, old: &str, new: &str) -> Error {
    Error::new(
        ErrorCode::BadRequest,
        format!(
            "The parameter {} of the logged model {model_id} is {} and cannot become {}",
            quoted(key),
            quoted(old),
            quoted(new)
        ),
    )
}

/// A metric of a logged model was logged by the same run at the same time and step, with another value or dataset.
pub fn logged_model_metric_changed(model_id: &str, run_id: &str, key: &str) -> Error {
    Error::new(
        ErrorCode::BadRequest,
        format!(
            "The run {run_id} logged another value of the metric {} to the logged model {model_id} at the same time \
             and step",
            quoted(key)
        ),
    )
}

/// The name of a new run and its tag `mlflow.runName` disagree.
pub fn run_names_differ(run_name: &str, tag: &str) -> Error {
    Error::invalid_parameter_value(format!(
        "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values \
         (run_name='{run_name}', mlflow.runName='{tag}')."
    ))
}

/// A parameter has another value already.
pub fn param_changed(run_id: &str, key: &str, old: &str, new: &str) -> Error {
    Error::invalid_parameter_value(format!(
        "Changing param values is not allowed. Param with key='{key}' was already logged with value='{old}' for run \
         ID='{run_id}'. Attempted logging new value '{new}'."
    ))
}

/// Parameters of a batch, each given as key, old and new value, have other values already.
pub fn params_changed(run_id: &str, changes: &[(&str, &str, &str)]) -> Error {
    let changes: Vec<_> = changes
        .iter()
        .map(|(key, old, new)| {
            let [key, old, new] = [key, old, new].map(|text| quoted(text));
            format!("{{'key': {key}, 'old_value': {old}, 'new_value': {new}}}")
        })
        .collect();
    Error::invalid_parameter_value(format!(
        "Changing param values is not allowed. Params were already logged='[{}]' for run ID='{run_id}'.",
        changes.join(", ")
    ))
}

/// A model is an output of the run already, made at another step.
pub fn output_changed(run_id: &str, model_id: &str, step: i64) -> Error {
    Error::new(
        ErrorCode::BadRequest,
        format!("The model {model_id} is already an output of the run {run_id}, made at step {step}"),
    )
}

/// No trace has this id.
pub fn trace_not_found(trace_id: &str) -> Error {
    Error::does_not_exist(format!("Trace with ID '{trace_id}' not found."))
}

/// No trace has this id, of which the spans are wanted.
pub fn whole_trace_not_found(trace_id: &str) -> Error {
    Error::does_not_exist(format!("Trace with ID {trace_id} is not found."))
}

/// Some spans of a trace are still to come.
pub fn trace_not_whole(trace_id: &str) -> Error {
    Error::does_not_exist(format!(
        "Trace with ID {trace_id} is not fully exported yet, please try again later."
    ))
}

/// The trace does not have this tag.
pub fn trace_tag_not_found(key: &str, trace_id: &str) -> Error {
    Error::does_not_exist(format!(
        "No trace tag with key '{key}' for trace with ID '{trace_id}'"
    ))
}

/// The trace does not have this assessment.
pub fn assessment_not_found(assessment_id: &str, trace_id: &str) -> Error {
    Error::does_not_exist(format!(
        "Assessment with ID '{assessment_id}' not found for trace '{trace_id}'"
    ))
}

/// An assessment of this id is there already.
pub fn assessment_taken(assessment_id: &str) -> Error {
    Error::already_exists(format!("Assessment(id={assessment_id}) already exists."))
}

/// No dataset for evaluations has this id.
pub fn evaluation_dataset_not_found(dataset_id: &str) -> Error {
    Error::does_not_exist(format!("Evaluation dataset with id '{dataset_id}' not found"))
}

/// No dataset for evaluations whose tags are to be written has this id.
pub fn evaluation_dataset_to_tag_not_found(dataset_id: &str) -> Error {
    Error::does_not_exist(format!("Could not find evaluation dataset with ID {dataset_id}"))
}

/// No dataset for evaluations that is to belong to other experiments has this id.
pub fn evaluation_dataset_to_move_not_found(dataset_id: &str) -> Error {
    Error::does_not_exist(format!("Dataset '{dataset_id}' not found"))
}

/// No experiment that a dataset is to belong to has this id.
pub fn experiment_of_dataset_not_found(experiment_id: &str) -> Error {
    Error::does_not_exist(format!("No Experiment with id={experiment_id}"))
}

/// An experiment has no scorer of this name, or none of this version.
pub fn scorer_not_found(name: &str, version: Option<i32>, experiment_id: &str) -> Error {
    let version = version
        .map(|version| format!(" and version {version}"))
        .unwrap_or_default();
    Error::does_not_exist(format!(
        "Scorer with name '{name}'{version} not found for experiment {experiment_id}."
    ))
}

/// No webhook has this id, or it is deleted.
pub fn webhook_not_found(webhook_id: &str) -> Error {
    Error::does_not_exist(format!("Webhook with ID {webhook_id} not found."))
}

/// No registered model has this name.
pub fn registered_model_not_found(name: &str) -> Error {
    Error::does_not_exist(format!("Registered Model with name={name} not found"))
}

/// A registered model or a prompt has this name already; both share their names.
pub fn registered_model_name_taken(name: &str, by_a_prompt: bool, for_a_prompt: bool) -> Error {
    let what = |prompt: bool| if prompt { "prompt" } else { "registered model" };
    if by_a_prompt != for_a_prompt {
        return Error::already_exists(format!(
            "Tried to create a {} with name {}, but the name is already taken by a {}. MLflow does not allow creating a \
             model and a prompt with the same name.",
            what(for_a_prompt),
            quoted(name),
            what(by_a_prompt),
        ));
    }
    let what = if for_a_prompt {
        "Prompt"
    } else {
        "Registered Model"
    };
    Error::already_exists(format!("{what} (name={name}) already exists."))
}

/// A registered model cannot be renamed to a name that is taken.
pub fn registered_model_renamed_to_taken(name: &str, new_name: &str) -> Error {
    Error::already_exists(format!(
        "Registered Model (name={new_name}) already exists. '{name}' cannot be renamed to it."
    ))
}

/// The registered model has no version of this number, or it was deleted.
pub fn model_version_not_found(name: &str, version: impl Display) -> Error {
    Error::does_not_exist(format!(
        "Model Version (name={name}, version={version}) not found"
    ))
}

/// The registered model does not have this alias.
pub fn alias_not_found(alias: &str) -> Error {
    Error::invalid_parameter_value(format!("Registered model alias {alias} not found."))
}

/// The registered model has no version at all.
pub fn latest_version_not_found(name: &str) -> Error {
    Error::does_not_exist(format!("Latest version not found for model {name}."))
}

/// The registered model has no version, or none in a stage.
pub fn no_version_of_stage(name: &str, stage: Option<impl Display>) -> Error {
    let stage = stage
        .map(|stage| format!(" and stage '{stage}'"))
        .unwrap_or_default();
    Error::does_not_exist(format!("No versions of model with name '{name}'{stage} found"))
}

/// The model that a new version is to be made from cannot be found.
pub fn source_not_found(source: &str, cause: Error) -> Error {
    let message = format!(
        "Unable to fetch model from model URI source artifact location '{source}'. Error: {}",
        cause.message()
    );
    cause.with_message(message)
}

fn quoted(text: &str) -> String {
    crate::search::python_repr(text)
}
