//! The models that are tried, and the grid of settings to try them with.

use crate::logistic::Logistic;
use crate::wine::{Labels, Records, Wines};
use linfa::prelude::*;
use linfa_bayes::GaussianNb;
use linfa_ensemble::RandomForestParams;
use linfa_trees::{DecisionTree, TreeNode};
use rand::SeedableRng;
use rand::rngs::SmallRng;
use serde::Serialize;
use std::fmt::{self, Write};

/// Models of one kind, one per grid point.
pub struct Family {
    pub name: &'static str,
    pub grid: Vec<Learner>,
}

/// A model that is not fitted yet. As serde data it is its settings, which become the parameters of a run.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Learner {
    Bayes { smoothing: f64 },
    Logistic(Logistic),
    Tree { max_depth: usize },
    Forest { max_depth: usize, trees: usize },
}

/// Labels wines.
pub type Classifier = Box<dyn Fn(&Records) -> Labels>;

/// A model that can be used.
pub struct Fitted {
    pub predict: Classifier,
    /// What the model learned, for people to read.
    pub summary: Option<String>,
}

/// Is told the number of an epoch and the loss after it.
pub type OnEpoch<'a> = &'a mut dyn FnMut(usize, f64) -> mlflow::Result<()>;

/// Returns all that the quickstart tries.
pub fn families() -> Vec<Family> {
    let bayes = [1e-9, 1e-3, 1e-1].map(|smoothing| Learner::Bayes { smoothing });
    let logistic = [0.01, 0.1, 1.0].map(|learning_rate| Logistic {
        learning_rate,
        epochs: 60,
    });
    let tree = [2, 4, 6, 8, 12].map(|max_depth| Learner::Tree { max_depth });
    let forest = [(6, 20), (6, 80), (14, 20), (14, 80)];
    let forest = forest.map(|(max_depth, trees)| Learner::Forest { max_depth, trees });
    vec![
        Family {
            name: "naive bayes",
            grid: bayes.into(),
        },
        Family {
            name: "logistic regression",
            grid: logistic.map(Learner::Logistic).into(),
        },
        Family {
            name: "decision tree",
            grid: tree.into(),
        },
        Family {
            name: "random forest",
            grid: forest.into(),
        },
    ]
}

impl Learner {
    /// Fits the model to wines; models that learn in epochs report each one.
    pub fn fit(&self, wines: &Wines, on_epoch: OnEpoch<'_>) -> anyhow::Result<Fitted> {
        match self {
            Learner::Bayes { smoothing } => {
                let model = GaussianNb::params().var_smoothing(*smoothing).fit(wines)?;
                Ok(Fitted {
                    predict: Box::new(move |records| model.predict(records)),
                    summary: None,
                })
            }
            Learner::Logistic(logistic) => {
                let model = logistic.fit(wines, on_epoch)?;
                let summary = model.describe(wines.feature_names());
                Ok(Fitted {
                    predict: Box::new(move |records| model.predict(records)),
                    summary: Some(summary),
                })
            }
            Learner::Tree { max_depth } => {
                let model = DecisionTree::params().max_depth(Some(*max_depth)).fit(wines)?;
                let mut summary = String::new();
                describe(model.root_node(), wines.feature_names(), &mut summary)?;
                Ok(Fitted {
                    predict: Box::new(move |records| model.predict(records)),
                    summary: Some(summary),
                })
            }
            Learner::Forest { max_depth, trees } => {
                let tree = DecisionTree::params().max_depth(Some(*max_depth));
                let forest = RandomForestParams::new_fixed_rng(tree, SmallRng::seed_from_u64(7))
                    .ensemble_size(*trees)
                    .bootstrap_proportion(0.7)
                    .feature_proportion(0.4);
                let model = forest.fit(wines)?;
                Ok(Fitted {
                    predict: Box::new(move |records| model.predict(records)),
                    summary: None,
                })
            }
        }
    }
}

impl fmt::Display for Learner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Learner::Bayes { smoothing } => write!(f, "bayes, smoothing {smoothing:e}"),
            Learner::Logistic(logistic) => write!(f, "logistic, rate {}", logistic.learning_rate),
            Learner::Tree { max_depth } => write!(f, "tree, depth {max_depth}"),
            Learner::Forest { max_depth, trees } => write!(f, "forest, {trees} x depth {max_depth}"),
        }
    }
}

/// Writes a tree as nested questions; what is true of a wine is indented below its question.
fn describe(node: &TreeNode<f64, &str>, features: &[String], text: &mut String) -> fmt::Result {
    let indent = "  ".repeat(node.depth());
    if let Some(label) = node.prediction() {
        return writeln!(text, "{indent}{label}");
    }
    let (feature, threshold, _) = node.split();
    for (child, sign) in node.children().into_iter().zip(["<", ">="]) {
        let name = features.get(feature).map_or("?", String::as_str);
        writeln!(text, "{indent}{name} {sign} {threshold:.3}")?;
        if let Some(child) = child {
            describe(child, features, text)?;
        }
    }
    Ok(())
}
