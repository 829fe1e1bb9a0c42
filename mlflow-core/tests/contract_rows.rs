//! What `contract!` says to a row that is not whole. The messages are those of the stated Rust version.

#[test]
fn a_row_without_needs_does_not_compile() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/contract/whole_row.rs");
    cases.compile_fail("tests/contract/without_needs.rs");
    cases.compile_fail("tests/contract/field_that_is_not_there.rs");
}
