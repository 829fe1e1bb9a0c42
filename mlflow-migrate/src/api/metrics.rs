//! Points of metrics, in batches.

use crate::api::runs::Filling;
use crate::digest::{Digest, add_points, of_point};
use futures::stream::TryStreamExt;
use mlflow_core::Result;
use mlflow_core::contract::runs::LogBatch;
use mlflow_core::entities::{Metric, RunData};
use std::collections::{HashMap, HashSet};
use std::pin::pin;

/// How many points a call takes.
const BATCH: usize = 1000;

/// Points that were measured of a logged model, by the ids of their runs in the source. They name models of the target.
#[derive(Default)]
pub(super) struct Labelled(HashMap<String, Vec<Metric>>);

impl Labelled {
    /// Notes a point that a model of the target should have.
    pub(super) fn add(&mut self, run_id: &str, point: Metric) {
        self.0.entry(run_id.to_owned()).or_default().push(point);
    }

    /// Returns the points of a run, by their content: a point may tell of several models.
    pub(super) fn of(&self, run_id: &str) -> HashMap<(String, Digest), Vec<Metric>> {
        let mut points: HashMap<_, Vec<_>> = HashMap::new();
        for point in self.0.get(run_id).into_iter().flatten() {
            let content = (point.key.clone(), of_point(point));
            points.entry(content).or_default().push(point.clone());
        }
        points
    }
}

/// Points that wait for their batch.
struct Batch<'b> {
    filling: &'b Filling<'b>,
    points: Vec<Metric>,
}

impl Batch<'_> {
    async fn add(&mut self, point: Metric) -> Result<()> {
        self.points.push(Metric {
            run_id: None,
            ..point
        });
        match self.points.len() {
            BATCH => self.flush().await,
            _ => Ok(()),
        }
    }

    async fn flush(&mut self) -> Result<()> {
        let metrics = std::mem::take(&mut self.points);
        if metrics.is_empty() {
            return Ok(());
        }
        let request = LogBatch {
            run_id: self.filling.expected.id().to_owned(),
            metrics,
            ..LogBatch::default()
        };
        self.filling.api.tracking.log_batch(request).await.map(drop)
    }
}

/// Writes the points of a run that are not there, each one once, and returns how many the source has. Those of logged
/// models are written with these, in place of the plain ones: a store of files would hold both.
pub(super) async fn write(
    filling: &Filling<'_>,
    mut labelled: HashMap<(String, Digest), Vec<Metric>>,
) -> Result<usize> {
    let Filling {
        source,
        api,
        run,
        expected,
        is_new,
    } = filling;
    let RunData { metrics, .. } = &run.data;
    let mut batch = Batch {
        filling,
        points: Vec::new(),
    };
    let mut count = 0;
    for key in metrics.keys() {
        let mut there = HashSet::new();
        if !is_new {
            let mut pages = pin!(api.history(expected.id(), key));
            while let Some(points) = pages.try_next().await? {
                add_points(&mut there, &points);
            }
        }
        let mut pages = pin!(source.history(run.id(), key));
        while let Some(points) = pages.try_next().await? {
            count += points.len();
            for point in points {
                let content = of_point(&point);
                let is_there = !there.insert(content);
                let of_models = labelled.remove(&(point.key.clone(), content));
                // Databases hold the points of models with 0 for what is no number.
                let zero = || {
                    of_point(&Metric {
                        value: 0.0,
                        ..point.clone()
                    })
                };
                let of_models = match of_models {
                    None if point.value.is_nan() => labelled.remove(&(point.key.clone(), zero())),
                    of_models => of_models,
                };
                match of_models {
                    Some(of_models) => {
                        for of_model in of_models {
                            let value = point.value;
                            batch.add(Metric { value, ..of_model }).await?;
                        }
                    }
                    None if is_there => {}
                    None => batch.add(point).await?,
                }
            }
        }
    }
    for point in labelled.into_values().flatten() {
        batch.add(point).await?;
    }
    batch.flush().await?;
    Ok(count)
}
