//! Searches with arbitrary texts: no panic, one kind of error, and an answer in time.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::time::{Duration, Instant};

use mlflow_core::search::{
    ExperimentKey, Filter, LikePattern, LoggedModelKey, LoggedModelOrder, LoggedModelPageToken, MAX_CLAUSES,
    MAX_FILTER_BYTES, ModelVersionKey, OrderBy, PageToken, RegisteredModelKey, RunKey, SearchKey, TraceKey,
};
use mlflow_core::{Error, ErrorCode};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

const PIECES: &[&str] = &[
    " ",
    "  ",
    "\n",
    "\t",
    "AND",
    "and",
    "OR",
    "NOT",
    "IN",
    "IS",
    "NULL",
    "NOT NULL",
    "LIKE",
    "ilike",
    "RLIKE",
    "=",
    "!=",
    "<",
    ">=",
    "(",
    ")",
    "[",
    "]",
    ",",
    ";",
    ".",
    "*",
    "-",
    "--",
    "/*",
    "*/",
    "#",
    "::",
    ":=",
    "'",
    "\"",
    "`",
    "''",
    "\\",
    "\\'",
    "'a'",
    "\"b\"",
    "`k`",
    "1",
    "-1.5",
    "1e",
    "0x1",
    "params",
    "params.p",
    "metrics.m",
    "tags.",
    "attributes.",
    "run_id",
    "name",
    "timestamp",
    "span.attributes.k",
    "feedback.f",
    "('a', 'b')",
    "()",
    "date '1'",
    "CASE",
    "END",
    "BEGIN",
    "WHERE",
    "VALUES",
    "OVER",
    "AS",
    "DESC",
    "$a$",
    "$",
    "é",
    "日本",
    "１",
    "\u{a0}",
    "\u{1f680}",
    "%s",
    "?",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,40}",
        vec(select(PIECES), 0..12).prop_map(|pieces| pieces.concat()),
        vec(select(PIECES), 0..12).prop_map(|pieces| pieces.join(" ")),
    ]
}

fn filter_error<K: SearchKey>(text: &str) -> Option<Error> {
    Filter::<K>::parse(text).err()
}

fn order_error<K: SearchKey>(text: &str) -> Option<Error> {
    OrderBy::<K>::parse(&[text]).err()
}

fn filter_errors(text: &str) -> Vec<Error> {
    [
        filter_error::<RunKey>(text),
        filter_error::<ExperimentKey>(text),
        filter_error::<RegisteredModelKey>(text),
        filter_error::<ModelVersionKey>(text),
        filter_error::<LoggedModelKey>(text),
        filter_error::<TraceKey>(text).filter(|error| error.code() != ErrorCode::BadRequest),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn order_errors(text: &str) -> Vec<Error> {
    [
        order_error::<RunKey>(text),
        order_error::<ExperimentKey>(text),
        order_error::<RegisteredModelKey>(text),
        order_error::<ModelVersionKey>(text),
        order_error::<TraceKey>(text),
    ]
    .into_iter()
    .flatten()
    .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn prop_filters_are_read_or_refused(text in text()) {
        for error in filter_errors(&text) {
            prop_assert_eq!(error.code(), ErrorCode::InvalidParameterValue);
        }
    }

    #[test]
    fn prop_orders_are_read_or_refused(text in text()) {
        for error in order_errors(&text) {
            prop_assert_eq!(error.code(), ErrorCode::InvalidParameterValue);
        }
    }

    #[test]
    fn prop_clauses_know_their_place(before in "[ \n]{0,3}", value in "[a-z %é]{0,8}") {
        let text = format!("{before}params.a = 'x' AND tags.`b c` LIKE '{value}' ");
        let filter = Filter::<RunKey>::parse(&text).unwrap();
        prop_assert_eq!(&text[filter.clauses()[0].span.clone()], "params.a = 'x'");
        prop_assert_eq!(&text[filter.clauses()[1].span.clone()], format!("tags.`b c` LIKE '{value}'"));
    }

    #[test]
    fn prop_page_tokens_come_back(offset in 1..=i64::MAX) {
        let token = PageToken::at(offset);
        prop_assert_eq!(PageToken::parse(&token.to_string()).unwrap(), token);
    }

    #[test]
    fn prop_arbitrary_page_tokens_are_read_or_refused(token in "[ -~é]{0,24}") {
        if let Err(error) = PageToken::parse(&token) {
            prop_assert_eq!(error.code(), ErrorCode::InvalidParameterValue);
        }
        let query = LoggedModelPageToken::new(&["0"], None, &[]);
        if let Err(error) = query.offset_in(&token) {
            prop_assert_eq!(error.code(), ErrorCode::InvalidParameterValue);
        }
    }

    #[test]
    fn prop_page_tokens_of_logged_models_come_back(
        filter in proptest::option::of("[ -~é🚀]{1,12}"),
        names in vec("[a-zé\"]{1,5}", 0..3),
        ascending: bool,
        offset in 1..u64::MAX,
    ) {
        let order: Vec<LoggedModelOrder> = names
            .into_iter()
            .map(|field_name| LoggedModelOrder {
                dataset_name: Some(field_name.clone()),
                field_name,
                ascending,
                dataset_digest: None,
            })
            .collect();
        let query = LoggedModelPageToken::new(&["0", "17"], filter.as_deref(), &order);
        let token = query.clone().at(offset).encode();
        prop_assert_eq!(query.offset_in(&token).unwrap(), offset);
        let other = LoggedModelPageToken::new(&["0"], filter.as_deref(), &order);
        prop_assert!(other.offset_in(&token).is_err());
    }

    #[test]
    fn prop_patterns_without_wildcards_are_equality(text in "[a-c]{0,4}", pattern in "[a-c]{0,4}") {
        prop_assert_eq!(LikePattern::new(&pattern).matches(&text), pattern == text);
        let around = LikePattern::new(&format!("%{text}%"));
        let surrounded = format!("{pattern}{text}{pattern}");
        prop_assert!(around.matches(&surrounded));
    }
}

#[test]
fn hostile_texts_are_refused_in_time() {
    assert!(filter_error::<RunKey>(&"(".repeat(MAX_FILTER_BYTES)).is_some());
    let long = |piece: &str| piece.repeat(MAX_FILTER_BYTES / 16 / piece.len());
    let texts = [
        long("'"),
        long("\""),
        long("`"),
        long("\\'"),
        long("("),
        long("(("),
        long("["),
        long(")"),
        long("-"),
        long("/*"),
        long("$a$b"),
        long("a."),
        long("a "),
        long("a = 1 "),
        long("a=1="),
        long("a,"),
        long("a::"),
        long("a DESC "),
        long("a AS "),
        long("a[1]"),
        long("f(x)"),
        long("1e"),
        long("x'"),
        long(" "),
        long("CASE "),
        long("a -- b\n"),
        long("/* c */"),
        long("date 'x' "),
        long("%("),
        format!("params.a = {}", long("'").split_off(20)),
        format!("run_id IN ({}", long("'a',").split_off(20)),
        format!("run_id IN ({}'a')", long("'a',").split_off(20)),
    ];
    for text in texts {
        let start = Instant::now();
        for error in filter_errors(&text).into_iter().chain(order_errors(&text)) {
            assert_eq!(error.code(), ErrorCode::InvalidParameterValue);
        }
        let piece: String = text.chars().take(12).collect();
        assert!(
            start.elapsed() < Duration::from_secs(2),
            "{piece}… took {:?}",
            start.elapsed()
        );
    }
}

#[test]
fn limits_are_said() {
    let message = |text: &str| Filter::<RunKey>::parse(text).unwrap_err().message().to_owned();
    assert_eq!(
        message(&" ".repeat(MAX_FILTER_BYTES + 1)),
        "The length of filter in bytes is limited to 65536, got 65537"
    );
    assert_eq!(
        message(&vec!["a = 1"; MAX_CLAUSES + 1].join(" AND ")),
        "The number of clauses of a filter is limited to 1000, got 1001"
    );
    assert_eq!(
        message(&format!("params.a LIKE '{}'", "%".repeat(1025))),
        "The length of a LIKE pattern in bytes is limited to 1024, got 1025"
    );
    assert_eq!(
        message(&format!("run_id IN ({})", vec!["''"; 10_001].join(","))),
        "The number of items of a list is limited to 10000, got 10001"
    );
    assert_eq!(
        message("params.a = 'x\0'"),
        "A filter must not contain the NUL character"
    );
    let order = vec!["a"; 33];
    assert!(OrderBy::<RunKey>::parse(&order).is_err());
}
