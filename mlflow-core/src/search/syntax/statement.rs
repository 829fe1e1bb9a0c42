//! The top level of a filter: comparisons, and what is left over between them.

use std::borrow::Cow;
use std::ops::Range;

use super::group::group;
use crate::search::chars::is_space;

use super::lexer::{TokenKind, tokens};
use super::node::{Kind, Node};

/// Why a text is no single statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::search) enum Broken {
    /// There is nothing but white space.
    Empty,
    /// A semicolon separates several statements.
    Several,
    /// Groups nest too deeply.
    TooDeep,
}

/// One part of a filter.
#[derive(Clone, Debug)]
pub(in crate::search) enum Piece<'a> {
    Comparison(Comparison<'a>),
    And,
    /// Something that is no comparison.
    Other(Operand<'a>),
}

/// A key, a comparator and mostly a value; or something that only looks like it.
#[derive(Clone, Debug)]
pub(in crate::search) struct Comparison<'a> {
    pub(in crate::search) operands: Vec<Operand<'a>>,
    pub(in crate::search) span: Range<usize>,
}

impl<'a> Comparison<'a> {
    fn of(operands: impl IntoIterator<Item = Operand<'a>>) -> Self {
        let operands: Vec<_> = operands.into_iter().collect();
        let start = operands.first().map_or(0, |operand| operand.span.start);
        let end = operands.last().map_or(start, |operand| operand.span.end);
        Comparison {
            operands,
            span: start..end,
        }
    }

    /// Joins the texts of the parts, without the space between them.
    pub(in crate::search) fn squeezed(&self) -> String {
        self.operands
            .iter()
            .map(|operand| operand.text.as_ref())
            .collect()
    }
}

/// A part of a comparison.
#[derive(Clone, Debug)]
pub(in crate::search) struct Operand<'a> {
    pub(in crate::search) kind: OperandKind,
    pub(in crate::search) text: Cow<'a, str>,
    pub(in crate::search) span: Range<usize>,
}

/// What a part of a comparison may be taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::search) enum OperandKind {
    Identifier,
    Integer,
    Float,
    Text,
    List,
    Other,
}

impl<'a> Operand<'a> {
    fn of(node: &Node, source: &'a str) -> Self {
        let kind = match node.kind {
            Kind::Identifier => OperandKind::Identifier,
            Kind::Parenthesis => OperandKind::List,
            Kind::Token(TokenKind::Integer) => OperandKind::Integer,
            Kind::Token(TokenKind::Float) => OperandKind::Float,
            Kind::Token(TokenKind::Text) => OperandKind::Text,
            _ => OperandKind::Other,
        };
        Operand {
            kind,
            text: Cow::Borrowed(node.text(source)),
            span: node.span.clone(),
        }
    }

    fn word(word: &'static str, span: Range<usize>) -> Self {
        Operand {
            kind: OperandKind::Other,
            text: Cow::Borrowed(word),
            span,
        }
    }

    /// Tells whether the part may stand for a text, be it quoted or not.
    pub(in crate::search) fn is_textual(&self) -> bool {
        matches!(self.kind, OperandKind::Identifier | OperandKind::Text)
    }

    pub(in crate::search) fn is_numeric(&self) -> bool {
        matches!(self.kind, OperandKind::Integer | OperandKind::Float)
    }
}

/// Cuts a filter into its parts; traces compare the bare word `timestamp`, which is a type elsewhere.
pub(in crate::search) fn pieces(source: &str, timestamp_is_key: bool) -> Result<Vec<Piece<'_>>, Broken> {
    let nodes: Vec<Node> = statement(source)?
        .into_iter()
        .filter(|node| !node.is_space())
        .collect();
    Ok(Joiner {
        source,
        nodes: &nodes,
        pieces: Vec::new(),
    }
    .join(timestamp_is_key))
}

/// Returns the text of an `order_by` element: an identifier, or the word `timestamp` and its direction.
pub(in crate::search) fn order_text(source: &str) -> Option<Cow<'_, str>> {
    let nodes = statement(source).ok()?;
    let is_timestamp = |node: &Node| node.is(TokenKind::Builtin) && node.text(source) == "timestamp";
    match nodes.as_slice() {
        [only] if only.kind == Kind::Identifier || is_timestamp(only) => {
            Some(Cow::Borrowed(only.text(source)))
        }
        [first, between @ .., last] if is_timestamp(first) => {
            let direction = last.is(TokenKind::Direction) && between.iter().all(Node::is_space);
            direction.then(|| Cow::Owned(format!("timestamp {}", last.text(source))))
        }
        _ => None,
    }
}

/// Groups the one statement of a text.
fn statement(source: &str) -> Result<Vec<Node>, Broken> {
    let mut nodes = Vec::new();
    let mut tail = Vec::new();
    let mut level = 0_i32;
    let mut ended = false;
    for token in tokens(source) {
        let node = Node::token(token.kind, token.span);
        if ended && (!tail.is_empty() || !(node.is(TokenKind::Space) || node.is(TokenKind::Comment))) {
            tail.push(node);
            continue;
        }
        if node.is(TokenKind::Punctuation) {
            match node.text(source) {
                "(" => level += 1,
                ")" => level -= 1,
                ";" if level <= 0 => ended = true,
                _ => {}
            }
        }
        ended |= node.is(TokenKind::Keyword) && node.text(source).split(is_space).next() == Some("GO");
        nodes.push(node);
    }
    if !tail.iter().all(Node::is_space) {
        return Err(Broken::Several);
    }
    if nodes.iter().all(Node::is_space) {
        return Err(Broken::Empty);
    }
    group(source, nodes).ok_or(Broken::TooDeep)
}

/// Finds the comparisons that the grouping does not know: `IN`, `NOT IN`, `IS NULL` and `IS NOT NULL`.
struct Joiner<'n, 's> {
    source: &'s str,
    nodes: &'n [Node],
    pieces: Vec<Piece<'s>>,
}

impl<'s> Joiner<'_, 's> {
    fn join(mut self, timestamp_is_key: bool) -> Vec<Piece<'s>> {
        let mut at = 0;
        loop {
            match self.nodes.get(at..).unwrap_or_default() {
                [first, second, third, rest @ ..] => {
                    at += self.step([first, second, third], rest.first(), timestamp_is_key);
                }
                rest => {
                    rest.iter().for_each(|node| self.push(node));
                    return self.pieces;
                }
            }
        }
    }

    /// Takes one piece and returns how many nodes it was made of.
    fn step(
        &mut self,
        [first, second, third]: [&Node; 3],
        fourth: Option<&Node>,
        timestamp_is_key: bool,
    ) -> usize {
        let source = self.source;
        let operand = |node: &Node| Operand::of(node, source);
        let is_timestamp = first.is(TokenKind::Builtin) && first.text(source) == "timestamp";
        if timestamp_is_key && is_timestamp {
            let compares = second.is(TokenKind::Comparator)
                && ["=", "!=", "<", "<=", ">", ">="].contains(&second.text(source))
                && third.is(TokenKind::Integer);
            if compares {
                self.compare([operand(first), operand(second), operand(third)]);
            } else {
                [first, second, third, first]
                    .into_iter()
                    .for_each(|node| self.push(node));
            }
            return 3;
        }
        if first.kind != Kind::Identifier {
            self.push(first);
            return 1;
        }
        let is_null = second.is_keyword(source, "IS");
        if second.is_keyword(source, "IN") && third.kind == Kind::Parenthesis {
            self.compare([operand(first), operand(second), operand(third)]);
            return 3;
        }
        if is_null && third.is_keyword(source, "NULL") {
            self.compare([
                operand(first),
                Operand::word("IS NULL", second.span.start..third.span.end),
            ]);
            return 3;
        }
        if is_null && third.is_keyword(source, "NOT NULL") {
            self.compare([
                operand(first),
                Operand::word("IS NOT NULL", second.span.start..third.span.end),
            ]);
            return 3;
        }
        let Some(fourth) = fourth else {
            [first, second, third]
                .into_iter()
                .for_each(|node| self.push(node));
            return 3;
        };
        let not_in = second.is_keyword(source, "NOT") && third.is_keyword(source, "IN");
        if not_in && fourth.kind == Kind::Parenthesis {
            let comparator = Operand::word("NOT IN", second.span.start..third.span.end);
            self.compare([operand(first), comparator, operand(fourth)]);
        } else {
            [first, second, third, fourth]
                .into_iter()
                .for_each(|node| self.push(node));
        }
        4
    }

    fn compare(&mut self, operands: impl IntoIterator<Item = Operand<'s>>) {
        self.pieces.push(Piece::Comparison(Comparison::of(operands)));
    }

    fn push(&mut self, node: &Node) {
        let piece = if node.kind == Kind::Comparison {
            let children = node.children.iter().filter(|child| !child.is_space());
            Piece::Comparison(Comparison::of(
                children.map(|child| Operand::of(child, self.source)),
            ))
        } else if node.is_keyword(self.source, "AND") {
            Piece::And
        } else {
            Piece::Other(Operand::of(node, self.source))
        };
        self.pieces.push(piece);
    }
}
