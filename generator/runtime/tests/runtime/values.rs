//! How values look in JSON, and how they are printed.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use client_runtime::base64_bytes::Base64;
use client_runtime::body::Body;
use client_runtime::environment::Environment;
use client_runtime::iso_duration::IsoDuration;
use client_runtime::nullable::Maybe;
use client_runtime::object::{self, Members, Object, Writer};
use client_runtime::operation::Reply;
use client_runtime::secret::{Redacted, Secret};
use client_runtime::security::Credentials;
use client_runtime::spelled::Spelled;
use client_runtime::typed::Inside;
use client_runtime::typed_text::TypedText;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::de::MapAccess;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::support::{End, Pieces};

#[derive(Debug, Default, PartialEq)]
struct Model {
    nullable: Option<i64>,
    number: f64,
    maybe: Maybe<i64>,
    option: Option<f64>,
    json: Option<Value>,
}

impl Object for Model {
    const NAME: &'static str = "Model";
    const MEMBERS: &'static [&'static str] = &[
        "nullable",
        "number",
        "maybe",
        "option",
        "json",
        "old number",
        "old nullable",
    ];
    const OTHERS: &'static [usize] = &[1, 0];
    const REQUIRED: &'static [bool] = &[true, true, false, false, false];

    fn read<'de, A: MapAccess<'de>>(members: &mut Members<'de, A>) -> Option<Self> {
        let mut nullable = None;
        let mut number = None;
        let mut maybe = Maybe::Absent;
        let mut option = None;
        let mut json = None;
        while members.advance() {
            match members.at() {
                0 | 6 => members.fill(&mut nullable),
                1 | 5 => members.fill(&mut number),
                2 => members.set(&mut maybe),
                3 => members.set(&mut option),
                4 => members.fill(&mut json),
                _ => members.skip(),
            }
        }
        Some(Self {
            nullable: nullable?,
            number: number?,
            maybe,
            option,
            json,
        })
    }

    fn write<S: Serializer>(&self, writer: Writer<S>) -> Writer<S> {
        writer
            .maybe("maybe", &self.maybe)
            .member("nullable", &self.nullable)
            .number("number", &self.number)
            .number("option", &self.option)
            .optional("json", &self.json)
    }
}

impl Serialize for Model {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object::write(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Model {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::read(deserializer)
    }
}

/// A struct with more members than a machine word has bits, that keeps those which it does not declare.
#[derive(Debug, PartialEq)]
struct Wide {
    first: i64,
    last: i64,
    rest: Map<String, Value>,
}

/// The names of 130 members.
const WIDE: [&str; 130] = {
    let mut names = ["unused"; 130];
    names[0] = "first";
    names[129] = "last";
    names
};

impl Object for Wide {
    const NAME: &'static str = "Wide";
    const MEMBERS: &'static [&'static str] = &WIDE;
    const REQUIRED: &'static [bool] = &[true; 130];
    const OPEN: bool = true;

    fn read<'de, A: MapAccess<'de>>(members: &mut Members<'de, A>) -> Option<Self> {
        let mut first = None;
        let mut last = None;
        let mut rest = Map::new();
        while members.advance() {
            match members.at() {
                0 => members.fill(&mut first),
                129 => members.fill(&mut last),
                _ => members.keep(&mut rest),
            }
        }
        Some(Self {
            first: first?,
            last: last?,
            rest,
        })
    }

    fn write<S: Serializer>(&self, writer: Writer<S>) -> Writer<S> {
        writer
            .member("first", &self.first)
            .member("last", &self.last)
            .rest(&self.rest)
    }
}

impl Serialize for Wide {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object::write(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Wide {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::read(deserializer)
    }
}

#[test]
fn a_struct_is_read_member_by_member_or_not_at_all() {
    // (what is read, how the error begins)
    let wrong = [
        (r#"{"number":1}"#, "missing field `nullable`"),
        (r#"{"nullable":1}"#, "missing field `number`"),
        (r#"{"old nullable":1}"#, "missing field `number`"),
        (
            r#"{"nullable":1,"number":"x"}"#,
            "invalid type: string \"x\"",
        ),
        (
            r#"{"nullable":1,"number":1,"maybe":"x"}"#,
            "invalid type: string \"x\"",
        ),
        (
            r#"{"number":1,"nullable":1,"number":2}"#,
            "duplicate field `number`",
        ),
        (
            r#"{"nullable":1,"number":1,"maybe":1,"maybe":1}"#,
            "duplicate field `maybe`",
        ),
        (r#"{"nullable":1,"number":1,"other":}"#, "expected value"),
        (r#"{"nullable":1,"number":1"#, "EOF while parsing an object"),
        ("7", "invalid type: integer `7`, expected struct Model"),
    ];
    for (json, begins) in wrong {
        let error = read(json).unwrap_err();
        assert!(error.starts_with(begins), "{json}: {error}");
    }
    // In any order, with members that nobody declared, and by another name for a member.
    let model =
        read(r#"{"x":[{}],"json":null,"old number":1,"option":null,"nullable":null}"#).unwrap();
    let expected = Model {
        number: 1.0,
        json: Some(Value::Null),
        ..Model::default()
    };
    assert_eq!(model, expected);
}

#[test]
fn a_wide_struct_misses_its_last_member_and_keeps_what_it_does_not_declare() {
    let json = r#"{"first":1,"last":2,"more":{"a":[1]},"none":null}"#;
    let wide: Wide = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&wide).unwrap(), json);
    let names: Vec<&String> = wide.rest.keys().collect();
    assert_eq!(names, ["more", "none"]);
    let twice = serde_json::from_str::<Wide>(r#"{"first":1,"last":2,"last":3}"#).unwrap_err();
    assert!(
        twice.to_string().starts_with("duplicate field `last`"),
        "{twice}"
    );
}

fn read(json: &str) -> Result<Model, String> {
    serde_json::from_str(json).map_err(|error| error.to_string())
}

#[test]
fn absent_and_null_round_trip_apart() {
    let cases = [
        (Maybe::Absent, r#"{"nullable":null,"number":3}"#),
        (Maybe::Null, r#"{"maybe":null,"nullable":null,"number":3}"#),
        (Maybe::Value(5), r#"{"maybe":5,"nullable":null,"number":3}"#),
    ];
    for (maybe, json) in cases {
        let model = Model {
            maybe,
            number: 3.0,
            ..Model::default()
        };
        assert_eq!(serde_json::to_string(&model).unwrap(), json);
        assert_eq!(read(json).unwrap(), model);
    }
    assert_eq!(Maybe::from(5).value(), Some(&5));
    assert!(Maybe::<i64>::Null.is_null() && Maybe::<i64>::default().is_absent());
    assert_eq!(Maybe::<i64>::Null.into_value(), None);
}

#[test]
fn a_required_member_may_be_null_and_not_absent() {
    assert_eq!(
        read(r#"{"nullable":7,"number":1}"#).unwrap().nullable,
        Some(7)
    );
    let error = read(r#"{"number":1}"#).unwrap_err();
    assert!(error.starts_with("missing field `nullable`"), "{error}");
}

#[test]
fn whole_numbers_go_out_as_integers() {
    let cases = [
        (3.0, "3"),
        (-3.0, "-3"),
        (0.0, "0"),
        (2.5, "2.5"),
        (9_007_199_254_740_992.0, "9007199254740992"),
        (1e300, "1e+300"),
    ];
    for (value, json) in cases {
        let model = Model {
            number: value,
            option: Some(value),
            ..Model::default()
        };
        let text = format!(r#"{{"nullable":null,"number":{json},"option":{json}}}"#);
        assert_eq!(serde_json::to_string(&model).unwrap(), text);
        assert_eq!(read(&text).unwrap(), model);
    }
    for value in [f64::NAN, f64::INFINITY] {
        let model = Model {
            number: value,
            ..Model::default()
        };
        assert!(serde_json::to_string(&model).is_err());
    }
}

#[test]
fn base64_is_written_with_padding_and_read_with_and_without() {
    let bytes = Base64(vec![0xfb, 0xff, 1, 2]);
    assert_eq!(serde_json::to_string(&bytes).unwrap(), r#""+/8BAg==""#);
    assert_eq!(bytes.to_string(), "+/8BAg==");
    assert_eq!(format!("{bytes:?}"), "Base64(4 bytes)");
    for text in [r#""+/8BAg==""#, r#""+/8BAg""#, r#""\u002b/8BAg""#] {
        assert_eq!(
            serde_json::from_str::<Base64>(text).unwrap(),
            bytes,
            "{text}"
        );
    }
    for text in [r#""-_8BAg==""#, r#""hunter2!""#, "5"] {
        let error = serde_json::from_str::<Base64>(text)
            .unwrap_err()
            .to_string();
        assert!(!error.contains("hunter2"), "{error}");
    }
}

#[test]
fn debug_never_shows_what_must_not_be_shown() {
    let printed = [
        (format!("{:?}", Secret::new("hunter2")), "[redacted]"),
        (
            format!("{:?}", Redacted::option(Some(&"hunter2"))),
            "Some([redacted])",
        ),
        (format!("{:?}", Redacted::option(None::<&str>)), "None"),
        (
            format!("{:?}", Credentials::basic("user", "hunter2")),
            "Credentials[Basic]",
        ),
        (
            format!("{:?}", Credentials::bearer("hunter2")),
            "Credentials[Bearer]",
        ),
        (format!("{:?}", Body::empty()), "Body(empty)"),
        (
            format!("{:?}", Body::from(b"hunter2".to_vec())),
            "Body(7 bytes)",
        ),
        (
            format!("{:?}", Pieces::body(["hunter2"], End::Clean)),
            "Body(stream)",
        ),
        (
            format!("{:?}", Environment::custom("https://u:hunter2@example.com")),
            "Environment(custom)",
        ),
    ];
    for (shown, expected) in printed {
        assert_eq!(shown, expected);
    }
}

#[test]
fn a_stream_is_read_once_and_never_copied() {
    let stream = Pieces::body(["a"], End::Clean);
    assert!(!stream.is_repeatable() && stream.try_clone().is_none());
    assert_eq!(stream.len(), None);
    assert!(stream.into_bytes().is_err());

    let bytes = Body::from(b"abc".to_vec());
    assert_eq!(bytes.try_clone().unwrap().into_bytes().unwrap(), "abc");
    assert_eq!(bytes.len(), Some(3));
}

/// What comes of a body where whole numbers are expected.
fn integers(body: &'static str) -> Result<Vec<i64>, String> {
    let (head, ()) = http::Response::new(()).into_parts();
    let mut reply = Reply::new(head, Body::from(body.as_bytes().to_vec()));
    reply.json().map_err(|error| error.to_string())
}

#[test]
fn whole_numbers_are_read_however_they_are_written() {
    let cases: [(&str, Result<Vec<i64>, &str>); 7] = [
        ("[5, 5.0, 5e0, -1.0, 1.5e3]", Ok(vec![5, 5, 5, -1, 1500])),
        ("[5.0, 9223372036854775807]", Ok(vec![5, i64::MAX])),
        ("[-0.0]", Ok(vec![0])),
        ("[5.5]", Err("expected i64 at line 1 column 4")),
        ("[5.0, 5.5]", Err("expected i64 at line 1 column 4")),
        ("[5.0, 1e300]", Err("expected i64 at line 1 column 4")),
        ("[5.0", Err("expected i64 at line 1 column 4")),
    ];
    for (body, expected) in cases {
        assert_eq!(integers(body), expected.map_err(str::to_owned), "{body}");
    }
}

#[test]
fn a_duration_keeps_its_units() {
    for (text, written) in [
        ("P1M", "P1M"),
        ("P30D", "P30D"),
        ("PT36H", "PT36H"),
        ("-P1Y2M3W4DT5H6M7.5S", "-P1Y2M3W4DT5H6M7.5S"),
        ("pt0.250s", "PT0.25S"),
        ("PT0S", "PT0S"),
    ] {
        let json = format!("\"{text}\"");
        let duration: IsoDuration = serde_json::from_str(&json).unwrap();
        let again = serde_json::to_string(&duration).unwrap();
        assert_eq!(again, format!("\"{written}\""));
        assert_eq!(duration.to_string(), written);
        assert_eq!(
            serde_json::from_str::<IsoDuration>(&again).unwrap(),
            duration
        );
        assert_eq!(text.parse::<IsoDuration>().unwrap(), duration);
    }
    for text in [
        "\"1 month\"",
        "\"P\"",
        "\"secret\"",
        "\"P99999999999Y\"",
        "5",
    ] {
        let error = serde_json::from_str::<IsoDuration>(text).unwrap_err();
        let words = error.to_string();
        assert!(words.contains("expected "), "{text}: {words}");
        assert!(
            !words.contains(text.trim_matches('"')) || text == "5",
            "{words}"
        );
    }
}

#[test]
fn a_text_is_read_as_its_type_and_in_an_enum_only_as_its_standard_has_it() {
    /// What a text is read as: as a member, and as a variant of an enum.
    fn read<T: TypedText + ToString>(text: &str) -> [Option<String>; 2] {
        let json = serde_json::to_string(text).unwrap();
        let member: Option<Inside<T>> = serde_json::from_str(&json).ok();
        let variant: Option<Spelled<T>> = serde_json::from_str(&json).ok();
        [
            member.map(|Inside(value)| value.to_string()),
            variant.map(|Spelled(value)| value.to_string()),
        ]
    }
    let both = |text: &str| [Some(text.to_owned()), Some(text.to_owned())];
    let member = |text: &str| [Some(text.to_owned()), None];
    let id = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    assert_eq!(read::<Uuid>(id), both(id));
    assert_eq!(read::<Uuid>(&id.to_uppercase()), both(id));
    assert_eq!(read::<Uuid>(&id.replace('-', "")), member(id));
    assert_eq!(read::<Uuid>(&format!("urn:uuid:{id}")), member(id));
    let moment = "2024-02-29T12:00:00Z";
    for text in [
        moment,
        "2024-02-29t13:00:00.000+01:00",
        "2024-02-29 12:00:00z",
    ] {
        assert_eq!(read::<Timestamp>(text), both(moment), "{text}");
    }
    for text in ["20240229T120000Z", "2024-02-29T12:00:00Z[Europe/Paris]"] {
        assert_eq!(read::<Timestamp>(text), member(moment), "{text}");
    }
    assert_eq!(read::<Timestamp>("2024-02-29T12:00:00"), [None, None]);
    assert_eq!(read::<Date>("2024-02-29"), both("2024-02-29"));
    for text in ["2023-02-29", "20240229", "2024-02-29T12:00:00", ""] {
        assert_eq!(read::<Date>(text), [None, None], "{text}");
    }
    assert_eq!(read::<Ipv4Addr>("192.0.2.1"), both("192.0.2.1"));
    assert_eq!(read::<Ipv6Addr>("2001:DB8:0::1"), both("2001:db8::1"));
    assert_eq!(read::<IpAddr>("192.0.2.1"), both("192.0.2.1"));
    assert_eq!(read::<IpAddr>("192.0.2.256"), [None, None]);
}
