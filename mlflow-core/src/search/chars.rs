//! Character classes and number texts as the official tokenizer sees them.
//!
//! MLflow's filters are cut by Python code, so what is a digit, a space or a float is what Python says.

/// The first digit of every block of ten decimal digits beyond ASCII.
const DIGIT_ZEROS: &[u32] = &[
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0,
    0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50,
    0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30, 0x11066, 0x110f0,
    0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50,
    0x11d50, 0x11da0, 0x16a60, 0x16ac0, 0x16b50, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140,
    0x1e2f0, 0x1e950, 0x1fbf0,
];

/// Returns the value of a decimal digit of any script.
pub(super) fn digit_value(c: char) -> Option<u8> {
    if c.is_ascii() {
        return c.to_digit(10).and_then(|digit| u8::try_from(digit).ok());
    }
    let code = c as u32;
    let index = DIGIT_ZEROS.partition_point(|&zero| zero <= code);
    let zero = DIGIT_ZEROS.get(index.checked_sub(1)?)?;
    u8::try_from(code - zero).ok().filter(|&value| value < 10)
}

pub(super) fn is_digit(c: char) -> bool {
    digit_value(c).is_some()
}

/// Tells whether a character belongs to `\w`.
pub(super) fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// Tells whether a character may begin a name: ASCII and Latin-1 letters only.
pub(super) fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, 'À'..='Ü' | 'à'..='ü' | 'ſ' | '\u{212a}' | '\u{212b}' | 'ı' | 'İ') && c != '÷'
}

/// Tells whether a character belongs to `\s`.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\x1c'..='\x1f').contains(&c)
}

/// Rewrites digits of any script as ASCII digits.
fn ascii_digits(text: &str) -> String {
    text.chars()
        .map(|c| digit_value(c).map_or(c, |value| char::from(b'0' + value)))
        .collect()
}

/// Reads an integer literal that the tokenizer accepted; `None` beyond 64 bits.
pub(super) fn integer(text: &str) -> Option<i64> {
    ascii_digits(text).parse().ok()
}

/// Reads a number the way Python's `float` does, which takes `1.`, `nan`, `Infinity` and `1_000`.
pub(super) fn float(text: &str) -> Option<f64> {
    let text = ascii_digits(text.trim_matches(is_space));
    let bytes = text.as_bytes();
    for (index, _) in text.match_indices('_') {
        let before = index.checked_sub(1).and_then(|i| bytes.get(i));
        let after = bytes.get(index + 1);
        if !before.is_some_and(u8::is_ascii_digit) || !after.is_some_and(u8::is_ascii_digit) {
            return None;
        }
    }
    text.replace('_', "").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_other_scripts_count() {
        assert_eq!(digit_value('7'), Some(7));
        assert_eq!(digit_value('１'), Some(1));
        assert_eq!(digit_value('𝟗'), Some(9));
        assert_eq!(digit_value('²'), None);
        assert_eq!(digit_value('a'), None);
        assert_eq!(integer("-１2"), Some(-12));
        assert_eq!(integer("9223372036854775808"), None);
    }

    #[test]
    fn floats_follow_python() {
        assert_eq!(float("1."), Some(1.0));
        assert_eq!(float("-.5"), Some(-0.5));
        assert_eq!(float("1_0"), Some(10.0));
        assert_eq!(float("1__0"), None);
        assert_eq!(float("1e400"), Some(f64::INFINITY));
        assert!(float("NaN").is_some_and(f64::is_nan));
        assert_eq!(float("'0'"), None);
        assert_eq!(float(""), None);
    }
}
