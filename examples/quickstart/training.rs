//! Trains models and tracks each one as a run: what MLflow is for.

use crate::chart::{self, Series};
use crate::learner::{Family, Learner};
use crate::wine::{self, Labels, Split, Wines};
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
        let best = trials.iter().map(|trial| trial.accuracy).fold(0.0, f64::max);
        parent.log_metric("best_accuracy", best)?;
        let lines: Vec<Series> = trials
            .into_iter()
            .map(|trial| (trial.name, trial.fold_accuracies))
            .collect();
        let picture = chart::lines(family.name, "fold", &lines)?;
        parent.log_text(picture, "charts/accuracy_per_fold.svg")?;
        Ok(())
    })
}

/// Trains with one setting, as a child of the active run.
fn train(learner: &Learner, wines: &Split, folds: usize) -> anyhow::Result<Trial> {
    let name = learner.to_string();
    let options = RunOptions::new().name(&name).nested(true).tag("kind", "trial");
    mlflow::try_with_run(options, |run| {
        run.log_params_of(learner)?;
        let fold_accuracies = cross_validate(run, learner, &wines.train, folds)?;
        let accuracy = fold_accuracies.iter().sum::<f64>() / folds as f64;
        run.log_metric("accuracy", accuracy)?;
        let line = ("accuracy".to_owned(), fold_accuracies.clone());
        let picture = chart::lines(&name, "fold", &[line])?;
        run.log_text(picture, "charts/accuracy_per_fold.svg")?;
        fit_and_test(run, learner, wines)?;
        Ok(Trial {
            name,
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
        let picture = chart::lines(&learner.to_string(), "epoch", &[("loss".to_owned(), losses)])?;
        run.log_text(picture, "charts/loss_per_epoch.svg")?;
    }
    if let Some(summary) = &model.summary {
        run.log_text(summary, "model.txt")?;
    }
    let predicted = (model.predict)(wines.test.records());
    run.log_metric("test_accuracy", wine::accuracy(&predicted, wines.test.targets()))?;
    let report = classification_report(wines.test.targets(), &predicted)?;
    run.log_text(report, "report.txt")?;
    Ok(())
}

/// Describes right and wrong predictions: a confusion matrix with the scores that follow from it.
fn classification_report(expected: &Labels, predicted: &Labels) -> anyhow::Result<String> {
    let matrix = expected.confusion_matrix(predicted)?;
    Ok(format!(
        "rows are true, columns are predicted\n{matrix:?}\nprecision {:.3}\nrecall    {:.3}\nf1        {:.3}\n",
        matrix.precision(),
        matrix.recall(),
        matrix.f1_score(),
    ))
}
