//! Assessments in SQL.

mod rows;

pub(super) use rows::{follow, of_traces, write};

use super::SqlStore;
use super::execute::Tx;
use super::traces::{know_trace, require_trace};
use async_trait::async_trait;
use mlflow_core::contract::assessments::*;
use mlflow_core::entities::Assessment;
use mlflow_core::traces::assessments::{completed, updated};
use mlflow_core::validation::Validate;
use mlflow_core::{Assessments, Result, refusals};

#[async_trait]
impl Assessments for SqlStore {
    async fn create_assessment(&self, request: CreateAssessment) -> Result<CreateAssessmentResponse> {
        let CreateAssessment { trace_id, assessment } = request.validated()?;
        let assessment = completed(assessment.unwrap_or_default(), &trace_id)?;
        let made = assessment.clone();
        self.database
            .write_once(move |tx| Box::pin(create(tx, made)))
            .await?;
        Ok(CreateAssessmentResponse { assessment })
    }

    async fn get_assessment(&self, request: GetAssessment) -> Result<GetAssessmentResponse> {
        let request = request.validated()?;
        let assessment = self
            .database
            .read(move |tx| Box::pin(async move { one(tx, &request.trace_id, &request.assessment_id).await }))
            .await?;
        Ok(CreateAssessmentResponse { assessment })
    }

    async fn update_assessment(&self, request: UpdateAssessment) -> Result<UpdateAssessmentResponse> {
        let request = request.validated()?;
        let assessment = self
            .database
            .write_small(move |tx| {
                Box::pin(async move {
                    let place = require_trace(tx, &request.trace_id).await?;
                    let before = one(tx, &request.trace_id, &request.assessment_id).await?;
                    let after = updated(before, request)?;
                    write(tx, &after, place).await?;
                    Ok(after)
                })
            })
            .await?;
        Ok(CreateAssessmentResponse { assessment })
    }

    async fn delete_assessment(&self, request: DeleteAssessment) -> Result<DeleteAssessmentResponse> {
        let DeleteAssessment {
            trace_id,
            assessment_id,
        } = request.validated()?;
        self.database
            .write_small(move |tx| {
                Box::pin(async move {
                    let Some(found) = rows::one(tx, &trace_id, &assessment_id).await? else {
                        return Ok(());
                    };
                    if let Some(overridden) = found.overrides {
                        rows::set_valid(tx, &trace_id, &overridden, true).await?;
                    }
                    rows::delete(tx, &assessment_id).await
                })
            })
            .await?;
        Ok(DeleteAssessmentResponse {})
    }
}

async fn create(tx: &mut Tx<'_>, assessment: Assessment) -> Result<()> {
    let trace_id = assessment.trace_id.as_str();
    let place = require_trace(tx, trace_id).await?;
    let id = assessment.assessment_id.as_deref().unwrap_or_default();
    if rows::exists(tx, id).await? {
        return Err(refusals::assessment_taken(id));
    }
    if let Some(overridden) = &assessment.overrides
        && !rows::set_valid(tx, trace_id, overridden, false).await?
    {
        return Err(refusals::assessment_not_found(overridden, trace_id));
    }
    write(tx, &assessment, place).await
}

async fn one(tx: &mut Tx<'_>, trace_id: &str, assessment_id: &str) -> Result<Assessment> {
    match rows::one(tx, trace_id, assessment_id).await? {
        Some(assessment) => Ok(assessment),
        None => {
            know_trace(tx, trace_id).await?;
            Err(refusals::assessment_not_found(assessment_id, trace_id))
        }
    }
}
