//! The tags by which prompts are told from models and hold their text.
//!
//! A prompt is a registered model with the tag [`IS_PROMPT`]; each version has that tag too, and its text in [`TEXT`].

/// Says by the value `true` that a registered model, or a version, is a prompt.
pub const IS_PROMPT: &str = "mlflow.prompt.is_prompt";
/// The text of a version; of a chat prompt its messages as JSON.
pub const TEXT: &str = "mlflow.prompt.text";
/// Whether a version is of the kind `text` or `chat`.
pub const KIND: &str = "_mlflow_prompt_type";
/// The JSON schema of the answers that a version asks for.
pub const RESPONSE_FORMAT: &str = "_mlflow_prompt_response_format";
/// The model that a version is written for, and its settings, as JSON.
pub const MODEL_CONFIG: &str = "_mlflow_prompt_model_config";
/// The experiments that a prompt belongs to, between commas.
pub const EXPERIMENT_IDS: &str = "_mlflow_experiment_ids";
/// The versions of prompts that a run or a logged model uses, as a JSON list of names and versions.
pub const LINKED_PROMPTS: &str = "mlflow.linkedPrompts";

/// What stands for the source of a version of a prompt, which has none.
pub const SOURCES: [&str; 2] = ["prompt-template", "dummy-source"];

/// Tells whether a tag belongs to the workings of prompts and is not shown to people.
pub fn is_reserved(key: &str) -> bool {
    [IS_PROMPT, TEXT, KIND, RESPONSE_FORMAT, MODEL_CONFIG].contains(&key)
}
