//! From a filter's text to comparisons, before any of it has a meaning.

mod group;
mod keywords;
mod lexer;
mod list;
mod node;
mod rules;
mod statement;

pub(super) use list::{Item, list, tuple_repr};
pub(super) use statement::{Broken, Comparison, Operand, OperandKind, Piece, order_text, pieces};
