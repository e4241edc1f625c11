//! What the documentation shows of the sandbox.

const README: &str = include_str!("../../README.md");
const LOGIN: &str = include_str!("../downstream/src/lib.rs");

/// A crate of its own, under `tests/downstream`, whose test runs.
#[test]
fn the_readme_shows_a_login_in_less_than_60_lines() {
    assert!(README.contains(&format!("```rust\n{LOGIN}```\n")));
    assert!(LOGIN.lines().count() < 60);
}

#[test]
fn every_operation_has_an_example() {
    let service = include_str!("../../src/generated/testing/mfa.rs");
    let methods = service
        .lines()
        .filter_map(|line| line.strip_prefix("    fn "));
    let methods: Vec<&str> = methods.filter_map(|line| line.split('(').next()).collect();
    // The two halves of each operation are methods too.
    let methods: Vec<&&str> = methods
        .iter()
        .filter(|name| name.contains("_code"))
        .collect();
    assert_eq!(methods.len(), 3);
    for method in methods {
        assert!(README.contains(&format!(".mfa().{method}(")), "{method}");
    }
}

/// Every example of the README is tried.
#[test]
fn no_example_is_only_compiled() {
    for line in README.lines().filter(|line| line.starts_with("```")) {
        assert!(["```", "```rust", "```toml"].contains(&line), "{line}");
    }
}
