//! Patterns of `LIKE`.

/// A pattern of `LIKE` or `ILIKE`: `%` stands for any text, `_` for one character, and nothing escapes them.
///
/// ```
/// use mlflow_core::search::LikePattern;
///
/// assert!(LikePattern::new("resnet%_").matches("resnet-50"));
/// assert!(!LikePattern::new("resnet%").matches("ResNet"));
/// assert!(LikePattern::ignoring_case("resnet%").matches("ResNet"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LikePattern {
    pattern: Vec<char>,
    ignores_case: bool,
}

impl LikePattern {
    /// Makes a pattern that minds the case of letters.
    pub fn new(pattern: &str) -> Self {
        LikePattern {
            pattern: pattern.chars().collect(),
            ignores_case: false,
        }
    }

    /// Makes a pattern that does not mind the case of ASCII letters, as SQLite's `lower` does.
    pub fn ignoring_case(pattern: &str) -> Self {
        let pattern = pattern.chars().map(|c| c.to_ascii_lowercase()).collect();
        LikePattern {
            pattern,
            ignores_case: true,
        }
    }

    /// Tells whether the whole text matches.
    ///
    /// The time is at most the length of the text times that of the pattern: after a mismatch only the last `%`
    /// takes one character more.
    pub fn matches(&self, text: &str) -> bool {
        let mut rest = text.chars();
        let mut at = 0;
        let mut retry = None;
        loop {
            if self.pattern.get(at) == Some(&'%') {
                at += 1;
                retry = Some((at, rest.clone()));
                continue;
            }
            let matched = match (rest.next(), self.pattern.get(at)) {
                (None, None) => return true,
                (None, Some(_)) => return false,
                (Some(_), None) => false,
                (Some(_), Some('_')) => true,
                (Some(c), Some(&wanted)) => {
                    wanted
                        == if self.ignores_case {
                            c.to_ascii_lowercase()
                        } else {
                            c
                        }
                }
            };
            if matched {
                at += 1;
                continue;
            }
            let Some((after, skipped)) = &mut retry else {
                return false;
            };
            if skipped.next().is_none() {
                return false;
            }
            at = *after;
            rest = skipped.clone();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards() {
        let cases = [
            ("", "", true),
            ("", "a", false),
            ("%", "", true),
            ("%", "a\nb", true),
            ("a%", "ab", true),
            ("%b", "aab", true),
            ("%ab%", "xxaabyy", true),
            ("a_b", "a_b", true),
            ("a_b", "aéb", true),
            ("a_b", "ab", false),
            ("%\\%%", "100%", false),
            ("%\\%%", "a\\%", true),
            ("_%_", "a", false),
            ("%aab", "aaab", true),
            ("[a]%", "a", false),
        ];
        for (pattern, text, expected) in cases {
            assert_eq!(
                LikePattern::new(pattern).matches(text),
                expected,
                "{pattern} on {text}"
            );
        }
    }

    #[test]
    fn case_of_ascii_letters() {
        assert!(LikePattern::ignoring_case("É%a").matches("ÉA"));
        assert!(!LikePattern::ignoring_case("é").matches("É"));
    }

    #[test]
    fn hostile_patterns_end() {
        let pattern = LikePattern::new(&"%a".repeat(500));
        assert!(!pattern.matches(&"a".repeat(499)));
        assert!(!LikePattern::new(&format!("{}b", "%a".repeat(400))).matches(&"a".repeat(20_000)));
    }
}
