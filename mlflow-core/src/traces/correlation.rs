//! How much two filters find the same traces.

use crate::contract::traces::CalculateTraceFilterCorrelationResponse;

/// How many traces filters find.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FilterCounts {
    /// The first one.
    pub first: u64,
    /// The other one.
    pub second: u64,
    /// Both.
    pub both: u64,
    /// How many traces there are.
    pub total: u64,
}

/// What is added to each case so that small numbers say less: Jeffreys' prior.
const SMOOTHING: f64 = 0.5;

impl FilterCounts {
    /// Computes the normalized pointwise mutual information of both filters.
    ///
    /// ```
    /// use mlflow_core::traces::FilterCounts;
    ///
    /// let never_both = FilterCounts { first: 5, second: 5, both: 0, total: 20 };
    /// assert_eq!(never_both.correlation().npmi, -1.0);
    /// let always_both = FilterCounts { first: 5, second: 5, both: 5, total: 20 };
    /// assert!((always_both.correlation().npmi - 1.0).abs() < 1e-9);
    /// assert!(FilterCounts::default().correlation().npmi.is_nan());
    /// ```
    pub fn correlation(self) -> CalculateTraceFilterCorrelationResponse {
        let count = |count: u64| i32::try_from(count).unwrap_or(i32::MAX);
        let [npmi, npmi_smoothed] = self.npmi();
        CalculateTraceFilterCorrelationResponse {
            npmi,
            npmi_smoothed,
            filter1_count: count(self.first),
            filter2_count: count(self.second),
            joint_count: count(self.both),
            total_count: count(self.total),
        }
    }

    fn npmi(self) -> [f64; 2] {
        let (first, second) = (
            self.first.checked_sub(self.both),
            self.second.checked_sub(self.both),
        );
        let neither = (self.total + self.both).checked_sub(self.first + self.second);
        let (Some(first), Some(second), Some(neither)) = (first, second, neither) else {
            return [f64::NAN; 2];
        };
        if self.first == 0 || self.second == 0 {
            return [f64::NAN; 2];
        }
        let cases = [self.both, first, second, neither].map(|count| count as f64);
        let npmi = if self.both == 0 { -1.0 } else { npmi_of(cases, 0.0) };
        [npmi, npmi_of(cases, SMOOTHING)]
    }
}

fn npmi_of([both, first, second, neither]: [f64; 4], smoothing: f64) -> f64 {
    if first == 0.0 && second == 0.0 && neither == 0.0 {
        return 1.0;
    }
    let [both, first, second, neither] = [both, first, second, neither].map(|count| count + smoothing);
    let total = both + first + second + neither;
    let information = (both.ln() + total.ln()) - ((both + first).ln() + (both + second).ln());
    (information / -(both.ln() - total.ln())).clamp(-1.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn correlations_are_as_recorded() {
        let counts = FilterCounts {
            first: 4,
            second: 6,
            both: 1,
            total: 17,
        };
        let found = counts.correlation();
        assert_eq!(
            (found.npmi, found.npmi_smoothed),
            (-0.121_713_561_393_168_02, -0.080_916_143_547_856_62)
        );
        let impossible = FilterCounts { both: 5, ..counts };
        assert!(impossible.correlation().npmi.is_nan());
        let all = FilterCounts {
            first: 3,
            second: 3,
            both: 3,
            total: 3,
        };
        assert_eq!(
            (all.correlation().npmi, all.correlation().npmi_smoothed),
            (1.0, 1.0)
        );
    }
}
