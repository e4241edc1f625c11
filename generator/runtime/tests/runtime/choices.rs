//! Enums whose variants are told apart by what they hold.

use client_runtime::choice::{self, Choice, Variants};
use client_runtime::flat;
use client_runtime::object::{Members, Object, Writer};
use client_runtime::tagged;
use serde::de::{Deserializer, MapAccess};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Cat {
    kind: String,
    meow: bool,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Dog {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bark: Option<i64>,
}

#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum Pet {
    Cat(Cat),
    Dog(Dog),
    Integer(i64),
    Number(f64),
    Text(String),
    Pets(Vec<Pet>),
}

impl Choice for Pet {
    const NAME: &'static str = "Pet";

    fn offer(variants: &mut impl Variants<Self>) {
        variants.variant("Cat", &[], Self::Cat);
        variants.variant("Dog", &[], Self::Dog);
        variants.variant("Integer", &[], Self::Integer);
        variants.variant("Number", &[], Self::Number);
        variants.variant("Text", &[], Self::Text);
        variants.variant("Pets", &[], Self::Pets);
    }
}

impl<'de> Deserialize<'de> for Pet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        choice::read(deserializer)
    }
}

#[derive(Debug, PartialEq)]
enum Named {
    Cat(Cat),
    Toy(Map<String, Value>),
    Pair(Box<Node>),
    Unknown(Value),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Node {
    left: Option<Named>,
    right: Option<Named>,
}

impl Choice for Named {
    const NAME: &'static str = "Named";
    const TAG: Option<&'static str> = Some("kind");

    fn offer(variants: &mut impl Variants<Self>) {
        variants.variant("Cat", &[("kind", &["cat", "kitten"])], Self::Cat);
        variants.variant("Toy", &[("kind", &["toy"])], Self::Toy);
        variants.variant("Named", &[("kind", &["node"])], Self::Pair);
    }

    fn unknown(value: Value) -> Option<Self> {
        Some(Self::Unknown(value))
    }
}

impl<'de> Deserialize<'de> for Named {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        choice::read(deserializer)
    }
}

impl Serialize for Named {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Cat(value) => tagged::write(value, "kind", &["cat", "kitten"], serializer),
            Self::Toy(value) => tagged::write(value, "kind", &["toy"], serializer),
            Self::Pair(value) => tagged::write(value, "kind", &["node"], serializer),
            Self::Unknown(value) => value.serialize(serializer),
        }
    }
}

fn read(json: &str) -> Result<Pet, String> {
    serde_json::from_str(json).map_err(|error| error.to_string())
}

#[test]
fn the_variant_that_keeps_most_is_read() {
    let dog = |kind: Option<&str>, bark| {
        Pet::Dog(Dog {
            kind: kind.map(str::to_owned),
            bark,
        })
    };
    let cases = [
        (
            r#"{"kind":"a","meow":true}"#,
            Pet::Cat(Cat {
                kind: "a".to_owned(),
                meow: true,
            }),
        ),
        (r#"{"kind":"a","bark":1}"#, dog(Some("a"), Some(1))),
        (r#"{"kind":"a"}"#, dog(Some("a"), None)),
        ("{}", dog(None, None)),
        ("3", Pet::Integer(3)),
        ("3.5", Pet::Number(3.5)),
        (r#""text""#, Pet::Text("text".to_owned())),
        (
            r#"["text",[2]]"#,
            Pet::Pets(vec![
                Pet::Text("text".to_owned()),
                Pet::Pets(vec![Pet::Integer(2)]),
            ]),
        ),
    ];
    for (json, pet) in cases {
        assert_eq!(serde_json::to_string(&pet).unwrap(), json);
        assert_eq!(read(json), Ok(pet));
    }
}

#[test]
fn an_error_says_what_was_tried_and_quotes_nothing() {
    let found = read(r#"{"meow": "secret", "kind": 7}"#).unwrap_err();
    assert_eq!(
        found,
        "invalid value: value, expected Pet: Cat (`kind`: a string) or Dog (`kind`: a string) or Integer (i64) or \
         Number (f64) or Text (a string) or Pets (a sequence)"
    );
}

#[test]
fn a_tag_decides_and_is_written() {
    let cases = [
        json!({"kind": "kitten", "meow": true}),
        json!({"kind": "toy", "size": 3}),
        json!({"kind": "node", "left": {"kind": "cat", "meow": false}, "right": null}),
        json!({"kind": "bird", "wings": [1, {"a": null}]}),
    ];
    for json in cases {
        let named: Named = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(serde_json::to_value(&named).unwrap(), json);
    }
    let cat = Named::Cat(Cat {
        kind: String::new(),
        meow: true,
    });
    assert_eq!(
        serde_json::to_value(&cat).unwrap(),
        json!({"kind": "cat", "meow": true})
    );
    let bird: Named = serde_json::from_value(json!({"kind": "bird"})).unwrap();
    assert_eq!(bird, Named::Unknown(json!({"kind": "bird"})));
    let broken = serde_json::from_value::<Named>(json!({"kind": "cat"})).unwrap_err();
    assert_eq!(
        broken.to_string(),
        "invalid value: value, expected the member `meow`"
    );
}

/// Two variants that only the innermost value tells apart.
#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum Deep {
    One(Box<One>),
    Two(Box<Two>),
    End(i64),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct One {
    deep: Deep,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Two {
    deep: Deep,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    more: Option<bool>,
}

impl Choice for Deep {
    const NAME: &'static str = "Deep";

    fn offer(variants: &mut impl Variants<Self>) {
        variants.variant("One", &[], Self::One);
        variants.variant("Two", &[], Self::Two);
        variants.variant("End", &[], Self::End);
    }
}

impl<'de> Deserialize<'de> for Deep {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        choice::read(deserializer)
    }
}

#[test]
fn a_chain_of_any_depth_is_read_and_refused() {
    const DEPTH: usize = 120;
    for (end, fits) in [("1", true), ("\"no\"", false)] {
        let text = format!("{}{end}{}", r#"{"deep":"#.repeat(DEPTH), "}".repeat(DEPTH));
        let read = serde_json::from_str::<Deep>(&text);
        assert_eq!(read.is_ok(), fits);
        if let Ok(deep) = read {
            assert_eq!(serde_json::to_string(&deep).unwrap(), text);
        }
    }
}

#[derive(Debug, PartialEq)]
struct Owner {
    name: String,
    pet: Named,
}

impl Object for Owner {
    const NAME: &'static str = "Owner";
    const MEMBERS: &'static [&'static str] = &["name", "(flat) pet"];
    const REQUIRED: &'static [bool] = &[true, true];

    fn read<'de, A: MapAccess<'de>>(members: &mut Members<'de, A>) -> Option<Self> {
        let mut name = None;
        let mut pet = None;
        while members.advance() {
            match members.at() {
                0 => members.fill(&mut name),
                1 => members.fill(&mut pet),
                _ => members.skip(),
            }
        }
        Some(Self {
            name: name?,
            pet: pet?,
        })
    }

    fn write<S: Serializer>(&self, writer: Writer<S>) -> Writer<S> {
        writer
            .member("name", &self.name)
            .member("(flat) pet", &self.pet)
    }
}

impl<'de> Deserialize<'de> for Owner {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        flat::read(deserializer)
    }
}

impl Serialize for Owner {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        flat::write(self, serializer)
    }
}

#[test]
fn members_laid_flat_are_read_and_written_among_the_others() {
    let json = json!({"name": "Ann", "kind": "cat", "meow": true});
    let owner: Owner = serde_json::from_value(json.clone()).unwrap();
    let cat = Named::Cat(Cat {
        kind: "cat".to_owned(),
        meow: true,
    });
    assert_eq!(
        owner,
        Owner {
            name: "Ann".to_owned(),
            pet: cat
        }
    );
    assert_eq!(serde_json::to_value(&owner).unwrap(), json);
}
