//! One condition of a filter.

use std::fmt;
use std::ops::Range;

/// A condition: a key, a comparator and a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause<K> {
    /// What is compared.
    pub key: K,
    /// How it is compared.
    pub comparator: Comparator,
    /// What it is compared with.
    pub value: Literal,
    /// Where the clause stands in the filter's text, in bytes.
    pub span: Range<usize>,
}

/// How a clause compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparator {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `LIKE`, which minds the case of letters.
    Like,
    /// `ILIKE`, which does not mind the case of ASCII letters.
    ILike,
    /// `RLIKE`, a regular expression; for traces only.
    RLike,
    /// `IN`
    In,
    /// `NOT IN`
    NotIn,
    /// `IS NULL`
    IsNull,
    /// `IS NOT NULL`
    IsNotNull,
}

impl Comparator {
    const ALL: [(&'static str, Comparator); 13] = [
        ("=", Comparator::Equal),
        ("!=", Comparator::NotEqual),
        ("<", Comparator::Less),
        ("<=", Comparator::LessOrEqual),
        (">", Comparator::Greater),
        (">=", Comparator::GreaterOrEqual),
        ("LIKE", Comparator::Like),
        ("ILIKE", Comparator::ILike),
        ("RLIKE", Comparator::RLike),
        ("IN", Comparator::In),
        ("NOT IN", Comparator::NotIn),
        ("IS NULL", Comparator::IsNull),
        ("IS NOT NULL", Comparator::IsNotNull),
    ];

    /// Reads a comparator that is written in upper case.
    pub(super) fn read(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|(name, _)| *name == text)
            .map(|(_, comparator)| comparator)
    }

    /// Returns the comparator as filters write it.
    pub fn name(self) -> &'static str {
        Self::ALL
            .into_iter()
            .find(|(_, comparator)| *comparator == self)
            .map_or("", |(name, _)| name)
    }

    /// Tells whether the value is a pattern.
    pub fn is_pattern(self) -> bool {
        matches!(self, Comparator::Like | Comparator::ILike | Comparator::RLike)
    }

    /// Tells whether the value is a list.
    pub fn is_list(self) -> bool {
        matches!(self, Comparator::In | Comparator::NotIn)
    }

    /// Tells whether the clause asks if the key is there, and has no value.
    pub fn is_presence(self) -> bool {
        matches!(self, Comparator::IsNull | Comparator::IsNotNull)
    }
}

impl fmt::Display for Comparator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The value of a clause.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// No value, for `IS NULL` and `IS NOT NULL`.
    Nothing,
    /// A text.
    Text(String),
    /// An integer.
    Integer(i64),
    /// A floating point number; metrics always have one.
    Float(f64),
    /// The texts of an `IN` list.
    Texts(Vec<String>),
    /// The integers of an `IN` list.
    Integers(Vec<i64>),
}
