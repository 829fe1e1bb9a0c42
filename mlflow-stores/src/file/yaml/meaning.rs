//! What a plain scalar means in YAML 1.1, by the patterns of PyYAML.

use regex::Regex;
use std::sync::LazyLock;

/// Everything that is no text when it stands without quotes, but for the empty scalar.
const PATTERN: &str = concat!(
    r"^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF",
    r"|~|null|Null|NULL|<<|=|!|&|\*",
    r"|[-+]?(?:[0-9][0-9_]*)\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?",
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
    r"|[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+",
    r"|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+",
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}",
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?",
    r"(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?)$",
);

/// Tells whether a text needs quotes so as not to be read as something else.
pub(super) fn is_no_text(plain: &str) -> bool {
    #[allow(clippy::expect_used, reason = "the pattern is a constant, and a test uses it")]
    static PATTERNS: LazyLock<Regex> = LazyLock::new(|| Regex::new(PATTERN).expect("the pattern is valid"));
    let begins_something = |first: char| first.is_ascii_digit() || "-+.yYnNtTfFoO~<=!&*".contains(first);
    plain.is_empty() || plain.starts_with(begins_something) && PATTERNS.is_match(plain)
}
