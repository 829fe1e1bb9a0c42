//! Requests of assessments.

use super::text::{at_most, no_nul};
use super::{
    MAX_ASSESSMENT_ID, MAX_ASSESSMENT_NAME, MAX_ASSESSMENT_SOURCE_ID, MAX_SOURCE_RUN_ID, Validate, missing,
    required,
};
use crate::contract::assessments::{CreateAssessment, DeleteAssessment, GetAssessment, UpdateAssessment};
use crate::entities::Assessment;
use crate::error::{Error, Result};
use crate::traces::assessments::{Kind, SOURCE_RUN_ID};

impl Validate for CreateAssessment {
    /// Takes the trace's id from the assessment where the request does not say it.
    fn validated(mut self) -> Result<Self> {
        let given = self.assessment.as_ref().ok_or_else(|| missing("assessment"))?;
        if self.trace_id.is_empty() {
            self.trace_id = given.trace_id.clone();
        }
        required("assessment.trace_id", &self.trace_id)?;
        assessment(given)?;
        Ok(self)
    }
}

/// Checks an assessment that is to be written.
pub(super) fn assessment(assessment: &Assessment) -> Result<()> {
    Kind::of(assessment)?;
    fields(assessment)?;
    match &assessment.expectation {
        Some(expectation) if expectation.value.is_null() => Err(Error::invalid_parameter_value(
            "The `value` field must be specified.",
        )),
        _ => Ok(()),
    }
}

fn fields(assessment: &Assessment) -> Result<()> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    at_most(
        "assessment_id",
        MAX_ASSESSMENT_ID,
        &text(&assessment.assessment_id),
    )?;
    at_most(
        "assessment_name",
        MAX_ASSESSMENT_NAME,
        &assessment.assessment_name,
    )?;
    at_most("span_id", MAX_ASSESSMENT_ID, &text(&assessment.span_id))?;
    at_most(
        "source_id",
        MAX_ASSESSMENT_SOURCE_ID,
        &text(&assessment.source.source_id),
    )?;
    no_nul("rationale", &text(&assessment.rationale))?;
    let run_id = assessment.metadata.get(SOURCE_RUN_ID).map_or("", String::as_str);
    at_most(SOURCE_RUN_ID, MAX_SOURCE_RUN_ID, run_id)
}

impl Validate for UpdateAssessment {
    fn validated(self) -> Result<Self> {
        required("trace_id", &self.trace_id)?;
        required("assessment_id", &self.assessment_id)?;
        let given = self.assessment.as_ref().ok_or_else(|| missing("assessment"))?;
        required("update_mask", &self.update_mask)?;
        fields(given)?;
        Ok(self)
    }
}

macro_rules! by_id {
    ($($Request:ty),+) => { $(
        impl Validate for $Request {
            fn validated(self) -> Result<Self> {
                required("trace_id", &self.trace_id)?;
                required("assessment_id", &self.assessment_id)?;
                Ok(self)
            }
        }
    )+ };
}
by_id!(GetAssessment, DeleteAssessment);
