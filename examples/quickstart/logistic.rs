//! Logistic regression by gradient descent, short enough to see where a metric per epoch comes from.

use crate::learner::OnEpoch;
use crate::wine::{BAD, GOOD, Labels, Records, Wines};
use ndarray::{Array1, Axis};
use serde::Serialize;

const EPOCHS: usize = 60;

/// How the regression is fitted.
#[derive(Clone, Debug, Serialize)]
pub struct Logistic {
    /// How far each epoch goes down the slope.
    pub rate: f64,
}

/// A fitted regression, with what brings measurements to mean 0 and deviation 1.
pub(crate) struct Fitted {
    mean: Array1<f64>,
    deviation: Array1<f64>,
    /// One per measurement; the larger, the better a wine with much of it.
    pub(crate) weights: Array1<f64>,
    bias: f64,
}

impl Logistic {
    pub(crate) fn fit(&self, wines: &Wines, on_epoch: OnEpoch<'_>) -> mlflow::Result<Fitted> {
        let records = wines.records();
        let is_good = wines.targets().mapv(|label| f64::from(label == GOOD));
        let count = records.nrows() as f64;
        let mut model = Fitted {
            mean: records.sum_axis(Axis(0)) / count,
            deviation: records.std_axis(Axis(0), 0.0),
            weights: Array1::zeros(records.ncols()),
            bias: 0.0,
        };
        let scaled = model.scale(records);
        for epoch in 0..EPOCHS {
            let error = model.probabilities(&scaled) - &is_good;
            model
                .weights
                .scaled_add(-self.rate / count, &scaled.t().dot(&error));
            model.bias -= self.rate / count * error.sum();
            on_epoch(epoch, log_loss(&model.probabilities(&scaled), &is_good))?;
        }
        Ok(model)
    }
}

impl Fitted {
    pub(crate) fn predict(&self, records: &Records) -> Labels {
        let probabilities = self.probabilities(&self.scale(records));
        probabilities.mapv(|probability| if probability > 0.5 { GOOD } else { BAD })
    }

    fn scale(&self, records: &Records) -> Records {
        (records - &self.mean) / &self.deviation
    }

    fn probabilities(&self, scaled: &Records) -> Array1<f64> {
        (scaled.dot(&self.weights) + self.bias).mapv(|score| 1.0 / (1.0 + (-score).exp()))
    }
}

fn log_loss(probabilities: &Array1<f64>, is_good: &Array1<f64>) -> f64 {
    let losses = probabilities.iter().zip(is_good).map(|(probability, is_good)| {
        let of_the_truth = if *is_good == 1.0 {
            *probability
        } else {
            1.0 - probability
        };
        -of_the_truth.max(f64::MIN_POSITIVE).ln()
    });
    losses.sum::<f64>() / is_good.len() as f64
}
