//! Requests for histories of metrics.

use super::{
    MAX_BULK_HISTORY_RESULTS, MAX_HISTORY_RUNS, MAX_INTERVAL_RESULTS, Validate, missing, names,
    positive_page, required, text,
};
use crate::contract::runs::{GetMetricHistory, GetMetricHistoryBulk, GetMetricHistoryBulkInterval};
use crate::error::{Error, Result};

const SEE_DOCS: &str = "See the API docs for more information about request parameters.";

impl Validate for GetMetricHistory {
    fn validated(self) -> Result<Self> {
        names::listed_run_id("run_id", &self.run_id)?;
        required("metric_key", &self.metric_key)?;
        text::no_nul("page_token", &self.page_token)?;
        match self.max_results {
            Some(max_results) => positive_page(max_results, ".").map(|()| self),
            None => Ok(self),
        }
    }
}

impl Validate for GetMetricHistoryBulk {
    fn validated(mut self) -> Result<Self> {
        let (most, got) = (MAX_HISTORY_RUNS, self.run_id.len());
        if got == 0 {
            return refuse("GetMetricHistoryBulk request must specify at least one run_id.");
        }
        if got > most {
            return refuse(&format!(
                "GetMetricHistoryBulk request cannot specify more than {most} run_ids. Received {got} run_ids."
            ));
        }
        if self.metric_key.is_empty() {
            return refuse("GetMetricHistoryBulk request must specify a metric_key.");
        }
        text::no_nul("metric_key", &self.metric_key)?;
        for id in &self.run_id {
            names::listed_run_id("run_id", id)?;
        }
        let max_results = self.max_results.unwrap_or(MAX_BULK_HISTORY_RESULTS);
        positive_page(max_results, "")?;
        self.max_results = Some(max_results.min(MAX_BULK_HISTORY_RESULTS));
        Ok(self)
    }
}

impl Validate for GetMetricHistoryBulkInterval {
    fn validated(mut self) -> Result<Self> {
        let (most, got) = (MAX_HISTORY_RUNS, self.run_ids.len());
        if got == 0 {
            return Err(missing("run_ids"));
        }
        if got > most {
            return refuse(&format!(
                "GetMetricHistoryBulkInterval request must specify at most {most} run_ids. Received {got} run_ids. \
                 {SEE_DOCS}"
            ));
        }
        for id in &self.run_ids {
            names::listed_run_id("run_ids", id)?;
        }
        required("metric_key", &self.metric_key)?;
        let max_results = self.max_results.unwrap_or(MAX_INTERVAL_RESULTS);
        if !(1..=MAX_INTERVAL_RESULTS).contains(&max_results) {
            return refuse(&format!(
                "max_results must be between 1 and {MAX_INTERVAL_RESULTS}. {SEE_DOCS}"
            ));
        }
        match (self.start_step, self.end_step) {
            (Some(start), Some(end)) if start > end => {
                return refuse(&format!(
                    "end_step must be greater than start_step. Found start_step={start} and end_step={end}."
                ));
            }
            (Some(_), None) | (None, Some(_)) => {
                return refuse("If either start step or end step are specified, both must be specified.");
            }
            _ => {}
        }
        self.max_results = Some(max_results);
        Ok(self)
    }
}

fn refuse<T>(message: &str) -> Result<T> {
    Err(Error::invalid_parameter_value(message))
}
