//! A value of any type, as JSON.

use serde_json::{Map, Number, Value, json};

use super::pattern;
use crate::emit::Context;
use crate::ir::{Bound, Checks, Field, Format, Object, Scalar, Shape, Type, TypeId, Typed, Union};

/// Members that may be absent are left out from this depth on, or when a sample has this many values.
const SHALLOW: usize = 4;
const MANY: usize = 120;

/// What is nested deeper is nested without an end.
const DEEPEST: usize = 30;

/// Texts of which one may match a pattern.
const TEXTS: &[&str] = &[
    "text",
    "TEXT",
    "a",
    "A",
    "1",
    "12",
    "123",
    "1234",
    "12345",
    "123456",
    "1.0",
    "1.0.0",
    "a1",
    "A1",
    "aa",
    "AA",
    "AAA",
    "ab-cd",
    "ab_cd",
    "#ffffff",
    "+19195551234",
    "a@example.com",
    "example.com",
    "https://example.com/a",
    "/a",
    "2024-05-06",
    "2024-05-06T07:08:09Z",
    "07:08",
    "07:08:09",
    "1f0e6f1a-7c0b-4c5e-9f7a-0123456789ab",
    "0123456789abcdef0123456789abcdef",
    "0123456789abcdef0123456789abcdef01234567",
    "true",
];

/// Makes samples.
pub struct Samples<'s> {
    cx: &'s Context<'s>,
    made: usize,
}

impl<'s> Samples<'s> {
    /// Samples of the types of an API.
    pub fn new(cx: &'s Context<'s>) -> Self {
        Self { cx, made: 0 }
    }

    /// A value of this type that keeps these bounds, as far as one is found.
    pub fn of(&mut self, ty: &Type, checks: &Checks) -> Option<String> {
        self.made = 0;
        self.value(ty, checks, 0).map(|value| value.to_string())
    }

    fn value(&mut self, ty: &Type, checks: &Checks, depth: usize) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        self.made += 1;
        let none = Checks::default();
        let each = checks.each.as_deref().unwrap_or(&none);
        Some(match ty {
            Type::Scalar(scalar) => scalar_value(*scalar, checks)?,
            Type::List(item) => {
                let least = checks.min_items.unwrap_or(1).max(1);
                let most = checks.max_items.unwrap_or(least);
                // A list may be what a type cannot do without, and without an end for that.
                let item = self.value(item, each, depth + 1);
                match item {
                    Some(item) => {
                        let count = usize::try_from(least.min(most).min(100)).ok()?;
                        Value::from(vec![item; count])
                    }
                    None if checks.min_items.is_none_or(|least| least == 0) => json!([]),
                    None => return None,
                }
            }
            Type::Map(inner) => match self.value(inner, each, depth + 1) {
                Some(value) => json!({ "key": value }),
                None => json!({}),
            },
            Type::Tuple(items) => {
                let own = |at: usize| checks.items.get(at).cloned().unwrap_or_default();
                let items = items.iter().enumerate();
                let items: Option<Vec<Value>> = items
                    .map(|(at, item)| self.value(item, &own(at), depth + 1))
                    .collect();
                Value::from(items?)
            }
            Type::Nullable(inner) => match self.value(inner, checks, depth + 1) {
                Some(value) => value,
                None => Value::Null,
            },
            Type::Named(id) => self.named(*id, checks, depth)?,
            Type::Json(_) => json!("text"),
        })
    }

    fn named(&mut self, id: TypeId, checks: &Checks, depth: usize) -> Option<Value> {
        let none = Checks::default();
        match &self.cx.api.ty(id).shape {
            Shape::Object(object) => self.object(object, depth),
            Shape::StringEnum(values) => values.first().map(|value| json!(value.wire)),
            Shape::ValueEnum(values) => values.values.first().map(|value| value.wire.clone()),
            Shape::Constant(value) => Some(value.clone()),
            Shape::Sequence(sequence) => {
                let mut items = Vec::new();
                for (at, item) in sequence.items.iter().enumerate() {
                    let own = sequence.checks.get(at).unwrap_or(&none);
                    items.push(self.value(item, own, depth + 1)?);
                }
                Some(Value::from(items))
            }
            Shape::Union(union) => self.union(union, depth),
            Shape::Alias(ty) => self.value(ty, checks, depth + 1),
        }
    }

    fn object(&mut self, object: &Object, depth: usize) -> Option<Value> {
        let mut members = Map::new();
        for field in &object.fields {
            match self.member(field, depth) {
                Some(Value::Object(own)) if field.flat => {
                    for (name, value) in own {
                        members.entry(name).or_insert(value);
                    }
                }
                Some(_) if field.flat => {}
                Some(value) => {
                    members.insert(field.wire.clone(), value);
                }
                None if field.required => return None,
                None => {}
            }
        }
        if let Some(extra) = &object.extra
            && depth < SHALLOW
            && let Some(value) = self.value(extra, &object.extra_checks, depth + 1)
        {
            members.entry("undeclared").or_insert(value);
        }
        Some(Value::from(members))
    }

    fn member(&mut self, field: &Field, depth: usize) -> Option<Value> {
        if !field.required && (depth >= SHALLOW || self.made > MANY) {
            return None;
        }
        self.value(&field.ty, &field.checks, depth + 1)
    }

    /// The first variant that there is a value of.
    fn union(&mut self, union: &Union, depth: usize) -> Option<Value> {
        for variant in &union.variants {
            let Some(mut value) = self.value(&variant.ty, &variant.checks, depth + 1) else {
                continue;
            };
            for (name, values) in &variant.marks {
                let Some(mark) = values.first() else { continue };
                match &mut value {
                    Value::Object(members) if !name.is_empty() => {
                        members.insert(name.clone(), json!(mark));
                    }
                    value if name.is_empty() => *value = json!(mark),
                    _ => {}
                }
            }
            if let (Some(tag), Value::Object(members)) = (&union.tag, &mut value)
                && let Some(named) = variant.values.first()
            {
                members.insert(tag.wire.clone(), json!(named));
            }
            return Some(value);
        }
        None
    }
}

fn scalar_value(scalar: Scalar, checks: &Checks) -> Option<Value> {
    Some(match scalar {
        Scalar::Bool => json!(true),
        Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 => json!(whole(checks)?),
        Scalar::F64 | Scalar::Number => {
            let number = fraction(checks);
            Value::Number(Number::from_f64(number)?)
        }
        Scalar::String(format) => json!(text(format, checks)?),
        Scalar::Base64 => json!("YWJj"),
        Scalar::Typed(typed) => json!(match typed {
            Typed::Timestamp => "2024-05-06T07:08:09Z",
            Typed::Date => "2024-05-06",
            Typed::Duration => "PT1H",
            Typed::Uuid => "1f0e6f1a-7c0b-4c5e-9f7a-0123456789ab",
            Typed::Ipv4 | Typed::Ip => "127.0.0.1",
            Typed::Ipv6 => "::1",
        }),
    })
}

/// A whole number between the bounds, 7 if it is.
fn whole(checks: &Checks) -> Option<i64> {
    let end = |bound: &Bound, inward: i64| {
        let number: f64 = bound.number.parse().ok()?;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a cast of a float ends at the bounds"
        )]
        let number = number as i64;
        Some(if bound.exclusive {
            number.saturating_add(inward)
        } else {
            number
        })
    };
    let least = checks.minimum.as_ref().and_then(|bound| end(bound, 1));
    let most = checks.maximum.as_ref().and_then(|bound| end(bound, -1));
    let number = 7.max(least.unwrap_or(7)).min(most.unwrap_or(i64::MAX));
    least.is_none_or(|least| number >= least).then_some(number)
}

fn fraction(checks: &Checks) -> f64 {
    let end = |bound: &Option<Bound>| bound.as_ref().and_then(|bound| bound.number.parse().ok());
    match (end(&checks.minimum), end(&checks.maximum)) {
        (Some(least), Some(most)) => f64::midpoint(least, most),
        (Some(least), None) => least + 0.5,
        (None, Some(most)) => most - 0.5,
        (None, None) => 1.5,
    }
}

fn text(format: Format, checks: &Checks) -> Option<String> {
    let own = match format {
        Format::Plain | Format::Binary => "text",
        Format::DateTime => "2024-05-06T07:08:09Z",
        Format::Date => "2024-05-06",
        Format::Uuid => "1f0e6f1a-7c0b-4c5e-9f7a-0123456789ab",
        Format::Uri => "https://example.com/a",
    };
    let pattern = checks.pattern.as_ref();
    let pattern = pattern.and_then(|pattern| regex_lite::Regex::new(pattern).ok());
    let fits = |text: &String| {
        pattern
            .as_ref()
            .is_none_or(|pattern| pattern.is_match(text))
    };
    let least = usize::try_from(checks.min_length.unwrap_or(0).min(10_000)).ok()?;
    let most = usize::try_from(checks.max_length.unwrap_or(u64::MAX)).ok()?;
    let sized = |text: &&str| {
        let mut text = (*text).to_owned();
        while text.len() < least {
            text.push(text.chars().last().unwrap_or('a'));
        }
        text.truncate(most.max(least));
        text
    };
    let known = [own].iter().chain(TEXTS).map(sized).find(fits);
    known.or_else(|| {
        let has_length = |text: &String| (least..=most).contains(&text.chars().count());
        let mut texts = pattern::matching(checks.pattern.as_deref()?);
        texts.find(|text| has_length(text) && fits(text))
    })
}
