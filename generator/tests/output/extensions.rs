//! What a document says under keys of its own stays with what it says it of.

use std::fmt::Write as _;

use generator::diagnostic::Sink;
use generator::ir::{Api, Extensions, Shape};
use generator::lower::Formats;
use generator::resolve::json;
use generator::source::{Origins, Sources};
use generator::{check, dialect, load, lower};

const DOCUMENT: &str = r"
openapi: 3.1.0
info: {title: Extensions, version: 1.0.0}
x-root: [1, 2.50]
x-sdk-body-limit: 1024
paths:
  x-paths: nothing to do with an operation
  /things:
    get:
      operationId: listThings
      x-codegen: {a: 1, b: null}
      x-sdk-aliases: [things]
      parameters: [{name: q, in: query, schema: {type: string}, x-order: 1}]
      responses: {'204': {description: None.}}
components:
  schemas:
    Thing:
      type: object
      x-team: blue
      properties:
        size: {type: integer, x-unit: mm}
        other: {$ref: '#/components/schemas/Thing', x-beside: true}
";

#[test]
fn extensions_stay_with_what_they_are_said_of() {
    let mut shown = String::new();
    let mut note = |what: &str, extensions: &Extensions| {
        for (key, value) in extensions.iter() {
            let value = json(value).expect("it is JSON");
            let _ = writeln!(shown, "{what}: {key} = {value}");
        }
    };
    let api = lowered();
    note("document", &api.extensions);
    for operation in api.operations() {
        note(&operation.id, &operation.extensions);
        for parameter in &operation.parameters {
            note(&parameter.wire, &parameter.extensions);
        }
    }
    for definition in &api.types {
        note(&definition.words.join(" "), &definition.extensions);
        if let Shape::Object(object) = &definition.shape {
            for field in &object.fields {
                note(&field.wire, &field.extensions);
            }
        }
    }
    assert_eq!(
        shown,
        "document: x-root = [1,2.5]\n\
         listThings: x-codegen = {\"a\":1,\"b\":null}\n\
         q: x-order = 1\n\
         Thing: x-team = \"blue\"\n\
         size: x-unit = \"mm\"\n\
         other: x-beside = true\n"
    );
}

fn lowered() -> Api {
    let (mut sources, mut origins) = (Sources::default(), Origins::default());
    let mut sink = Sink::default();
    let root = load::document(
        "openapi.yaml",
        DOCUMENT,
        &mut sources,
        &mut origins,
        &mut sink,
    );
    let mut root = root.expect("the document can be read");
    dialect::normalise(&mut root, &mut origins, &mut sink);
    check::check(&mut root, &mut sink);
    lower::api(&root, Formats::default(), &mut sink)
}
