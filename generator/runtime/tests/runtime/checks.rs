//! What is said about values that are out of bounds.

use std::collections::BTreeMap;
use std::ops::Bound::{Excluded, Included, Unbounded};

use client_runtime::check_inside::CheckInside;
use client_runtime::check_pattern::Pattern;
use client_runtime::check_range::Number;
use client_runtime::problems::{Problems, ValidationError};

/// What one check says, without the subject.
fn said(check: impl FnOnce(&mut Problems)) -> String {
    let mut problems = Problems::new("Thing");
    check(&mut problems);
    let error = problems.into_error().to_string();
    error.strip_prefix("Thing: ").unwrap().to_owned()
}

#[test]
fn all_problems_stand_in_one_line_without_any_value() {
    static CODE: Pattern = Pattern::new("^[0-9]+$");
    let mut problems = Problems::new("CodeRequest");
    problems.required("to", false);
    problems.required("from", true);
    problems.range("digits", Some(9), (Included(2), Included(8)));
    problems.pattern("code", Some("hunter2"), &CODE);
    let error = problems.into_error();
    assert_eq!(
        error.to_string(),
        "CodeRequest: to is missing; digits must be at most 8; code must match ^[0-9]+$",
    );
    assert_eq!(error.subject(), "CodeRequest");
}

#[test]
fn lengths_count_characters() {
    let cases = [
        (None, ""),
        (Some(""), "x must have at least 2 characters"),
        (Some("\u{1f600}"), "x must have at least 2 characters"),
        (Some("\u{1f600}\u{e9}"), ""),
        (Some("abc"), ""),
        (Some("abcd"), "x must have at most 3 characters"),
    ];
    for (value, expected) in cases {
        let said = said(|problems| problems.length("x", value, Some(2), Some(3)));
        assert_eq!(said, expected, "{value:?}");
    }
    let empty = said(|problems| problems.length("x", Some(""), Some(1), None));
    assert_eq!(empty, "x must not be empty");
    let long = said(|problems| problems.length("x", Some("ab"), None, Some(1)));
    assert_eq!(long, "x must have at most 1 character");
}

#[test]
fn items_are_counted() {
    let cases = [
        (None, ""),
        (Some(0), "x must not be empty"),
        (Some(1), ""),
        (Some(3), "x must have at most 2 items"),
    ];
    for (count, expected) in cases {
        let said = said(|problems| problems.items("x", count, Some(1), Some(2)));
        assert_eq!(said, expected, "{count:?}");
    }
}

#[test]
fn ranges_compare_exactly_whatever_the_types() {
    fn range<B: Into<Number>>(
        value: impl Into<Number>,
        bounds: (std::ops::Bound<B>, std::ops::Bound<B>),
    ) -> String {
        said(|problems| problems.range("x", Some(value), bounds))
    }
    let most = 9_007_199_254_740_992_i64;
    let cases = [
        (range(2, (Included(2), Included(8))), ""),
        (range(1, (Included(2), Included(8))), "x must be at least 2"),
        (
            range(0.0, (Excluded(0), Included(15))),
            "x must be more than 0",
        ),
        (
            range(-0.0, (Excluded(0), Included(15))),
            "x must be more than 0",
        ),
        (range(0.001, (Excluded(0), Included(15))), ""),
        (
            range(15.000_001, (Excluded(0), Included(15))),
            "x must be at most 15",
        ),
        (range(8, (Unbounded, Excluded(8))), "x must be less than 8"),
        (range(3, (Included(2.5), Unbounded)), ""),
        (
            range(2, (Included(2.5), Unbounded)),
            "x must be at least 2.5",
        ),
        (range(-2, (Included(-2.5), Unbounded)), ""),
        (
            range(-3, (Included(-2.5), Unbounded)),
            "x must be at least -2.5",
        ),
        // As floating point these two are equal.
        (
            range(most + 1, (Unbounded, Included(9_007_199_254_740_992.0))),
            "x must be at most 9007199254740992",
        ),
        (
            range(u64::MAX, (Unbounded, Included(i64::MAX))),
            "x must be at most 9223372036854775807",
        ),
        (
            range(1e300, (Unbounded, Included(i64::MAX))),
            "x must be at most 9223372036854775807",
        ),
        (
            range(f64::NAN, (Unbounded, Included(15))),
            "x must be a finite number",
        ),
        (
            range(f64::INFINITY, (Included(1), Unbounded)),
            "x must be a finite number",
        ),
        (
            range(f32::NEG_INFINITY, (Unbounded, Included(1))),
            "x must be a finite number",
        ),
    ];
    for (index, (said, expected)) in cases.iter().enumerate() {
        assert_eq!(said, expected, "case {index}");
    }
    assert_eq!(
        said(|problems| problems.range("x", None::<i32>, (Included(1), Unbounded))),
        ""
    );
}

#[test]
fn a_pattern_that_cannot_be_run_is_not_checked() {
    static LOOKAHEAD: Pattern = Pattern::new("(?=a)b");
    static WHOLE: Pattern = Pattern::new(r"^\+[1-9]\d{1,14}$");
    assert_eq!(
        said(|problems| problems.pattern("x", Some("z"), &LOOKAHEAD)),
        ""
    );
    assert_eq!(said(|problems| problems.pattern("x", None, &WHOLE)), "");
    assert_eq!(
        said(|problems| problems.pattern("x", Some("+19195551234"), &WHOLE)),
        ""
    );
    for value in ["19195551234", "+0919", "+1919\n", "+\u{661}\u{662}\u{663}"] {
        let said = said(|problems| problems.pattern("x", Some(value), &WHOLE));
        assert_eq!(said, r"x must match ^\+[1-9]\d{1,14}$", "{value:?}");
    }
}

#[test]
fn items_and_values_are_named_by_their_path() {
    let words = ["a".to_owned(), String::new()];
    let list = said(|problems| {
        problems
            .each("x", Some(&words))
            .check(|problems, word| problems.length("", Some(word), Some(1), None));
    });
    assert_eq!(list, "x[1] must not be empty");

    let map = BTreeMap::from([
        ("secret".to_owned(), vec![1, 2, 9]),
        ("b".to_owned(), vec![]),
    ]);
    let nested = said(|problems| {
        problems
            .each_value("x", Some(&map))
            .check(|problems, list| {
                problems.items("", Some(list.len()), Some(1), None);
                problems.each("", Some(list)).check(|problems, number| {
                    problems.range("", Some(*number), (Unbounded, Included(8)));
                    problems.range("0.y", Some(*number), (Unbounded, Excluded(2)));
                });
            });
    });
    assert_eq!(
        nested,
        "x[*] must not be empty; x[*][1].0.y must be less than 2; x[*][2] must be at most 8; x[*][2].0.y must be less than 2"
    );

    let absent = said(|problems| {
        problems
            .each("x", None::<&[String]>)
            .check(|problems, _| problems.add("", "is there"));
        problems
            .each_value("x", None::<&BTreeMap<String, String>>)
            .check(|problems, _| problems.add("", "is there"));
    });
    assert_eq!(absent, "");
}

/// A text that must not be empty.
struct Filled(&'static str);

impl CheckInside for Filled {
    fn check_inside(&self) -> Result<(), ValidationError> {
        let mut problems = Problems::new("Filled");
        problems.length("", Some(self.0), Some(1), None);
        problems.into_result()
    }
}

#[test]
fn a_value_without_parts_is_named_by_the_one_that_holds_it() {
    let alone = Filled("").check_inside().unwrap_err();
    assert_eq!(alone.to_string(), "Filled: must not be empty");
    assert_eq!(alone.problems()[0].field(), "");
    let held = said(|problems| {
        problems.inside("a", &Filled(""));
        problems.inside("b", &Some(Box::new(Filled(""))));
        problems.inside("c", &vec![Filled("c"), Filled("")]);
        problems.inside("", &Filled(""));
    });
    assert_eq!(
        held,
        "a must not be empty; b must not be empty; c[1] must not be empty; must not be empty"
    );
}
