use std::path::{Component, Path};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use proptest::prelude::*;

use super::*;
use crate::ErrorCode;

#[test]
fn accepts_ordinary_and_odd_names() {
    for path in [
        "a",
        "a/b/c.txt",
        "100%.txt",
        "a b",
        "a%20b.txt",
        "ünï/文件.txt",
        "…",
        "...",
        ".hidden",
        "~",
        "a+b=c&d@e!$'(),;[]{}",
        "model:v1.txt",
        "12:30.log",
        "x/c:/y",
        "images/loss%step%17%timestamp%1712000000000%gabc.png",
        "images/loss%step%23%timestamp%1712000000000%gabc%compressed.webp",
        "images/loss+step+1+timestamp+17+abc.png",
        &"x".repeat(255),
    ] {
        let parsed = ArtifactPath::parse(path).unwrap();
        assert_eq!(parsed.as_str(), path);
        assert_eq!(
            ArtifactPath::from_client(path).is_ok(),
            !path.starts_with(".."),
            "{path}"
        );
    }
}

/// what could lead elsewhere is refused.
#[test]
fn refuses_unsafe_paths_by_name() {
    for path in [
        "",
        ".",
        "..",
        "/",
        "/etc/passwd",
        "//host/share",
        "a//b",
        "a/",
        "./a",
        "a/./b",
        "a/../b",
        "../a",
        "a/..",
        "a\\b",
        "\\\\host\\share",
        "C:",
        "c:/x",
        "C:\\x",
        "file:x",
        "FILE:///etc/passwd",
        "http://h/x",
        "s3:/b",
        "a#b",
        "a?b",
        "a\0b",
        "a\nb",
        "a\u{7f}",
        "a\u{85}",
        "%2e%2e/x",
        "%252e%252e%252fx",
        "a%2f..%2fb",
        "a%5cb",
        "%2fetc",
        "a%00b",
        "a%23b",
        "a%3fb",
        "%66ile:///x",
        "a/.artifact.uploading.1",
        ".Artifact.Uploading.1/x",
        "x%step%1%timestamp%2%2f..%2fx",
        "x%step%1%timestamp%2%g/%2e%2e/x",
        &"x".repeat(256),
    ] {
        let error = ArtifactPath::parse(path).expect_err(path);
        assert_eq!(error.code(), ErrorCode::InvalidParameterValue);
        assert!(error.message().starts_with("Invalid path: '"), "{error}");
        assert!(ArtifactPath::from_client(path).is_err(), "{path}");
        assert!(!error.message().contains(char::is_control));
    }
}

/// decoding has a limit.
#[test]
fn limits_the_layers_of_encoding() {
    let layered = |layers: usize| {
        (0..layers).fold("a b".to_owned(), |path, _| {
            utf8_percent_encode(&path, NON_ALPHANUMERIC).to_string()
        })
    };
    assert!(ArtifactPath::parse(&layered(5)).is_ok());
    assert!(ArtifactPath::parse(&layered(6)).is_err());
}

#[test]
fn normalises_as_posixpath_does() {
    for (path, normal) in [
        ("", "."),
        (".", "."),
        ("a//b/", "a/b"),
        ("//a", "//a"),
        ("///a", "/a"),
        ("/../a", "/a"),
        ("../../a", "../../a"),
        ("a/../../b", "../b"),
    ] {
        assert_eq!(check::posix_normal(path), normal, "{path}");
    }
}

#[test]
fn knows_its_parts() {
    let path = ArtifactPath::parse("a/b/c").unwrap();
    assert_eq!(path.file_name(), "c");
    assert_eq!(path.parent().unwrap().as_str(), "a/b");
    assert_eq!(ArtifactPath::parse("a").unwrap().parent(), None);
    assert_eq!(path.below(Some(&ArtifactPath::parse("a").unwrap())), Some("b/c"));
    assert_eq!(path.below(Some(&ArtifactPath::parse("a/b/c").unwrap())), None);
    assert_eq!(path.below(Some(&ArtifactPath::parse("a/bb").unwrap())), None);
    assert!(path.join("../x").is_err());
    assert_eq!(path.join("d/e").unwrap().as_str(), "a/b/c/d/e");
}

fn hostile() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        ".",
        "..",
        "/",
        "\\",
        "%",
        "%2e",
        "%2E",
        "%2f",
        "%5c",
        "%25",
        "2e",
        "2f",
        "a",
        "b%",
        "c:",
        "file:",
        "#",
        "?",
        "\0",
        "ü",
        "%ff",
        "%step%",
        "%timestamp%",
        "1",
        "%g",
        " ",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn stays_inside(path: &str) -> bool {
    let root = Path::new("/root/of/store");
    let joined = root.join(path);
    joined.starts_with(root)
        && joined
            .strip_prefix(root)
            .is_ok_and(|rest| rest.components().all(|c| matches!(c, Component::Normal(_))))
}

proptest! {
    #[test]
    fn prop_never_panics_and_never_leaves_the_root(path in prop_oneof![any::<String>(), hostile()]) {
        if let Ok(parsed) = ArtifactPath::parse(&path) {
            prop_assert_eq!(parsed.as_str(), &path);
            prop_assert_eq!(&ArtifactPath::parse(parsed.as_str()).unwrap(), &parsed);
            let mut form = path;
            for _ in 0..8 {
                prop_assert!(stays_inside(&form), "{}", form);
                form = percent_encoding::percent_decode_str(&form).decode_utf8_lossy().into_owned();
            }
        }
    }

    #[test]
    fn prop_the_client_rule_is_never_looser(path in prop_oneof![any::<String>(), hostile()]) {
        if ArtifactPath::from_client(&path).is_ok() {
            prop_assert!(ArtifactPath::parse(&path).is_ok());
        }
    }

    #[test]
    fn prop_a_join_of_good_paths_stays_below(a in hostile(), b in hostile()) {
        if let Ok(a) = ArtifactPath::parse(&a)
            && let Ok(joined) = a.join(&b)
        {
            prop_assert_eq!(joined.below(Some(&a)), Some(b.as_str()));
        }
    }
}
