//! Joins tokens to identifiers, lists and comparisons, pass by pass.
//!
//! Each pass joins one kind of thing, and their order decides what belongs to what: a comparison is joined before an
//! alias, so in `a b = 1` the `a` is left over, and in `a = 1 b` the `b` becomes the comparison's alias.

use super::lexer::TokenKind;
use super::node::{Kind, Node};
use super::rules::{
    ALIAS_WITH_AS, ARRAY, ASSIGNMENT, COMPARISON, Join, LIST, OPERATION, PERIOD, Reach, TYPE_CAST,
    TYPED_LITERAL,
};

/// Groups the tokens of one statement; `None` if groups nest too deeply.
pub(super) fn group(source: &str, tokens: Vec<Node>) -> Option<Vec<Node>> {
    let mut grouper = Grouper {
        source,
        too_deep: false,
    };
    let mut nodes = grouper.comments(tokens);
    for pass in PASSES {
        nodes = pass(&mut grouper, nodes, false);
        if grouper.too_deep {
            return None;
        }
    }
    Some(nodes)
}

type Pass = fn(&mut Grouper<'_>, Vec<Node>, bool) -> Vec<Node>;

const PASSES: &[Pass] = &[
    |g, nodes, _| {
        g.enclosed(
            nodes,
            Kind::Brackets,
            |node, s| sign(node, s, "["),
            |node, s| sign(node, s, "]"),
        )
    },
    |g, nodes, _| {
        g.enclosed(
            nodes,
            Kind::Parenthesis,
            |node, s| sign(node, s, "("),
            |node, s| sign(node, s, ")"),
        )
    },
    |g, nodes, _| {
        g.enclosed(
            nodes,
            Kind::Block,
            |node, s| node.is_keyword(s, "CASE"),
            |node, s| node.is_keyword(s, "END"),
        )
    },
    |g, nodes, _| {
        g.enclosed(
            nodes,
            Kind::Block,
            |node, s| node.is_keyword(s, "BEGIN"),
            |node, s| node.is_keyword(s, "END"),
        )
    },
    |g, nodes, _| g.windows(nodes),
    |g, nodes, _| g.functions(nodes),
    |g, nodes, _| g.wheres(nodes),
    |g, nodes, inner| g.joined(nodes, inner, &PERIOD),
    |g, nodes, inner| g.joined(nodes, inner, &ARRAY),
    |g, nodes, _| g.identifiers(nodes),
    |g, nodes, _| g.directions(nodes),
    |g, nodes, inner| g.joined(nodes, inner, &TYPE_CAST),
    |g, nodes, inner| g.joined(nodes, inner, &TYPED_LITERAL),
    |g, nodes, inner| g.joined(nodes, inner, &OPERATION),
    |g, nodes, inner| g.joined(nodes, inner, &COMPARISON),
    |g, nodes, inner| g.joined(nodes, inner, &ALIAS_WITH_AS),
    |g, nodes, _| g.aliases(nodes),
    |g, nodes, inner| g.joined(nodes, inner, &ASSIGNMENT),
    |g, nodes, _| g.trailing_comments(nodes),
    |g, nodes, inner| g.joined(nodes, inner, &LIST),
    |g, nodes, _| g.values(nodes),
];

fn sign(node: &Node, source: &str, text: &str) -> bool {
    node.is_sign(source, TokenKind::Punctuation, text)
}

struct Grouper<'a> {
    source: &'a str,
    too_deep: bool,
}

impl Grouper<'_> {
    fn inside(&mut self, node: &mut Node, pass: impl FnOnce(&mut Self, Vec<Node>) -> Vec<Node>) {
        if node.is_group() {
            let children = std::mem::take(&mut node.children);
            node.children = pass(self, children);
        }
    }

    /// Groups comments that something follows.
    fn comments(&mut self, nodes: Vec<Node>) -> Vec<Node> {
        let ends_well = nodes
            .iter()
            .rposition(|node| !(node.is_comment() || node.is(TokenKind::Newline)));
        let mut out = Vec::with_capacity(nodes.len());
        let mut open: Vec<Node> = Vec::new();
        for (index, node) in nodes.into_iter().enumerate() {
            let groups = ends_well.is_some_and(|last| index < last);
            let continues = !open.is_empty() && (node.is_comment() || node.is(TokenKind::Newline));
            if groups && node.is_comment() || continues {
                open.push(node);
                continue;
            }
            if !open.is_empty() {
                out.push(Node::group(
                    Kind::Comment,
                    std::mem::take(&mut open),
                    &mut self.too_deep,
                ));
            }
            out.push(node);
        }
        out.extend(open);
        out
    }

    fn enclosed(
        &mut self,
        nodes: Vec<Node>,
        kind: Kind,
        opens: fn(&Node, &str) -> bool,
        closes: fn(&Node, &str) -> bool,
    ) -> Vec<Node> {
        let mut out: Vec<Node> = Vec::with_capacity(nodes.len());
        let mut open = Vec::new();
        for mut node in nodes {
            if node.is_group() && node.kind != kind {
                self.inside(&mut node, |g, children| g.enclosed(children, kind, opens, closes));
                out.push(node);
            } else if opens(&node, self.source) {
                open.push(out.len());
                out.push(node);
            } else if closes(&node, self.source)
                && let Some(start) = open.pop()
            {
                out.push(node);
                let children = out.split_off(start);
                out.push(Node::group(kind, children, &mut self.too_deep));
            } else {
                out.push(node);
            }
        }
        out
    }

    /// Joins the word `OVER` with the name or the parenthesis that follows it.
    fn windows(&mut self, nodes: Vec<Node>) -> Vec<Node> {
        let mut out: Vec<Node> = Vec::with_capacity(nodes.len());
        for mut node in nodes {
            self.inside(&mut node, Self::windows);
            let window = node.kind == Kind::Parenthesis || is_name(&node);
            if window && let Some(over) = last_of(&out, |node| node.is_keyword(self.source, "OVER")) {
                let mut children = out.split_off(over);
                children.push(node);
                out.push(Node::group(Kind::Window, children, &mut self.too_deep));
            } else {
                out.push(node);
            }
        }
        out
    }

    /// Joins everything from the word `VALUES` to the last parenthesis.
    fn values(&mut self, mut nodes: Vec<Node>) -> Vec<Node> {
        let start = nodes
            .iter()
            .position(|node| node.is_keyword(self.source, "VALUES"));
        let end = nodes.iter().rposition(|node| node.kind == Kind::Parenthesis);
        if let (Some(start), Some(end)) = (start, end)
            && start < end
        {
            let children = nodes.drain(start..=end).collect();
            nodes.insert(start, Node::group(Kind::Block, children, &mut self.too_deep));
        }
        nodes
    }

    fn functions(&mut self, nodes: Vec<Node>) -> Vec<Node> {
        let mut out: Vec<Node> = Vec::with_capacity(nodes.len());
        for mut node in nodes {
            self.inside(&mut node, Self::functions);
            let is_call = node.kind == Kind::Parenthesis;
            if is_call && let Some(name) = last_of(&out, is_name) {
                let mut children = out.split_off(name);
                children.push(node);
                out.push(Node::group(Kind::Function, children, &mut self.too_deep));
            } else {
                out.push(node);
            }
        }
        out
    }

    fn wheres(&mut self, mut nodes: Vec<Node>) -> Vec<Node> {
        const ENDS: &[&str] = &[
            "ORDER BY",
            "GROUP BY",
            "LIMIT",
            "UNION",
            "UNION ALL",
            "EXCEPT",
            "INTERSECT",
            "HAVING",
            "RETURNING",
            "INTO",
        ];
        for node in &mut nodes {
            self.inside(node, Self::wheres);
        }
        let mut out: Vec<Node> = Vec::with_capacity(nodes.len());
        let mut open: Option<Vec<Node>> = None;
        for node in nodes {
            let ends = node.is(TokenKind::Keyword)
                && ENDS
                    .iter()
                    .any(|word| node.text(self.source).eq_ignore_ascii_case(word));
            if ends && let Some(children) = open.take() {
                out.push(Node::group(Kind::Where, children, &mut self.too_deep));
            }
            match &mut open {
                Some(children) => children.push(node),
                None if node.is_keyword(self.source, "WHERE") => open = Some(vec![node]),
                None => out.push(node),
            }
        }
        if let Some(children) = open {
            out.push(Node::group(Kind::Where, children, &mut self.too_deep));
        }
        out
    }

    fn identifiers(&mut self, nodes: Vec<Node>) -> Vec<Node> {
        nodes
            .into_iter()
            .map(|mut node| {
                if node.kind != Kind::Identifier {
                    self.inside(&mut node, Self::identifiers);
                }
                if node.is(TokenKind::Name) || node.is(TokenKind::Symbol) {
                    Node::group(Kind::Identifier, vec![node], &mut self.too_deep)
                } else {
                    node
                }
            })
            .collect()
    }

    /// Joins an identifier with the direction that follows it.
    fn directions(&mut self, nodes: Vec<Node>) -> Vec<Node> {
        let mut out: Vec<Node> = Vec::with_capacity(nodes.len());
        for mut node in nodes {
            if node.kind != Kind::Identifier {
                self.inside(&mut node, Self::directions);
            }
            let takes_direction = |node: &Node| node.kind == Kind::Identifier || is_number(node);
            if node.is(TokenKind::Direction)
                && let Some(start) = last_of(&out, takes_direction)
            {
                let mut children = out.split_off(start);
                children.push(node);
                out.push(Node::group(Kind::Identifier, children, &mut self.too_deep));
            } else {
                out.push(node);
            }
        }
        out
    }

    /// Joins a thing with an identifier that follows it: the identifier is its alias.
    fn aliases(&mut self, nodes: Vec<Node>) -> Vec<Node> {
        use Kind::{Block, Comparison, Function, Identifier, Operation, Parenthesis};
        let aliased = |node: &Node| {
            matches!(
                node.kind,
                Parenthesis | Function | Block | Identifier | Operation | Comparison
            ) || is_number(node)
        };
        let mut out: Vec<Node> = Vec::with_capacity(nodes.len());
        let mut joined = false;
        for mut node in nodes {
            self.inside(&mut node, Self::aliases);
            if node.is_space() {
                out.push(node);
                continue;
            }
            let start = last_of(&out, aliased).filter(|_| node.kind == Identifier && !joined);
            joined = start.is_some();
            match start {
                Some(start) => self.join(&mut out, start, vec![node], Identifier, true),
                None => out.push(node),
            }
        }
        out
    }

    fn trailing_comments(&mut self, nodes: Vec<Node>) -> Vec<Node> {
        let mut out: Vec<Node> = Vec::with_capacity(nodes.len());
        for mut node in nodes {
            self.inside(&mut node, Self::trailing_comments);
            let start = last_of(&out, Node::is_group).filter(|_| node.kind == Kind::Comment);
            match start {
                Some(start) => {
                    let kind = out[start].kind;
                    self.join(&mut out, start, vec![node], kind, true);
                }
                None => out.push(node),
            }
        }
        out
    }

    /// Makes one group of everything from `start` on and some nodes more.
    fn join(&mut self, out: &mut Vec<Node>, start: usize, more: Vec<Node>, kind: Kind, extends: bool) {
        let mut tail = out.split_off(start + 1);
        tail.extend(more);
        let Some(first) = out.pop() else { return };
        if extends && first.kind == kind {
            let mut grown = first;
            grown.extend(tail, &mut self.too_deep);
            out.push(grown);
        } else {
            tail.insert(0, first);
            out.push(Node::group(kind, tail, &mut self.too_deep));
        }
    }

    /// Applies a rule from left to right.
    ///
    /// What may stand left of the next sign is the last node that was looked at, although it is by then a part of
    /// the group before the sign: `a = 1 = 2` is a comparison with a comparison on its left.
    fn joined(&mut self, nodes: Vec<Node>, delimited: bool, rule: &Join) -> Vec<Node> {
        let last = nodes.len().saturating_sub(1);
        let mut out: Vec<Node> = Vec::with_capacity(nodes.len());
        let mut left: Option<(usize, bool)> = None;
        let mut rest = nodes.into_iter().enumerate().peekable();
        while let Some((index, mut node)) = rest.next() {
            if node.is_space() {
                out.push(node);
                continue;
            }
            if rule.inside && node.kind != rule.kind {
                let delimited = node.is_delimited();
                self.inside(&mut node, |g, children| g.joined(children, delimited, rule));
            }
            let usable = left.filter(|&(_, valid)| valid);
            let Some((start, _)) = usable.filter(|_| (rule.matches)(&node, self.source)) else {
                let edge = delimited && (index == 0 || index == last);
                left = Some((out.len(), !edge && (rule.left)(&node, self.source)));
                out.push(node);
                continue;
            };
            let mut gap = Vec::new();
            while let Some((_, space)) = rest.next_if(|(_, node)| node.is_space()) {
                gap.push(space);
            }
            let next = rest.peek().map(|(index, node)| (*index, node));
            let next_is_edge = next.is_some_and(|(index, _)| delimited && index == last);
            if next_is_edge || !(rule.right)(next.map(|(_, node)| node), self.source) {
                left = Some((out.len(), (rule.left)(&node, self.source)));
                out.push(node);
                out.extend(gap);
                continue;
            }
            match (rule.reach)(next.map(|(_, node)| node)) {
                Reach::LeftOnly => {
                    self.join(&mut out, start, vec![node], rule.kind, rule.extends);
                    left = Some((
                        start,
                        out.last().is_some_and(|node| (rule.left)(node, self.source)),
                    ));
                    out.extend(gap);
                }
                reach => {
                    let Some((_, mut right)) = rest.next() else {
                        continue;
                    };
                    if rule.inside && right.kind != rule.kind {
                        let delimited = right.is_delimited();
                        self.inside(&mut right, |g, children| g.joined(children, delimited, rule));
                    }
                    let valid = (rule.left)(&right, self.source);
                    let mut more = vec![node];
                    more.extend(gap);
                    more.push(right);
                    if matches!(reach, Reach::RightOnly) {
                        left = Some((out.len(), valid));
                        out.push(Node::group(rule.kind, more, &mut self.too_deep));
                    } else {
                        left = Some((start, valid));
                        self.join(&mut out, start, more, rule.kind, rule.extends);
                    }
                }
            }
        }
        out
    }
}

fn is_number(node: &Node) -> bool {
    [TokenKind::Integer, TokenKind::Float, TokenKind::Hexadecimal]
        .into_iter()
        .any(|kind| node.is(kind))
}

fn is_name(node: &Node) -> bool {
    [TokenKind::Name, TokenKind::Builtin, TokenKind::Placeholder]
        .into_iter()
        .any(|kind| node.is(kind))
}

/// Returns where the last node that is no space stands, if it is of the right kind.
fn last_of(nodes: &[Node], wanted: impl Fn(&Node) -> bool) -> Option<usize> {
    let index = nodes.iter().rposition(|node| !node.is_space())?;
    nodes.get(index).filter(|node| wanted(node)).map(|_| index)
}
