//! Where things are said to be.

use crate::front;

#[test]
fn places_are_found_in_every_kind_of_text() {
    let cases = [
        (
            "JSON with tabs",
            "{\n\t\"openapi\": \"3.1.0\",\n\t\"info\": {\"title\": \"\\ud83d\\ude00\", \"version\": \"1\"},\n\t\"paths\": {\"/a\": {\t\"gett\": {}}}\n}\n",
        ),
        (
            "CRLF and wide characters",
            "openapi: 3.1.0\r\ninfo: {title: 'é😀', verzion: '1', version: '1'}\r\npaths: {}\r\n",
        ),
        (
            "a byte order mark",
            "\u{feff}openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: []\n",
        ),
        (
            "an alias",
            "openapi: 3.1.0\ninfo: {title: T, version: '1'}\nx-s: &s {type: strin}\npaths: {}\ncomponents: {schemas: {A: *s}}\n",
        ),
        (
            "a merge key",
            "openapi: 3.1.0\ninfo: {title: T, version: '1'}\nx-s: &s\n  type: strin\npaths: {}\ncomponents: {schemas: {A: {<<: *s}, B: {<<: [{}, *s]}}}\n",
        ),
        (
            "a repeated key",
            "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ninfo: {}\n",
        ),
        (
            "an item of a list",
            "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ntags:\n- name: a\n- nam: b\n",
        ),
        (
            "JSON with a byte order mark",
            "\u{feff} {\"openapi\": \"3.1.0\", \"info\" : {\"title\": \"T\", \"version\": \"1\"} ,\n \"paths\": {}, \"wrong\": 1}",
        ),
        (
            "JSON with a repeated key, once escaped",
            "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"\\\"é\\\\\", \"version\": \"1\"},\n \"paths\": {},\n \"\\u0069nfo\": {}}",
        ),
        (
            "JSON with a pair of surrogates in a key",
            "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"T\", \"version\": \"1\"}, \"paths\": {}, \"tags\": [ ],\n \"components\": {\"schemas\": {\"B\": true,\"A\\ud83d\\ude00\": {\"type\": \"strin\"}}}}",
        ),
        (
            "one long line",
            "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"a long title that goes on and on, and on and on, and on and on, and on and on, and on and on, and on\", \"version\": 5, \"unknown\": \"a long text that goes on and on, and on and on, and on and on, and on and on, and on and on, and on\"}, \"paths\": {}}",
        ),
        (
            "control characters",
            "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {\"\\e[31m\": {}}\n",
        ),
    ];
    let shown: Vec<String> = cases
        .iter()
        .map(|(name, text)| {
            format!(
                "## {name}\n{}",
                front("dir/a.yaml", text).printed().trim_end()
            )
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n\n"));
}

#[test]
fn a_line_of_megabytes_is_shown_in_part() {
    let filler = "\"é\", ".repeat(200_000);
    let text = format!(
        "{{\"openapi\": \"3.1.0\", \"x-a\": [{filler}1], \"info\": {{\"title\": \"T\", \"version\": \"1\", \"wrong\": [{filler}1]}}, \"paths\": {{}}}}"
    );
    insta::assert_snapshot!(front("a.json", &text).printed());
}

#[test]
fn colours_are_for_terminals() {
    let front = front("a.yaml", "openapi: 9\n");
    let colour = generator::report::render(&front.found, &front.sources, &front.origins, true);
    assert!(colour.contains("\u{1b}["));
    assert!(!front.printed().contains('\u{1b}'));
}
