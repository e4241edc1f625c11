//! How a struct is read and written: its names, and a line for each member.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::imports::Imports;
use super::object::{Extra, Holder, Slot};
use super::{Context, ident, ty};
use crate::ir::{Scalar, Type, TypeId};

/// A member on its way in and out.
struct Member<'a> {
    /// Its field.
    name: &'a Ident,
    /// What it is called in JSON.
    wire: String,
    /// Other names that it may come by.
    aliases: &'a [String],
    /// Whether it must be there.
    required: bool,
    /// What its variable holds before it is read.
    start: TokenStream,
    /// The method that reads it into its variable.
    reads: Ident,
    /// What writes it.
    written: TokenStream,
}

/// What makes a struct one that serde reads and writes.
pub fn serde(
    cx: &Context<'_>,
    id: TypeId,
    slots: &[Slot<'_>],
    extra: Option<&Extra>,
    imports: &mut Imports,
) -> TokenStream {
    let name = ident(&cx.names.of(id).ty);
    let module = imports.runtime_module("object");
    let is_flat = slots.iter().any(|slot| slot.field.flat);
    let through = if is_flat {
        imports.runtime_module("flat")
    } else {
        module.clone()
    };
    let object = object(cx, id, slots, extra, is_flat, imports);
    let serialize = imports.item("serde::Serialize");
    let serializer = imports.item("serde::Serializer");
    let deserialize = imports.item("serde::Deserialize");
    let deserializer = imports.item("serde::Deserializer");
    quote! {
        #object
        impl #serialize for #name {
            fn serialize<S: #serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                #through::write(self, serializer)
            }
        }
        impl<'de> #deserialize<'de> for #name {
            fn deserialize<D: #deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #through::read(deserializer)
            }
        }
    }
}

fn object(
    cx: &Context<'_>,
    id: TypeId,
    slots: &[Slot<'_>],
    extra: Option<&Extra>,
    is_flat: bool,
    imports: &mut Imports,
) -> TokenStream {
    let name = ident(&cx.names.of(id).ty);
    let label = name.to_string();
    let module = imports.runtime_module("object");
    let members: Vec<Member<'_>> = slots
        .iter()
        .map(|slot| member(cx, slot, imports))
        .chain(extra.filter(|_| is_flat).map(rest))
        .collect();
    // Beside members that are laid flat, the rest is one of them.
    let rest = extra.filter(|_| !is_flat);
    if is_flat && extra.is_some() {
        imports.need("object_member");
        imports.need("object_set");
    }
    if rest.is_some() {
        imports.need("object_keep");
    }
    let required = members.iter().filter(|member| member.required).count();
    let required = Literal::usize_unsuffixed(required);
    let open = rest.map(|_| quote! { const OPEN: bool = true; });
    let written = members.iter().map(|member| &member.written);
    let written_rest = rest.map(|(name, _)| quote! { .rest(&self.#name) });
    let source = source(&members, rest);
    let indexed = indexed(&members);
    let wires = wires(&indexed);
    let read = read(&indexed, rest, &source);
    let map_access = imports.item("serde::de::MapAccess");
    let serializer = imports.item("serde::Serializer");
    quote! {
        impl #module::Object for #name {
            const NAME: &'static str = #label;
            const MEMBERS: &'static [&'static str] = &[#(#wires),*];
            const REQUIRED: usize = #required;
            #open

            fn read<'de, A: #map_access<'de>>(#source: &mut #module::Members<'de, A>) -> Option<Self> {
                #read
            }

            fn write<S: #serializer>(&self, writer: #module::Writer<S>) -> #module::Writer<S> {
                writer #(#written)* #written_rest
            }
        }
    }
}

fn member<'a>(cx: &Context<'_>, slot: &'a Slot<'_>, imports: &mut Imports) -> Member<'a> {
    let wire = if slot.field.flat {
        format!("(flat) {}", slot.name)
    } else {
        slot.field.wire.clone()
    };
    let start = match slot.holder {
        Holder::Plain | Holder::Null | Holder::Optional => quote! { None },
        Holder::Maybe => {
            let maybe = imports.runtime("nullable", "Maybe");
            quote! { #maybe::Absent }
        }
    };
    Member {
        name: &slot.name,
        written: written(slot, &wire, imports),
        wire,
        aliases: &slot.field.wire_aliases,
        required: slot.field.required,
        start,
        reads: reads(cx, slot, imports),
    }
}

/// The members that are not declared, as one that is called so.
fn rest((name, ty): &Extra) -> Member<'_> {
    let wire = format!("(rest) {name}");
    Member {
        name,
        written: quote! { .member(#wire, &self.#name) },
        wire,
        aliases: &[],
        required: false,
        start: empty(ty),
        reads: format_ident!("set"),
    }
}

/// An empty map of a type, by its name without what it holds.
fn empty(ty: &TokenStream) -> TokenStream {
    let name: TokenStream = ty.clone().into_iter().take(1).collect();
    quote! { #name::new() }
}

/// The members with their indices, those that must be there first. Other names have theirs after all of them.
fn indexed<'m>(members: &'m [Member<'m>]) -> Vec<(&'m Member<'m>, Vec<usize>)> {
    let (required, optional): (Vec<_>, Vec<_>) = members.iter().partition(|member| member.required);
    let mut next_alias = members.len();
    let members = required.into_iter().chain(optional).enumerate();
    let with_indices = |(at, member): (usize, &'m Member<'m>)| {
        let first_alias = next_alias;
        next_alias += member.aliases.len();
        let indices = std::iter::once(at).chain(first_alias..next_alias);
        (member, indices.collect())
    };
    members.map(with_indices).collect()
}

/// Every name that a member may come by, in the order of the indices.
fn wires<'m>(members: &[(&'m Member<'m>, Vec<usize>)]) -> Vec<&'m str> {
    let own = members.iter().map(|(member, _)| member.wire.as_str());
    let aliases = members.iter().flat_map(|(member, _)| member.aliases);
    own.chain(aliases.map(String::as_str)).collect()
}

fn read(
    members: &[(&Member<'_>, Vec<usize>)],
    rest: Option<&Extra>,
    source: &Ident,
) -> TokenStream {
    let mut starts = Vec::new();
    let mut arms = Vec::new();
    let mut values = Vec::new();
    for (member, indices) in members {
        let Member {
            name, start, reads, ..
        } = member;
        starts.push(quote! { let mut #name = #start; });
        let indices = indices.iter().map(|at| Literal::usize_unsuffixed(*at));
        arms.push(quote! { #(#indices)|* => #source.#reads(&mut #name), });
        values.push(if member.required {
            quote! { #name: #name? }
        } else {
            quote! { #name }
        });
    }
    let otherwise = match rest {
        Some((name, ty)) => {
            let empty = empty(ty);
            starts.push(quote! { let mut #name = #empty; });
            values.push(quote! { #name });
            quote! { #source.keep(&mut #name) }
        }
        None => quote! { #source.skip() },
    };
    let step = if arms.is_empty() {
        quote! { #otherwise; }
    } else {
        quote! { match #source.at() { #(#arms)* _ => #otherwise, } }
    };
    quote! {
        #(#starts)*
        while #source.advance() {
            #step
        }
        Some(Self { #(#values),* })
    }
}

/// The method that reads a member into its variable.
fn reads(cx: &Context<'_>, slot: &Slot<'_>, imports: &mut Imports) -> Ident {
    let typed = ty::is_read_as_typed(cx, imports, &slot.field.ty);
    // Any JSON may be `null`, which is then a value and not an absent member.
    let is_json = matches!(slot.field.ty, Type::Json(_));
    let fills = match slot.holder {
        Holder::Plain | Holder::Null => true,
        Holder::Optional => is_json,
        Holder::Maybe => false,
    };
    if typed && slot.holder == Holder::Maybe {
        imports.need("typed_maybe");
    }
    let (file, method) = match (fills, typed) {
        (true, false) => ("object_fill", "fill"),
        (false, false) => ("object_set", "set"),
        (true, true) => ("object_fill_typed", "fill_typed"),
        (false, true) => ("object_set_typed", "set_typed"),
    };
    imports.need(file);
    format_ident!("{method}")
}

/// What writes a member.
fn written(slot: &Slot<'_>, wire: &str, imports: &mut Imports) -> TokenStream {
    let name = &slot.name;
    let is_number = slot.field.ty == Type::Scalar(Scalar::F64);
    let (file, written) = match slot.holder {
        Holder::Plain | Holder::Optional if is_number => {
            ("object_number", quote! { .number(#wire, self.#name) })
        }
        Holder::Plain | Holder::Null => ("object_member", quote! { .member(#wire, &self.#name) }),
        Holder::Optional => ("object_optional", quote! { .optional(#wire, &self.#name) }),
        Holder::Maybe => ("object_maybe", quote! { .maybe(#wire, &self.#name) }),
    };
    imports.need(file);
    written
}

/// What the members are read from, by a name that no member has.
fn source(members: &[Member<'_>], rest: Option<&Extra>) -> Ident {
    let is_taken = |name: &str| {
        let mut names = members.iter().map(|member| member.name);
        names.any(|member| member == name) || rest.is_some_and(|(rest, _)| rest == name)
    };
    let mut name = "members".to_owned();
    while is_taken(&name) {
        name.insert_str(0, "own_");
    }
    format_ident!("{name}")
}
