//! What a migration found.

use crate::event::Kind;
use std::collections::{BTreeMap, BTreeSet};

/// How much there is of a kind on both sides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many the source has, of what was chosen.
    pub source: u64,
    /// How many of these the target has.
    pub target: u64,
    /// How many of these are the same there.
    pub equal: u64,
}

/// Something that the target does not have as the source has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its kind.
    pub kind: Kind,
    /// What it is: an id or a name.
    pub what: String,
    /// Whether the target does not have it at all.
    pub is_missing: bool,
}

/// Something that the target does not take as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Its kind.
    pub kind: Kind,
    /// What it is: an id or a name.
    pub what: String,
    /// What the target answered.
    pub message: String,
}

/// The most differences that a report names.
const MOST_NAMED: usize = 100;

/// What a migration moved, or would move, and whether both sides are the same afterwards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Whether nothing was written.
    pub is_dry_run: bool,
    /// Whether both sides were compared.
    pub is_verified: bool,
    /// The first differences.
    pub differences: Vec<Difference>,
    /// The experiments whose ids could not be kept: their ids in the source and in the target.
    pub experiment_ids: BTreeMap<String, String>,
    /// The runs whose ids could not be kept: their ids in the source and in the target.
    pub run_ids: BTreeMap<String, String>,
    /// The logged models whose ids could not be kept: their ids in the source and in the target.
    pub logged_model_ids: BTreeMap<String, String>,
    /// The versions whose numbers could not be kept, by the names of their models: the numbers in the source and in the
    /// target.
    pub version_numbers: BTreeMap<String, BTreeMap<String, String>>,
    /// Whether the target was written by ordinary calls, which make ids and times of their own.
    pub is_through_api: bool,
    /// What the target refused, and had to stay behind.
    pub refusals: Vec<Refusal>,
    /// The kinds that the target knows nothing of, and that had to stay behind.
    pub unknown_kinds: BTreeSet<Kind>,
    tallies: BTreeMap<Kind, Tally>,
}

impl Report {
    /// Returns how much there is of a kind.
    pub fn tally(&self, kind: Kind) -> Tally {
        self.tallies.get(&kind).copied().unwrap_or_default()
    }

    /// Tells whether everything that was compared is the same on both sides, and nothing was refused. Kinds that the
    /// target knows nothing of do not count.
    pub fn is_equal(&self) -> bool {
        let compared = self
            .tallies
            .iter()
            .filter(|(kind, _)| !self.unknown_kinds.contains(kind));
        let is_same = |tally: &Tally| !self.is_verified || tally.equal == tally.source;
        self.refusals.is_empty() && compared.map(|(_, tally)| tally).all(is_same)
    }

    pub(crate) fn count(&mut self, kind: Kind, count: u64) {
        self.tallies.entry(kind).or_default().source += count;
    }

    /// Notes how something of the source is found in the target: not at all, or the same, or not.
    pub(crate) fn compare(&mut self, kind: Kind, is_equal: Option<bool>, what: impl FnOnce() -> String) {
        let tally = self.tallies.entry(kind).or_default();
        tally.target += u64::from(is_equal.is_some());
        tally.equal += u64::from(is_equal == Some(true));
        if is_equal != Some(true) {
            self.differs(kind, is_equal.is_none(), what());
        }
    }

    /// Takes points off the count that the source holds twice.
    pub(crate) fn drop_doubles(&mut self, doubles: u64) {
        self.tallies.entry(Kind::Points).or_default().source -= doubles;
    }

    /// Notes how many of the distinct points of a metric are there, and whether they are all the same.
    pub(crate) fn compare_points(&mut self, target: u64, equal: u64) {
        let tally = self.tallies.entry(Kind::Points).or_default();
        tally.target += target;
        tally.equal += equal;
    }

    pub(crate) fn differs(&mut self, kind: Kind, is_missing: bool, what: String) {
        if self.differences.len() < MOST_NAMED {
            self.differences.push(Difference {
                kind,
                what,
                is_missing,
            });
        }
    }
}
