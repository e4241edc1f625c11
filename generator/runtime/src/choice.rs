//! Enums whose variants are told apart by what they hold. A member that names the variant decides where there is one; otherwise
//! each variant is tried, and the one that fits best is read: whose marks are right, then which keeps most of the value,
//! then which comes first.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess,
    Unexpected, Visitor,
};
use serde_json::Value;

use super::look::{Look, Tally, WHOLE};

/// Members with the values that they have in one variant, and in no other. The member without a name is the value itself.
pub type Marks = [(&'static str, &'static [&'static str])];

/// An enum whose variants are told apart by what they hold.
pub trait Choice: Sized {
    /// What it is called in errors.
    const NAME: &'static str;

    /// The member that names the variant.
    const TAG: Option<&'static str> = None;

    /// Offers every variant; of two that fit alike the first is read.
    fn offer(variants: &mut impl Variants<Self>);

    /// A value whose tag names none of the variants.
    fn unknown(_value: Value) -> Option<Self> {
        None
    }
}

/// Takes the variants of an enum.
pub trait Variants<C> {
    /// A variant that holds a `V`.
    fn variant<V: DeserializeOwned>(
        &mut self,
        name: &'static str,
        marks: &Marks,
        wrap: impl FnOnce(V) -> C,
    );
}

/// Reads an enum.
pub fn read<'de, C: Choice, D: Deserializer<'de>>(deserializer: D) -> Result<C, D::Error> {
    deserializer.deserialize_newtype_struct(WHOLE, Reader(PhantomData))
}

struct Reader<C>(PhantomData<C>);

impl<'de, C: Choice> Visitor<'de> for Reader<C> {
    type Value = C;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(C::NAME)
    }

    /// A value that comes from elsewhere is kept first.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<C, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let tally = Tally::settled();
        let look = Look::new(&value, &tally);
        look.deserialize_newtype_struct(WHOLE, self)
            .map_err(|misfit| {
                let expected = misfit.to_string();
                D::Error::invalid_value(Unexpected::Other("value"), &expected.as_str())
            })
    }

    /// The whole value, as often as it is asked for.
    fn visit_map<A: MapAccess<'de>>(self, mut whole: A) -> Result<C, A::Error> {
        let named = C::TAG.and_then(|tag| Some((tag, text(&mut whole, tag)?)));
        let Some((tag, text)) = named else {
            return best(&mut whole, C::TAG, Rule::Best);
        };
        let mut trial = Trial::new(&mut whole, Rule::Named(tag, text));
        C::offer(&mut trial);
        if let Some(read) = trial.read {
            return read;
        }
        // A variant that has no name of its own may still be meant.
        best(&mut whole, None, Rule::Without(tag)).or_else(|error| {
            match whole.next_entry::<(), Value>()? {
                Some(((), value)) => C::unknown(value).ok_or(error),
                None => Err(error),
            }
        })
    }
}

/// The variant that fits best; `missing` is a member that would have decided.
fn best<'de, C: Choice, A: MapAccess<'de>>(
    whole: &mut A,
    missing: Option<&'static str>,
    rule: Rule,
) -> Result<C, A::Error> {
    let mut trial = Trial::new(whole, rule);
    C::offer(&mut trial);
    let undecided = match (trial.read, trial.best) {
        (Some(read), _) => return read,
        (None, Some((_, index))) => index,
        (None, None) => {
            let tried = trial.tried.join(" or ");
            let expected = match missing {
                Some(tag) => format!("{}: the member `{tag}`, or else {tried}", C::NAME),
                None => format!("{}: {tried}", C::NAME),
            };
            return Err(A::Error::invalid_value(
                Unexpected::Other("value"),
                &expected.as_str(),
            ));
        }
    };
    let mut trial = Trial::new(whole, Rule::Only(undecided));
    C::offer(&mut trial);
    let none = || Err(A::Error::custom("no variant"));
    trial.read.unwrap_or_else(none)
}

/// Which variants are read.
enum Rule {
    /// The one in whose marks the tag has this text.
    Named(&'static str, String),
    /// The one that fits best.
    Best,
    /// The one that fits best among those without this tag.
    Without(&'static str),
    /// The one at this index, whatever it costs.
    Only(usize),
}

/// One round of offers.
struct Trial<'m, 'de, C, A: MapAccess<'de>> {
    whole: &'m mut A,
    rule: Rule,
    index: usize,
    /// How well the best variant so far fits, and its index.
    best: Option<((i64, usize), usize)>,
    /// The best variant so far, unless looking at it was given up.
    read: Option<Result<C, A::Error>>,
    /// Each variant that does not fit, and why.
    tried: Vec<String>,
}

impl<'m, 'de, C, A: MapAccess<'de>> Trial<'m, 'de, C, A> {
    fn new(whole: &'m mut A, rule: Rule) -> Self {
        Self {
            whole,
            rule,
            index: 0,
            best: None,
            read: None,
            tried: Vec::new(),
        }
    }

    /// How many marks are right. One that is wrong outweighs everything.
    fn marked(&mut self, marks: &Marks) -> i64 {
        const WRONG: i64 = -1000;
        let mut points = 0;
        for (member, values) in marks {
            points += match text(self.whole, member) {
                Some(text) if values.contains(&text.as_str()) => 1,
                Some(_) => WRONG,
                None => 0,
            };
        }
        points
    }

    fn settle<V: DeserializeOwned>(&mut self, wrap: impl FnOnce(V) -> C) {
        let entry = self.whole.next_entry::<(), V>().transpose();
        self.read = entry.map(|read| read.map(|((), value)| wrap(value)));
    }

    fn look<V: DeserializeOwned>(
        &mut self,
        name: &'static str,
        marks: &Marks,
        wrap: impl FnOnce(V) -> C,
    ) {
        let read = self.whole.next_value::<V>();
        let Some(points) = self.whole.size_hint() else {
            let reason = read.err().map(|error| error.to_string());
            self.tried
                .push(format!("{name} ({})", reason.unwrap_or_default()));
            return;
        };
        let fit = (self.marked(marks), points);
        if self.best.is_none_or(|(best, _)| fit > best) {
            self.best = Some((fit, self.index));
            self.read = read.ok().map(|value| Ok(wrap(value)));
        }
    }
}

impl<'de, C, A: MapAccess<'de>> Variants<C> for Trial<'_, 'de, C, A> {
    fn variant<V: DeserializeOwned>(
        &mut self,
        name: &'static str,
        marks: &Marks,
        wrap: impl FnOnce(V) -> C,
    ) {
        let marked = |tag: &str| marks.iter().find(|(member, _)| *member == tag);
        match &self.rule {
            Rule::Named(tag, text) => {
                if marked(tag).is_some_and(|(_, values)| values.contains(&text.as_str())) {
                    self.settle(wrap);
                }
            }
            Rule::Best => self.look(name, marks, wrap),
            Rule::Without(tag) => {
                if marked(tag).is_none() {
                    self.look(name, marks, wrap);
                }
            }
            Rule::Only(index) => {
                if *index == self.index {
                    self.settle(wrap);
                }
            }
        }
        self.index += 1;
    }
}

/// The text of a member, or of the value itself.
fn text<'de, A: MapAccess<'de>>(whole: &mut A, member: &'static str) -> Option<String> {
    whole.next_key_seed(Member(member)).ok().flatten().flatten()
}

struct Member(&'static str);

impl<'de> DeserializeSeed<'de> for Member {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Option<String>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Member {
    type Value = Option<String>;

    #[inline]
    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Option<String>, E> {
        Ok(self.0.is_empty().then(|| text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Option<String>, A::Error> {
        while let Some(name) = members.next_key::<String>()? {
            if name == self.0 {
                return Ok(match members.next_value()? {
                    Value::String(text) => Some(text),
                    Value::Number(number) => Some(number.to_string()),
                    Value::Bool(value) => Some(value.to_string()),
                    Value::Null | Value::Array(_) | Value::Object(_) => None,
                });
            }
            members.next_value::<IgnoredAny>()?;
        }
        Ok(None)
    }
}
