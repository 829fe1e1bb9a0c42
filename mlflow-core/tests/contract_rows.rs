//! What `contract!` says to a row that is not whole. The messages are those of the stated Rust version.

#[test]
fn compile_fail_a_row_without_needs() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/contract/whole_row.rs");
    cases.compile_fail("tests/contract/without_needs.rs");
    cases.compile_fail("tests/contract/field_that_is_not_there.rs");
}
