//! Assessments: files below `assessments` in the folders of their traces.

use super::FileStore;
use super::batch::Batch;
use async_trait::async_trait;
use mlflow_core::contract::Assessments;
use mlflow_core::contract::assessments::*;
use mlflow_core::traces::assessments::{completed, updated};
use mlflow_core::{ErrorCode, Result, Validate, refusals};

#[async_trait]
impl Assessments for FileStore {
    async fn create_assessment(&self, request: CreateAssessment) -> Result<CreateAssessmentResponse> {
        let CreateAssessment { trace_id, assessment } = request.validated()?;
        let assessment = completed(assessment.unwrap_or_default(), &trace_id)?;
        let (open, entry) = self.open_trace(&trace_id)?;
        let id = assessment.assessment_id.as_deref().unwrap_or_default();
        if entry.assessment(id).is_some() {
            return Err(refusals::assessment_taken(id));
        }
        let mut batch = Batch::default();
        if let Some(overridden) = &assessment.overrides {
            let found = entry.assessment(overridden).cloned();
            let mut old = found.ok_or_else(|| refusals::assessment_not_found(overridden, &trace_id))?;
            old.valid = false;
            open.write_assessment(&old, &mut batch)?;
        }
        open.write_assessment(&assessment, &mut batch)?;
        open.commit(batch)?;
        Ok(CreateAssessmentResponse { assessment })
    }

    async fn get_assessment(&self, request: GetAssessment) -> Result<GetAssessmentResponse> {
        let GetAssessment {
            trace_id,
            assessment_id,
        } = request.validated()?;
        match self.trace(&trace_id)?.assessment(&assessment_id) {
            Some(assessment) => Ok(CreateAssessmentResponse {
                assessment: assessment.clone(),
            }),
            None => Err(refusals::assessment_not_found(&assessment_id, &trace_id)),
        }
    }

    async fn update_assessment(&self, request: UpdateAssessment) -> Result<UpdateAssessmentResponse> {
        let request = request.validated()?;
        let (open, entry) = self.open_trace(&request.trace_id)?;
        let found = entry.assessment(&request.assessment_id).cloned();
        let not_found = || refusals::assessment_not_found(&request.assessment_id, &request.trace_id);
        let assessment = updated(found.ok_or_else(not_found)?, request)?;
        let mut batch = Batch::default();
        open.write_assessment(&assessment, &mut batch)?;
        open.commit(batch)?;
        Ok(CreateAssessmentResponse { assessment })
    }

    async fn delete_assessment(&self, request: DeleteAssessment) -> Result<DeleteAssessmentResponse> {
        let DeleteAssessment {
            trace_id,
            assessment_id,
        } = request.validated()?;
        let (open, entry) = match self.open_trace(&trace_id) {
            Ok(found) => found,
            Err(error) if error.code() == ErrorCode::ResourceDoesNotExist => {
                return Ok(DeleteAssessmentResponse {});
            }
            Err(error) => return Err(error),
        };
        let Some(deleted) = entry.assessment(&assessment_id) else {
            return Ok(DeleteAssessmentResponse {});
        };
        let overridden = deleted.overrides.as_deref();
        if let Some(mut old) = overridden.and_then(|id| entry.assessment(id)).cloned() {
            let mut batch = Batch::default();
            old.valid = true;
            open.write_assessment(&old, &mut batch)?;
            open.commit(batch)?;
        }
        open.remove_assessment(deleted)?;
        Ok(DeleteAssessmentResponse {})
    }
}
