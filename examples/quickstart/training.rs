//! Trains models and tracks each one as a run: what MLflow is for.

use crate::chart::{self, Series};
use crate::learner::{Classifier, Family, Learner};
use crate::wine::{self, Split, Wines};
use linfa::prelude::*;
use mlflow::{RunHandle, RunOptions};

/// What came of one grid point.
#[derive(Debug)]
pub struct Trial {
    pub name: String,
    /// The mean over all folds.
    pub accuracy: f64,
    fold_accuracies: Vec<f64>,
}

/// Tries all settings of a family: one run for the family, and nested in it one run per trial.
pub fn train_family(
    family: &Family,
    wines: &Split,
    folds: usize,
    mut report: impl FnMut(&Trial),
) -> anyhow::Result<()> {
    let options = RunOptions::new().name(family.name).tag("kind", "family");
    mlflow::try_with_run(options, |parent| {
        let mut trials = Vec::new();
        for learner in &family.grid {
            let trial = train(learner, wines, folds)?;
            report(&trial);
            trials.push(trial);
        }
        parent.log_param("trials", trials.len())?;
        parent.log_metric(
            "best_accuracy",
            trials.iter().map(|t| t.accuracy).fold(0.0, f64::max),
        )?;
        let lines: Vec<Series> = trials.into_iter().map(|t| (t.name, t.fold_accuracies)).collect();
        parent.log_text(
            chart::lines(family.name, "fold", &lines)?,
            "charts/accuracy_per_fold.svg",
        )?;
        Ok(())
    })
}

/// Trains with one setting, as a child of the active run.
fn train(learner: &Learner, wines: &Split, folds: usize) -> anyhow::Result<Trial> {
    let options = RunOptions::new()
        .name(learner.to_string())
        .nested(true)
        .tag("kind", "trial");
    mlflow::try_with_run(options, |run| {
        run.log_params_of(learner)?;
        let fold_accuracies = cross_validate(run, learner, &wines.train, folds)?;
        let accuracy = fold_accuracies.iter().sum::<f64>() / folds as f64;
        run.log_metric("accuracy", accuracy)?;
        let line = ("accuracy".to_owned(), fold_accuracies.clone());
        run.log_text(
            chart::lines(&learner.to_string(), "fold", &[line])?,
            "charts/accuracy_per_fold.svg",
        )?;
        fit_and_test(run, learner, wines)?;
        Ok(Trial {
            name: learner.to_string(),
            accuracy,
            fold_accuracies,
        })
    })
}

/// Fits to all folds but one and judges by that one, for each in turn; logs a metric per fold.
fn cross_validate(
    run: &RunHandle,
    learner: &Learner,
    wines: &Wines,
    folds: usize,
) -> anyhow::Result<Vec<f64>> {
    let mut accuracies = Vec::with_capacity(folds);
    for (fold, (train, validation)) in wines.fold(folds).into_iter().enumerate() {
        let model = learner.fit(&train, &mut |_epoch, _loss| Ok(()))?;
        let accuracy = wine::accuracy(&(model.predict)(validation.records()), validation.targets());
        run.log_metric("fold_accuracy", (accuracy, fold))?;
        accuracies.push(accuracy);
    }
    Ok(accuracies)
}

/// Fits to all training data, logging a metric per epoch, and keeps what came of it as artifacts.
fn fit_and_test(run: &RunHandle, learner: &Learner, wines: &Split) -> anyhow::Result<()> {
    let mut losses = Vec::new();
    let model = learner.fit(&wines.train, &mut |epoch, loss| {
        losses.push(loss);
        run.log_metric("loss", (loss, epoch))
    })?;
    if !losses.is_empty() {
        let line = ("loss".to_owned(), losses);
        run.log_text(
            chart::lines(&learner.to_string(), "epoch", &[line])?,
            "charts/loss_per_epoch.svg",
        )?;
    }
    if let Some(summary) = &model.summary {
        run.log_text(summary, "model.txt")?;
    }
    let predicted = (model.predict)(wines.test.records());
    run.log_metric("test_accuracy", wine::accuracy(&predicted, wines.test.targets()))?;
    run.log_text(classification_report(&model.predict, &wines.test)?, "report.txt")?;
    Ok(())
}

/// Describes right and wrong predictions: a confusion matrix with the scores that follow from it.
fn classification_report(predict: &Classifier, wines: &Wines) -> anyhow::Result<String> {
    let matrix = predict(wines.records()).confusion_matrix(wines.targets())?;
    Ok(format!(
        "rows are predicted, columns are true\n{matrix:?}\nprecision {:.3}\nrecall    {:.3}\nf1        {:.3}\n",
        matrix.precision(),
        matrix.recall(),
        matrix.f1_score(),
    ))
}
