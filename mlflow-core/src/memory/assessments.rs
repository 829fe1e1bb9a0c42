//! Assessments of traces.

use super::MemoryStore;
use crate::contract::Assessments;
use crate::contract::assessments::*;
use crate::error::Result;
use crate::refusals;
use crate::traces::assessments::{completed, updated};
use crate::validation::Validate;
use async_trait::async_trait;

#[async_trait]
impl Assessments for MemoryStore {
    async fn create_assessment(&self, request: CreateAssessment) -> Result<CreateAssessmentResponse> {
        let CreateAssessment { trace_id, assessment } = request.validated()?;
        let assessment = completed(assessment.unwrap_or_default(), &trace_id)?;
        let id = assessment.assessment_id.clone().unwrap_or_default();
        let mut state = self.write();
        state.trace(&trace_id)?;
        let mut entries = state.traces.values();
        if entries.any(|entry| entry.assessment(&id).is_some()) {
            return Err(refusals::assessment_taken(&id));
        }
        let entry = state.trace_mut(&trace_id)?;
        if let Some(overridden) = &assessment.overrides {
            entry.assessment_mut(overridden)?.valid = false;
        }
        entry.add_assessment(assessment.clone());
        Ok(CreateAssessmentResponse { assessment })
    }

    async fn get_assessment(&self, request: GetAssessment) -> Result<GetAssessmentResponse> {
        let GetAssessment {
            trace_id,
            assessment_id,
        } = request.validated()?;
        let state = self.read();
        let found = state.trace(&trace_id)?.assessment(&assessment_id);
        match found {
            Some(assessment) => Ok(CreateAssessmentResponse {
                assessment: assessment.clone(),
            }),
            None => Err(refusals::assessment_not_found(&assessment_id, &trace_id)),
        }
    }

    async fn update_assessment(&self, request: UpdateAssessment) -> Result<UpdateAssessmentResponse> {
        let request = request.validated()?;
        let mut state = self.write();
        let entry = state.trace_mut(&request.trace_id)?;
        let assessment = entry.assessment_mut(&request.assessment_id)?;
        *assessment = updated(assessment.clone(), request)?;
        Ok(CreateAssessmentResponse {
            assessment: assessment.clone(),
        })
    }

    async fn delete_assessment(&self, request: DeleteAssessment) -> Result<DeleteAssessmentResponse> {
        let DeleteAssessment {
            trace_id,
            assessment_id,
        } = request.validated()?;
        let mut state = self.write();
        let Some(entry) = state.traces.get_mut(&trace_id) else {
            return Ok(DeleteAssessmentResponse {});
        };
        let deleted = entry.assessment(&assessment_id).cloned();
        entry
            .assessments
            .retain(|one| one.assessment_id.as_deref() != Some(assessment_id.as_str()));
        if let Some(overridden) = deleted.and_then(|deleted| deleted.overrides)
            && let Ok(overridden) = entry.assessment_mut(&overridden)
        {
            overridden.valid = true;
        }
        Ok(DeleteAssessmentResponse {})
    }
}
