//! Cuts a filter into tokens with spans, by the rules of the SQL tokenizer that official MLflow uses.
//!
//! The rules are those of `sqlparse`, in its order, because they decide which filters are accepted: `params.key` is
//! one name although `KEY` is a keyword, `tags.in` is not, `1.` is a number and `1e` a name. Text between dollar signs
//! is left out: a dollar sign is refused either way.

use std::ops::Range;

use super::keywords::{PHRASES, Reserved, reserved};
use crate::search::chars::{is_digit, is_letter, is_space, is_word};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Space,
    Newline,
    Comment,
    BlockComment,
    Name,
    Placeholder,
    Builtin,
    Keyword,
    Statement,
    Permission,
    Direction,
    Integer,
    Float,
    Hexadecimal,
    /// Text in single quotes.
    Text,
    /// Text in double quotes.
    Symbol,
    Punctuation,
    Operator,
    Comparator,
    Wildcard,
    Assignment,
    Command,
    Unknown,
}

/// A piece of the filter's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Range<usize>,
}

/// Cuts a text into tokens that cover it without gaps.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let lexer = Lexer::new(text);
    let mut tokens = Vec::new();
    let mut start = 0;
    while let Some(first) = text[start..].chars().next() {
        let (kind, end) = lexer
            .token(start, first)
            .unwrap_or((TokenKind::Unknown, start + first.len_utf8()));
        tokens.push(Token {
            kind,
            span: start..end,
        });
        start = end;
    }
    tokens
}

struct Lexer<'a> {
    text: &'a str,
    last_single: Option<usize>,
    last_double: Option<usize>,
    last_backtick: Option<usize>,
    last_acute: Option<usize>,
    last_comment_end: Option<usize>,
}

type Found = Option<(TokenKind, usize)>;

impl<'a> Lexer<'a> {
    fn new(text: &'a str) -> Self {
        Lexer {
            text,
            last_single: text.rfind('\''),
            last_double: text.rfind('"'),
            last_backtick: text.rfind('`'),
            last_acute: text.rfind('´'),
            last_comment_end: text.rfind("*/"),
        }
    }

    fn token(&self, at: usize, first: char) -> Found {
        self.block_comment(at)
            .or_else(|| self.line_comment(at))
            .or_else(|| self.space(at, first))
            .or_else(|| self.quoted_name(at, first))
            .or_else(|| self.placeholder(at, first))
            .or_else(|| self.command(at, first))
            .or_else(|| self.name(at, first))
            .or_else(|| self.number(at))
            .or_else(|| self.quoted(at, first))
            .or_else(|| self.bracketed_name(at, first))
            .or_else(|| self.phrase(at, first))
            .or_else(|| self.word(at, first))
            .or_else(|| self.sign(at, first))
    }

    fn rest(&self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or_default()
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.rest(at).chars().next()
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    /// Returns the end of the run of characters of one class that starts here.
    fn run(&self, at: usize, class: impl Fn(char) -> bool) -> usize {
        let rest = self.rest(at);
        at + rest.find(|c| !class(c)).unwrap_or(rest.len())
    }

    /// Returns the end of a non-empty run.
    fn some(&self, at: usize, class: impl Fn(char) -> bool) -> Option<usize> {
        Some(self.run(at, class)).filter(|&end| end > at)
    }

    fn block_comment(&self, at: usize) -> Found {
        self.last_comment_end.filter(|&last| last > at)?;
        let body = self.rest(at).strip_prefix("/*")?;
        let close = body.find("*/")?;
        Some((TokenKind::BlockComment, at + 2 + close + 2))
    }

    fn line_comment(&self, at: usize) -> Found {
        let rest = self.rest(at);
        if !rest.starts_with("--") && !rest.starts_with("# ") {
            return None;
        }
        let end = match rest.find(['\r', '\n']) {
            Some(line) => line + if rest[line..].starts_with("\r\n") { 2 } else { 1 },
            None => rest.len(),
        };
        Some((TokenKind::Comment, at + end))
    }

    fn space(&self, at: usize, first: char) -> Found {
        let rest = self.rest(at);
        if rest.starts_with("\r\n") {
            return Some((TokenKind::Newline, at + 2));
        }
        let kind = match first {
            '\r' | '\n' => TokenKind::Newline,
            c if is_space(c) => TokenKind::Space,
            ':' if rest.starts_with(":=") => return Some((TokenKind::Assignment, at + 2)),
            ':' if rest.starts_with("::") => return Some((TokenKind::Punctuation, at + 2)),
            '*' => TokenKind::Wildcard,
            _ => return None,
        };
        Some((kind, at + first.len_utf8()))
    }

    fn quoted_name(&self, at: usize, first: char) -> Found {
        let last = match first {
            '`' => self.last_backtick,
            '´' => self.last_acute,
            _ => return None,
        };
        Some((TokenKind::Name, self.closing_quote(at, first, last?, false)?))
    }

    fn quoted(&self, at: usize, first: char) -> Found {
        match first {
            '\'' => Some((
                TokenKind::Text,
                self.closing_quote(at, first, self.last_single?, true)?,
            )),
            '"' => Some((
                TokenKind::Symbol,
                self.closing_quote(at, first, self.last_double?, true)?,
            )),
            _ => None,
        }
    }

    /// Finds the end of a quoted text in which the quote may be doubled, or escaped by a backslash.
    ///
    /// A doubled or escaped quote only counts as such while another quote follows to close the text.
    fn closing_quote(&self, open: usize, quote: char, last: usize, escapes: bool) -> Option<usize> {
        let width = quote.len_utf8();
        let mut at = open + width;
        while at <= last {
            let rest = self.rest(at);
            if rest.starts_with(quote) {
                if rest[width..].starts_with(quote) && at + 2 * width <= last {
                    at += 2 * width;
                } else {
                    return Some(at + width);
                }
            } else if escapes
                && rest
                    .strip_prefix('\\')
                    .is_some_and(|tail| tail.starts_with(quote))
            {
                at += if at + 1 + width <= last { 1 + width } else { 1 };
            } else {
                at += rest.find([quote, '\\']).filter(|&step| step > 0).unwrap_or(1);
            }
        }
        None
    }

    fn placeholder(&self, at: usize, first: char) -> Found {
        let end = match first {
            '?' => at + 1,
            '%' => {
                let mut end = at + 1;
                if self.char_at(end) == Some('(')
                    && let Some(word) = self.some(end + 1, is_word)
                    && self.char_at(word) == Some(')')
                {
                    end = word + 1;
                }
                if !matches!(self.char_at(end), Some('s' | 'S')) {
                    return None;
                }
                end + 1
            }
            '$' | ':' if !self.char_before(at).is_some_and(is_word) => self.some(at + 1, is_word)?,
            _ => return None,
        };
        Some((TokenKind::Placeholder, end))
    }

    fn command(&self, at: usize, first: char) -> Found {
        (first == '\\')
            .then(|| self.some(at + 1, is_word))?
            .map(|end| (TokenKind::Command, end))
    }

    fn name(&self, at: usize, first: char) -> Found {
        if matches!(first, '@' | '#') {
            let start = if self.rest(at).starts_with("##") {
                at + 2
            } else {
                at + 1
            };
            let letter = self.char_at(start).filter(|&c| is_letter(c))?;
            return Some((TokenKind::Name, self.some(start + letter.len_utf8(), is_word)?));
        }
        if !is_letter(first) {
            return None;
        }
        let end = self.run(at, is_word);
        let word = self.text.get(at..end)?;
        if ["CASE", "IN", "VALUES", "USING", "FROM", "AS"]
            .iter()
            .any(|kept| word.eq_ignore_ascii_case(kept))
        {
            return Some((TokenKind::Keyword, end));
        }
        let dot = self.run(end, is_space);
        let qualifies = self.char_at(dot) == Some('.') && !self.char_at(dot + 1).is_some_and(is_digit);
        let free = qualifies || self.char_before(at) == Some('.') || self.char_at(end) == Some('(');
        free.then_some((TokenKind::Name, end))
    }

    fn number(&self, at: usize) -> Found {
        let unsigned = if self.char_at(at) == Some('-') { at + 1 } else { at };
        let whole = self.run(unsigned, is_digit);
        let has_whole = whole > unsigned;
        if has_whole && let Some(end) = self.hexadecimal(unsigned) {
            return Some((TokenKind::Hexadecimal, end));
        }
        let fraction = (self.char_at(whole) == Some('.')).then(|| self.run(whole + 1, is_digit));
        if has_whole && let Some(end) = self.exponent(whole, fraction) {
            return Some((TokenKind::Float, end));
        }
        if let Some(end) = fraction
            && (has_whole || end > whole + 1)
        {
            let fewest = if has_whole {
                whole + 1
            } else {
                self.after_char(whole + 1)
            };
            if let Some(end) = self.before_letter(end, fewest) {
                return Some((TokenKind::Float, end));
            }
        }
        if has_whole && let Some(end) = self.before_letter(whole, self.after_char(unsigned)) {
            return Some((TokenKind::Integer, end));
        }
        None
    }

    fn hexadecimal(&self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        if !rest.starts_with("0x") && !rest.starts_with("0X") {
            return None;
        }
        self.some(at + 2, |c| c.is_ascii_hexdigit() || is_digit(c))
    }

    fn exponent(&self, whole: usize, fraction: Option<usize>) -> Option<usize> {
        let after_e = |at: usize| {
            let e = at
                + self
                    .char_at(at)
                    .filter(|c| matches!(c, 'e' | 'E'))
                    .map(char::len_utf8)?;
            let digits = if self.char_at(e) == Some('-') { e + 1 } else { e };
            self.some(digits, is_digit)
        };
        fraction
            .filter(|&end| end > whole + 1)
            .and_then(after_e)
            .or_else(|| after_e(whole))
    }

    fn after_char(&self, at: usize) -> usize {
        at + self.char_at(at).map_or(0, char::len_utf8)
    }

    /// Gives up the last digit of a number that runs into a letter, unless too few digits remain.
    fn before_letter(&self, end: usize, fewest: usize) -> Option<usize> {
        if !self.char_at(end).is_some_and(|c| c == '_' || is_letter(c)) {
            return Some(end);
        }
        let shorter = end - self.char_before(end).map_or(0, char::len_utf8);
        (shorter >= fewest).then_some(shorter)
    }

    fn bracketed_name(&self, at: usize, first: char) -> Found {
        if first != '['
            || self
                .char_before(at)
                .is_some_and(|c| is_word(c) || c == ']' || c == ')')
        {
            return None;
        }
        let end = self.some(at + 1, |c| c != '[' && c != ']')?;
        (self.char_at(end) == Some(']')).then_some((TokenKind::Name, end + 1))
    }

    /// Matches words with spaces between them, the last of which must end here.
    fn words(&self, at: usize, words: &[&str]) -> Option<usize> {
        let mut end = at;
        for (index, word) in words.iter().enumerate() {
            if index > 0 {
                end = self.some(end, is_space)?;
            }
            let candidate = self.text.get(end..end + word.len())?;
            if !candidate.eq_ignore_ascii_case(word) {
                return None;
            }
            end += word.len();
        }
        (!self.char_at(end).is_some_and(is_word)).then_some(end)
    }

    fn phrase(&self, at: usize, first: char) -> Found {
        if !first.is_ascii_alphabetic() {
            return None;
        }
        if let Some(go) = self.words(at, &["GO"])
            && self.char_at(go).is_some_and(is_space)
            && let Some(end) = self.some(self.after_char(go), is_digit)
            && !self.char_at(end).is_some_and(is_word)
        {
            return Some((TokenKind::Keyword, end));
        }
        PHRASES
            .iter()
            .find_map(|(words, kind)| self.words(at, words).map(|end| (*kind, end)))
    }

    fn word(&self, at: usize, first: char) -> Found {
        if !is_word(first) {
            return None;
        }
        let end = self.run(at, |c| is_word(c) || c == '$' || c == '#');
        let kind = match reserved(self.text.get(at..end)?) {
            None => TokenKind::Name,
            Some(Reserved::Keyword) => TokenKind::Keyword,
            Some(Reserved::Statement) => TokenKind::Statement,
            Some(Reserved::Permission) => TokenKind::Permission,
            Some(Reserved::Builtin) => TokenKind::Builtin,
            Some(Reserved::Operator) => TokenKind::Operator,
        };
        Some((kind, end))
    }

    fn sign(&self, at: usize, first: char) -> Found {
        if ";:()[],.".contains(first) {
            return Some((TokenKind::Punctuation, at + 1));
        }
        let rest = self.rest(at);
        let json = ["->>", "->", "#>>", "#>", "@>", "<@", "-", "#-"];
        if let Some(sign) = json.iter().find(|sign| rest.starts_with(**sign)) {
            return Some((TokenKind::Operator, at + sign.len()));
        }
        if let Some(end) = self.some(at, |c| "<>=~!".contains(c)) {
            return Some((TokenKind::Comparator, end));
        }
        self.some(at, |c| "+/@#%^&|-".contains(c))
            .map(|end| (TokenKind::Operator, end))
    }
}

#[cfg(test)]
mod tests;
