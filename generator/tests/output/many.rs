//! Documents with thousands of one thing.

use std::fmt::Write as _;

use generator::Output;

use crate::support::Case;

const COUNT: usize = 10_000;

/// What a document comes to that has these paths and schemas, in YAML's flow style.
fn generated(paths: &str, schemas: &str) -> Output {
    let document = format!(
        "{{openapi: 3.1.0, info: {{title: Many, version: '1'}}, paths: {{{paths}}}, components: {{schemas: {{{schemas}}}}}}}"
    );
    let output = Case::new("many", document).generate("many", false);
    let said = crate::said(&output);
    assert!(!output.files.is_empty(), "{said:.2000}");
    output
}

/// A thing for each number.
fn each(thing: impl Fn(usize) -> String) -> String {
    (0..COUNT).fold(String::new(), |mut all, number| {
        let _ = write!(all, "{}, ", thing(number));
        all
    })
}

fn text<'o>(output: &'o Output, path: &str) -> &'o str {
    let path = format!("src/generated/{path}");
    output.files.get(&path).map_or("", String::as_str)
}

#[test]
fn operations_of_one_tag_stand_beside_each_other() {
    let operation = "{tags: [all], responses: {'204': {description: Done.}}}";
    let output = generated(
        &each(|number| format!("/a{number}: {{get: {operation}}}")),
        "",
    );
    assert_eq!(output.summary.operations, COUNT);
    let routes = text(&output, "testing/all.rs").matches("    routes.add(S::");
    assert_eq!(routes.count(), COUNT);
}

#[test]
fn members_that_are_not_shown_stand_beside_each_other() {
    let secret = |number| format!("p{number}: {{type: string, format: password}}");
    let schema = format!(
        "Secrets: {{type: object, properties: {{{}}}}}",
        each(secret)
    );
    let output = generated("", &schema);
    let shown = text(&output, "models/secrets.rs").matches("        shown.field(");
    assert_eq!(shown.count(), COUNT);
}

#[test]
fn forms_of_one_body_stand_beside_each_other() {
    let forms = each(|number| format!("text/a{number}: {{}}"));
    let body = format!("requestBody: {{content: {{{forms}}}}}");
    let output = generated(
        &format!(
            "/a: {{post: {{tags: [all], {body}, responses: {{'204': {{description: Done.}}}}}}}}"
        ),
        "",
    );
    let arms = text(&output, "testing/all.rs").matches("() if receipt.is(");
    assert_eq!(arms.count(), COUNT);
}

#[test]
fn names_that_many_want_are_numbered() {
    let signs =
        |number: usize| (0..14).map(move |bit| if number >> bit & 1 == 0 { '.' } else { '-' });
    let value = |number| format!("\"x{}\"", signs(number).collect::<String>());
    let schema = format!("Alike: {{type: string, enum: [{}]}}", each(value));
    let output = generated("", &schema);
    let text = text(&output, "models/alike.rs");
    assert!(text.contains(&format!("    X{COUNT},")));
    assert!(!text.contains(&format!("    X{},", COUNT + 1)));
}

#[test]
fn numbers_that_are_texts_keep_their_digits() {
    let document = r#"{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {},
        "components": {"schemas": {"Level": {"type": "string", "enum": [1.10, 1.1, 1.10]}}}}"#;
    let output = Case::new("digits", document.to_owned()).generate("digits", false);
    let text = text(&output, "models/level.rs");
    assert!(
        text.contains("N110 \"1.10\";\n        N11 \"1.1\";\n    }"),
        "{text}"
    );
}

#[test]
fn values_of_an_enum_stand_once() {
    let values = each(|number| format!("v{number}"));
    let entries = each(|number| format!("{{value: v{number}, name: Name{number}}}"));
    let schemas = format!(
        "Named: {{type: string, enum: [{values} v7], x-ms-enum: {{name: Named, values: [{entries}]}}}}, \
         Both: {{allOf: [{{type: string, enum: [{values}]}}, {{type: string, enum: [{values} more]}}]}}, \
         Numbers: {{type: string, enum: [{}]}}",
        each(|number| format!("{number}.5"))
    );
    let output = generated("", &schemas);
    let variants = |path: &str, sample: &str| {
        let text = text(&output, path);
        assert!(text.contains(sample), "{path} has no {sample}");
        text.matches("\n    /// `").count()
    };
    assert_eq!(variants("models/named.rs", "    Name9999,"), COUNT);
    assert_eq!(variants("models/both.rs", "    V9999,"), COUNT);
    assert_eq!(variants("models/numbers.rs", "\"9999.5\""), COUNT);
}
