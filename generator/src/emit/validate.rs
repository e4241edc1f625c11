//! How a value is held to its bounds: by its builder, and by `validate` at any time.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::checks::{self, Checks};
use super::imports::Imports;
use super::object::{Extra, Holder, Slot};
use super::{Context, doc, ident};
use crate::ir::{Scalar, Shape, Type, TypeId};

/// The checks of an object's own members, wherever they are made.
pub struct Bounds {
    /// What a builder does; nothing if no member has bounds.
    pub in_builder: Option<TokenStream>,
    /// `validate`, and what it shares with the builder.
    pub items: TokenStream,
}

/// What of a member is checked.
#[derive(Clone, Copy)]
enum Part {
    /// Its text.
    Text,
    /// Its number.
    Number,
    /// How many items or members it has.
    Count,
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
    let mut checks = Checks::default();
    let mut checked = Vec::new();
    for slot in slots {
        let part = part(cx, slot);
        let value = match (shared, facts.builder) {
            (true, _) => {
                let name = &slot.name;
                quote! { #name }
            }
            (false, true) => in_builder(cx, slot, part),
            (false, false) => in_model(cx, slot, part),
        };
        let before = checks.statements.len();
        // Without bounds, only a builder looks at numbers that are none: JSON has no such thing.
        if facts.bounded || facts.builder {
            checks.add(cx, imports, slot.field, &slot.name, &value);
        }
        if checks.statements.len() > before {
            checked.push((slot, part));
        }
    }
    let Checks {
        statements,
        statics,
    } = checks;
    if shared && !checked.is_empty() {
        let function = function(&checked, &statements);
        let values = checked
            .iter()
            .map(|(slot, part)| in_builder(cx, slot, *part));
        let in_builder = quote! { check(&mut problems, #(#values),*); };
        let values = checked.iter().map(|(slot, part)| in_model(cx, slot, *part));
        let own = quote! { check(&mut problems, #(#values),*); };
        let validate = validate(cx, id, slots, extra, &own, imports);
        return Bounds {
            in_builder: Some(in_builder),
            items: quote! { #validate #function #(#statics)* },
        };
    }
    let own = quote! { #(#statements)* };
    if facts.bounded {
        let validate = validate(cx, id, slots, extra, &own, imports);
        return Bounds {
            in_builder: None,
            items: quote! { #validate #(#statics)* },
        };
    }
    Bounds {
        in_builder: (!statements.is_empty()).then_some(own),
        items: quote! { #(#statics)* },
    }
}

fn part(cx: &Context<'_>, slot: &Slot<'_>) -> Part {
    match cx.plain(&slot.field.ty) {
        Type::Scalar(Scalar::String(_)) => Part::Text,
        Type::List(_) | Type::Map(_) => Part::Count,
        Type::Scalar(_) | Type::Tuple(_) | Type::Nullable(_) | Type::Named(_) | Type::Json(_) => {
            Part::Number
        }
    }
}

/// The checks that a builder and `validate` share.
fn function(checked: &[(&Slot<'_>, Part)], statements: &[TokenStream]) -> TokenStream {
    let arguments = checked.iter().map(|(slot, part)| {
        let (name, ty) = (&slot.name, &slot.ty);
        let ty = match part {
            Part::Text => quote! { &str },
            Part::Number => quote! { #ty },
            Part::Count => quote! { usize },
        };
        quote! { #name: Option<#ty> }
    });
    let allow = (checked.len() >= MOST_ARGUMENTS).then(|| {
        quote! { #[allow(clippy::too_many_arguments, reason = "one for each member that has bounds")] }
    });
    quote! {
        /// Checks the members that have bounds; one that is not set is fine.
        #allow
        fn check(problems: &mut Problems, #(#arguments),*) {
            #(#statements)*
        }
    }
}

/// What is checked of a member in the slot of its builder.
fn in_builder(cx: &Context<'_>, slot: &Slot<'_>, part: Part) -> TokenStream {
    let name = &slot.name;
    let length = checks::length(cx, &slot.field.ty);
    match (slot.holder, part) {
        (Holder::Plain | Holder::Optional, Part::Text) => quote! { self.#name.as_deref() },
        (Holder::Plain | Holder::Optional, Part::Number) => quote! { self.#name },
        (Holder::Plain | Holder::Optional, Part::Count) => {
            quote! { self.#name.as_ref().map(#length) }
        }
        (Holder::Null, Part::Text) => quote! { self.#name.as_ref().and_then(Option::as_deref) },
        (Holder::Null, Part::Number) => quote! { self.#name.flatten() },
        (Holder::Null, Part::Count) => {
            quote! { self.#name.as_ref().and_then(Option::as_ref).map(#length) }
        }
        (Holder::Maybe, part) => in_maybe(name, part, &length),
    }
}

/// What is checked of a member of a value.
fn in_model(cx: &Context<'_>, slot: &Slot<'_>, part: Part) -> TokenStream {
    let name = &slot.name;
    let length = checks::length(cx, &slot.field.ty);
    match (slot.holder, part) {
        (Holder::Plain, Part::Text) => quote! { Some(&self.#name) },
        (Holder::Plain, Part::Number) => quote! { Some(self.#name) },
        (Holder::Plain, Part::Count) => quote! { Some(self.#name.len()) },
        (Holder::Optional | Holder::Null, Part::Text) => quote! { self.#name.as_deref() },
        (Holder::Optional | Holder::Null, Part::Number) => quote! { self.#name },
        (Holder::Optional | Holder::Null, Part::Count) => {
            quote! { self.#name.as_ref().map(#length) }
        }
        (Holder::Maybe, part) => in_maybe(name, part, &length),
    }
}

fn in_maybe(name: &Ident, part: Part, length: &TokenStream) -> TokenStream {
    match part {
        Part::Text => quote! { self.#name.value().map(String::as_str) },
        Part::Number => quote! { self.#name.value().copied() },
        Part::Count => quote! { self.#name.value().map(#length) },
    }
}

/// `validate` of an object, whose own members `own` checks.
fn validate(
    cx: &Context<'_>,
    id: TypeId,
    slots: &[Slot<'_>],
    extra: Option<&Extra>,
    own: &TokenStream,
    imports: &mut Imports,
) -> TokenStream {
    let label = cx.names.of(id).ty.to_string();
    let problems = imports.runtime("problems", "Problems");
    imports.need("check_result");
    let mut inside = Vec::new();
    for slot in slots {
        if cx.facts.holds_bounds(&slot.field.ty) {
            let name = &slot.name;
            inside.push(match slot.holder {
                Holder::Plain | Holder::Optional | Holder::Null => (name, quote! { &self.#name }),
                Holder::Maybe => (name, quote! { &self.#name.value() }),
            });
        }
    }
    let rest = match &cx.api.ty(id).shape {
        Shape::Object(object) => object.extra.as_ref(),
        Shape::StringEnum(_)
        | Shape::ValueEnum(_)
        | Shape::Constant(_)
        | Shape::Sequence(_)
        | Shape::Union(_)
        | Shape::Alias(_) => None,
    };
    if let Some((name, _)) = extra.filter(|_| rest.is_some_and(|ty| cx.facts.holds_bounds(ty))) {
        inside.push((name, quote! { &self.#name }));
    }
    if !inside.is_empty() {
        imports.need("check_inside");
    }
    let inside = inside.into_iter().map(|(name, value)| {
        let name = name.to_string();
        quote! { problems.inside(#name, #value); }
    });
    let body = quote! {
        let mut problems = #problems::new(#label);
        #own
        #(#inside)*
        problems.into_result()
    };
    method(cx, id, &body, imports)
}

/// `validate` of an enum: what the variant at hand holds is checked.
pub fn union<'a>(
    cx: &Context<'_>,
    id: TypeId,
    variants: impl Iterator<Item = (&'a Ident, &'a Type)>,
    has_unknown: bool,
    imports: &mut Imports,
) -> Option<TokenStream> {
    if !cx.facts.of(id).bounded {
        return None;
    }
    imports.runtime("check_inside", "CheckInside");
    let (bounded, free): (Vec<_>, Vec<_>) = variants.partition(|(_, ty)| cx.facts.holds_bounds(ty));
    let bounded = bounded.into_iter().map(|(name, _)| {
        quote! { Self::#name(value) => value.check_inside(), }
    });
    let mut free: Vec<TokenStream> = free
        .into_iter()
        .map(|(name, _)| quote! { Self::#name(_) })
        .collect();
    if has_unknown {
        free.push(quote! { Self::Unknown(_) });
    }
    let free = (!free.is_empty()).then(|| quote! { #(#free)|* => Ok(()), });
    let body = quote! {
        match self {
            #(#bounded)*
            #free
        }
    };
    Some(method(cx, id, &body, imports))
}

fn method(cx: &Context<'_>, id: TypeId, body: &TokenStream, imports: &mut Imports) -> TokenStream {
    let name = ident(&cx.names.of(id).ty);
    let error = imports.runtime("problems", "ValidationError");
    let inside = cx.facts.of(id).inside.then(|| {
        let check = imports.runtime("check_inside", "CheckInside");
        quote! {
            impl #check for #name {
                fn check_inside(&self) -> Result<(), #error> {
                    self.validate()
                }
            }
        }
    });
    let docs = doc::lines(&[
        "Checks lengths, patterns and bounds, here and in the values inside, and says everything that is wrong at once."
            .to_owned(),
        String::new(),
        "Nothing else does so for a value that came in a reply or was changed by hand: what a server sends is taken as it is."
            .to_owned(),
    ]);
    quote! {
        impl #name {
            #docs
            pub fn validate(&self) -> Result<(), #error> {
                #body
            }
        }
        #inside
    }
}
