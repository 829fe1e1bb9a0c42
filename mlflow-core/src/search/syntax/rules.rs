//! The rules for what a sign joins: periods, casts, operators, comparators, commas.

use super::lexer::TokenKind;
use super::node::{Kind, Node};

fn sign(node: &Node, source: &str, text: &str) -> bool {
    node.is_sign(source, TokenKind::Punctuation, text)
}

/// A rule that joins what stands left and right of a sign.
pub(super) struct Join {
    pub(super) kind: Kind,
    /// Whether a group of the same kind on the left grows, instead of becoming a part of a new one.
    pub(super) extends: bool,
    pub(super) inside: bool,
    pub(super) matches: fn(&Node, &str) -> bool,
    pub(super) left: fn(&Node, &str) -> bool,
    pub(super) right: fn(Option<&Node>, &str) -> bool,
    /// Which parts belong to the group, given a valid right side.
    pub(super) reach: fn(Option<&Node>) -> Reach,
}

pub(super) enum Reach {
    /// Left, sign and right.
    Both,
    /// Left and sign.
    LeftOnly,
    /// Sign and right.
    RightOnly,
}

pub(super) const PERIOD: Join = Join {
    kind: Kind::Identifier,
    extends: true,
    inside: true,
    matches: |node, s| {
        sign(node, s, ".") || node.is(TokenKind::Operator) && matches!(node.text(s), "->" | "->>")
    },
    left: |node, _| {
        matches!(
            node.kind,
            Kind::Brackets | Kind::Identifier | Kind::Token(TokenKind::Name | TokenKind::Symbol)
        )
    },
    right: |_, _| true,
    reach: |next| {
        use TokenKind::{Name, Symbol, Text, Wildcard};
        match next.map(|node| node.kind) {
            Some(Kind::Brackets | Kind::Function | Kind::Token(Name | Symbol | Wildcard | Text)) => {
                Reach::Both
            }
            _ => Reach::LeftOnly,
        }
    },
};

pub(super) const ARRAY: Join = Join {
    kind: Kind::Identifier,
    extends: true,
    inside: false,
    matches: |node, _| node.kind == Kind::Brackets,
    left: |node, _| {
        matches!(
            node.kind,
            Kind::Brackets
                | Kind::Identifier
                | Kind::Function
                | Kind::Token(TokenKind::Name | TokenKind::Symbol)
        )
    },
    right: |_, _| true,
    reach: |_| Reach::LeftOnly,
};

pub(super) const TYPE_CAST: Join = Join {
    kind: Kind::Identifier,
    extends: true,
    inside: true,
    matches: |node, s| sign(node, s, "::"),
    left: |_, _| true,
    right: |next, _| next.is_some(),
    reach: |_| Reach::Both,
};

pub(super) const TYPED_LITERAL: Join = Join {
    kind: Kind::TypedLiteral,
    extends: false,
    inside: true,
    matches: |node, s| node.is(TokenKind::Builtin) || node.is_keyword(s, "TIMESTAMP"),
    left: |_, _| true,
    right: |next, _| next.is_some_and(|node| node.is(TokenKind::Text)),
    reach: |_| Reach::RightOnly,
};

pub(super) const OPERATION: Join = Join {
    kind: Kind::Operation,
    extends: false,
    inside: true,
    matches: |node, _| node.is(TokenKind::Operator) || node.is(TokenKind::Wildcard),
    left: operand,
    right: |next, s| next.is_some_and(|node| operand(node, s)),
    reach: |_| Reach::Both,
};

fn operand(node: &Node, source: &str) -> bool {
    node.kind == Kind::Brackets
        || is_value(node)
        || node.is(TokenKind::Keyword)
            && ["CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP"]
                .iter()
                .any(|word| node.text(source).eq_ignore_ascii_case(word))
}

pub(super) const COMPARISON: Join = Join {
    kind: Kind::Comparison,
    extends: false,
    inside: true,
    matches: |node, _| node.is(TokenKind::Comparator),
    left: |node, s| is_value(node) || is_null(node, s),
    right: |next, s| next.is_some_and(|node| is_value(node) || is_null(node, s)),
    reach: |_| Reach::Both,
};

/// Tells whether a node may stand on a side of a comparison.
fn is_value(node: &Node) -> bool {
    use TokenKind::{Float, Integer, Name, Placeholder, Symbol, Text};
    matches!(
        node.kind,
        Kind::Parenthesis
            | Kind::Function
            | Kind::Identifier
            | Kind::Operation
            | Kind::TypedLiteral
            | Kind::Token(Integer | Float | Text | Symbol | Name | Placeholder)
    )
}

fn is_null(node: &Node, source: &str) -> bool {
    node.is_any_keyword() && node.text(source).eq_ignore_ascii_case("NULL")
}

pub(super) const ALIAS_WITH_AS: Join = Join {
    kind: Kind::Identifier,
    extends: true,
    inside: true,
    matches: |node, s| node.is_keyword(s, "AS"),
    left: |node, s| is_null(node, s) || !node.is_any_keyword(),
    right: |next, _| next.is_some_and(|node| !node.is(TokenKind::Statement)),
    reach: |_| Reach::Both,
};

pub(super) const ASSIGNMENT: Join = Join {
    kind: Kind::Assignment,
    extends: true,
    inside: true,
    matches: |node, _| node.is(TokenKind::Assignment),
    left: |node, _| !node.is(TokenKind::Keyword),
    right: |next, _| next.is_some_and(|node| !node.is(TokenKind::Keyword)),
    reach: |_| Reach::Both,
};

pub(super) const LIST: Join = Join {
    kind: Kind::List,
    extends: true,
    inside: true,
    matches: |node, s| sign(node, s, ","),
    left: |node, _| is_item(node),
    right: |next, _| next.is_some_and(is_item),
    reach: |_| Reach::Both,
};

fn is_item(node: &Node) -> bool {
    use TokenKind::{Float, Integer, Keyword, Name, Placeholder, Symbol, Text, Wildcard};
    matches!(
        node.kind,
        Kind::Function
            | Kind::Block
            | Kind::Identifier
            | Kind::Comparison
            | Kind::List
            | Kind::Operation
            | Kind::Token(Integer | Float | Text | Symbol | Name | Placeholder | Keyword | Wildcard)
    )
}
