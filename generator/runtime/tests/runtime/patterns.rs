//! A pattern that needs no regular expression accepts what the expression does.

use client_runtime::check_pattern::Pattern;
use client_runtime::problems::Problems;
use client_runtime::steps;
use generator::emit::pattern;
use proptest::prelude::*;
use proptest::sample::select;

/// Whether a check has nothing to say.
fn accepts(check: impl FnOnce(&mut Problems)) -> bool {
    let mut problems = Problems::new("Thing");
    check(&mut problems);
    problems.is_empty()
}

/// What the checks of a pattern without an expression say; nothing if it needs one.
fn without_expression(text: &'static str, value: &str) -> Option<bool> {
    match pattern::Pattern::of(text) {
        pattern::Pattern::Within(part) => Some(accepts(|problems| {
            problems.within("x", Some(value), text, &part);
        })),
        pattern::Pattern::Steps {
            steps: found,
            is_whole,
        } => {
            let step = |step: pattern::Step| {
                let most = step.most.unwrap_or(u32::MAX);
                steps::of(step.of.leak(), step.least, most)
            };
            let found: Vec<steps::Step> = found.into_iter().map(step).collect();
            let pattern = steps::Pattern {
                text,
                steps: found.leak(),
                is_whole,
            };
            Some(accepts(|problems| {
                problems.steps("x", Some(value), &pattern);
            }))
        }
        pattern::Pattern::Expression => None,
    }
}

fn with_expression(text: &'static str, value: &str) -> bool {
    let pattern = Pattern::new(text);
    accepts(|problems| problems.pattern("x", Some(value), &pattern))
}

/// Patterns of characters and classes, most of them from the beginning to the end.
fn patterns() -> impl Strategy<Value = String> {
    const CLASSES: &[&str] = &[
        "a", "b", "-", r"\+", r"\.", r"\d", r"\D", r"\w", r"\s", r"\S", ".", "[ab]", "[^a]",
        "[0-9a-b]", r"[^\d-]", r"[\w.]", "é", "(?:a)", "(b-)", "(a|b)",
    ];
    const TIMES: &[&str] = &[
        "", "", "", "?", "*", "+", "{2}", "{1,3}", "{0,2}", "{2,}", "*?",
    ];
    let part = (select(CLASSES), select(TIMES));
    let parts = prop::collection::vec(part, 0..6);
    let ends = (
        select(&["^", "^", "^", ""][..]),
        select(&["$", "$", ""][..]),
    );
    (ends, parts).prop_map(|((begin, end), parts)| {
        let parts: String = parts.into_iter().flat_map(<[&str; 2]>::from).collect();
        format!("{begin}{parts}{end}")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn with_and_without_an_expression_accept_the_same(
        text in patterns(),
        values in prop::collection::vec("[ab0-1é.+ \n-]{0,8}", 16),
    ) {
        let text: &'static str = text.leak();
        for value in values {
            if let Some(found) = without_expression(text, &value) {
                prop_assert_eq!(found, with_expression(text, &value), "{} {:?}", text, value);
            }
        }
    }
}

#[test]
fn patterns_of_published_documents_need_no_expression() {
    let cases = [
        (r"^\+[1-9]\d{1,14}$", "+19195551234", "19195551234"),
        (r"\{CODE\}", "Your {CODE}.", "Your {CODE"),
        ("^[A-Za-z0-9_-]{1,64}$", "a-B_9", "a b"),
        (
            "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
            "66fd98ae-ac8d-a00f-7fcd-ba3280aeb9b1",
            "66fd98ae-ac8d-a00f-7fcd-ba3280aeb9b",
        ),
        ("^#[0-9a-fA-F]{6}$", "#00ffAA", "#00ffAG"),
        (r"^\d+(\.)\d{2}$", "10.00", "10,00"),
    ];
    for (text, good, bad) in cases {
        assert_eq!(without_expression(text, good), Some(true), "{text}");
        assert_eq!(without_expression(text, bad), Some(false), "{text}");
    }
    let mut problems = Problems::new("Thing");
    problems.within("message", Some("none"), r"\{CODE\}", "{CODE}");
    problems.within("message", None, r"\{CODE\}", "{CODE}");
    assert_eq!(
        problems.into_error().to_string(),
        r"Thing: message must match \{CODE\}"
    );
}
