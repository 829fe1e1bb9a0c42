//! The pieces of a filter: tokens, and groups of them.

use std::ops::Range;

use super::lexer::TokenKind;

/// How deep groups may nest.
pub(super) const MAX_DEPTH: u16 = 64;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::search) enum Kind {
    Token(TokenKind),
    Identifier,
    Parenthesis,
    Brackets,
    Function,
    Operation,
    Comparison,
    List,
    TypedLiteral,
    Block,
    Where,
    Window,
    Comment,
    Assignment,
}

/// A token, or a group of nodes that stand side by side.
#[derive(Clone, Debug)]
pub(in crate::search) struct Node {
    pub(in crate::search) kind: Kind,
    pub(in crate::search) span: Range<usize>,
    pub(in crate::search) children: Vec<Node>,
    depth: u16,
}

impl Node {
    pub(super) fn token(kind: TokenKind, span: Range<usize>) -> Self {
        Node {
            kind: Kind::Token(kind),
            span,
            children: Vec::new(),
            depth: 0,
        }
    }

    /// Makes a group; one that would be too deep takes its children's children instead and says so.
    pub(super) fn group(kind: Kind, children: Vec<Node>, too_deep: &mut bool) -> Self {
        let start = children.first().map_or(0, |node| node.span.start);
        let end = children.last().map_or(start, |node| node.span.end);
        let depth = children.iter().map(|node| node.depth).max().unwrap_or(0) + 1;
        if depth > MAX_DEPTH {
            *too_deep = true;
            return Node {
                kind,
                span: start..end,
                children: Vec::new(),
                depth: 1,
            };
        }
        Node {
            kind,
            span: start..end,
            children,
            depth,
        }
    }

    /// Adds nodes that follow to a group.
    pub(super) fn extend(&mut self, nodes: Vec<Node>, too_deep: &mut bool) {
        self.span.end = nodes.last().map_or(self.span.end, |node| node.span.end);
        let depth = nodes.iter().map(|node| node.depth).max().unwrap_or(0) + 1;
        self.depth = self.depth.max(depth);
        self.children.extend(nodes);
        *too_deep |= self.depth > MAX_DEPTH;
    }

    /// Returns the node's text.
    pub(in crate::search) fn text<'a>(&self, source: &'a str) -> &'a str {
        source.get(self.span.clone()).unwrap_or_default()
    }

    pub(in crate::search) fn is(&self, kind: TokenKind) -> bool {
        self.kind == Kind::Token(kind)
    }

    pub(in crate::search) fn is_space(&self) -> bool {
        self.is(TokenKind::Space) || self.is(TokenKind::Newline)
    }

    pub(in crate::search) fn is_group(&self) -> bool {
        !matches!(self.kind, Kind::Token(_))
    }

    pub(super) fn is_comment(&self) -> bool {
        self.is(TokenKind::Comment) || self.is(TokenKind::BlockComment)
    }

    pub(super) fn is_any_keyword(&self) -> bool {
        use TokenKind::{Direction, Keyword, Permission, Statement};
        [Keyword, Statement, Permission, Direction]
            .into_iter()
            .any(|kind| self.is(kind))
    }

    /// Tells whether the node is a given keyword, in any case.
    pub(in crate::search) fn is_keyword(&self, source: &str, word: &str) -> bool {
        self.is(TokenKind::Keyword) && self.text(source).eq_ignore_ascii_case(word)
    }

    /// Tells whether the node is a given sign.
    pub(super) fn is_sign(&self, source: &str, kind: TokenKind, sign: &str) -> bool {
        self.is(kind) && self.text(source) == sign
    }

    /// Tells whether the group begins and ends with delimiters of its own.
    pub(super) fn is_delimited(&self) -> bool {
        matches!(self.kind, Kind::Parenthesis | Kind::Brackets | Kind::Block)
    }
}
