//! Which values of a request are never shown.

use std::collections::BTreeSet;

use crate::emit::Context;
use crate::facts;
use crate::ir::{Operation, RequestBody, Shape};

/// The wire names of an operation's parameters and of its body's members, however deep, whose values are not shown; each
/// name once.
pub(super) fn names<'a>(cx: &Context<'a>, operation: &'a Operation) -> BTreeSet<&'a str> {
    let parameters = operation.parameters.iter();
    let mut names: BTreeSet<&str> = parameters
        .filter(|parameter| parameter.sensitive)
        .map(|parameter| parameter.wire.as_str())
        .collect();
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    let parts = contents.flat_map(|content| content.payload.parts());
    let parts = parts.filter(|part| part.field.sensitive);
    names.extend(parts.map(|part| part.field.wire.as_str()));
    let body = operation.body.iter().flat_map(RequestBody::types);
    for id in facts::reached(cx.api, body) {
        if let Shape::Object(object) = &cx.api.ty(id).shape {
            let fields = object.fields.iter().filter(|field| field.sensitive);
            names.extend(fields.map(|field| field.wire.as_str()));
        }
    }
    names
}
