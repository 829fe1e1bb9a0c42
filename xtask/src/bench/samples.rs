//! What was measured, round by round.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// Whose figure a sample is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Ours,
    /// Official MLflow of the release that we follow.
    Official,
    /// Official MLflow of the last release before version 3.
    OfficialTwo,
    FastTrackMl,
    /// A program with nothing but the database.
    Bare,
}

impl Side {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Official => "official",
            Self::OfficialTwo => "official_2",
            Self::FastTrackMl => "fasttrackml",
            Self::Bare => "bare",
        }
    }
}

/// One figure in each round, by side and item.
#[derive(Default)]
pub(super) struct Samples(BTreeMap<(Side, String), Vec<f64>>);

impl Samples {
    /// Adds the figure of the next round.
    pub(super) fn add(&mut self, side: Side, item: &str, figure: f64) {
        self.0.entry((side, item.to_owned())).or_default().push(figure);
    }

    /// The figures of all rounds; none if the item was left out.
    pub(super) fn of(&self, side: Side, item: &str) -> &[f64] {
        self.0.get(&(side, item.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// All figures, as they go to the file.
    pub(super) fn to_json(&self) -> Value {
        let mut sides = Map::new();
        for ((side, item), figures) in &self.0 {
            let items = sides.entry(side.name()).or_insert_with(|| json!({}));
            items[item.as_str()] = json!(figures);
        }
        Value::Object(sides)
    }
}

/// Smallest, middle and largest of some figures.
#[derive(Clone, Copy)]
pub(super) struct Spread {
    pub(super) minimum: f64,
    pub(super) median: f64,
    pub(super) maximum: f64,
}

impl Spread {
    /// `None` if there are no figures.
    pub(super) fn of(figures: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut sorted: Vec<f64> = figures.into_iter().collect();
        sorted.sort_by(f64::total_cmp);
        let (minimum, maximum) = (*sorted.first()?, *sorted.last()?);
        let upper = *sorted.get(sorted.len() / 2)?;
        let lower = *sorted.get((sorted.len() - 1) / 2)?;
        Some(Self {
            minimum,
            median: f64::midpoint(lower, upper),
            maximum,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Spread;

    #[test]
    fn the_median_lies_between_the_two_in_the_middle() {
        let spread = Spread::of([4.0, 1.0, 3.0, 10.0]).unwrap();
        assert_eq!((spread.minimum, spread.median, spread.maximum), (1.0, 3.5, 10.0));
        assert_eq!(Spread::of([2.0]).unwrap().median, 2.0);
        assert!(Spread::of([]).is_none());
    }
}
