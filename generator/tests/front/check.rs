//! What is said about documents that do not fit the standard.

use crate::{front, with_schemas};

#[test]
fn every_mismatch_is_reported_at_its_own_node() {
    let text = "\
openapi: 3.0.3
info: {titel: T, version: 1.0}
servers: {url: /}
tags: [{nmae: a}]
pahts: {}
paths:
  pets: {}
  /pets:
    get:
      operationId: [a]
      parameters:
        - {in: query, schema: {type: strin}}
        - {name: b, in: boddy, schema: {}}
        - {name: c, in: path, required: false, schema: {}}
        - {name: d, in: query}
        - {name: e, in: query, style: deepobject, schema: {}}
        - $ref: 5
      responses:
        2OO: {description: d}
        '200': {}
        2XX: {description: d, content: {application/json: {schema: [a]}}}
        default: {$ref: '#/components/responses/E', extra: 1}
    fetch: {}
components:
  securitySchemes: {k: {type: apiKey, name: k}, o: {type: oauth2, flows: {password: {scopes: {}}}}}
  schemas:
    A: {type: array}
    B: {type: object, required: true, properties: {x: 5, y: {type: integer, minimum: '1', maxLength: -1}}}
    C: {type: string, enum: a, nullable: 1, patern: a}
    D: {allOf: {type: string}}
    E: {type: object, properties: [a], additionalProperties: 7}
    F: null
";
    insta::assert_snapshot!(front("a.yaml", text).show());
}

#[test]
fn what_is_not_openapi_s_is_left_alone() {
    let schemas = "\
A: {type: object, x-anything: {type: 5}, example: {type: 5}, default: {required: 1}, enum: [{properties: 1}], properties: {x-prop: {type: string}, $ref: {type: string}}}
";
    assert_eq!(
        front("a.yaml", &with_schemas("3.0.3", schemas)).printed(),
        ""
    );
}

#[test]
fn numbers_stand_for_texts_and_for_counts() {
    let text = "openapi: 3.1\ninfo: {title: 5, version: 1.0, description: true}\npaths: {}\ncomponents: {schemas: {A: {type: array, items: {}, maxItems: 2.0, minItems: 1e0}, B: {type: integer, maximum: 1e400, minimum: -99999999999999999999999999}}}\n";
    insta::assert_snapshot!(front("a.yaml", text).show());
}
