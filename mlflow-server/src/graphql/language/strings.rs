//! Strings in quotes, and blocks in three of them.

type Fault = (usize, &'static str);

/// Reads a string that a text begins with; returns its length in the text, and what it says.
pub(super) fn read(text: &str) -> Result<(usize, String), Fault> {
    match text.strip_prefix("\"\"\"") {
        Some(inner) => block(inner).map(|(length, string)| (length + 6, string)),
        None => quoted(text),
    }
}

fn quoted(text: &str) -> Result<(usize, String), Fault> {
    let mut string = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Ok((at + 1, string)),
            '\n' | '\r' => return Err((at, "the string does not end on its line")),
            '\\' => {
                let (_, escape) = chars.next().ok_or((at, "the string does not end"))?;
                let said = match escape {
                    '"' | '\\' | '/' => escape,
                    'b' => '\u{8}',
                    'f' => '\u{c}',
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    'u' => {
                        let (length, said) = unicode(text.get(at..).unwrap_or_default())
                            .ok_or((at, "the escape names no character"))?;
                        // Two of its signs are read: the backslash and the letter.
                        chars.by_ref().take(length - 2).for_each(drop);
                        said
                    }
                    _ => return Err((at, "there is no such escape")),
                };
                string.push(said);
            }
            c => string.push(c),
        }
    }
    Err((text.len(), "the string does not end"))
}

/// Reads `\u00e9`, a pair of these, or `\u{1F600}`; returns the length of the escape.
fn unicode(escape: &str) -> Option<(usize, char)> {
    if let Some(braced) = escape.strip_prefix("\\u{") {
        let (digits, _) = braced.split_once('}')?;
        return Some((digits.len() + 4, char::from_u32(hexadecimal(digits)?)?));
    }
    let first = hexadecimal(escape.get(2..6)?)?;
    if let Some(c) = char::from_u32(first) {
        return Some((6, c));
    }
    let second = hexadecimal(escape.get(6..12)?.strip_prefix("\\u")?)?;
    let pair = [u16::try_from(first).ok()?, u16::try_from(second).ok()?];
    let c = char::decode_utf16(pair).next()?.ok()?;
    Some((12, c))
}

fn hexadecimal(digits: &str) -> Option<u32> {
    let is_hexadecimal = digits.bytes().all(|b| b.is_ascii_hexdigit());
    is_hexadecimal.then(|| u32::from_str_radix(digits, 16).ok())?
}

fn block(inner: &str) -> Result<(usize, String), Fault> {
    let mut raw = String::new();
    let mut at = 0;
    loop {
        let rest = inner.get(at..).unwrap_or_default();
        let quotes = rest
            .find("\"\"\"")
            .ok_or((inner.len(), "the block does not end"))?;
        let (before, _) = rest.split_at(quotes);
        match before.strip_suffix('\\') {
            Some(before) => raw.extend([before, "\"\"\""]),
            None => {
                raw.push_str(before);
                return Ok((at + quotes, without_indentation(&raw)));
            }
        }
        at += quotes + 3;
    }
}

/// Takes away what all lines after the first are indented by, and empty lines at both ends.
fn without_indentation(raw: &str) -> String {
    let unified = raw.replace("\r\n", "\n").replace('\r', "\n");
    let is_blank = |line: &str| line.trim_matches([' ', '\t']).is_empty();
    let indentation = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let later = unified.split('\n').skip(1).filter(|line| !is_blank(line));
    let common = later.map(indentation).min().unwrap_or(0);
    let cut = |(n, line)| {
        if n == 0 {
            line
        } else {
            str::get(line, common..).unwrap_or_default()
        }
    };
    let lines: Vec<&str> = unified.split('\n').enumerate().map(cut).collect();
    let first = lines.iter().position(|line| !is_blank(line));
    let last = lines.iter().rposition(|line| !is_blank(line));
    match (first, last) {
        (Some(first), Some(last)) => lines.get(first..=last).unwrap_or_default().join("\n"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn strings_are_read_with_their_escapes() {
        for (text, expected) in [
            (r#""""#, ""),
            (r#""a\n\t\"\\\/\b""#, "a\n\t\"\\/\u{8}"),
            (r#""\u00e9\ud83d\ude00x""#, "é😀x"),
            (r#""\u{1F600}""#, "😀"),
            ("\"\"\"a\n    b\n      c\n\n\"\"\"", "a\nb\n  c"),
            (r#""""say \""" twice""""#, "say \"\"\" twice"),
        ] {
            assert_eq!(read(text), Ok((text.len(), expected.to_owned())), "{text}");
        }
        for text in [
            "\"",
            "\"a",
            "\"\\",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\ud83d\"",
            "\"a\nb\"",
            "\"\"\"a",
            "\"\\u{",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
