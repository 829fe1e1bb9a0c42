//! What runs used and made.

use crate::RedisStore;
use crate::fields::*;
use crate::runs::run_not_live;
use crate::transaction::Unmet;
use mlflow_core::contract::runs::{LogInputs, LogOutputs};
use mlflow_core::{Error, Result, refusals};
use redis::AsyncCommands;
use serde::Serialize;
use std::collections::HashMap;
use std::time::{SystemTime, UNIX_EPOCH};

fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Error::internal(format!("cannot write JSON: {e}")))
}

/// Returns what puts the items of a call behind those of calls before it, and in their order.
fn place(number: usize) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    format!("{:016x}-{number:08x}", now.as_micros())
}

impl RedisStore {
    /// Notes datasets and models; one that the run already uses keeps its place and its tags.
    pub(crate) async fn add_inputs(&self, request: LogInputs) -> Result<()> {
        let run_id = &request.run_id;
        let (mut write, key) = self.write_to(run_id);
        let experiment = self
            .client
            .ask(async |connection| connection.hget(&key, EXPERIMENT).await);
        let experiment: Option<String> = experiment.await?;
        let datasets = self.keys.datasets_of(&experiment.unwrap_or_default());
        for (number, input) in request.datasets.iter().enumerate() {
            let name = format!("{}{SEPARATOR}{}", input.dataset.name, input.dataset.digest);
            write.set_new(&datasets, &name, json(&input.dataset)?);
            let tags = format!("{} {}", place(number), json(&input.tags)?);
            write.set_new(&key, field(DATASET, &name), tags);
        }
        for (number, model) in request.models.iter().enumerate() {
            write.set_new(&key, field(MODEL_INPUT, &model.model_id), place(number));
        }
        write
            .run_or(&self.client, |unmet| run_not_live(run_id, &unmet.value))
            .await
    }

    /// Notes models that the run made; the same one at the same step again adds nothing.
    pub(crate) async fn add_outputs(&self, request: LogOutputs) -> Result<()> {
        let run_id = &request.run_id;
        let (mut write, key) = self.write_to(run_id);
        let mut steps = HashMap::new();
        for model in &request.models {
            let known = *steps.entry(&model.model_id).or_insert(model.step);
            if known != model.step {
                return Err(refusals::output_changed(run_id, &model.model_id, known));
            }
            let (output, step) = (field(MODEL_OUTPUT, &model.model_id), model.step.to_string());
            write.need(&key, &output, &["", &step]);
            write.set(&key, output, step);
        }
        write
            .run_or(&self.client, |unmet| match unmet {
                Unmet { need: 0, value } => run_not_live(run_id, value),
                Unmet { need, value } => {
                    let model = request.models.get(need - 1).map_or("", |model| &model.model_id);
                    refusals::output_changed(run_id, model, value.parse().unwrap_or_default())
                }
            })
            .await
    }
}
