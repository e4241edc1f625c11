//! One document, or several, for each kind of diagnostic, and what a person reads about it.

use generator::diagnostic::{Code, Severity};

use crate::support::{Case, folder};
use crate::{assert_snapshot, for_each, said};

/// The code that a reject is for: the longest that its name begins with.
fn code(reject: &Case) -> Code {
    let begins = |code: &&Code| {
        let rest = reject.name.strip_prefix(code.name());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    let codes = Code::ALL.iter().filter(begins);
    let code = codes.max_by_key(|code| code.name().len());
    *code.unwrap_or_else(|| panic!("{} begins with no code", reject.name))
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    for_each(
        &Case::rejects(),
        |reject| reject.name.clone(),
        |reject| {
            let output = reject.generate("reject", false);
            let codes: Vec<Code> = output.diagnostics.iter().map(|found| found.code).collect();
            assert!(
                codes.contains(&code(reject)),
                "{} finds {codes:?}",
                reject.name
            );
            // An error ends the run; anything less leaves a client.
            let errors = codes.iter().any(|code| code.severity() == Severity::Error);
            assert_eq!(output.files.is_empty(), errors, "{}", reject.name);
            assert_snapshot(&folder("rejects"), &reject.name, &said(&output));
        },
    );
}

#[test]
fn each_code_has_a_reject() {
    let rejects: Vec<Code> = Case::rejects().iter().map(code).collect();
    let missing: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| !rejects.contains(code))
        .map(|code| code.name())
        .collect();
    assert!(missing.is_empty(), "no reject for {}", missing.join(", "));
}
