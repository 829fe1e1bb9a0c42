//! Words, numbers and signs of a document.

use super::strings;
use super::syntax_error::syntax_error;
use mlflow_core::Result;
use std::fmt;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'q> {
    Sign(char),
    /// `...`
    Spread,
    Name(&'q str),
    Int(&'q str),
    Float(&'q str),
    String(String),
    End,
}

impl fmt::Display for Token<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Token::Sign(sign) => write!(f, "'{sign}'"),
            Token::Spread => f.write_str("'...'"),
            Token::Name(text) => write!(f, "the name '{text}'"),
            Token::Int(text) | Token::Float(text) => write!(f, "the number {text}"),
            Token::String(_) => f.write_str("a string"),
            Token::End => f.write_str("the end"),
        }
    }
}

/// Reads tokens one after the other.
pub(super) struct Lexer<'q> {
    text: &'q str,
    offset: usize,
}

impl<'q> Lexer<'q> {
    pub(super) fn new(text: &'q str) -> Self {
        Lexer { text, offset: 0 }
    }

    pub(super) fn text(&self) -> &'q str {
        self.text
    }

    fn rest(&self) -> &'q str {
        self.text.get(self.offset..).unwrap_or_default()
    }

    /// Moves over what `is_part` holds of.
    fn take_while(&mut self, is_part: impl Fn(char) -> bool) -> &'q str {
        let rest = self.rest();
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let (taken, _) = rest.split_at(end);
        self.offset += end;
        taken
    }

    fn skip_ignored(&mut self) {
        loop {
            self.take_while(|c| matches!(c, ' ' | '\t' | '\r' | '\n' | ',' | '\u{feff}'));
            if !self.rest().starts_with('#') {
                return;
            }
            self.take_while(|c| c != '\n' && c != '\r');
        }
    }

    /// Reads the next token, and tells where it begins.
    pub(super) fn next(&mut self) -> Result<(usize, Token<'q>)> {
        self.skip_ignored();
        let begin = self.offset;
        let Some(first) = self.rest().chars().next() else {
            return Ok((begin, Token::End));
        };
        let token = match first {
            '{' | '}' | '(' | ')' | '[' | ']' | ':' | '=' | '!' | '$' | '@' | '&' | '|' => {
                self.offset += 1;
                Token::Sign(first)
            }
            '.' if self.rest().starts_with("...") => {
                self.offset += 3;
                Token::Spread
            }
            '_' | 'a'..='z' | 'A'..='Z' => {
                Token::Name(self.take_while(|c| c == '_' || c.is_ascii_alphanumeric()))
            }
            '-' | '0'..='9' => self.number()?,
            '"' => {
                let (length, string) = strings::read(self.rest())
                    .map_err(|(at, what)| syntax_error(self.text, begin + at, what))?;
                self.offset += length;
                Token::String(string)
            }
            other => {
                return Err(syntax_error(
                    self.text,
                    begin,
                    format_args!("unexpected {other:?}"),
                ));
            }
        };
        Ok((begin, token))
    }

    fn number(&mut self) -> Result<Token<'q>> {
        let text = self.take_while(|c| matches!(c, '+' | '-' | '.' | '_') || c.is_ascii_alphanumeric());
        match is_number(text) {
            Some(true) => Ok(Token::Int(text)),
            Some(false) => Ok(Token::Float(text)),
            None => Err(syntax_error(
                self.text,
                self.offset - text.len(),
                format_args!("'{text}' is no number"),
            )),
        }
    }
}

/// Tells whether a text is an integer or a number with a fraction or an exponent; `None` if it is neither.
fn is_number(text: &str) -> Option<bool> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    let is_whole = digits(whole) && (whole == "0" || !whole.starts_with('0'));
    let exponent_ok = exponent.is_none_or(|e| digits(e.strip_prefix(['+', '-']).unwrap_or(e)));
    (is_whole && fraction.is_none_or(digits) && exponent_ok)
        .then_some(fraction.is_none() && exponent.is_none())
}

#[cfg(test)]
mod tests {
    use super::is_number;

    #[test]
    fn numbers_are_what_the_specification_says() {
        for text in ["0", "-0", "5", "-17", "9007199254740993"] {
            assert_eq!(is_number(text), Some(true), "{text}");
        }
        for text in ["0.5", "-1.25", "1e9", "1E-9", "2.5e+3"] {
            assert_eq!(is_number(text), Some(false), "{text}");
        }
        for text in ["", "-", "01", "1.", ".5", "1e", "1a", "0x1", "--1", "1.5.2"] {
            assert_eq!(is_number(text), None, "{text}");
        }
    }
}
