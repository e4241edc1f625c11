//! Documents that want to bring the generator down.

use generator::diagnostic::Sink;
use generator::node::Node;
use generator::resolve::Refs;

use crate::{front, with_schemas};

/// Reads the text, prints what is said, and reads every schema; returns how much was said.
fn survive(text: &str) -> usize {
    let front = front("hostile.yaml", text);
    let printed = front.printed();
    assert_eq!(printed.is_empty(), front.found.is_empty());
    if let Some(root) = &front.root {
        let refs = Refs::new(root);
        let mut sink = Sink::default();
        let schemas = root.get("components").and_then(|node| node.get("schemas"));
        for (_, schema) in schemas
            .and_then(Node::as_map)
            .into_iter()
            .flat_map(generator::node::Map::iter)
        {
            refs.schema(schema, &mut sink);
        }
    }
    front.found.len()
}

#[test]
fn nesting_is_limited() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("{a: ", "}"), ("- ", "")] {
        for depth in [200, 5_000, 100_000] {
            let head = "openapi: 3.1.0\nx-deep: ";
            let nested = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let block = if open == "- " {
                format!("openapi: 3.1.0\nx-deep:\n  {nested}")
            } else {
                format!("{head}{nested}")
            };
            assert_eq!(survive(&block), 1, "{open} {depth}");
            assert_eq!(survive(&nested), 1, "{open} {depth} alone");
        }
    }
}

#[test]
fn nesting_within_the_limit_is_read() {
    let nested = format!("{}type: string{}", "{not: ".repeat(50), "}".repeat(50));
    let nested = nested.replacen("type: string", "{type: string}", 1);
    assert_eq!(survive(&with_schemas("3.1.0", &format!("A: {nested}"))), 0);
    let unwrapped = format!(
        "{}{{type: string}}{}",
        "{anyOf: [{type: 'null'}, ".repeat(50),
        "]}".repeat(50)
    );
    assert_eq!(
        survive(&with_schemas("3.1.0", &format!("A: {unwrapped}"))),
        0
    );
}

#[test]
fn aliases_do_not_explode() {
    let mut laughs = String::from("openapi: 3.1.0\nx-a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
    for level in 1..20 {
        let items = vec![format!("*a{}", level - 1); 10].join(", ");
        laughs.extend([
            "x-a",
            &level.to_string(),
            ": &a",
            &level.to_string(),
            " [",
            &items,
            "]\n",
        ]);
    }
    assert_eq!(survive(&laughs), 1);
    let large = vec!["1"; 3_000].join(", ");
    let many = vec!["*a"; 3_000].join(", ");
    assert_eq!(
        survive(&format!(
            "openapi: 3.1.0\nx-a: &a [{large}]\nx-b: [{many}]\n"
        )),
        1
    );
}

#[test]
fn limits_are_said_plainly() {
    let deep = format!("openapi: {}", "[".repeat(300));
    let circle = "openapi: 3.1.0\nx-a: &a [*a]\n".to_owned();
    let large = vec!["1"; 3_000].join(", ");
    let many = vec!["*a"; 3_000].join(", ");
    let bomb = format!("openapi: 3.1.0\nx-a: &a [{large}]\nx-b: [{many}]\n");
    let json = format!("{}1{}", "{\"a\":".repeat(200), "}".repeat(200));
    let said: Vec<String> = [deep, circle, bomb, json]
        .iter()
        .flat_map(|text| front("a.yaml", text).found)
        .map(|one| one.message)
        .collect();
    insta::assert_debug_snapshot!(said);
}

#[test]
fn long_chains_of_references_end() {
    let link = |link: u32| format!("S{link}: {{$ref: '#/components/schemas/S{}'}}\n", link + 1);
    let mut chain: String = (0..5_000).map(link).collect();
    chain.push_str("S5000: {type: string}\n");
    let text = with_schemas("3.1.0", &chain);
    let front = front("chain.yaml", &text);
    let Some(root) = &front.root else {
        panic!("the document is read");
    };
    let first = root
        .get("components")
        .and_then(|node| node.get("schemas")?.get("S0"));
    let mut sink = Sink::default();
    let target = first.and_then(|node| Refs::new(root).follow(node, &mut sink));
    assert_eq!(target.and_then(|target| target.name), Some("S5000"));
    let through = "A: {$ref: '#/components/schemas/A/x/y/z'}\nB: {$ref: '#/components/schemas/C/x'}\nC: {$ref: '#/components/schemas/B/y'}\n";
    assert_eq!(survive(&with_schemas("3.1.0", through)), 0);
}

#[test]
fn wide_documents_of_mistakes_are_read() {
    let mut wide = String::from("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n");
    wide.extend((0..5_000).map(|key| format!("unknown{key}: 1\n")));
    assert_eq!(survive(&wide), 5_000);
}
