//! What the databases do differently.

use mlflow_core::search::{Comparator, Literal};
use sea_query::{BinOper, Expr, ExprTrait, Func};

/// The SQL of a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite, on connections with `PRAGMA case_sensitive_like = true`.
    Sqlite,
    /// PostgreSQL.
    Postgres,
    /// MySQL and MariaDB, which do not mind the case of letters unless told to.
    MySql,
}

impl Dialect {
    /// Compares a column with the value of a clause; a clause that asks for presence is none.
    pub(super) fn compare(self, column: Expr, comparator: Comparator, value: &Literal) -> Option<Expr> {
        match value {
            Literal::Nothing => None,
            Literal::Text(text) => self.compare_text(column, comparator, text),
            Literal::Integer(number) => ordered(column, comparator, Expr::val(*number)),
            Literal::Float(number) => ordered(column, comparator, Expr::val(*number)),
            Literal::Texts(texts) => {
                let column = self.exact(column, texts.iter().all(|text| text.is_ascii()));
                listed(column, comparator, texts.iter().map(String::as_str))
            }
            Literal::Integers(numbers) => listed(column, comparator, numbers.iter().copied()),
        }
    }

    /// Compares a column of numbers. Text that is a number counts as one, and any other as greater than all numbers,
    /// which is what SQLite does.
    pub(super) fn compare_number(
        self,
        column: Expr,
        comparator: Comparator,
        value: &Literal,
    ) -> Option<Expr> {
        let Literal::Text(text) = value else {
            return self.compare(column, comparator, value);
        };
        match text.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => ordered(column, comparator, Expr::val(number)),
            _ => {
                let all = matches!(
                    comparator,
                    Comparator::Less | Comparator::LessOrEqual | Comparator::NotEqual
                );
                Some(column.is_not_null().and(Expr::val(i32::from(all)).eq(1)))
            }
        }
    }

    /// Says that a column is exactly a text.
    pub(in crate::sql) fn equal(self, column: Expr, text: &str) -> Expr {
        let compared = self.compare_text(column, Comparator::Equal, text);
        compared.unwrap_or_else(super::conditions::none)
    }

    fn compare_text(self, column: Expr, comparator: Comparator, text: &str) -> Option<Expr> {
        match comparator {
            Comparator::Like => Some(self.exact(column, text.is_ascii()).like(self.pattern(text))),
            Comparator::ILike => {
                let pattern = Func::lower(Expr::val(self.pattern(text)));
                Some(Expr::expr(Func::lower(column)).binary(BinOper::Like, pattern))
            }
            Comparator::RLike => Some(self.matches(column, text)),
            // So that an index is found. Other letters than those of ASCII may be none of the column's, which MySQL
            // takes for a mistake.
            Comparator::Equal if self == Dialect::MySql && text.is_ascii() => {
                let exact = self.exact(column.clone(), true).eq(text);
                Some(column.eq(text).and(exact))
            }
            _ => ordered(self.exact(column, text.is_ascii()), comparator, Expr::val(text)),
        }
    }

    /// Says that a regular expression is found in a column; one that is none is found nowhere.
    fn matches(self, column: Expr, pattern: &str) -> Expr {
        if regex::Regex::new(pattern).is_err() {
            return super::conditions::none();
        }
        match self {
            Dialect::Sqlite => column.binary(BinOper::Custom("REGEXP"), Expr::val(pattern)),
            Dialect::Postgres => column.binary(BinOper::Custom("~"), Expr::val(pattern)),
            Dialect::MySql => {
                let pattern_bytes = Expr::val(pattern).cast_as("BINARY");
                let column = self.exact(column, pattern.is_ascii());
                column.binary(BinOper::Custom("REGEXP"), pattern_bytes)
            }
        }
    }

    /// Makes comparisons with a column mind the case of letters. Other text than ASCII has other bytes in old
    /// character sets, such as latin1, than those of the text that it is compared with.
    fn exact(self, column: Expr, is_ascii: bool) -> Expr {
        match self {
            Dialect::Sqlite | Dialect::Postgres => column,
            Dialect::MySql if is_ascii => column.cast_as("BINARY"),
            Dialect::MySql => column.cast_as("CHAR CHARACTER SET utf8mb4").cast_as("BINARY"),
        }
    }

    /// Writes a pattern in which nothing escapes `%` and `_`, for databases where the backslash would.
    fn pattern(self, pattern: &str) -> String {
        match self {
            Dialect::Sqlite => pattern.to_owned(),
            Dialect::Postgres | Dialect::MySql => pattern.replace('\\', "\\\\"),
        }
    }
}

fn ordered(column: Expr, comparator: Comparator, value: Expr) -> Option<Expr> {
    match comparator {
        Comparator::Equal => Some(column.eq(value)),
        Comparator::NotEqual => Some(column.ne(value)),
        Comparator::Less => Some(column.lt(value)),
        Comparator::LessOrEqual => Some(column.lte(value)),
        Comparator::Greater => Some(column.gt(value)),
        Comparator::GreaterOrEqual => Some(column.gte(value)),
        _ => None,
    }
}

fn listed<V: Into<Expr>>(
    column: Expr,
    comparator: Comparator,
    values: impl IntoIterator<Item = V>,
) -> Option<Expr> {
    match comparator {
        Comparator::In => Some(column.is_in(values)),
        Comparator::NotIn => Some(column.is_not_in(values)),
        _ => None,
    }
}
