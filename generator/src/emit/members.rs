//! How a struct is read and written: its names, and a line for each member.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::imports::Imports;
use super::object::{Extra, Holder, Slot};
use super::{Context, ident, ty};
use crate::ir::{Scalar, Type, TypeId};

/// A member on its way in and out.
struct Member<'a> {
    slot: &'a Slot<'a>,
    /// What it is called in JSON.
    wire: String,
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
    let members = members(slots);
    let required = members
        .iter()
        .filter(|member| member.slot.field.required)
        .count();
    let required = Literal::usize_unsuffixed(required);
    let wires = wires(&members, extra.filter(|_| is_flat));
    let open = (extra.is_some() && !is_flat).then(|| quote! { const OPEN: bool = true; });
    let read = read(cx, &members, extra, is_flat, imports);
    let written = slots.iter().map(|slot| written(slot, imports));
    let written: Vec<TokenStream> = written.collect();
    let rest = extra.map(|(name, _)| {
        if is_flat {
            imports.need("object_member");
            let wire = rest_wire(name);
            quote! { .member(#wire, &self.#name) }
        } else {
            imports.need("object_keep");
            quote! { .rest(&self.#name) }
        }
    });
    let map_access = imports.item("serde::de::MapAccess");
    let serializer = imports.item("serde::Serializer");
    let source = source(slots, extra);
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
                writer #(#written)* #rest
            }
        }
    }
}

/// The members in the order of their indices: those that must be there first.
fn members<'a>(slots: &'a [Slot<'a>]) -> Vec<Member<'a>> {
    let (required, optional): (Vec<_>, Vec<_>) = slots.iter().partition(|slot| slot.field.required);
    let members = required.into_iter().chain(optional);
    members
        .map(|slot| Member {
            slot,
            wire: wire(slot),
        })
        .collect()
}

fn wire(slot: &Slot<'_>) -> String {
    if slot.field.flat {
        format!("(flat) {}", slot.name)
    } else {
        slot.field.wire.clone()
    }
}

fn rest_wire(name: &Ident) -> String {
    format!("(rest) {name}")
}

/// Every name that a member may come by: other names for them follow their own.
fn wires(members: &[Member<'_>], rest: Option<&Extra>) -> Vec<String> {
    let own = members.iter().map(|member| member.wire.clone());
    let rest = rest.map(|(name, _)| rest_wire(name));
    let aliases = members
        .iter()
        .flat_map(|member| member.slot.field.wire_aliases.iter().cloned());
    own.chain(rest).chain(aliases).collect()
}

fn read(
    cx: &Context<'_>,
    members: &[Member<'_>],
    extra: Option<&Extra>,
    is_flat: bool,
    imports: &mut Imports,
) -> TokenStream {
    let slots: Vec<&Slot<'_>> = members.iter().map(|member| member.slot).collect();
    let source = source(slots.iter().copied(), extra);
    let mut starts = Vec::new();
    let mut arms = Vec::new();
    let mut values = Vec::new();
    let mut next_alias = members.len() + usize::from(is_flat && extra.is_some());
    for (at, slot) in slots.iter().enumerate() {
        let name = &slot.name;
        let start = match slot.holder {
            Holder::Plain | Holder::Null | Holder::Optional => quote! { None },
            Holder::Maybe => {
                let maybe = imports.runtime("nullable", "Maybe");
                quote! { #maybe::Absent }
            }
        };
        starts.push(quote! { let mut #name = #start; });
        let mut indices = vec![at];
        for _ in &slot.field.wire_aliases {
            indices.push(next_alias);
            next_alias += 1;
        }
        let indices = indices.iter().map(|at| Literal::usize_unsuffixed(*at));
        let reads = reads(cx, slot, imports);
        arms.push(quote! { #(#indices)|* => #source.#reads(&mut #name), });
        values.push(match slot.holder {
            Holder::Plain | Holder::Null => quote! { #name: #name? },
            Holder::Optional | Holder::Maybe => quote! { #name },
        });
    }
    let mut otherwise = quote! { #source.skip() };
    if let Some((name, ty)) = extra {
        let map = map_name(ty);
        starts.push(quote! { let mut #name = #map::new(); });
        values.push(quote! { #name });
        if is_flat {
            imports.need("object_set");
            let at = Literal::usize_unsuffixed(members.len());
            arms.push(quote! { #at => #source.set(&mut #name), });
        } else {
            imports.need("object_keep");
            otherwise = quote! { #source.keep(&mut #name) };
        }
    }
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

/// The name of the type of a map, without what it holds.
fn map_name(ty: &TokenStream) -> TokenStream {
    ty.clone().into_iter().take(1).collect()
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

/// The line that writes a member.
fn written(slot: &Slot<'_>, imports: &mut Imports) -> TokenStream {
    let wire = wire(slot);
    let name = &slot.name;
    let is_number = slot.field.ty == Type::Scalar(Scalar::F64);
    let (file, line) = match slot.holder {
        Holder::Plain | Holder::Optional if is_number => {
            ("object_number", quote! { .number(#wire, self.#name) })
        }
        Holder::Plain | Holder::Null => ("object_member", quote! { .member(#wire, &self.#name) }),
        Holder::Optional => ("object_optional", quote! { .optional(#wire, &self.#name) }),
        Holder::Maybe => ("object_maybe", quote! { .maybe(#wire, &self.#name) }),
    };
    imports.need(file);
    line
}

/// What the members are read from, by a name that no member has.
fn source<'a>(slots: impl IntoIterator<Item = &'a Slot<'a>>, extra: Option<&Extra>) -> Ident {
    let slots: Vec<&Slot<'_>> = slots.into_iter().collect();
    let is_taken = |name: &str| {
        slots.iter().any(|slot| slot.name == name) || extra.is_some_and(|(extra, _)| extra == name)
    };
    let mut name = "members".to_owned();
    while is_taken(&name) {
        name.insert_str(0, "own_");
    }
    format_ident!("{name}")
}
