//! The figures that a bench run ends with.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::samples::{Samples, Side, Spread};

/// What the median has to reach.
#[derive(Clone, Copy)]
pub(super) enum Goal {
    AtLeast(f64),
    AtMost(f64),
    /// Shown for comparison only.
    None,
}

pub(super) type Item = (Side, &'static str);

/// One line of the table: an item, or the ratio of two, each in the same round.
pub(super) struct Figure {
    pub(super) title: Cow<'static, str>,
    pub(super) item: Item,
    pub(super) divided_by: Option<Item>,
    pub(super) goal: Goal,
}

impl Figure {
    /// Whether everything that it needs was measured.
    pub(super) fn has_samples(&self, samples: &Samples) -> bool {
        self.spread(samples).is_some()
    }

    fn spread(&self, samples: &Samples) -> Option<Spread> {
        let figures = samples.of(self.item.0, self.item.1);
        match self.divided_by {
            None => Spread::of(figures.iter().copied()),
            Some((side, item)) => Spread::of(figures.iter().zip(samples.of(side, item)).map(|(a, b)| a / b)),
        }
    }

    fn line(&self, samples: &Samples) -> String {
        let (title, goal) = (&self.title, self.goal_text());
        let Some(Spread {
            minimum,
            median,
            maximum,
        }) = self.spread(samples)
        else {
            return format!("{title:58} {:>9} {:>9} {:>9}  {goal}", "", "left out", "");
        };
        let verdict = self
            .is_met(median)
            .map_or("", |met| if met { " met" } else { " MISSED" });
        format!("{title:58} {minimum:9.2} {median:9.2} {maximum:9.2}  {goal}{verdict}")
    }

    fn goal_text(&self) -> String {
        match self.goal {
            Goal::AtLeast(least) => format!("≥ {least}"),
            Goal::AtMost(most) => format!("≤ {most}"),
            Goal::None => String::new(),
        }
    }

    fn is_met(&self, median: f64) -> Option<bool> {
        match self.goal {
            Goal::AtLeast(least) => Some(median >= least),
            Goal::AtMost(most) => Some(median <= most),
            Goal::None => None,
        }
    }
}

/// Prints the table; the median decides whether a goal is met.
pub(super) fn print(samples: &Samples, figures: &[Figure]) {
    println!("\n{:58}   minimum    median   maximum  goal", "");
    for figure in figures {
        println!("{}", figure.line(samples).trim_end());
    }
}

/// The table, as it goes to the file.
pub(super) fn to_json(samples: &Samples, figures: &[Figure]) -> Value {
    let lines = figures.iter().filter_map(|figure| {
        let spread = figure.spread(samples)?;
        Some(json!({
            "title": figure.title,
            "minimum": spread.minimum,
            "median": spread.median,
            "maximum": spread.maximum,
            "goal": figure.goal_text(),
            "met": figure.is_met(spread.median),
        }))
    });
    Value::Array(lines.collect())
}
