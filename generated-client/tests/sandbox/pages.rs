//! What the documentation shows of the sandbox.

const LOGIN: &str = include_str!("../downstream/src/lib.rs");

/// A crate of its own, under `tests/downstream`, whose test runs.
#[test]
fn the_readme_shows_a_login_in_less_than_60_lines() {
    let readme = include_str!("../../README.md");
    assert!(readme.contains(&format!("```rust\n{LOGIN}```\n")));
    assert!(LOGIN.lines().count() < 60);
}

/// Every example of the README is tried.
#[test]
fn no_example_is_only_compiled() {
    let readme = include_str!("../../README.md");
    for line in readme.lines().filter(|line| line.starts_with("```")) {
        assert!(["```", "```rust", "```toml"].contains(&line), "{line}");
    }
}
