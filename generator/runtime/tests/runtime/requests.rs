//! How requests are put together.

use client_runtime::base_url::BaseUrl;
use client_runtime::draft::Draft;
use client_runtime::operation::OperationFacts;
use client_runtime::problems::{Problem, ValidationError};
use http::Method;

static FACTS: OperationFacts = OperationFacts {
    id: "getThing",
    title: "get thing",
    method: Method::GET,
    path: "/things/{id}/parts",
    accept: "application/json",
    content_type: "application/json",
    repeatable: true,
    lockout: &[],
    sensitive: &[],
    security: &[],
};

fn draft() -> Draft {
    let base = BaseUrl::parse("https://api.example.com/v1/").unwrap();
    let mut draft = Draft::new(&FACTS, &base);
    draft.path("/things/");
    draft
}

fn uri(draft: Draft) -> Result<String, String> {
    let request = draft
        .empty()
        .map_err(|error: ValidationError| error.to_string())?;
    let uri = request.uri().to_string();
    Ok(uri
        .strip_prefix("https://api.example.com/v1/things/")
        .unwrap()
        .to_owned())
}

/// What a value looks like in the path, or why it is refused.
fn segments() -> [(&'static str, Result<&'static str, &'static str>); 17] {
    let empty = Err("get thing: id must not be empty");
    let dots = Err("get thing: id must not be a dot segment");
    [
        ("", empty),
        (".", dots),
        ("..", dots),
        ("...", Ok("...")),
        ("a/b", Ok("a%2Fb")),
        ("a?b", Ok("a%3Fb")),
        ("a#b", Ok("a%23b")),
        ("%2e%2e", Ok("%252e%252e")),
        ("../admin", Ok("..%2Fadmin")),
        ("..\\admin", Ok("..%5Cadmin")),
        ("a b+c", Ok("a%20b%2Bc")),
        ("a;v=1,2:@", Ok("a%3Bv%3D1%2C2%3A%40")),
        ("caf\u{e9} \u{1f600}", Ok("caf%C3%A9%20%F0%9F%98%80")),
        ("\u{2025}", Ok("%E2%80%A5")),
        ("a\r\nb\0", Ok("a%0D%0Ab%00")),
        ("a-b_c.d~e", Ok("a-b_c.d~e")),
        ("+19195551234", Ok("%2B19195551234")),
    ]
}

#[test]
fn a_path_parameter_never_leaves_its_segment() {
    for (value, expected) in segments() {
        let expected = expected
            .map(|segment| format!("{segment}/parts"))
            .map_err(str::to_owned);

        let mut own = draft();
        own.segment("id", value);
        own.path("/parts");
        assert_eq!(uri(own), expected, "segment {value:?}");

        let mut clients = draft();
        clients.client_segment("id", Some(value));
        clients.path("/parts");
        assert_eq!(uri(clients), expected, "client_segment {value:?}");

        let mut list = draft();
        list.simple("id", &[value], false);
        list.path("/parts");
        assert_eq!(uri(list), expected, "simple {value:?}");
    }
}

#[test]
fn a_list_in_the_path_keeps_its_commas_apart_from_those_of_its_items() {
    let mut some = draft();
    some.simple("ids", &["a,b", "c/d", ".."], false);
    assert_eq!(uri(some).unwrap(), "a%2Cb,c%2Fd,..");

    let mut none = draft();
    none.simple("ids", &[] as &[i64], false);
    assert_eq!(uri(none).unwrap_err(), "get thing: ids must not be empty");
}

#[test]
fn query_parameters_are_encoded_and_left_out_when_not_set() {
    let mut draft = draft();
    draft.path("x");
    draft.query("a b", Some("c d&e=f+g"));
    draft.query("none", None::<i64>);
    draft.query("n", Some(-5));
    draft.query("empty", Some(""));
    draft.form("each", "each", Some(&["x", "y,z"]), true);
    draft.form("no_each", "no_each", None::<&[i64]>, true);
    draft.form("comma", "comma", Some(&["x", "y,z"]), false);
    draft.delimited("space", "space", Some(&[1, 2]), "%20");
    draft.delimited("pipe", "pipe", Some(&[true, false]), "%7C");
    draft.form("nothing", "nothing", Some(&[] as &[i64]), false);
    assert_eq!(
        uri(draft).unwrap(),
        "x?a%20b=c%20d%26e%3Df%2Bg&n=-5&empty=&each=x&each=y%2Cz&comma=x,y%2Cz&space=1%202&pipe=true%7Cfalse",
    );
}

#[test]
fn headers_carry_values_and_never_line_breaks() {
    let mut good = draft();
    good.path("x");
    good.header("trace", "x-trace", Some(7));
    good.header("none", "x-none", None::<&str>);
    good.header_parts("tags", "x-tags", Some(&["a", "b"]), false);
    good.header_parts("no_tags", "x-no-tags", Some(&[] as &[i64]), false);
    let request = good.empty().unwrap();
    let headers = request.headers();
    assert_eq!(headers["accept"], "application/json");
    assert_eq!(headers["x-trace"], "7");
    assert!(headers["x-trace"].is_sensitive());
    assert_eq!(headers["x-tags"], "a,b");
    assert_eq!(headers.len(), 3);

    for value in ["a\r\nx-evil: 1", "a\nb", "a\rb", "a\0b", "\u{7f}"] {
        let mut bad = draft();
        bad.path("x");
        bad.header("trace", "x-trace", Some(value));
        let error = bad.empty().unwrap_err().to_string();
        assert_eq!(
            error,
            "get thing: trace holds characters that a header cannot carry"
        );
    }
}

#[test]
fn reserved_characters_stay_and_never_end_the_query() {
    let cases = [
        (":/?[]@!$&'()*+,;=", ":/?[]@!$&'()*+,;="),
        ("a#b", "a%23b"),
        ("a b\"<>\\^`{|}", "a%20b%22%3C%3E%5C%5E%60%7B%7C%7D"),
        ("%2Fx%2f", "%2Fx%2f"),
        ("50%", "50%25"),
        ("%zz%1", "%25zz%251"),
        ("%%41", "%25%41"),
        ("%\u{e9}", "%25%C3%A9"),
    ];
    for (value, expected) in cases {
        let mut draft = draft();
        draft.query_reserved("a&b", Some(value));
        draft.query("last", Some(1));
        assert_eq!(uri(draft), Ok(format!("?a%26b={expected}&last=1")));
    }
}

#[test]
fn parts_of_parts_are_numbered_in_brackets_or_written_as_json() {
    #[derive(serde::Serialize)]
    struct Filter {
        tags: Vec<&'static str>,
        deep: Vec<std::collections::BTreeMap<&'static str, Option<f64>>>,
        none: Option<i64>,
    }
    let filter = Filter {
        tags: vec!["a&b", "c"],
        deep: vec![[("x\"", Some(3.0)), ("y", None)].into()],
        none: None,
    };
    let mut brackets = draft();
    brackets.deep_object("filter", "f", Some(&filter));
    assert_eq!(
        uri(brackets).unwrap(),
        "?f%5Btags%5D%5B0%5D=a%26b&f%5Btags%5D%5B1%5D=c&f%5Bdeep%5D%5B0%5D%5Bx%22%5D=3"
    );

    let mut form = draft();
    form.form("filter", "f", Some(&filter), true);
    assert_eq!(
        uri(form).unwrap(),
        "?tags=a%26b&tags=c&deep=%7B%22x%5C%22%22%3A3%2C%22y%22%3Anull%7D"
    );
}

#[test]
fn a_value_that_cannot_be_written_is_a_problem_that_quotes_nothing() {
    const NAN: [f64; 1] = [f64::NAN];
    let refused = |write: fn(&mut Draft)| {
        let mut draft = draft();
        write(&mut draft);
        draft.empty().unwrap_err().to_string()
    };
    let unsent = "get thing: secret holds a value that cannot be sent";
    let cookie = "get thing: secret holds characters that a cookie cannot carry";
    assert_eq!(
        refused(|draft| draft.form("secret", "s", Some(&NAN), true)),
        unsent
    );
    assert_eq!(
        refused(|draft| draft.deep_object("secret", "s", Some(&NAN))),
        unsent
    );
    assert_eq!(refused(|draft| draft.label("secret", &NAN, true)), unsent);
    assert_eq!(
        refused(|draft| draft.cookie("secret", "s", Some(&NAN), true)),
        cookie
    );
    for value in ["a;b", "a b", "a,b", "\"a\"", "a\\b", "\u{e9}", "a\nb"] {
        let mut draft = draft();
        draft.cookie("secret", "s", Some(value), true);
        assert_eq!(draft.empty().unwrap_err().to_string(), cookie, "{value:?}");
    }
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let mut draft = draft();
    draft.client_segment("account_id", None);
    draft.segment("id", "..");
    draft.header("trace", "x-trace", Some("a\nb"));
    draft.client_parameter("region", false);
    let error = draft.json(&Some(1)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "get thing: account_id is not set: set it on the client's builder or on the call; \
         id must not be a dot segment; trace holds characters that a header cannot carry; \
         region is not set: set it on the client's builder or on the call",
    );
    let fields: Vec<_> = error.problems().iter().map(Problem::field).collect();
    assert_eq!(fields, ["account_id", "id", "trace", "region"]);
}

#[test]
fn bodies_come_with_their_media_types() {
    let json = draft().json(&serde_json::json!({"a": 1})).unwrap();
    assert_eq!(json.headers()["content-type"], "application/json");
    assert_eq!(json.into_body().into_bytes().unwrap(), "{\"a\":1}");

    let nothing = draft().json_optional(None::<&i64>).unwrap();
    assert!(!nothing.headers().contains_key("content-type"));
    assert!(nothing.body().is_empty());

    let bytes = draft().upload("image/png", &b"png".into()).unwrap();
    assert_eq!(bytes.headers()["content-type"], "image/png");
    assert_eq!(format!("{:?}", bytes.body()), "Body(3 bytes)");
}

#[test]
fn a_body_that_json_cannot_carry_is_a_problem_that_quotes_nothing() {
    let map = std::collections::BTreeMap::from([(vec!["secret"], 1)]);
    let error = draft().json(&map).unwrap_err().to_string();
    assert_eq!(
        error,
        "get thing: body holds a value that JSON cannot carry"
    );
}
