//! Which experiments and registered models are moved.

use glob::Pattern;
use mlflow_core::{Error, Result};

/// Patterns of names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Choice {
    include: Vec<Rule>,
    exclude: Vec<Rule>,
}

/// What has a name that may be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    Experiment,
    Model,
}

/// A pattern of the names of both, or of one of them.
#[derive(Clone, Debug)]
struct Rule {
    of: Option<Named>,
    pattern: Pattern,
}

impl Rule {
    fn parse(text: &str) -> Result<Self> {
        let (of, pattern) = match text.split_once(':') {
            Some(("experiment", pattern)) => (Some(Named::Experiment), pattern),
            Some(("model", pattern)) => (Some(Named::Model), pattern),
            _ => (None, text),
        };
        let pattern = Pattern::new(pattern).map_err(|e| {
            Error::invalid_parameter_value(format!(
                "`{pattern}` is no pattern of names: {} at position {}",
                e.msg, e.pos
            ))
        })?;
        Ok(Rule { of, pattern })
    }

    fn matches(&self, named: Named, name: &str) -> bool {
        self.of.is_none_or(|of| of == named) && self.pattern.matches(name)
    }
}

impl Choice {
    pub(crate) fn include(&mut self, pattern: &str) -> Result<()> {
        self.include.push(Rule::parse(pattern)?);
        Ok(())
    }

    pub(crate) fn exclude(&mut self, pattern: &str) -> Result<()> {
        self.exclude.push(Rule::parse(pattern)?);
        Ok(())
    }

    /// Tells whether something of a name is moved: what is included, all if nothing is, without what is excluded.
    pub(crate) fn takes(&self, named: Named, name: &str) -> bool {
        let any = |rules: &[Rule]| rules.iter().any(|rule| rule.matches(named, name));
        (self.include.is_empty() || any(&self.include)) && !any(&self.exclude)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(include: &[&str], exclude: &[&str]) -> Choice {
        let mut choice = Choice::default();
        include.iter().for_each(|p| choice.include(p).unwrap());
        exclude.iter().for_each(|p| choice.exclude(p).unwrap());
        choice
    }

    #[test]
    fn what_is_excluded_wins_over_what_is_included() {
        let choice = choice(&["wine*"], &["*-test"]);
        assert!(choice.takes(Named::Experiment, "wine/red"));
        assert!(choice.takes(Named::Model, "wine"));
        assert!(!choice.takes(Named::Experiment, "wine-test"));
        assert!(!choice.takes(Named::Model, "beer"));
    }

    #[test]
    fn a_pattern_may_be_of_one_kind() {
        let choice = choice(&["experiment:*"], &["experiment:old?"]);
        assert!(choice.takes(Named::Experiment, "wine"));
        assert!(!choice.takes(Named::Experiment, "old1"));
        assert!(!choice.takes(Named::Model, "wine"));
        assert!(Choice::default().takes(Named::Model, "wine"));
    }

    #[test]
    fn a_pattern_that_is_none_is_refused() {
        let error = Choice::default().include("a[").unwrap_err();
        assert!(error.message().contains("`a[`"), "{}", error.message());
    }
}
