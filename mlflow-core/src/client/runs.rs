//! Runs: made, read, changed, ended, deleted.

use super::Client;
use crate::clock::now_ms;
use crate::contract::runs as contract;
use crate::entities::{Metric, Run, RunInfo, RunStatus};
use crate::error::Result;

/// The tag that names a run's parent.
pub(crate) const PARENT_RUN_ID: &str = "mlflow.parentRunId";

impl Client {
    /// Creates a run; its start time is now if the request has none.
    pub async fn create_run(&self, mut request: contract::CreateRun) -> Result<Run> {
        request.start_time = request.start_time.or_else(|| Some(now_ms()));
        Ok(self.store().await?.create_run(request).await?.run)
    }

    /// Returns a run, deleted or not, with the latest point of each metric.
    ///
    /// # Errors
    ///
    /// `RESOURCE_DOES_NOT_EXIST` if there is none of this id.
    pub async fn get_run(&self, run_id: impl Into<String>) -> Result<Run> {
        let run_id = run_id.into();
        let request = contract::GetRun { run_id };
        Ok(self.store().await?.get_run(request).await?.run)
    }

    /// Returns the run that the tag `mlflow.parentRunId` of a run names, if it has that tag.
    pub async fn get_parent_run(&self, run_id: impl Into<String>) -> Result<Option<Run>> {
        let child = self.get_run(run_id).await?;
        match child.data.tags.get(PARENT_RUN_ID) {
            Some(parent) => Ok(Some(self.get_run(parent).await?)),
            None => Ok(None),
        }
    }

    /// Changes status, end time or name of a live run; what the request does not set stays.
    pub async fn update_run(&self, request: contract::UpdateRun) -> Result<RunInfo> {
        Ok(self.store().await?.update_run(request).await?.run_info)
    }

    /// Renames a live run.
    pub async fn rename_run(&self, run_id: impl Into<String>, name: impl Into<String>) -> Result<RunInfo> {
        let request = contract::UpdateRun {
            run_id: run_id.into(),
            run_name: Some(name.into()),
            ..contract::UpdateRun::default()
        };
        self.update_run(request).await
    }

    /// Ends a run; the end time, in milliseconds since 1970, is now if not given.
    pub async fn set_terminated(
        &self,
        run_id: impl Into<String>,
        status: RunStatus,
        end_time: Option<i64>,
    ) -> Result<RunInfo> {
        let request = contract::UpdateRun {
            run_id: run_id.into(),
            status: Some(status),
            end_time: end_time.or_else(|| Some(now_ms())),
            run_name: None,
        };
        self.update_run(request).await
    }

    /// Deletes a run, so that it can be restored; again is no error.
    pub async fn delete_run(&self, run_id: impl Into<String>) -> Result<()> {
        let run_id = run_id.into();
        let request = contract::DeleteRun { run_id };
        self.store().await?.delete_run(request).await?;
        Ok(())
    }

    /// Restores a deleted run; again is no error.
    pub async fn restore_run(&self, run_id: impl Into<String>) -> Result<()> {
        let run_id = run_id.into();
        let request = contract::RestoreRun { run_id };
        self.store().await?.restore_run(request).await?;
        Ok(())
    }

    /// Returns every point of a metric, by time, step and value.
    pub async fn get_metric_history(
        &self,
        run_id: impl Into<String>,
        key: impl Into<String>,
    ) -> Result<Vec<Metric>> {
        let mut request = contract::GetMetricHistory {
            run_id: run_id.into(),
            metric_key: key.into(),
            ..contract::GetMetricHistory::default()
        };
        let mut points = Vec::new();
        loop {
            let page = self.store().await?.get_metric_history(request.clone()).await?;
            points.extend(page.metrics);
            if page.next_page_token.is_empty() {
                return Ok(points);
            }
            request.page_token = page.next_page_token;
        }
    }
}
