//! How a fake reads requests.

use std::collections::BTreeMap;

use bytes::Bytes;
use client_runtime::form_style::{FormField, FormStyle};
use client_runtime::operation::OperationFacts;
use client_runtime::receipt::{Place, Receipt, Style};
use client_runtime::refusal::Refusal;
use client_runtime::route::{Captures, Route};
use http::header::CONTENT_TYPE;
use http::{Method, Request};
use serde::Deserialize;
use serde_json::{Value, json};

static FACTS: OperationFacts = OperationFacts {
    id: "find",
    title: "find",
    method: Method::POST,
    path: "/find",
    accept: "",
    content_type: "",
    repeatable: false,
    lockout: &[],
    sensitive: &[],
    security: &[],
};

/// The parts of a template that a request fills, where it fits.
fn captures(template: &'static str, path: &str, query: &str) -> Option<Captures> {
    Route::new(template).captures(path, query)
}

#[test]
fn templates_take_paths_apart() {
    let some = |pairs: &[(&'static str, &str)]| {
        let pairs = pairs.iter();
        Some(
            pairs
                .map(|(name, value)| (*name, (*value).to_owned()))
                .collect(),
        )
    };
    assert_eq!(captures("/a/{b}", "/a/1%2F2", ""), some(&[("b", "1%2F2")]));
    assert_eq!(captures("/a/{b}", "/a/", ""), None);
    assert_eq!(captures("/a/{b}", "/a/1/2", ""), None);
    assert_eq!(
        captures("/{from}..{to}.zip", "/1..2.zip", ""),
        some(&[("from", "1"), ("to", "2")])
    );
    assert_eq!(captures("/{a/b?c}/d", "/1/d", ""), some(&[("a/b?c", "1")]));
    assert_eq!(captures("/caf\u{e9}", "/caf%C3%A9", ""), some(&[]));
}

#[test]
fn what_templates_have_of_a_query_has_to_be_there() {
    assert!(captures("/items?kind=a", "/items", "page=1&kind=a").is_some());
    assert!(captures("/items?kind=a", "/items", "kind=b").is_none());
    assert!(captures("/items?all=", "/items", "all=").is_some());
    let named = captures("/items?kind={kind}", "/items", "page=1&kind=a%20b");
    assert_eq!(named, Some(vec![("kind", "a%20b".to_owned())]));
}

/// The query's value of `v`, as JSON, or why it is refused.
fn query(text: &str, style: Style) -> Result<Option<Value>, String> {
    let request = Request::post(format!("https://api.example.com/find?{text}"));
    let request = request.body(Bytes::new()).unwrap();
    let captures = Captures::new();
    let receipt = Receipt::new(&FACTS, &captures, &request);
    let value = receipt.optional(Place::Query, "v", style);
    value.map_err(|refusal: Refusal| refusal.message().to_owned())
}

#[test]
fn json_in_a_parameter_is_what_it_says() {
    let json = |text| query(text, Style::Json);
    assert_eq!(json("v=%22text%22"), Ok(Some(json!("text"))));
    assert_eq!(json("v=%225%22"), Ok(Some(json!("5"))));
    assert_eq!(json("v=5"), Ok(Some(json!(5))));
    assert_eq!(json("v=%5B1%2C%22a%22%5D"), Ok(Some(json!([1, "a"]))));
    assert_eq!(json("v=null"), Ok(Some(json!(null))));
    assert_eq!(json("w=5"), Ok(None));
    assert_eq!(json("v=text"), Err("v is not JSON".to_owned()));
}

#[test]
fn words_are_numbers_only_as_they_would_be_written() {
    let form = |text: &str| query(text, Style::Form(false)).unwrap().unwrap();
    assert_eq!(form("v=5"), json!(5));
    assert_eq!(form("v=-7"), json!(-7));
    assert_eq!(form("v=1.0"), json!(1.0));
    assert_eq!(form("v=true"), json!(true));
    for text in ["007", "1.50", "1e3", "text", "\u{e9}"] {
        assert_eq!(form(&format!("v={text}")), json!(text), "{text}");
    }
}

#[test]
fn maps_in_a_query_leave_other_parameters_alone() {
    let given = query("page=1&a=x&b=2", Style::FormBeside(&["page"]));
    assert_eq!(given, Ok(Some(json!({ "a": "x", "b": 2 }))));
    let given = query("page=1", Style::FormBeside(&["page"]));
    assert_eq!(given, Ok(None));
}

/// The header's value of `v`, as JSON.
fn header(text: &str, style: Style) -> Value {
    let request = Request::post("https://api.example.com/find").header("v", text);
    let request = request.body(Bytes::new()).unwrap();
    let captures = Captures::new();
    let receipt = Receipt::new(&FACTS, &captures, &request);
    let members: BTreeMap<String, Value> = receipt.required(Place::Header, "v", style).unwrap();
    json!(members)
}

#[test]
fn json_within_a_header_is_one_part() {
    let text = r#"id,7,tags,["a,b",{"c":1}],name,x"#;
    let expected = json!({ "id": 7, "tags": ["a,b", { "c": 1 }], "name": "x" });
    assert_eq!(header(text, Style::Simple(false)), expected);
    let text = r#"id=7,tags=["a,b",{"c":1}],name=x"#;
    assert_eq!(header(text, Style::Simple(true)), expected);
    let text = r#"tags,["a"],one,[{"c":1}]"#;
    let expected = json!({ "tags": ["a"], "one": [{ "c": 1 }] });
    assert_eq!(header(text, Style::Simple(false)), expected);
    let text = "id,{7,name,x";
    let expected = json!({ "id": "{7", "name": "x" });
    assert_eq!(header(text, Style::Simple(false)), expected);
}

#[derive(Debug, PartialEq, Deserialize)]
struct Filter {
    tags: Vec<String>,
    limit: Option<u8>,
    note: Option<String>,
}

/// A form's members, or why it is refused.
fn form(content_type: &str, text: &'static str, fields: &[FormField]) -> Result<Filter, String> {
    let request = Request::post("https://api.example.com/find").header(CONTENT_TYPE, content_type);
    let request = request.body(Bytes::from_static(text.as_bytes())).unwrap();
    let captures = Captures::new();
    let receipt = Receipt::new(&FACTS, &captures, &request);
    let form = receipt.form(fields);
    form.map_err(|refusal| refusal.message().to_owned())
}

#[test]
fn forms_are_read_in_the_style_of_each_member() {
    let own = "application/x-www-form-urlencoded; charset=utf-8";
    let filter = |tags: &[&str], limit, note: Option<&str>| {
        Ok(Filter {
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            limit,
            note: note.map(str::to_owned),
        })
    };
    let field = |name, style| FormField {
        name,
        style,
        reserved: false,
    };
    let usual = form(own, "tags=a&limit=7&tags=b+c&more=1", &[]);
    assert_eq!(usual, filter(&["a", "b c"], Some(7), None));
    let comma = [field("tags", FormStyle::Comma)];
    assert_eq!(
        form(own, "tags=a,b%2Cc", &comma),
        filter(&["a", "b,c"], None, None)
    );
    let pipe = [field("tags", FormStyle::Pipe)];
    assert_eq!(
        form(own, "tags=a%7Cb", &pipe),
        filter(&["a", "b"], None, None)
    );
    let deep = [field("tags", FormStyle::Deep)];
    assert_eq!(
        form(own, "tags[1]=b&tags[0]=a", &deep),
        filter(&["a", "b"], None, None)
    );
    let json = [
        field("tags", FormStyle::Json),
        field("note", FormStyle::Json),
    ];
    let text = "tags=%5B%22a%22%5D&note=%22n%22";
    assert_eq!(form(own, text, &json), filter(&["a"], None, Some("n")));
}

#[test]
fn forms_that_do_not_fit_say_what_is_wrong_and_quote_nothing() {
    let own = "application/x-www-form-urlencoded";
    let wrong = |content_type, text| form(content_type, text, &[]).unwrap_err();
    assert_eq!(
        wrong("text/plain", "tags=a"),
        "body is not of the type application/x-www-form-urlencoded"
    );
    assert_eq!(wrong(own, "limit=1"), "body: the member `tags` is missing");
    assert_eq!(
        wrong(own, "tags=a&limit=300"),
        "body: expected a whole number from 0 of 8 bits"
    );
}
