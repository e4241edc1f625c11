//! References and typed reading.

use generator::diagnostic::Sink;
use generator::node::Node;
use generator::resolve::Refs;

use crate::{Front, front, tree};

const DOCUMENT: &str = "\
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a/{b}:
    get:
      callbacks: {c: {$ref: '#/components/callbacks/C'}}
      parameters: [{$ref: '#/components/parameters/P'}]
      responses: {'200': {description: d, content: {application/json: {schema: {type: string}}}}, 4XX: {$ref: '#/components/responses/R'}}
components:
  callbacks: {C: {}}
  parameters: {P: {name: p, in: query, style: pipeDelimited, schema: {type: array, items: {type: string}}}}
  responses: {R: {description: r}}
  schemas:
    Chain: {$ref: '#/components/schemas/Next', description: outer}
    Next: {$ref: '#/components/schemas/End', description: inner}
    End: {type: object, properties: {'a~b/c d': {type: string}, known: {type: integer}}}
    Loop: {$ref: '#/components/schemas/Pool'}
    Pool: {$ref: '#/components/schemas/Loop'}
    Self: {$ref: '#/components/schemas/Self'}
    Tuple: {type: array, prefixItems: [{type: string}], $defs: {D: {type: number}}}
    Big: {type: integer, minimum: -99999999999999999999999999, maximum: 1.0e400, maxLength: 99999999999999999999999999, default: 18446744073709551616, x-sdk-sensitive: true, enum: [1], discriminator: {propertyName: k, mapping: {a: A}}}
";

fn find<'d>(front: &'d Front, reference: &str, place: &'d Node) -> String {
    let Some(root) = &front.root else {
        return "nothing".to_owned();
    };
    let mut sink = Sink::default();
    let refs = Refs::new(root);
    let found = refs.follow(place, &mut sink);
    let again = refs.follow(place, &mut sink);
    assert_eq!(found.is_some(), again.is_some());
    let target = found.map_or("nothing".to_owned(), |target| {
        format!(
            "{:?} {:?} {:?} {}",
            target.section,
            target.name,
            target.description,
            tree(target.node)
        )
    });
    let found: Vec<String> = sink
        .into_vec()
        .into_iter()
        .map(|one| {
            format!(
                "\n  {}: {} ({})",
                one.code,
                one.message,
                one.help.unwrap_or_default()
            )
        })
        .collect();
    format!("{reference}\n  {target}{}", found.concat())
}

#[test]
fn references_lead_to_any_place_of_the_document() {
    let references = [
        "#/components/schemas/Chain",
        "#/paths/~1a~1%7Bb%7D/get/responses/200/content/application~1json/schema",
        "#/components/schemas/End/properties/a~0b~1c%20d",
        "#/components/schemas/Chain/properties/known",
        "#/components/schemas/Tuple/prefixItems/0",
        "#/components/schemas/Tuple/$defs/D",
        "#/components/schemas/Tuple/prefixItems/00",
        "#/components/schemas/Loop",
        "#/components/schemas/Self",
        "#/components/schemas/Ende",
        "#/component/schemas/End",
        "#/components/schemas/",
        "#End",
        "End",
        "",
        "other.yaml#/End",
        "https://example.com/End",
        "#/components/schemas/%FF",
    ];
    let document = front("a.yaml", DOCUMENT);
    let holders: Vec<Front> = references
        .iter()
        .map(|reference| crate::map("r.yaml", &format!("{{\"$ref\": \"{reference}\"}}")))
        .collect();
    let shown: Vec<String> = references
        .iter()
        .zip(&holders)
        .filter_map(|(reference, holder)| Some(find(&document, reference, holder.root.as_ref()?)))
        .collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn one_node_is_read_at_a_time() {
    let document = front("a.yaml", DOCUMENT);
    assert_eq!(document.printed(), "");
    let Some(root) = &document.root else {
        panic!("the document is read");
    };
    let refs = Refs::new(root);
    let mut sink = Sink::default();
    let at = |path: &[&str]| {
        path.iter()
            .try_fold(root, |node, key| node.get(key))
            .expect("the path is in the document")
    };
    let operation = refs.operation(at(&["paths", "/a/{b}", "get"]), &mut sink);
    let parameter = refs.parameter(at(&["components", "parameters", "P"]), &mut sink);
    let response = refs.response(
        at(&["paths", "/a/{b}", "get", "responses", "4XX"]),
        &mut sink,
    );
    let info = refs.info(at(&["info"]), &mut sink);
    let schema = refs.schema(at(&["components", "schemas", "Big"]), &mut sink);
    let schema = schema.map(|schema| {
        (
            schema.minimum().cloned(),
            schema.maximum().cloned(),
            schema.types(),
            schema.hint("x-sdk-sensitive").map(tree),
            schema.data,
            schema.any,
        )
    });
    insta::assert_debug_snapshot!((
        operation.map(|read| read.data),
        parameter.map(|read| read.data),
        response.map(|read| read.data),
        info.map(|read| read.data),
        schema,
    ));
    assert_eq!(sink.into_vec(), []);
}

#[test]
fn broken_pieces_cost_only_themselves() {
    let text = "\
openapi: 3.1.0
info: {version: 1}
paths:
  /a:
    get:
      tags: [a, {}]
      operationId: {}
      parameters: [{name: a, in: boddy}, {name: b, in: path, required: true, style: form}]
      responses: {'200': {content: {application/json: 5, text/plain: {}}}}
components: {securitySchemes: {m: {type: mutualTLS}}}
";
    let document = front("a.yaml", text);
    let Some(root) = &document.root else {
        panic!("the document is read");
    };
    let refs = Refs::new(root);
    let mut sink = Sink::default();
    let at = |path: &[&str]| {
        path.iter()
            .try_fold(root, |node, key| node.get(key))
            .expect("the path is in the document")
    };
    let operation = at(&["paths", "/a", "get"]);
    let parameters = operation.get("parameters").and_then(Node::as_list);
    let parameters: Vec<_> = parameters
        .unwrap_or_default()
        .iter()
        .map(|node| refs.parameter(node, &mut sink).map(|read| read.data))
        .collect();
    let response = refs.response(at(&["paths", "/a", "get", "responses", "200"]), &mut sink);
    let scheme = refs.security_scheme(at(&["components", "securitySchemes", "m"]), &mut sink);
    insta::assert_debug_snapshot!((
        refs.info(at(&["info"]), &mut sink).map(|read| read.data),
        refs.operation(operation, &mut sink).map(|read| read.data),
        parameters,
        response.map(|read| read.data),
        scheme.map(|read| read.data),
        sink.into_vec(),
    ));
}
