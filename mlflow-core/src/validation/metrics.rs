//! Points of metrics and batches.

use super::{
    MAX_BATCH_ENTITIES, MAX_BATCH_METRICS, MAX_BATCH_PARAMS, MAX_BATCH_TAGS, MAX_KEY, MAX_PARAM_VALUE,
};
use super::{Validate, invalid, missing, names, text};
use crate::contract::runs::{LogBatch, LogMetric, LogParam};
use crate::entities::Param;
use crate::error::{Error, Result};

impl Validate for LogMetric {
    fn validated(self) -> Result<Self> {
        names::run_id(&self.run_id)?;
        super::required("key", &self.key)?;
        point("", &self.key, self.value, self.timestamp)?;
        for (path, text) in [
            ("model_id", &self.model_id),
            ("dataset_name", &self.dataset_name),
            ("dataset_digest", &self.dataset_digest),
        ] {
            text::no_nul(path, text.as_deref().unwrap_or_default())?;
        }
        Ok(self)
    }
}

impl Validate for LogParam {
    fn validated(mut self) -> Result<Self> {
        names::run_id(&self.run_id)?;
        super::required("key", &self.key)?;
        param("key", &self.key, &mut self.value)?;
        Ok(self)
    }
}

impl Validate for LogBatch {
    fn validated(mut self) -> Result<Self> {
        items(&mut self)?;
        let (metrics, params, tags) = (self.metrics.len(), self.params.len(), self.tags.len());
        batch_limit("metrics", MAX_BATCH_METRICS, metrics)?;
        batch_limit("params", MAX_BATCH_PARAMS, params)?;
        batch_limit("tags", MAX_BATCH_TAGS, tags)?;
        batch_limit(
            "metrics, params, and tags",
            MAX_BATCH_ENTITIES,
            metrics + params + tags,
        )?;
        params_are_different(&self.params)?;
        Ok(self)
    }
}

/// Checks a batch that will be sent in parts: everything but its size.
pub(crate) fn batch_of_any_size(mut batch: LogBatch) -> Result<LogBatch> {
    items(&mut batch)?;
    params_are_different(&batch.params)?;
    Ok(batch)
}

fn items(batch: &mut LogBatch) -> Result<()> {
    names::strict_run_id(&batch.run_id)?;
    keys_are_there("metrics", batch.metrics.iter().map(|m| &m.key))?;
    keys_are_there("params", batch.params.iter().map(|p| &p.key))?;
    keys_are_there("tags", batch.tags.iter().map(|t| &t.key))?;
    for (i, metric) in batch.metrics.iter().enumerate() {
        point(
            &format!("metrics[{i}]."),
            &metric.key,
            metric.value,
            metric.timestamp,
        )?;
    }
    for (i, Param { key, value }) in batch.params.iter_mut().enumerate() {
        param(&format!("params[{i}].key"), key, value)?;
    }
    for (i, tag) in batch.tags.iter_mut().enumerate() {
        names::tag(&format!("tags[{i}]"), &tag.key, &mut tag.value)?;
    }
    Ok(())
}

fn keys_are_there<'k>(list: &str, keys: impl Iterator<Item = &'k String>) -> Result<()> {
    match keys.into_iter().position(|key| key.is_empty()) {
        Some(i) => Err(missing(&format!("{list}[{i}].key"))),
        None => Ok(()),
    }
}

fn point(prefix: &str, key: &str, value: f64, timestamp: i64) -> Result<()> {
    names::key(&format!("{prefix}name"), key)?;
    if timestamp < 0 {
        let rule = format!(
            ": metric '{key}' (value={}). Timestamp must be a nonnegative long (64-bit integer) ",
            text::python_float(value)
        );
        return Err(invalid(&format!("{prefix}timestamp"), timestamp, &rule));
    }
    text::at_most("Metric name", MAX_KEY, key)
}

fn param(path: &str, key: &str, value: &mut String) -> Result<()> {
    names::key(path, key)?;
    text::at_most("Param key", MAX_KEY, key)?;
    text::cut("Param value", MAX_PARAM_VALUE, value)
}

fn batch_limit(entities: &str, limit: usize, got: usize) -> Result<()> {
    if got > limit {
        return Err(Error::invalid_parameter_value(format!(
            "A batch logging request can contain at most {limit} {entities}. Got {got} {entities}. Please split up \
             {entities} across multiple requests and try again."
        )));
    }
    Ok(())
}

fn params_are_different(params: &[Param]) -> Result<()> {
    let mut seen = std::collections::HashSet::new();
    let repeated: Vec<_> = params
        .iter()
        .filter(|p| !seen.insert(&p.key))
        .map(|p| format!("'{}'", p.key))
        .collect();
    if repeated.is_empty() {
        return Ok(());
    }
    Err(Error::invalid_parameter_value(format!(
        "Duplicate parameter keys have been submitted: [{}]. Please ensure the request contains only one param value \
         per param key.",
        repeated.join(", ")
    )))
}
