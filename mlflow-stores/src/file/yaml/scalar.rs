//! Which styles a text can have.

use super::meaning;

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Single,
    Double,
}

/// Tells whether the emitter writes a character as it is; it knows none beyond the basic plane.
pub(super) fn is_printable(c: char) -> bool {
    matches!(c, '\n' | ' '..='~' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}')
}

pub(super) fn is_break(c: char) -> bool {
    matches!(c, '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_blank_or_end(c: Option<char>) -> bool {
    c.is_none_or(|c| c == ' ' || c == '\t' || c == '\0' || is_break(c))
}

/// Chooses the style of a text.
pub(super) fn style_of(text: &str, is_key: bool) -> Style {
    let facts = Facts::of(text);
    if is_key && facts.has_break {
        return Style::Double;
    }
    if facts.plain_allowed() && !(text.is_empty() && is_key) && !meaning::is_no_text(text) {
        return Style::Plain;
    }
    match facts.single_allowed() {
        true => Style::Single,
        false => Style::Double,
    }
}

#[derive(Default)]
struct Facts {
    has_indicator: bool,
    has_special: bool,
    has_break: bool,
    has_blank_end: bool,
    has_space_then_break: bool,
    has_break_then_space: bool,
}

impl Facts {
    fn of(text: &str) -> Self {
        let mut facts = Facts {
            has_indicator: text.starts_with("---") || text.starts_with("..."),
            ..Facts::default()
        };
        let mut previous = None;
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            let next = rest.peek().copied();
            let is_end = previous.is_none() || next.is_none();
            facts.has_indicator |= match previous {
                None => "#,[]{}&*!|>'\"%@`".contains(c) || "?:-".contains(c) && is_blank_or_end(next),
                Some(_) => c == ':' && is_blank_or_end(next) || c == '#' && is_blank_or_end(previous),
            };
            facts.has_special |= !is_printable(c);
            facts.has_break |= is_break(c);
            facts.has_blank_end |= is_end && (c == ' ' || is_break(c));
            facts.has_space_then_break |= is_break(c) && previous == Some(' ');
            facts.has_break_then_space |= c == ' ' && previous.is_some_and(is_break);
            previous = Some(c);
        }
        facts
    }

    fn plain_allowed(&self) -> bool {
        self.single_allowed() && !(self.has_indicator || self.has_break || self.has_blank_end)
    }

    fn single_allowed(&self) -> bool {
        !(self.has_special || self.has_space_then_break || self.has_break_then_space)
    }
}
