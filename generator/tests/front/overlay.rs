//! Overlays.

use generator::diagnostic::Sink;
use generator::source::{Origins, Sources};

use crate::{Front, tree};

const DOCUMENT: &str = "\
openapi: 3.1.0
info: {title: T, version: '1'}
tags: [{name: a}, {name: b}, {name: c}]
paths:
  /a: {get: {tags: [a], x-keep: 1}, post: {deprecated: true}}
  /b: {get: {tags: [b]}}
";

fn applied(overlay: &str) -> String {
    let (tree, printed) = applied_in_turn(&[overlay.to_owned()]);
    format!("{tree}\n\n{printed}")
}

/// The document after overlays, one after the other, and what was said.
fn applied_in_turn(overlays: &[String]) -> (String, String) {
    let mut sources = Sources::default();
    let mut origins = Origins::default();
    let mut sink = Sink::default();
    let load = generator::load::document;
    let root = load("api.yaml", DOCUMENT, &mut sources, &mut origins, &mut sink);
    let mut root = root.expect("the document is one");
    for overlay in overlays {
        let map = generator::load::map;
        let overlay = map(
            "overlay.yaml",
            overlay,
            &mut sources,
            &mut origins,
            &mut sink,
        );
        let overlay = overlay.expect("the overlay is a map");
        generator::overlay::apply(&mut root, &overlay, &mut origins, &mut sink);
    }
    let front = Front {
        root: None,
        found: sink.into_vec(),
        sources,
        origins,
    };
    (tree(&root), front.printed())
}

#[test]
fn actions_change_the_document_in_order() {
    let cases = [
        (
            "update a map",
            "{target: $.info, update: {title: New, x-new: {a: 1}}}",
        ),
        ("append to a list", "{target: $.tags, update: {name: d}}"),
        (
            "concatenate lists inside",
            "{target: $, update: {tags: [{name: d}]}}",
        ),
        (
            "many targets",
            "{target: '$.paths.*.get', update: {summary: s}}",
        ),
        (
            "a filter",
            "{target: '$.paths.*[?@.deprecated == true]', remove: true}",
        ),
        ("remove items", "{target: '$.tags[0, 2]', remove: true}"),
        (
            "remove everything below",
            "{target: '$.paths..*', remove: true}",
        ),
        (
            "remove wins",
            "{target: $.tags, remove: true, update: {name: d}}",
        ),
        (
            "copy",
            "{target: \"$.paths['/b']\", copy: \"$.paths['/a'].post\"}",
        ),
        (
            "optional",
            "{target: $.nothing, remove: true, x-sdk-optional: true}",
        ),
        ("a single value", "{target: $.info.title, update: New}"),
    ];
    let shown: Vec<String> = cases
        .iter()
        .map(|(name, action)| {
            let overlay = format!("overlay: 1.1.0\nactions:\n  - {action}\n");
            format!("## {name}\n{}", applied(&overlay).trim_end())
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n\n"));
}

#[test]
fn actions_that_cannot_be_carried_out_are_errors() {
    let cases = [
        "overlay: 1.0.0\nactions:\n  - {target: $.nothing, update: {a: 1}}\n",
        "overlay: 1.0.0\nactions:\n  - {target: '$.[', update: {a: 1}}\n",
        "overlay: 1.0.0\nactions:\n  - {update: {a: 1}}\n",
        "overlay: 1.0.0\nactions:\n  - {target: $.info}\n",
        "overlay: 1.0.0\nactions:\n  - {target: $, remove: true}\n",
        "overlay: 1.0.0\nactions:\n  - {target: $.info, remove: 'yes'}\n",
        "overlay: 1.0.0\nactions:\n  - {target: $.info, update: [1]}\n",
        "overlay: 1.0.0\nactions:\n  - {target: $.info, copy: '$.tags[*]'}\n",
        "overlay: 1.0.0\nactions:\n  - {target: $.info, copy: $.nothing}\n",
        "overlay: 1.0.0\nactions:\n  - {target: $.info, updat: {}, x-sdk-optinal: true, remove: true}\n",
        "overlay: 1.0.0\nactions: {}\n",
        "overlay: 1.0.0\n",
        "overlay: 2.0.0\nactions: []\n",
        "actions: []\n",
    ];
    let shown: Vec<String> = cases
        .iter()
        .map(|overlay| {
            let result = applied(overlay);
            let (_, printed) = result.split_once("\n\n").unwrap_or_default();
            printed.trim_end().to_owned()
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n\n"));
}

#[test]
fn an_action_sees_what_those_before_it_have_done() {
    let actions = [
        "{target: $.info, update: {title: New, x-new: {a: 1}}}",
        "{target: \"$.info['x-new']\", update: {b: [2]}}",
        "{target: \"$.info['x-new'].b\", update: 3}",
        "{target: $.tags, update: {name: d}}",
        "{target: '$.tags[?@.name == \"d\"]', update: {x-found: true}}",
        "{target: '$.tags[1]', remove: true}",
        "{target: '$.paths.*.get', update: {summary: s}}",
        "{target: \"$.paths['/b']\", copy: \"$.paths['/a']\"}",
        "{target: '$..[?@.summary]', update: {x-named: {x-named: {}}}}",
        "{target: '$..*', update: {x-all: {}}}",
        "{target: '$.*', update: {x-half: true}}",
        "{target: '$..summary', remove: true}",
    ];
    let mut found = 0;
    for first in actions {
        for second in actions {
            for third in actions {
                let three = [first, second, third];
                let rows = three.map(|action| format!("  - {action}\n"));
                let together = format!("overlay: 1.1.0\nactions:\n{}", rows.concat());
                let alone = rows.map(|row| format!("overlay: 1.1.0\nactions:\n{row}"));
                let (document, said) = applied_in_turn(&[together]);
                let (expected, expected_said) = applied_in_turn(&alone);
                assert_eq!(document, expected, "{three:?}");
                assert_eq!(
                    said.matches("error").count(),
                    expected_said.matches("error").count(),
                    "{three:?}"
                );
                found += usize::from(!said.contains("error"));
            }
        }
    }
    assert!(found > 150, "only {found} of them can be carried out");
}
