//! How the pages of an operation follow each other.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Slot;
use crate::emit::imports::{Imports, Name};
use crate::emit::object::{Holder, holder};
use crate::emit::ty::{self, View};
use crate::emit::{Context, ident};
use crate::ir::{Null, Operation, ReplyBody, Scalar, Shape, Turn, Type, behind};
use crate::names::OperationNames;

/// Where a member of the reply stands.
struct Member<'a> {
    steps: Vec<(Ident, Holder)>,
    /// Its type behind `null` and other names.
    ty: &'a Type,
}

/// What makes the operation one that answers in pages.
pub(super) fn paginated(
    cx: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    slots: &[Slot<'_>],
    imports: &mut Imports,
) -> Option<TokenStream> {
    let pagination = operation.pagination.as_ref()?;
    let ReplyBody::Json(reply) = &operation.success.first()?.body else {
        return None;
    };
    let list = member(cx, reply, &pagination.items)?;
    let Type::List(item) = list.ty else {
        return None;
    };
    let item = ty::of(cx, View::Outside, imports, item);
    let trait_ = imports.runtime("page", "Paginated");
    let next_page = imports.runtime("page", "NextPage");
    let name = ident(&names.operation);
    let taken = list.taken();
    let more = pagination.more.as_ref();
    let more = more.and_then(|more| Some(member(cx, reply, more)?.copied()));
    let more = more.map(|more| quote! { if !#more { return None; } });
    let turn = turn(cx, &pagination.turn, reply, &list, slots, next_page)?;
    // Where only the header tells, the page is not looked at.
    let page = if pagination.turn == Turn::LinkHeader && more.is_none() {
        quote! { _page }
    } else {
        quote! { page }
    };
    Some(quote! {
        impl #trait_ for #name {
            type Item = #item;

            #[inline]
            fn items(page: Self::Success) -> Option<Vec<Self::Item>> {
                #taken
            }

            #[inline]
            fn advance(&mut self, #page: &Self::Success) -> Option<#next_page> {
                #more
                #turn
            }
        }
    })
}

fn turn(
    cx: &Context<'_>,
    turn: &Turn,
    reply: &Type,
    list: &Member<'_>,
    slots: &[Slot<'_>],
    next_page: Name,
) -> Option<TokenStream> {
    match turn {
        Turn::Cursor { parameter, next } => {
            let slot = slots.get(*parameter)?;
            let next = member(cx, reply, next)?;
            let is_text = matches!(next.ty, Type::Scalar(Scalar::String(_)));
            let takes_text = matches!(
                behind(&cx.api.types, &slot.parameter.ty, Null::Kept),
                Type::Scalar(Scalar::String(_))
            );
            let (value, kept, said) = match (is_text, takes_text) {
                (true, _) => (next.cloned(), quote! { next.clone() }, quote! { next }),
                (false, true) => {
                    let value = next.copied();
                    let value = quote! { #value.to_string() };
                    (value, quote! { next.clone() }, quote! { next })
                }
                (false, false) => (next.copied(), quote! { next }, quote! { next.to_string() }),
            };
            let set = set(slot, &kept);
            Some(quote! {
                let next = #value;
                #set
                Some(#next_page::Cursor(#said))
            })
        }
        Turn::Offset { parameter } => {
            let slot = slots.get(*parameter)?;
            let whole = whole(cx, slot)?;
            let list = list.shown();
            let offset = counted(slot, &quote! { 0 }, &quote! { count });
            Some(quote! {
                let count = #whole::try_from(#list.len()).ok()?;
                if count == 0 {
                    return None;
                }
                #offset
                Some(#next_page::Counted)
            })
        }
        Turn::Page { parameter } => {
            let slot = slots.get(*parameter)?;
            let list = list.shown();
            let number = counted(slot, &quote! { 1 }, &quote! { 1 });
            Some(quote! {
                if #list.is_empty() {
                    return None;
                }
                #number
                Some(#next_page::Counted)
            })
        }
        Turn::Link { next } => {
            let next = member(cx, reply, next)?.cloned();
            Some(quote! { Some(#next_page::Link(#next)) })
        }
        Turn::LinkHeader => Some(quote! { Some(#next_page::LinkHeader) }),
    }
}

/// The Rust type of a parameter that takes a whole number.
fn whole(cx: &Context<'_>, slot: &Slot<'_>) -> Option<TokenStream> {
    match behind(&cx.api.types, &slot.parameter.ty, Null::Kept) {
        Type::Scalar(Scalar::I32) => Some(quote! { i32 }),
        Type::Scalar(Scalar::I64) => Some(quote! { i64 }),
        Type::Scalar(Scalar::U32) => Some(quote! { u32 }),
        Type::Scalar(Scalar::U64) => Some(quote! { u64 }),
        _ => None,
    }
}

/// Sets a parameter.
fn set(slot: &Slot<'_>, value: &TokenStream) -> TokenStream {
    let name = &slot.name;
    if slot.is_argument() {
        quote! { self.#name = #value; }
    } else {
        quote! { self.#name = Some(#value); }
    }
}

/// Adds to a parameter that counts.
fn counted(slot: &Slot<'_>, start: &TokenStream, more: &TokenStream) -> TokenStream {
    let name = &slot.name;
    let now = if slot.is_argument() {
        quote! { self.#name }
    } else {
        quote! { self.#name.unwrap_or(#start) }
    };
    set(slot, &quote! { #now.checked_add(#more)? })
}

/// Finds a member of the reply.
fn member<'a>(cx: &'a Context<'_>, reply: &'a Type, names: &[String]) -> Option<Member<'a>> {
    let mut steps = Vec::new();
    let mut ty = behind(&cx.api.types, reply, Null::Kept);
    for wire in names {
        let Type::Named(id) = ty else {
            return None;
        };
        let Shape::Object(object) = &cx.api.ty(*id).shape else {
            return None;
        };
        let fields = object.fields.iter().zip(&cx.names.of(*id).members);
        let mut fields = fields.filter(|(field, _)| !field.flat);
        let (field, name) = fields.find(|(field, _)| field.wire == *wire)?;
        steps.push((ident(name), holder(field)));
        ty = behind(&cx.api.types, field.ty.non_null(), Null::Kept);
    }
    Some(Member { steps, ty })
}

impl Member<'_> {
    /// The way to the struct that holds it, each step by reference.
    fn way(&self) -> TokenStream {
        let mut way = quote! { page };
        let inner = self.steps.len().saturating_sub(1);
        for (name, holder) in self.steps.iter().take(inner) {
            way = match holder {
                Holder::Plain => quote! { #way.#name },
                Holder::Optional | Holder::Null => quote! { #way.#name.as_ref()? },
                Holder::Maybe => quote! { #way.#name.value()? },
            };
        }
        way
    }

    /// Its value as an option, out of the page.
    fn taken(&self) -> TokenStream {
        let mut taken = quote! { page };
        let Some(((last, holder), inner)) = self.steps.split_last() else {
            return quote! { Some(#taken) };
        };
        for (name, holder) in inner {
            taken = match holder {
                Holder::Plain => quote! { #taken.#name },
                Holder::Optional | Holder::Null => quote! { #taken.#name? },
                Holder::Maybe => quote! { #taken.#name.into_value()? },
            };
        }
        match holder {
            Holder::Plain => quote! { Some(#taken.#last) },
            Holder::Optional | Holder::Null => quote! { #taken.#last },
            Holder::Maybe => quote! { #taken.#last.into_value() },
        }
    }

    /// Its value where that is a list, to be looked at.
    fn shown(&self) -> TokenStream {
        let way = self.way();
        match self.steps.last() {
            None => way,
            Some((name, Holder::Plain)) => quote! { #way.#name },
            Some((name, Holder::Optional | Holder::Null)) => quote! { #way.#name.as_ref()? },
            Some((name, Holder::Maybe)) => quote! { #way.#name.value()? },
        }
    }

    /// Its value where that is a text.
    fn cloned(&self) -> TokenStream {
        let way = self.way();
        match self.steps.last() {
            None => quote! { #way.clone() },
            Some((name, Holder::Plain)) => quote! { #way.#name.clone() },
            Some((name, Holder::Optional | Holder::Null)) => quote! { #way.#name.clone()? },
            Some((name, Holder::Maybe)) => quote! { #way.#name.value()?.clone() },
        }
    }

    /// Its value where that is a number or a truth.
    fn copied(&self) -> TokenStream {
        let way = self.way();
        match self.steps.last() {
            None => quote! { *#way },
            Some((name, Holder::Plain)) => quote! { #way.#name },
            Some((name, Holder::Optional | Holder::Null)) => quote! { #way.#name? },
            Some((name, Holder::Maybe)) => quote! { *#way.#name.value()? },
        }
    }
}
