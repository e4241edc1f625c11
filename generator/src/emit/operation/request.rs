//! How the request of an operation is put together.

use proc_macro2::TokenStream;

use super::{Slot, body};
use crate::emit::checks::{self, Checks, Value};
use crate::emit::imports::Imports;
use crate::emit::lines::Statement;
use crate::emit::reach::Reach;
use crate::emit::words::quoted;
use crate::emit::{Context, client, union};
use crate::ir::{
    CookieStyle, HeaderStyle, Operation, PathPiece, PathStyle, Place, QueryStyle, Scalar, Shape,
    Type,
};
use crate::names::OperationNames;

/// The statements of `request`, and the patterns that it checks values against.
pub(super) fn assembled(
    cx: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    slots: &[Slot<'_>],
    imports: &mut Imports,
) -> (Vec<Statement>, Vec<TokenStream>) {
    let draft = imports.runtime("draft", "Draft");
    let bounds = bounds(cx, slots, imports);
    let mut lines = Lines(bounds.statements);
    for piece in &operation.path {
        match piece {
            PathPiece::Literal(text) => lines.add(format!("draft.path({});", quoted(text))),
            PathPiece::Parameter(at) => {
                if let Some(slot) = slots.get(*at) {
                    segment(&mut lines, cx, slot, imports);
                }
            }
        }
    }
    for slot in slots.iter().filter(|slot| !slot.parameter.place.is_path()) {
        if slot.parameter.client.is_some() && slot.parameter.required {
            set_somewhere(&mut lines, slot, imports);
        }
        placed(&mut lines, cx, slot, imports);
    }
    let Lines(mut lines) = lines;
    let mutable = if lines.is_empty() { "" } else { "mut " };
    let base = match &operation.server {
        Some(server) => {
            imports.need("own_server");
            let described = client::base_url(cx).unwrap_or_default();
            format!(
                "&base.or_server({}, {})",
                quoted(&described),
                quoted(server)
            )
        }
        None => "base".to_owned(),
    };
    let begin = format!("let {mutable}draft = {draft}::new(&FACTS, {base});");
    lines.insert(0, Statement::Call(begin));
    lines.push(body::finish(operation, names, imports));
    (lines, bounds.statics)
}

/// The statements so far.
struct Lines(Vec<Statement>);

impl Lines {
    fn add(&mut self, call: String) {
        self.0.push(Statement::Call(call));
    }
}

/// The bounds of the parameters, before anything is sent.
fn bounds(cx: &Context<'_>, slots: &[Slot<'_>], imports: &mut Imports) -> Checks {
    let mut found = Checks::default();
    for slot in slots {
        let parameter = slot.parameter;
        // What the client holds is text, whatever the document says it is.
        let is_text = matches!(cx.plain(&parameter.ty), Type::Scalar(Scalar::String(_)));
        if parameter.client.is_some() && !is_text {
            continue;
        }
        let name = &slot.name;
        let value = Value {
            label: name.to_string(),
            ty: &parameter.ty,
            checks: &parameter.checks,
            problems: "draft.problems",
            reach: if slot.is_argument() {
                Reach::place(format!("self.{name}"))
            } else {
                Reach::option(format!("self.{name}"))
            },
            // The file has a constant of its own, and a parameter may be called like that.
            constant: checks::constant(name, "_PATTERN"),
        };
        found.add(cx, imports, &value);
    }
    found
}

fn segment(lines: &mut Lines, cx: &Context<'_>, slot: &Slot<'_>, imports: &mut Imports) {
    let Place::Path(style) = slot.parameter.place else {
        return;
    };
    let name = &slot.name;
    let (label, wire) = (slot.label(), quoted(&slot.parameter.wire));
    let is_client = slot.parameter.client.is_some();
    let is_simple = matches!(style, PathStyle::Simple { .. });
    if is_client && !is_simple {
        set_somewhere(lines, slot, imports);
    }
    let value = if is_client {
        format!("self.{name}.as_deref().unwrap_or_default()")
    } else {
        format!("&self.{name}")
    };
    match style {
        PathStyle::Simple { .. } if is_client => {
            imports.need("client_parameter");
            lines.add(format!(
                "draft.client_segment({label}, self.{name}.as_deref());"
            ));
        }
        PathStyle::Simple { .. } if is_word(cx, &slot.parameter.ty) => {
            imports.need("draft_segment");
            if is_copy(cx, &slot.parameter.ty) {
                lines.add(format!("draft.segment({label}, self.{name});"));
            } else {
                lines.add(format!("draft.segment({label}, {value});"));
            }
        }
        PathStyle::Simple { exploded } => {
            imports.need("draft_simple");
            lines.add(format!("draft.simple({label}, {value}, {exploded});"));
        }
        PathStyle::Label { exploded } => {
            imports.need("draft_label");
            lines.add(format!("draft.label({label}, {value}, {exploded});"));
        }
        PathStyle::Matrix { exploded } => {
            imports.need("draft_matrix");
            lines.add(format!(
                "draft.matrix({label}, {wire}, {value}, {exploded});"
            ));
        }
        PathStyle::Json => {
            json(lines, &label, &format!("Some({value})"), imports);
            imports.need("draft_segment");
            lines.add(format!("draft.segment({label}, json.unwrap_or_default());"));
        }
    }
}

/// Notes a parameter of the client that is not set.
fn set_somewhere(lines: &mut Lines, slot: &Slot<'_>, imports: &mut Imports) {
    let (name, label) = (&slot.name, slot.label());
    imports.need("client_parameter_set");
    lines.add(format!(
        "draft.client_parameter({label}, self.{name}.is_some());"
    ));
}

/// Makes JSON of a value, for the statement that follows.
fn json(lines: &mut Lines, label: &str, value: &str, imports: &mut Imports) {
    imports.need("draft_json_text");
    lines.add(format!("let json = draft.json_text({label}, {value});"));
}

/// A parameter in the query, a header or a cookie.
fn placed(lines: &mut Lines, cx: &Context<'_>, slot: &Slot<'_>, imports: &mut Imports) {
    let name = &slot.name;
    let argument = slot.is_argument();
    let borrowed = if argument {
        format!("Some(&self.{name})")
    } else {
        format!("self.{name}.as_ref()")
    };
    let word = match (is_copy(cx, &slot.parameter.ty), argument) {
        (true, true) => format!("Some(self.{name})"),
        (true, false) => format!("self.{name}"),
        (false, _) => borrowed.clone(),
    };
    let is_word = slot.parameter.client.is_some() || is_word(cx, &slot.parameter.ty);
    let word = is_word.then_some(word.as_str());
    match slot.parameter.place {
        Place::Path(_) => {}
        Place::Query { style, reserved } => {
            query(lines, slot, (style, reserved), word, &borrowed, imports);
        }
        Place::Header(style) => header(lines, slot, style, word, &borrowed, imports),
        Place::Cookie(style) => cookie(lines, slot, style, &borrowed, imports),
    }
}

/// A query parameter: a `word` where its value has no parts. Its style, and whether reserved characters stay in it.
fn query(
    lines: &mut Lines,
    slot: &Slot<'_>,
    (style, reserved): (QueryStyle, bool),
    word: Option<&str>,
    borrowed: &str,
    imports: &mut Imports,
) {
    let (label, wire) = (slot.label(), quoted(&slot.parameter.wire));
    let method = if reserved { "query_reserved" } else { "query" };
    let plain = |lines: &mut Lines, value: &str, imports: &mut Imports| {
        imports.need(if reserved {
            "draft_query_reserved"
        } else {
            "draft_query"
        });
        lines.add(format!("draft.{method}({wire}, {value});"));
    };
    match (style, word) {
        (QueryStyle::Json, _) => {
            json(lines, &label, borrowed, imports);
            plain(lines, "json", imports);
        }
        (
            QueryStyle::Form { .. } | QueryStyle::Space | QueryStyle::Pipe | QueryStyle::DeepObject,
            Some(word),
        ) => plain(lines, word, imports),
        (QueryStyle::Form { exploded }, None) if reserved => {
            imports.need("draft_form_reserved");
            lines.add(format!(
                "draft.form_reserved({label}, {wire}, {borrowed}, {exploded});"
            ));
        }
        (QueryStyle::Form { exploded }, None) => {
            imports.need("draft_form");
            lines.add(format!(
                "draft.form({label}, {wire}, {borrowed}, {exploded});"
            ));
        }
        (QueryStyle::Space, None) => {
            imports.need("draft_delimited");
            lines.add(format!(
                "draft.delimited({label}, {wire}, {borrowed}, \"%20\");"
            ));
        }
        (QueryStyle::Pipe, None) => {
            imports.need("draft_delimited");
            lines.add(format!(
                "draft.delimited({label}, {wire}, {borrowed}, \"%7C\");"
            ));
        }
        (QueryStyle::DeepObject, None) => {
            imports.need("draft_deep_object");
            lines.add(format!("draft.deep_object({label}, {wire}, {borrowed});"));
        }
    }
}

fn header(
    lines: &mut Lines,
    slot: &Slot<'_>,
    style: HeaderStyle,
    word: Option<&str>,
    borrowed: &str,
    imports: &mut Imports,
) {
    let label = slot.label();
    let header = quoted(&slot.parameter.wire.to_ascii_lowercase());
    match (style, word) {
        (HeaderStyle::Json, _) => {
            json(lines, &label, borrowed, imports);
            imports.need("draft_header");
            lines.add(format!("draft.header({label}, {header}, json);"));
        }
        (HeaderStyle::Simple { .. }, Some(word)) => {
            imports.need("draft_header");
            lines.add(format!("draft.header({label}, {header}, {word});"));
        }
        (HeaderStyle::Simple { exploded }, None) => {
            imports.need("draft_header_parts");
            lines.add(format!(
                "draft.header_parts({label}, {header}, {borrowed}, {exploded});"
            ));
        }
    }
}

fn cookie(
    lines: &mut Lines,
    slot: &Slot<'_>,
    style: CookieStyle,
    borrowed: &str,
    imports: &mut Imports,
) {
    let (label, wire) = (slot.label(), quoted(&slot.parameter.wire));
    match style {
        CookieStyle::Json => {
            json(lines, &label, borrowed, imports);
            imports.need("draft_cookie_text");
            lines.add(format!(
                "draft.cookie_text({label}, {wire}, json.as_deref());"
            ));
        }
        CookieStyle::Form { exploded } => {
            imports.need("draft_cookie");
            lines.add(format!(
                "draft.cookie({label}, {wire}, {borrowed}, {exploded});"
            ));
        }
    }
}

/// Whether a value prints as it is sent; all else goes through its parts.
fn is_word(cx: &Context<'_>, ty: &Type) -> bool {
    match cx.plain(ty) {
        Type::Scalar(_) => true,
        Type::Named(id) => match &cx.api.ty(*id).shape {
            Shape::StringEnum(_) | Shape::ValueEnum(_) | Shape::Constant(_) => true,
            Shape::Union(union) => union::has_text(cx, union),
            Shape::Object(_) | Shape::Sequence(_) | Shape::Alias(_) => false,
        },
        Type::List(_) | Type::Map(_) | Type::Tuple(_) | Type::Nullable(_) | Type::Json(_) => false,
    }
}

fn is_copy(cx: &Context<'_>, ty: &Type) -> bool {
    match cx.plain(ty) {
        Type::Scalar(scalar) => matches!(
            scalar,
            Scalar::Bool
                | Scalar::I32
                | Scalar::I64
                | Scalar::U32
                | Scalar::U64
                | Scalar::F64
                | Scalar::Typed(_)
        ),
        Type::Named(id) => match &cx.api.ty(*id).shape {
            Shape::ValueEnum(values) => values.whole,
            Shape::Constant(_) => true,
            Shape::Object(_)
            | Shape::StringEnum(_)
            | Shape::Sequence(_)
            | Shape::Union(_)
            | Shape::Alias(_) => false,
        },
        Type::List(_) | Type::Map(_) | Type::Tuple(_) | Type::Nullable(_) | Type::Json(_) => false,
    }
}
