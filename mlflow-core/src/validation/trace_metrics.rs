//! Requests about many traces at once.

use super::text::no_nul;
use super::{Validate, missing, names, required};
use crate::contract::traces::{CalculateTraceFilterCorrelation, QueryTraceMetrics};
use crate::error::Result;
use crate::search::{Filter, TraceKey};
use crate::traces::metrics::MetricsQuery;

impl Validate for QueryTraceMetrics {
    fn validated(self) -> Result<Self> {
        experiments(&self.experiment_ids)?;
        if self.view_type.is_none() {
            return Err(missing("view_type"));
        }
        required("metric_name", &self.metric_name)?;
        if self.aggregations.is_empty() {
            return Err(missing("aggregations"));
        }
        no_nul("page_token", &self.page_token)?;
        MetricsQuery::of(&self)?;
        Ok(self)
    }
}

impl Validate for CalculateTraceFilterCorrelation {
    fn validated(self) -> Result<Self> {
        experiments(&self.experiment_ids)?;
        required("filter_string1", &self.filter_string1)?;
        required("filter_string2", &self.filter_string2)?;
        for filter in [&self.base_filter, &self.filter_string1, &self.filter_string2] {
            Filter::<TraceKey>::parse(filter)?;
        }
        Ok(self)
    }
}

fn experiments(ids: &[String]) -> Result<()> {
    if ids.is_empty() {
        return Err(missing("experiment_ids"));
    }
    ids.iter()
        .try_for_each(|id| names::experiment_id("experiment_ids", id))
}
