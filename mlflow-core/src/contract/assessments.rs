//! Assessments of traces.

use crate::entities::Assessment;
use serde::{Deserialize, Serialize};

contract! {
    /// What people, judges and programs say about traces.
    pub trait Assessments {
        /// Writes an assessment; one that it overrides is no longer valid.
        create_assessment: CreateAssessment => CreateAssessmentResponse,
            POST "3.0/mlflow/traces/{trace_id}/assessments", needs Update on Trace(trace_id);
        /// Reads an assessment.
        get_assessment: GetAssessment => GetAssessmentResponse,
            GET "3.0/mlflow/traces/{trace_id}/assessments/{assessment_id}", needs Read on Trace(trace_id);
        /// Changes some fields of an assessment.
        update_assessment: UpdateAssessment => UpdateAssessmentResponse,
            PATCH "3.0/mlflow/traces/{trace_id}/assessments/{assessment_id}", needs Update on Trace(trace_id);
        /// Deletes an assessment; the one that it overrides is valid again. Again is no error.
        delete_assessment: DeleteAssessment => DeleteAssessmentResponse,
            DELETE "3.0/mlflow/traces/{trace_id}/assessments/{assessment_id}", needs Update on Trace(trace_id);
    }
}

/// Asks to write an assessment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateAssessment {
    /// The trace's id; that of the assessment if empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub trace_id: String,
    /// The assessment, which must have one of feedback, expectation and issue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessment: Option<Assessment>,
}

/// Answers with an assessment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateAssessmentResponse {
    /// The assessment.
    pub assessment: Assessment,
}

/// Asks for an assessment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetAssessment {
    /// The trace's id.
    pub trace_id: String,
    /// The assessment's id.
    pub assessment_id: String,
}

/// Answers with an assessment.
pub type GetAssessmentResponse = CreateAssessmentResponse;

/// Asks to change an assessment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateAssessment {
    /// The trace's id.
    pub trace_id: String,
    /// The assessment's id.
    pub assessment_id: String,
    /// The new values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessment: Option<Assessment>,
    /// The names of the fields that change, with commas between them: `assessmentName`, `feedback`, `expectation`,
    /// `rationale` and `metadata`. Other names change nothing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub update_mask: String,
}

impl UpdateAssessment {
    /// Tells whether the mask names a field, in `snake_case` or `camelCase`.
    pub fn changes(&self, field: &str) -> bool {
        let spelled = |name: &str| {
            name.chars()
                .filter(|c| *c != '_')
                .collect::<String>()
                .to_lowercase()
        };
        let mut names = self.update_mask.split(',').map(str::trim);
        names.any(|name| spelled(name) == spelled(field))
    }
}

/// Answers with an assessment.
pub type UpdateAssessmentResponse = CreateAssessmentResponse;

/// Asks to delete an assessment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteAssessment {
    /// The trace's id.
    pub trace_id: String,
    /// The assessment's id.
    pub assessment_id: String,
}

empty_answers! { DeleteAssessmentResponse }
