//! Reading texts.

use crate::{front, map};

#[test]
fn texts_become_trees_with_everything_as_written() {
    let cases = [
        (
            "numeric and other keys",
            "200: a\n2.50: b\ntrue: c\nnull: d\n~: e\n'': f\n0x10: g\n",
        ),
        (
            "integers",
            "a: 18446744073709551616\nb: -170141183460469231731687303715884105728\nc: 0o17\nd: 007\n",
        ),
        (
            "floats",
            "a: 1.0\nb: 0.1\nc: 1e3\nd: .inf\ne: .nan\nf: -0.0\n",
        ),
        (
            "JSON numbers",
            r#"{"a": 123456789012345678901234567890, "b": 0.10, "c": 1e400, "d": -0, "e": "1 2", "f": [3, -4.5E+2]}"#,
        ),
        (
            "JSON words",
            r#"{"a": true, "b": null, "c": "\u00e9\ud83d\ude00\n", "": {}, "d": []}"#,
        ),
        ("anchors", "a: &x {k: [1, 2]}\nb: *x\nc: [*x]\n"),
        (
            "merge keys",
            "base: &b {one: 1, two: 2}\nmore: &m {two: 3, three: 3}\nc: {zero: 0, <<: *b, one: own}\nd:\n  <<: [*b, *m]\n",
        ),
        ("a merge key of JSON is a key", r#"{"<<": {"a": 1}}"#),
        (
            "tags",
            "a: !thing {b: 1}\nb: !!str 200\nc: !include x.yaml\nd: !!int '5'\n",
        ),
        ("YAML in braces", "{a: 1, b: [x, y]}"),
        ("byte order mark", "\u{feff}a: 1\n"),
        ("byte order mark before JSON", "\u{feff} {\"a\": 1}"),
        ("CRLF", "a: 1\r\nb: |\r\n  x\r\n  y\r\n"),
        ("an empty second document", "---\na: 1\n---\n"),
        ("yes and no are words", "a: yes\nb: no\nc: on\n"),
        ("a date is a word", "a: 2020-01-01\nb: 1:30\n"),
    ];
    let shown: Vec<String> = cases
        .iter()
        .map(|(name, text)| format!("## {name}\n{}", map("a.yaml", text).show().trim_end()))
        .collect();
    insta::assert_snapshot!(shown.join("\n\n"));
}

#[test]
fn texts_that_cannot_be_read_say_where() {
    let cases = [
        ("nothing", ""),
        ("a list", "- a\n"),
        ("a word", "hello"),
        ("only a comment", "# nothing\n"),
        ("YAML error", "a: 1\nb: [1, 2\nc: 3\n"),
        ("tab in YAML", "a:\n\tb: 1\n"),
        ("JSON error", "{\n  \"é\": \"é\" \"b\"\n}"),
        ("truncated JSON", "{\"a\": [1, 2"),
        ("JSON with a comma too many", "{\n\t\"a\": 1,\n}\n"),
        ("NUL", "a: \u{0}\n"),
        ("two documents", "a: 1\n---\nb: 2\n"),
        ("an unknown alias", "a: *x\n"),
        ("a map as key", "? {a: 1}\n: b\n"),
        ("a merge of no map", "a: {<<: 5, b: 1}\n"),
        (
            "twice in YAML",
            "a: 1\nb:\n  c: 1\n  c: 2\na: {x: 1}\na: 3\n",
        ),
        (
            "twice in JSON",
            "{\"a\": 1,\n \"a\": {\"b\": 1.50},\n \"c\": 2.50}",
        ),
        ("a circle", "a: &a [*a]\n"),
    ];
    let shown: Vec<String> = cases
        .iter()
        .map(|(name, text)| format!("## {name}\n{}", map("a.yaml", text).show().trim_end()))
        .collect();
    insta::assert_snapshot!(shown.join("\n\n"));
}

#[test]
fn versions_are_told_apart() {
    let cases = [
        "openapi: 3.0.3",
        "openapi: 3.1",
        "openapi: 3.0",
        "openapi: '3.1.1'",
        "openapi: 3.2.0",
        "openapi: 3.00.1",
        "openapi: 4.0.0",
        "openapi: 2.0",
        "openapi: [3]",
        "openapi:",
        "swagger: '2.0'",
        "swagger: 2.0",
        "opanapi: 3.1.0",
        "asyncapi: 2.6.0",
    ];
    let shown: Vec<String> = cases
        .iter()
        .map(|line| {
            let text = format!("info: {{title: T, version: 1.0}}\n{line}\npaths: {{}}\n");
            format!("## {line}\n{}", front("a.yaml", &text).show().trim_end())
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n\n"));
}

#[test]
fn a_long_text_is_read_and_its_faults_are_placed_as_in_a_short_one() {
    const COUNT: usize = 5000;
    let entry = |number: usize| format!("  k{number}:\n    of: {number}\n    in: [a, {{b: c}}]\n");
    let entries: String = (0..COUNT).map(entry).collect();
    let text = format!("title: long\nentries:\n{entries}end: true\n");
    let json: Vec<String> = (0..COUNT)
        .map(|number| {
            format!("\"k{number}\": {{\"of\": {number}, \"in\": [\"a\", {{\"b\": \"c\"}}]}}")
        })
        .collect();
    let json = format!(
        "{{\"title\": \"long\", \"entries\": {{{}}}, \"end\": true}}",
        json.join(", ")
    );
    let long = map("a.yaml", &text);
    assert_eq!(long.show(), map("a.json", &json).show());
    let lines = 2 + 3 * COUNT;
    let faults = [
        ("  k1:\n    of: 1\n", "the key `k1` stands twice", lines + 1),
        ("  k9999: [1, 2\n", "this is not YAML", lines + 2),
        ("  k9999: *k\n", "this is not YAML", lines + 1),
        (" k9999: 1\n", "this is not YAML", lines + 1),
    ];
    for (fault, message, line) in faults {
        let text = text.replace("end: true\n", &format!("{fault}end: true\n"));
        let said = map("a.yaml", &text).printed();
        assert!(said.contains(message), "{said}");
        assert!(said.contains(&format!("a.yaml:{line}:")), "{said}");
    }
}
