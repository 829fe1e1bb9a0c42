//! What stores look at in scorers, which are JSON that official MLflow's clients write and read.

use crate::error::{Error, Result};
use crate::search::{Filter, TraceKey};
use serde_json::{Map, Value};

/// The key below which a scorer holds a program.
const PROGRAM: &str = "call_source";
const GATEWAY: &str = "gateway";

/// Checks what a client registers.
///
/// # Errors
///
/// `INVALID_PARAMETER_VALUE` for what is no JSON object, for a model that is no text, and for a scorer that holds a
/// program: who reads it would run it. `NOT_IMPLEMENTED` for the model of a gateway, since there is none.
pub fn check(serialized: &str) -> Result<()> {
    let scorer = read(serialized)?;
    if has_program(&Value::Object(scorer.clone())) {
        return Err(Error::invalid_parameter_value(
            "Custom scorer registration (using @scorer decorator) is not taken here, since whoever reads such a scorer \
             runs the program in it. Keep the scorer's code in a repository and import it from there.",
        ));
    }
    match model(&scorer) {
        None | Some(Value::Null) => Ok(()),
        Some(Value::String(model)) if model.trim().is_empty() => Err(Error::invalid_parameter_value(
            "Scorer model cannot be empty or contain only whitespace.",
        )),
        Some(Value::String(model)) if is_of_gateway(model) => Err(Error::not_implemented(
            &format!("register_scorer with the model `{model}`"),
            "a store without a gateway",
        )),
        Some(Value::String(_)) => Ok(()),
        Some(other) => Err(Error::invalid_parameter_value(format!(
            "Scorer model must be a string, got {other}."
        ))),
    }
}

/// Checks whether a scorer may judge a part of the new traces by itself.
///
/// # Errors
///
/// `INVALID_PARAMETER_VALUE` for one whose model is no gateway's, and one that needs to know what was expected.
pub fn check_online(name: &str, serialized: &str) -> Result<()> {
    let scorer = read(serialized)?;
    let model = model(&scorer).and_then(Value::as_str);
    if !model.is_some_and(is_of_gateway) {
        return Err(Error::invalid_parameter_value(format!(
            "Scorer '{name}' does not use a gateway model. Automatic evaluation is only supported for scorers that \
             use gateway models."
        )));
    }
    let instructions = scorer
        .get("instructions_judge_pydantic_data")
        .and_then(|judge| judge.get("instructions"));
    if instructions
        .and_then(Value::as_str)
        .is_some_and(asks_for_expectations)
    {
        return Err(Error::invalid_parameter_value(format!(
            "Scorer '{name}' requires expectations, but scorers with expectations are not currently supported for \
             automatic evaluation."
        )));
    }
    Ok(())
}

/// Checks the filter of the traces that a scorer judges by itself.
pub(crate) fn check_filter(filter: &str) -> Result<()> {
    Filter::<TraceKey>::parse(filter).map(drop)
}

fn read(serialized: &str) -> Result<Map<String, Value>> {
    serde_json::from_str(serialized).map_err(|e| {
        Error::invalid_parameter_value(format!("serialized_scorer must be valid JSON of an object: {e}"))
            .with_source(e)
    })
}

fn has_program(value: &Value) -> bool {
    match value {
        Value::Object(fields) => {
            fields.get(PROGRAM).is_some_and(|program| !program.is_null()) || fields.values().any(has_program)
        }
        Value::Array(items) => items.iter().any(has_program),
        _ => false,
    }
}

/// Returns the model of a scorer, of whichever kind it is.
fn model(scorer: &Map<String, Value>) -> Option<&Value> {
    let part = |name: &str| {
        scorer
            .get(name)
            .and_then(Value::as_object)
            .filter(|part| !part.is_empty())
    };
    for name in ["instructions_judge_pydantic_data", "builtin_scorer_pydantic_data"] {
        if let Some(part) = part(name) {
            return part.get("model");
        }
    }
    if let Some(part) = part("memory_augmented_judge_data") {
        return part.get("base_judge").and_then(Value::as_object).and_then(model);
    }
    part("third_party_scorer_data").and_then(|part| part.get("model"))
}

fn is_of_gateway(model: &str) -> bool {
    let parts = model.split_once(":/");
    parts.is_some_and(|(provider, path)| provider == GATEWAY && !path.trim_start_matches('/').is_empty())
}

/// Tells whether instructions have the placeholder `{{ expectations }}`.
fn asks_for_expectations(instructions: &str) -> bool {
    let mut placeholders = instructions
        .split("{{")
        .skip(1)
        .filter_map(|rest| rest.split_once("}}"));
    placeholders.any(|(name, _)| name.trim() == "expectations")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;

    #[test]
    fn scorers_are_checked() {
        for (json, refused) in [
            ("{}", None),
            (r#"{"name": "s", "call_source": null}"#, None),
            (
                r#"{"builtin_scorer_pydantic_data": {"model": "openai:/gpt"}}"#,
                None,
            ),
            (r#"{"instructions_judge_pydantic_data": {"model": null}}"#, None),
            ("", Some(ErrorCode::InvalidParameterValue)),
            ("[]", Some(ErrorCode::InvalidParameterValue)),
            (
                r#"{"a": [{"call_source": "import os"}]}"#,
                Some(ErrorCode::InvalidParameterValue),
            ),
            (
                r#"{"third_party_scorer_data": {"model": " "}}"#,
                Some(ErrorCode::InvalidParameterValue),
            ),
            (
                r#"{"third_party_scorer_data": {"model": 5}}"#,
                Some(ErrorCode::InvalidParameterValue),
            ),
            (
                r#"{"memory_augmented_judge_data": {"base_judge": {"builtin_scorer_pydantic_data": {"model": "gateway:/e"}}}}"#,
                Some(ErrorCode::NotImplemented),
            ),
        ] {
            assert_eq!(check(json).err().map(|e| e.code()), refused, "{json}");
        }
    }

    #[test]
    fn only_scorers_of_a_gateway_judge_by_themselves() {
        let judge = |model: &str, instructions: &str| {
            serde_json::json!({"instructions_judge_pydantic_data": {"model": model, "instructions": instructions}})
                .to_string()
        };
        assert!(check_online("s", &judge("gateway:/e", "Is {{ outputs }} right?")).is_ok());
        for bad in [
            "{}".to_owned(),
            judge("openai:/gpt", "Is {{ outputs }} right?"),
            judge("gateway:/", "Is {{ outputs }} right?"),
            judge("gateway:/e", "Is {{outputs}} equal to {{ expectations }}?"),
        ] {
            assert!(check_online("s", &bad).is_err(), "{bad}");
        }
    }
}
