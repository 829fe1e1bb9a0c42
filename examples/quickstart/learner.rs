//! The models that are tried, and the grid of settings to try them with.

use crate::logistic::Logistic;
use crate::wine::{Labels, Records, Wines};
use linfa::prelude::*;
use linfa_bayes::GaussianNb;
use linfa_ensemble::{RandomForest, RandomForestParams};
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
    Tree { depth: usize },
    Forest { depth: usize, trees: usize },
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
    let logistic = [0.01, 0.1, 1.0].map(|rate| Learner::Logistic(Logistic { rate }));
    let tree = [2, 4, 6, 8, 12].map(|depth| Learner::Tree { depth });
    let forest = [(6, 25), (6, 75), (14, 25), (14, 75)];
    let forest = forest.map(|(depth, trees)| Learner::Forest { depth, trees });
    vec![
        Family::new("naive bayes", bayes),
        Family::new("logistic regression", logistic),
        Family::new("decision tree", tree),
        Family::new("random forest", forest),
    ]
}

impl Family {
    fn new(name: &'static str, grid: impl Into<Vec<Learner>>) -> Self {
        let grid = grid.into();
        Family { name, grid }
    }
}

impl Learner {
    /// Fits the model to wines; models that learn in epochs report each one.
    pub fn fit(&self, wines: &Wines, on_epoch: OnEpoch<'_>) -> anyhow::Result<Fitted> {
        match self {
            Learner::Bayes { smoothing } => {
                let model = GaussianNb::params().var_smoothing(*smoothing).fit(wines)?;
                Ok(Fitted::new(None, move |records| model.predict(records)))
            }
            Learner::Logistic(logistic) => {
                let model = logistic.fit(wines, on_epoch)?;
                let summary = list(wines.feature_names(), model.weights.iter().copied());
                Ok(Fitted::new(Some(summary), move |records| model.predict(records)))
            }
            Learner::Tree { depth } => {
                let model = DecisionTree::params().max_depth(Some(*depth)).fit(wines)?;
                let mut summary = String::new();
                describe(model.root_node(), wines.feature_names(), &mut summary)?;
                Ok(Fitted::new(Some(summary), move |records| model.predict(records)))
            }
            Learner::Forest { depth, trees } => {
                let tree = DecisionTree::params().max_depth(Some(*depth));
                let forest = RandomForestParams::new_fixed_rng(tree, SmallRng::seed_from_u64(7))
                    .ensemble_size(*trees)
                    .bootstrap_proportion(0.7)
                    .feature_proportion(0.4);
                let model = forest.fit(wines)?;
                let summary = list(wines.feature_names(), importance(&model, wines.records().ncols()));
                Ok(Fitted::new(Some(summary), move |records| model.predict(records)))
            }
        }
    }
}

impl Fitted {
    fn new(summary: Option<String>, predict: impl Fn(&Records) -> Labels + 'static) -> Self {
        Fitted {
            predict: Box::new(predict),
            summary,
        }
    }
}

impl fmt::Display for Learner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Learner::Bayes { smoothing } => write!(f, "bayes {smoothing:e}"),
            Learner::Logistic(Logistic { rate }) => write!(f, "logistic {rate}"),
            Learner::Tree { depth } => write!(f, "tree {depth}"),
            Learner::Forest { depth, trees } => write!(f, "forest {trees} x {depth}"),
        }
    }
}

/// Lists a number per feature.
fn list(features: &[String], values: impl IntoIterator<Item = f64>) -> String {
    let lines = features
        .iter()
        .zip(values)
        .map(|(feature, value)| format!("{value:>8.3}  {feature}\n"));
    lines.collect()
}

/// Tells by how much questions about each feature set good and bad wines apart, in the mean of all trees.
fn importance(forest: &RandomForest<f64, &str>, features: usize) -> Vec<f64> {
    let mut total = vec![0.0; features];
    for (tree, its_features) in forest.models.iter().zip(&forest.model_features) {
        for (feature, decrease) in its_features.iter().zip(tree.mean_impurity_decrease()) {
            total[*feature] += decrease / forest.models.len() as f64;
        }
    }
    total
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
