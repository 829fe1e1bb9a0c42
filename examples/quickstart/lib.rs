//! What the quickstart does, in four parts: [`wine`] is the data, [`learner`] the models and their grid,
//! [`training`] tracks them with MLflow, and [`chart`] draws the pictures that are kept with the runs.
#![allow(
    missing_docs,
    reason = "names that explain themselves; nobody but the quickstart and its test reads them"
)]

pub mod chart;
pub mod learner;
mod logistic;
pub mod training;
pub mod wine;
