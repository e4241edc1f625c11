//! What is said about the links of an operation.

use crate::emit::{Context, doc};
use crate::ir::{Link, LinkPlace, LinkValue, Operation};
use crate::names::{GroupNames, OperationNames};
use crate::source::Origin;

/// A sentence for each operation that the replies of this one are good for.
pub fn lines(cx: &Context<'_>, operation: &Operation) -> Vec<String> {
    let sentences = operation
        .links
        .iter()
        .filter_map(|link| sentence(cx, operation, link));
    let mut sentences: Vec<String> = sentences.collect();
    if sentences.len() > 1 {
        for sentence in &mut sentences {
            sentence.insert_str(0, "- ");
        }
    }
    sentences
}

/// An operation with everything that names it.
#[derive(Clone, Copy)]
struct Place<'a> {
    group: usize,
    frame: &'a GroupNames,
    operation: &'a Operation,
    names: &'a OperationNames,
}

fn find<'a>(cx: &Context<'a>, origin: Origin) -> Option<Place<'a>> {
    let groups = cx.api.groups.iter().zip(&cx.names.groups).enumerate();
    for (group, (operations, frame)) in groups {
        let mut all = operations.operations.iter().zip(&frame.operations);
        if let Some((operation, names)) = all.find(|(operation, _)| operation.origin == origin) {
            return Some(Place {
                group,
                frame,
                operation,
                names,
            });
        }
    }
    None
}

fn sentence(cx: &Context<'_>, operation: &Operation, link: &Link) -> Option<String> {
    let target = find(cx, link.target)?;
    // Behind a feature of its own the target may not be there to link to.
    let is_there = !cx.api.tag_features
        || find(cx, operation.origin).is_some_and(|own| own.group == target.group);
    let name = shown(target, is_there);
    let clauses: Vec<String> = link
        .values
        .iter()
        .map(|(value, place)| format!("{} is {}", value_words(value), place_words(target, place)))
        .collect();
    let sentence = match clauses.as_slice() {
        [] => format!("{name} may follow."),
        [only] => format!("{} of {name}.", capital(only)),
        [first @ .., last] => format!("For {name}, {}, and {last}.", first.join(", ")),
    };
    let words = link.docs.description.as_deref().and_then(doc::first_line);
    Some(match words {
        Some(words) => format!("{sentence} {words}"),
        None => sentence,
    })
}

/// The method that calls an operation.
fn shown(target: Place<'_>, is_there: bool) -> String {
    let method = &target.names.method;
    let accessor = &target.frame.accessor;
    match (&target.frame.handle, is_there) {
        (Some(handle), true) => {
            let module = &target.frame.module;
            format!("[`{method}`](crate::{module}::{handle}::{method})")
        }
        (None, true) => format!("[`{method}`](crate::Client::{method})"),
        (Some(_), false) => format!("`{accessor}().{method}`"),
        (None, false) => format!("`{method}`"),
    }
}

fn value_words(value: &LinkValue) -> String {
    let member = |path: &[String]| doc::code(&path.join(".")).concat();
    match value {
        LinkValue::ReplyBody(path) if path.is_empty() => "the reply".to_owned(),
        LinkValue::ReplyBody(path) => format!("the reply's {}", member(path)),
        LinkValue::ReplyHeader(name) => format!("the reply's header {}", doc::code(name).concat()),
        LinkValue::RequestBody(path) if path.is_empty() => "the request's body".to_owned(),
        LinkValue::RequestBody(path) => format!("the {} of the request's body", member(path)),
        LinkValue::RequestParameter(name) => {
            format!("the request's {}", doc::code(name).concat())
        }
        LinkValue::Other(text) => doc::code(text).concat(),
    }
}

/// What a value is for the target, by the name that its caller writes.
fn place_words(target: Place<'_>, place: &LinkPlace) -> String {
    let LinkPlace::Parameter(wire) = place else {
        return "the body".to_owned();
    };
    let parameters = &target.operation.parameters;
    let mut known = parameters.iter().zip(&target.names.parameters);
    let known = known.find(|(parameter, _)| parameter.wire == *wire);
    match known {
        Some((_, name)) => format!("`{name}`"),
        None => doc::code(wire).concat(),
    }
}

fn capital(words: &str) -> String {
    let mut characters = words.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}
