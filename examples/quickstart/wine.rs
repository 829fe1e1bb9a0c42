//! 1599 red wines: eleven measurements of each, and whether tasters thought it good.

use linfa::Dataset;
use ndarray::{Array1, Array2, Ix1};
use rand::SeedableRng;
use rand::rngs::SmallRng;

/// Wines with their measurements as records and [`GOOD`] or [`BAD`] as targets.
pub type Wines = Dataset<f64, &'static str, Ix1>;

/// One row per wine.
pub type Records = Array2<f64>;

/// One label per wine.
pub type Labels = Array1<&'static str>;

/// The label of wines that tasters gave 6 points or more, of 10.
pub const GOOD: &str = "good";

/// The label of the others.
pub const BAD: &str = "bad";

/// The wines that models learn from, and those that they are judged by in the end.
#[derive(Debug)]
pub struct Split {
    pub train: Wines,
    pub test: Wines,
}

/// Returns the wines, shuffled and split four to one; equal seeds give equal splits.
pub fn load(seed: u64) -> Split {
    let wines = linfa_datasets::winequality().map_targets(|points| if *points >= 6 { GOOD } else { BAD });
    let mut rng = SmallRng::seed_from_u64(seed);
    let (train, test) = wines.shuffle(&mut rng).split_with_ratio(0.8);
    Split { train, test }
}

/// Returns the share of labels that are as they should be.
pub fn accuracy(predicted: &Labels, expected: &Labels) -> f64 {
    let hits = predicted.iter().zip(expected).filter(|(a, b)| a == b).count();
    hits as f64 / expected.len() as f64
}
