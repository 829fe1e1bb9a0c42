use super::*;

fn kinds(text: &str) -> Vec<(TokenKind, &str)> {
    tokens(text)
        .into_iter()
        .filter(|token| token.kind != TokenKind::Space)
        .map(|token| (token.kind, &text[token.span]))
        .collect()
}

#[test]
fn names_and_keywords() {
    use TokenKind::{Comparator, Integer, Keyword, Name, Punctuation};
    assert_eq!(
        kinds("params.key>=1"),
        [
            (Name, "params"),
            (Punctuation, "."),
            (Name, "key"),
            (Comparator, ">="),
            (Integer, "1")
        ]
    );
    assert_eq!(
        kinds("tags.in"),
        [(Name, "tags"), (Punctuation, "."), (Keyword, "in")]
    );
    assert_eq!(kinds("IS  not  null"), [(Keyword, "IS"), (Keyword, "not  null")]);
    assert_eq!(kinds("not like x"), [(Comparator, "not like"), (Name, "x")]);
}

#[test]
fn numbers() {
    use TokenKind::{Float, Hexadecimal, Integer, Name};
    for (text, expected) in [
        ("1.", vec![(Float, "1.")]),
        ("-.5", vec![(Float, "-.5")]),
        ("1.23a", vec![(Float, "1.2"), (Name, "3a")]),
        ("12a", vec![(Integer, "1"), (Name, "2a")]),
        ("1e-5", vec![(Float, "1e-5")]),
        ("1e", vec![(Name, "1e")]),
        ("0x1F", vec![(Hexadecimal, "0x1F")]),
        ("１", vec![(Integer, "１")]),
    ] {
        assert_eq!(kinds(text), expected, "{text}");
    }
}

#[test]
fn quotes() {
    use TokenKind::{Name, Symbol, Text, Unknown};
    for (text, expected) in [
        ("'it''s'", vec![(Text, "'it''s'")]),
        ("'a\\'b'", vec![(Text, "'a\\'b'")]),
        ("'a\\'", vec![(Text, "'a\\'")]),
        ("'''", vec![(Text, "''"), (Unknown, "'")]),
        ("``", vec![(Name, "``")]),
        ("`a``b`", vec![(Name, "`a``b`")]),
        ("\"\"", vec![(Symbol, "\"\"")]),
        ("'word", vec![(Unknown, "'"), (Name, "word")]),
    ] {
        assert_eq!(kinds(text), expected, "{text}");
    }
}
