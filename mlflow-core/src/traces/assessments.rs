//! What is kept of assessments.

use crate::clock::now_ms;
use crate::contract::assessments::UpdateAssessment;
use crate::entities::{Assessment, Expectation, as_protobuf};
use crate::error::{Error, Result};
use crate::python_json;
use serde_json::{Value, json};
use uuid::Uuid;

/// The metadata that name the run that assessed.
pub const SOURCE_RUN_ID: &str = "mlflow.assessment.sourceRunId";

/// The kinds of assessments, as searches name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What was found.
    Feedback,
    /// What should have been found.
    Expectation,
    /// An issue that the trace is an example of.
    Issue,
}

impl Kind {
    /// Returns the kind of an assessment.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for one without a value, and one with several.
    pub fn of(assessment: &Assessment) -> Result<Self> {
        match (&assessment.feedback, &assessment.expectation, &assessment.issue) {
            (Some(_), None, None) => Ok(Kind::Feedback),
            (None, Some(_), None) => Ok(Kind::Expectation),
            (None, None, Some(_)) => Ok(Kind::Issue),
            (None, None, None) => Err(Error::invalid_parameter_value("Unknown assessment type: None")),
            _ => Err(Error::invalid_parameter_value(
                "Exactly one of `expectation`, `feedback`, or `issue` should be specified.",
            )),
        }
    }

    /// Returns the name in databases.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Feedback => "feedback",
            Kind::Expectation => "expectation",
            Kind::Issue => "issue",
        }
    }
}

/// Completes a new assessment as stores write it: with an id and times, and valid.
pub fn completed(mut assessment: Assessment, trace_id: &str) -> Result<Assessment> {
    let kind = Kind::of(&assessment)?;
    let now = now_ms();
    let time = |given: Option<i64>| given.filter(|ms| *ms != 0).or(Some(now));
    let id = || format!("a-{}", Uuid::new_v4().simple());
    assessment.assessment_id = Some(
        assessment
            .assessment_id
            .filter(|id| !id.is_empty())
            .unwrap_or_else(id),
    );
    assessment.trace_id = trace_id.to_owned();
    assessment.create_time = time(assessment.create_time);
    assessment.last_update_time = time(assessment.last_update_time);
    assessment.valid = true;
    if kind != Kind::Feedback {
        assessment.overrides = None;
    }
    if kind == Kind::Expectation {
        assessment.rationale = None;
    }
    let no_text = |text: Option<String>| text.filter(|text| !text.is_empty());
    assessment.overrides = no_text(assessment.overrides);
    assessment.rationale = no_text(assessment.rationale);
    assessment.span_id = no_text(assessment.span_id);
    assessment.source.source_id = no_text(assessment.source.source_id);
    if let Some(error) = assessment
        .feedback
        .as_mut()
        .and_then(|feedback| feedback.error.as_mut())
    {
        error.error_message = no_text(error.error_message.take());
        error.stack_trace = no_text(error.stack_trace.take());
    }
    Ok(with_doubles(assessment))
}

/// Changes the fields that a mask names.
pub fn updated(mut assessment: Assessment, request: UpdateAssessment) -> Result<Assessment> {
    let changes = |field: &str| request.changes(field);
    let (name, rationale, metadata) = (
        changes("assessment_name"),
        changes("rationale"),
        changes("metadata"),
    );
    let (feedback, expectation) = (changes("feedback"), changes("expectation"));
    let new = request.assessment.unwrap_or_default();
    let refuse = |text: &str| Err(Error::invalid_parameter_value(text));
    if feedback && expectation {
        return refuse("Cannot specify both `expectation` and `feedback` parameters.");
    }
    if expectation && assessment.expectation.is_none() {
        return refuse("Cannot update expectation value on a Feedback assessment.");
    }
    if feedback && assessment.feedback.is_none() {
        return refuse("Cannot update feedback value on an Expectation assessment.");
    }
    if feedback {
        assessment.feedback = Some(new.feedback.unwrap_or_default());
    }
    if expectation {
        let value = new.expectation.unwrap_or_default().value;
        if value.is_null() {
            return refuse("The `value` field must be specified.");
        }
        assessment.expectation = Some(Expectation { value });
    }
    if name {
        assessment.assessment_name = new.assessment_name;
    }
    if rationale && assessment.expectation.is_none() {
        assessment.rationale = new.rationale.or(Some(String::new()));
    }
    if metadata {
        assessment.metadata.extend(new.metadata);
    }
    assessment.last_update_time = Some(now_ms());
    Ok(with_doubles(assessment))
}

/// Makes numbers doubles, as protobuf has them: every one of a feedback, and an expectation that is one. Lists and
/// objects of expectations are text on the wire and stay as they are.
#[must_use]
pub fn with_doubles(mut assessment: Assessment) -> Assessment {
    if let Some(feedback) = &mut assessment.feedback {
        feedback.value = as_protobuf(std::mem::take(&mut feedback.value));
    }
    if let Some(Expectation { value }) = &mut assessment.expectation
        && value.is_number()
    {
        *value = as_protobuf(std::mem::take(value));
    }
    assessment
}

/// Returns the value as databases keep it, as JSON.
pub fn value_json(assessment: &Assessment) -> String {
    match assessment {
        Assessment {
            feedback: Some(feedback),
            ..
        } => python_json::ascii(&feedback.value),
        Assessment {
            expectation: Some(expectation),
            ..
        } => python_json::ascii(&expectation.value),
        Assessment {
            issue: Some(issue), ..
        } => python_json::ascii(&json!({"issue_name": issue.issue_name})),
        _ => String::from("null"),
    }
}

/// Returns the error of a feedback as databases keep it, as JSON.
pub fn error_json(assessment: &Assessment) -> Option<String> {
    let error = assessment.feedback.as_ref()?.error.as_ref()?;
    Some(python_json::ascii(&json!({
        "error_code": error.error_code,
        "error_message": error.error_message,
        "stack_trace": error.stack_trace,
    })))
}

/// Returns the metadata as databases keep them, as JSON.
pub fn metadata_json(assessment: &Assessment) -> Option<String> {
    let metadata = &assessment.metadata;
    (!metadata.is_empty()).then(|| python_json::ascii(metadata))
}

/// Returns the value as a number to compute with, and whether it is one: truth values and `yes` and `no` are 1 and 0.
pub fn aggregate(assessment: &Assessment) -> (Option<f64>, bool) {
    let feedback = assessment.feedback.as_ref().map(|feedback| &feedback.value);
    let value = feedback.or(assessment
        .expectation
        .as_ref()
        .map(|expectation| &expectation.value));
    let truth = |truth: bool| (Some(f64::from(u8::from(truth))), false);
    match value {
        Some(Value::Bool(value)) => truth(*value),
        Some(Value::Number(number)) => (number.as_f64(), number.as_f64().is_some()),
        Some(Value::String(text)) => match text.trim().to_lowercase().as_str() {
            "yes" => truth(true),
            "no" => truth(false),
            _ => (None, false),
        },
        _ => (None, false),
    }
}
