//! 3.0 and 3.1 spellings of the same thing.

use crate::{Front, front, sorted, tree, with_schemas};

fn schemas(front: &Front) -> String {
    let found = front
        .root
        .as_ref()
        .and_then(|root| root.get("components")?.get("schemas"));
    found.map_or("nothing".to_owned(), sorted)
}

#[test]
fn pairs_of_spellings_become_the_same_tree() {
    let pairs = [
        (
            "A: {type: string, nullable: true}",
            "A: {type: [string, 'null']}",
        ),
        (
            "A: {type: string, nullable: true}",
            "A: {type: [string, null]}",
        ),
        ("A: {type: string}", "A: {type: [string]}"),
        (
            "A: {nullable: true, allOf: [{$ref: '#/components/schemas/B'}]}\nB: {type: object}",
            "A: {oneOf: [{$ref: '#/components/schemas/B'}, {type: 'null'}]}\nB: {type: object}",
        ),
        (
            "A: {description: d, type: integer, nullable: true, minimum: 1, exclusiveMinimum: true}",
            "A: {description: d, anyOf: [{type: 'null'}, {type: integer, description: inner, exclusiveMinimum: 1}]}",
        ),
        (
            "A: {nullable: true, oneOf: [{type: string}, {type: integer}]}",
            "A: {oneOf: [{type: string}, {type: 'null'}, {type: integer}]}",
        ),
        (
            "A: {type: integer, minimum: 5, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: true}",
            "A: {type: integer, exclusiveMinimum: 5, minimum: 2, exclusiveMaximum: 9}",
        ),
        (
            "A: {type: integer, minimum: 7}",
            "A: {type: integer, exclusiveMinimum: 5, minimum: 7}",
        ),
        (
            "A: {type: string, example: x}",
            "A: {type: string, examples: [x]}",
        ),
        (
            "A: {type: string, format: byte}",
            "A: {type: string, contentEncoding: base64}",
        ),
        (
            "A: {type: string, format: binary}",
            "A: {contentMediaType: application/octet-stream}",
        ),
        (
            "A: {type: string, nullable: true, enum: [a, b, null]}",
            "A: {type: [string, 'null'], enum: [a, b, null]}",
        ),
        (
            "A: {allOf: [{$ref: '#/components/schemas/B'}], deprecated: true, description: d}\nB: {}",
            "A: {$ref: '#/components/schemas/B', deprecated: true, description: d}\nB: true",
        ),
        (
            "A: {$ref: '#/components/schemas/B', description: d}\nB: {}",
            "A: {$ref: '#/components/schemas/B', description: d}\nB: {}",
        ),
        (
            "A: {type: object, properties: {type: {type: string, nullable: true}, const: {type: string}}, additionalProperties: {type: string, nullable: true}}",
            "A: {type: object, properties: {type: {type: [string, 'null']}, const: {type: string}}, additionalProperties: {type: [string, 'null']}}",
        ),
    ];
    for (old, new) in pairs {
        let old = front("old.yaml", &with_schemas("3.0.3", old));
        let new = front("new.yaml", &with_schemas("3.1.0", new));
        assert_eq!(old.printed(), "", "3.0 has nothing to say");
        assert_eq!(new.printed(), "", "3.1 has nothing to say");
        assert_eq!(schemas(&old), schemas(&new));
    }
}

#[test]
fn what_3_0_cannot_say_is_carried() {
    let schemas = "\
SeveralTypes: {type: [string, integer, 'null']}
OnlyNull: {type: 'null'}
NullInAList: {type: ['null']}
OneOfNulls: {oneOf: [{type: 'null'}, {const: null}]}
Never: {not: {}, properties: {a: false, b: true}}
Constant: {const: 5}
NullConstant: {const: null}
Tuple: {type: array, prefixItems: [{type: [string, 'null']}], items: false}
Patterns: {patternProperties: {'^a': {const: x}}, propertyNames: {type: string}, unevaluatedProperties: false}
Choice: {if: {type: string}, then: {minLength: 1}, else: true}
Dependent: {dependentRequired: {a: [b]}, dependentSchemas: {a: {type: [string]}}}
Examples: {examples: [1, 2]}
Encoded: {type: string, contentEncoding: quoted-printable, contentMediaType: text/plain, contentSchema: {type: [object]}}
Defined: {$defs: {Inner: {type: [string, 'null']}}, $id: x, $anchor: here, $comment: words}
Nested: {anyOf: [{oneOf: [{anyOf: [{type: 'null'}, {const: a}]}, {type: 'null'}]}, {type: 'null'}]}
Reserved: {x-internal-types: [string], type: string}
";
    insta::assert_snapshot!(front("a.yaml", &with_schemas("3.1.0", schemas)).show());
}

#[test]
fn only_schemas_are_rewritten() {
    let text = "\
openapi: 3.1.0
info: {title: T, version: '1', x-a: {type: [string, 'null']}}
paths:
  /a:
    get:
      parameters:
        - {name: q, in: query, schema: {type: [string, 'null']}, examples: {one: {value: {type: [a, 'null']}}}}
      responses:
        '200':
          description: d
          content:
            application/json:
              schema: {type: object, default: {type: [string, 'null'], const: 1}, example: {const: 1}, enum: [{const: 1}]}
              example: {type: [string, 'null'], const: 1, $ref: '#/nowhere'}
";
    let front = front("a.yaml", text);
    insta::assert_snapshot!(front.show());
}

#[test]
fn a_3_0_document_in_spellings_of_3_1_is_read_as_meant_and_told() {
    let schemas = "A: {type: [string, 'null'], const: a}\nB: {type: integer, exclusiveMinimum: 3}\nC: {anyOf: [{type: string}, {type: 'null'}]}\n";
    insta::assert_snapshot!(front("a.yaml", &with_schemas("3.0.3", schemas)).show());
}

#[test]
fn a_3_1_document_may_lack_paths() {
    let new = front(
        "a.yaml",
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\nwebhooks: {}\n",
    );
    assert_eq!(new.printed(), "");
    assert_eq!(
        new.root.as_ref().map(tree).as_deref(),
        Some(r#"{openapi: "3.1.0", info: {title: "T", version: "1"}, webhooks: {}, paths: {}}"#)
    );
    let old = front(
        "a.yaml",
        "openapi: 3.0.0\ninfo: {title: T, version: '1'}\nwebhooks: {}\n",
    );
    insta::assert_snapshot!(old.printed());
}
