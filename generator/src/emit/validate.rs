//! How a value is held to its bounds: by its builder, and by `validate` at any time.

use std::fmt::Write as _;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::checks::{self, Checks, Value};
use super::imports::Imports;
use super::lines::{self, INDENT, Statement};
use super::object::{Extra, Holder, Slot};
use super::reach::{Part, Reach};
use super::ty::{self, View};
use super::words::Words;
use super::{Context, inner, unit};
use crate::ir::{self, Scalar, Shape, Type, TypeId, Variant};

/// The checks of an object's own members, wherever they are made.
pub struct Bounds {
    /// What a builder does; nothing if no member has bounds.
    pub in_builder: Option<Vec<Statement>>,
    /// `validate`, and what it shares with the builder.
    pub parts: Vec<unit::Part>,
}

/// More arguments than that are a lint of clippy's.
const MOST_ARGUMENTS: usize = 7;

/// The checks of an object.
pub fn object(
    cx: &Context<'_>,
    id: TypeId,
    slots: &[Slot<'_>],
    extra: Option<&Extra>,
    imports: &mut Imports,
) -> Bounds {
    let facts = cx.facts.of(id);
    let shared = facts.bounded && facts.builder;
    // Its builder holds the value, and not the members.
    let around = facts.default;
    let mut checks = Checks::default();
    let mut checked = Vec::new();
    let rest = rest(cx, id, extra);
    // Without bounds, only a builder looks at numbers that are none: JSON has no such thing.
    if facts.bounded || facts.builder {
        let members = slots.iter().map(|slot| Member::of_slot(cx, slot));
        for member in members.chain(rest.as_ref().map(Rest::member)) {
            let before = checks.statements.len();
            let reach = match (shared, facts.builder, around) {
                (true, _, true) => member.in_model("value"),
                (true, _, false) => Reach::argument(member.name.to_string(), member.part),
                (false, true, true) => member.in_model("self.value"),
                (false, true, false) => member.in_builder(),
                (false, false, _) => member.in_model("self"),
            };
            checks.add(cx, imports, &member.value(reach));
            if checks.statements.len() > before {
                checked.push(member);
            }
        }
    }
    let Checks {
        statements,
        statics,
    } = checks;
    if shared && !checked.is_empty() {
        let (function, in_builder, own) = if around {
            let name = &cx.names.of(id).ty;
            (
                check(None, [format!("value: &{name}")], &statements),
                "check(&mut problems, &self.value);".to_owned(),
                "check(&mut problems, self);".to_owned(),
            )
        } else {
            let by_builder = checked
                .iter()
                .map(|member| member.handed(cx, member.in_builder()));
            let by_model = checked.iter().map(|member| {
                let reach = member.in_model("self");
                let reach = if member.boxed { reach.unboxed() } else { reach };
                member.handed(cx, reach)
            });
            (
                function(cx, id, &checked, &statements, imports),
                call(by_builder),
                call(by_model),
            )
        };
        let own = vec![Statement::Call(own)];
        let validate = validate(cx, id, slots, extra, own, imports);
        return Bounds {
            in_builder: Some(vec![Statement::Call(in_builder)]),
            parts: parts([validate, function], &statics),
        };
    }
    if facts.bounded {
        let validate = validate(cx, id, slots, extra, statements, imports);
        return Bounds {
            in_builder: None,
            parts: parts([validate], &statics),
        };
    }
    Bounds {
        in_builder: (!statements.is_empty()).then_some(statements),
        parts: parts([], &statics),
    }
}

/// Hands on what is checked.
fn call(arguments: impl Iterator<Item = String>) -> String {
    let arguments: Vec<String> = arguments.collect();
    format!("check(&mut problems, {});", arguments.join(", "))
}

/// A member of an object that may have bounds.
struct Member<'a> {
    name: &'a Ident,
    ty: &'a Type,
    checks: &'a ir::Checks,
    /// How the object holds it; members that are not declared are a map in a builder too.
    holder: Option<Holder>,
    /// Its type in Rust, without what holds it.
    words: &'a Words,
    part: Part,
    /// Whether the object holds it behind a box.
    boxed: bool,
}

impl<'a> Member<'a> {
    fn of_slot(cx: &Context<'_>, slot: &'a Slot<'_>) -> Self {
        let field = slot.field;
        Self {
            name: &slot.name,
            ty: &field.ty,
            checks: &field.checks,
            holder: Some(slot.holder),
            words: &slot.ty,
            part: part(cx, &field.ty, &field.checks),
            boxed: slot.boxed,
        }
    }

    fn value(&self, reach: Reach) -> Value<'_> {
        Value {
            label: self.name.to_string(),
            ty: self.ty,
            checks: self.checks,
            problems: "problems",
            reach,
            constant: checks::constant(self.name, ""),
        }
    }

    fn in_builder(&self) -> Reach {
        let name = self.name;
        match self.holder {
            Some(holder) => Reach::in_builder(format!("self.{name}"), holder),
            None => Reach::place(format!("self.{name}")),
        }
    }

    fn in_model(&self, model: &str) -> Reach {
        let value = format!("{model}.{}", self.name);
        Reach::in_model(value, self.holder.unwrap_or(Holder::Plain))
    }

    /// What of it is handed on to be checked.
    fn handed(&self, cx: &Context<'_>, reach: Reach) -> String {
        self.value(reach).part(cx, self.part)
    }
}

/// The members that are not declared, as one that is a map.
struct Rest<'a> {
    name: &'a Ident,
    words: &'a Words,
    ty: Type,
    checks: ir::Checks,
}

fn rest<'a>(cx: &Context<'_>, id: TypeId, extra: Option<&'a Extra>) -> Option<Rest<'a>> {
    let (name, words) = extra?;
    let Shape::Object(object) = &cx.api.ty(id).shape else {
        return None;
    };
    Some(Rest {
        name,
        words,
        ty: Type::Map(Box::new(object.extra.clone()?)),
        checks: object.extra_checks.clone().of_each(),
    })
}

impl Rest<'_> {
    fn member(&self) -> Member<'_> {
        Member {
            name: self.name,
            ty: &self.ty,
            checks: &self.checks,
            holder: None,
            words: self.words,
            part: Part::Map,
            boxed: false,
        }
    }
}

/// What of a value of this type is checked.
fn part(cx: &Context<'_>, ty: &Type, checks: &ir::Checks) -> Part {
    match cx.plain(ty) {
        Type::Scalar(Scalar::String(_)) => Part::Text,
        Type::List(_) if checks.each.is_some() => Part::List,
        Type::Map(_) if checks.each.is_some() => Part::Map,
        Type::List(_) | Type::Map(_) => Part::Count,
        Type::Tuple(_) => Part::Tuple,
        Type::Scalar(_) | Type::Nullable(_) | Type::Named(_) | Type::Json(_) => Part::Number,
    }
}

/// The checks that a builder and `validate` share.
fn function(
    cx: &Context<'_>,
    id: TypeId,
    checked: &[Member<'_>],
    statements: &[Statement],
    imports: &mut Imports,
) -> String {
    const ALLOWED: &str =
        "#[allow(clippy::too_many_arguments, reason = \"one for each member that has bounds\")]\n";
    let arguments = checked.iter().map(|member| {
        let (name, ty) = (member.name, member.words);
        match (member.part, cx.plain(member.ty)) {
            (Part::Text, _) => format!("{name}: Option<&str>"),
            (Part::Number, _) => format!("{name}: Option<{ty}>"),
            (Part::Count, _) => format!("{name}: Option<usize>"),
            (Part::List, Type::List(item)) => {
                let item = ty::of(cx, View::Model(id), imports, item);
                format!("{name}: Option<&[{item}]>")
            }
            (Part::List | Part::Map | Part::Tuple, _) => format!("{name}: Option<&{ty}>"),
        }
    });
    let allow = (checked.len() >= MOST_ARGUMENTS).then_some(ALLOWED);
    check(allow, arguments, statements)
}

fn check(
    allow: Option<&str>,
    arguments: impl IntoIterator<Item = String>,
    statements: &[Statement],
) -> String {
    let mut text =
        "/// Checks the members that have bounds; one that is not set is fine.\n".to_owned();
    text.extend(allow);
    text.push_str("#[inline]\n");
    let problems = "problems: &mut Problems".to_owned();
    let arguments: Vec<String> = [problems].into_iter().chain(arguments).collect();
    lines::listed(&mut text, "", "fn check(", &arguments, ") {");
    lines::statements(&mut text, INDENT, statements);
    text.push_str("}\n");
    text
}

/// `validate` of an object, whose own members `own` checks.
fn validate(
    cx: &Context<'_>,
    id: TypeId,
    slots: &[Slot<'_>],
    extra: Option<&Extra>,
    own: Vec<Statement>,
    imports: &mut Imports,
) -> String {
    let rest = rest(cx, id, extra);
    let members = slots.iter().map(|slot| Member::of_slot(cx, slot));
    let members = members.chain(rest.as_ref().map(Rest::member));
    let mut statements = own;
    for member in members {
        let value = member.value(member.in_model("self"));
        statements.extend(inner::typed(cx, imports, &value));
    }
    method(cx, id, &statements, imports)
}

/// `validate` of a list whose items have types of their own: by name, how each is held, and its type.
pub fn sequence<'a>(
    cx: &Context<'_>,
    id: TypeId,
    items: impl Iterator<Item = (&'a Ident, bool, &'a Type, &'a ir::Checks)>,
    imports: &mut Imports,
) -> Vec<unit::Part> {
    if !cx.facts.of(id).bounded {
        return Vec::new();
    }
    let mut checks = Checks::default();
    let mut inside = Vec::new();
    for (name, is_there, ty, bounds) in items {
        let value = format!("self.{name}");
        let value = Value {
            label: name.to_string(),
            ty,
            checks: bounds,
            problems: "problems",
            reach: Reach::item_of_sequence(value, is_there, ty),
            constant: checks::constant(name, ""),
        };
        if !bounds.is_empty() {
            checks.add(cx, imports, &value);
        }
        inside.extend(inner::typed(cx, imports, &value));
    }
    let Checks {
        mut statements,
        statics,
    } = checks;
    statements.extend(inside);
    let method = method(cx, id, &statements, imports);
    parts([method], &statics)
}

/// `validate` of an enum: what the variant at hand holds is checked.
pub fn union<'a>(
    cx: &Context<'_>,
    id: TypeId,
    variants: impl Iterator<Item = (&'a Ident, &'a Variant)>,
    has_unknown: bool,
    imports: &mut Imports,
) -> Vec<unit::Part> {
    if !cx.facts.of(id).bounded {
        return Vec::new();
    }
    let mut arms = Vec::new();
    let mut free = Vec::new();
    for (name, variant) in variants {
        let held = Value {
            label: String::new(),
            ty: &variant.ty,
            checks: &variant.checks,
            problems: "problems",
            reach: Reach::variable("value".to_owned(), &variant.ty),
            constant: format_ident!("PATTERN"),
        };
        let mut checks = Checks::default();
        if !variant.checks.is_empty() {
            checks.add(cx, imports, &held);
        }
        checks.statements.extend(inner::typed(cx, imports, &held));
        let block = checks.block();
        if block.is_empty() {
            free.push(quote! { Self::#name(_) });
        } else {
            arms.push(quote! { Self::#name(value) => { #block } });
        }
    }
    if has_unknown {
        free.push(quote! { Self::Unknown(_) });
    }
    let free = (!free.is_empty()).then(|| quote! { #(#free)|* => {} });
    let looked_at = Statement::Any(quote! {
        match self {
            #(#arms)*
            #free
        }
    });
    parts([method(cx, id, &[looked_at], imports)], &[])
}

/// Functions, then what they hold values against.
fn parts(functions: impl IntoIterator<Item = String>, statics: &[TokenStream]) -> Vec<unit::Part> {
    let functions = functions.into_iter().map(unit::Part::Lines);
    let statics = unit::Part::items(quote! { #(#statics)* });
    functions.chain(statics).collect()
}

/// `validate`, which does this.
fn method(cx: &Context<'_>, id: TypeId, statements: &[Statement], imports: &mut Imports) -> String {
    const ABOUT: &str = "    /// Checks lengths, patterns and bounds, here and in the values inside, and says everything that is wrong at once.
    ///
    /// Nothing else does so for a value that came in a reply or was changed by hand: what a server sends is taken as it is.
    #[inline]
";
    let name = &cx.names.of(id).ty;
    let error = imports.runtime("problems", "ValidationError");
    let problems = imports.runtime("problems", "Problems");
    imports.need("check_result");
    let mut text = lines::begun(format_args!("impl {name} {{\n{ABOUT}"));
    let _ = writeln!(text, "    pub fn validate(&self) -> Result<(), {error}> {{");
    lines::problems(&mut text, problems, name);
    lines::statements(&mut text, "        ", statements);
    text.push_str("        problems.into_result()\n    }\n}\n");
    if cx.facts.of(id).inside {
        let check = imports.runtime("check_inside", "CheckInside");
        let _ = writeln!(
            text,
            "\nimpl {check} for {name} {{\n    #[inline]\n    fn check_inside(&self) -> Result<(), {error}> {{\n        \
             self.validate()\n    }}\n}}"
        );
    }
    text
}
