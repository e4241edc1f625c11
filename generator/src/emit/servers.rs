//! Servers with something to choose: a type for each that becomes an `Environment`.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::{Context, Unit, doc, ident};
use crate::ir::{Server, ServerPiece, ServerVariable};
use crate::names::{Place, RustName, ServerNames};

/// Whether any server has something to choose.
pub fn are_there(cx: &Context<'_>) -> bool {
    cx.api
        .servers
        .iter()
        .any(|server| !server.variables.is_empty())
}

/// The file of the servers.
pub fn unit(cx: &Context<'_>) -> Unit {
    let mut imports = Imports::of(Place::Servers);
    let servers: Vec<TokenStream> = cx
        .api
        .servers
        .iter()
        .zip(&cx.names.servers)
        .filter(|(server, _)| !server.variables.is_empty())
        .map(|(server, names)| definition(server, names, &mut imports))
        .collect();
    Unit::new(format!("{}.rs", cx.names.environments))
        .about("Servers whose URL has something to choose: each becomes an `Environment`.")
        .imports(imports)
        .items(quote! { #(#servers)* })
}

/// A variable with its names.
struct Slot<'a> {
    variable: &'a ServerVariable,
    name: proc_macro2::Ident,
    enum_: &'a RustName,
    values: &'a [RustName],
}

impl Slot<'_> {
    fn ty(&self) -> TokenStream {
        if self.values.is_empty() {
            return quote! { String };
        }
        let enum_ = ident(self.enum_);
        quote! { #enum_ }
    }

    fn argument(&self) -> TokenStream {
        let ty = self.ty();
        if self.values.is_empty() {
            quote! { impl Into<#ty> }
        } else {
            ty
        }
    }

    fn given(&self) -> TokenStream {
        let name = &self.name;
        if self.values.is_empty() {
            quote! { #name.into() }
        } else {
            quote! { #name }
        }
    }

    /// The value as a string slice.
    fn value(&self) -> TokenStream {
        let name = &self.name;
        match (self.variable.wire.as_str(), self.values) {
            ("", _) => quote! { server.#name.trim_end_matches('/') },
            (_, []) => quote! { &server.#name },
            (_, _) => quote! { server.#name.as_str() },
        }
    }

    fn docs(&self) -> Vec<String> {
        let fallback = match self.variable.wire.as_str() {
            "" => "Where the server is: `https://api.example.com`.".to_owned(),
            wire => format!("`{wire}`."),
        };
        let mut lines = doc::of(&self.variable.docs, &fallback);
        if let Some(default) = &self.variable.default {
            let value = doc::code(default).join(" ");
            doc::paragraph(&mut lines, vec![format!("Without it: {value}")]);
        }
        lines
    }
}

fn definition(server: &Server, names: &ServerNames, imports: &mut Imports) -> TokenStream {
    let slots: Vec<Slot<'_>> = server
        .variables
        .iter()
        .zip(&names.variables)
        .zip(names.enums.iter().zip(&names.values))
        .map(|((variable, name), (enum_, values))| Slot {
            variable,
            name: ident(name),
            enum_,
            values,
        })
        .collect();
    let structure = structure(server, names, &slots);
    let conversion = conversion(server, names, &slots, imports);
    let enums = slots
        .iter()
        .filter(|slot| !slot.values.is_empty())
        .map(enumeration);
    quote! { #structure #conversion #(#enums)* }
}

fn structure(server: &Server, names: &ServerNames, slots: &[Slot<'_>]) -> TokenStream {
    let ty = ident(&names.ty);
    let mut lines = doc::of(&server.docs, "A server of the document.");
    doc::paragraph(&mut lines, doc::code(&server.template));
    let docs = doc::lines(&lines);
    let fields = slots.iter().map(|slot| {
        let (name, ty) = (&slot.name, slot.ty());
        quote! { #name: #ty }
    });
    let needed = |slot: &&Slot<'_>| slot.variable.default.is_none();
    let arguments = slots.iter().filter(needed).map(|slot| {
        let (name, ty) = (&slot.name, slot.argument());
        quote! { #name: #ty }
    });
    let mut about =
        vec!["The server, with the document's default for whatever has one.".to_owned()];
    for slot in slots.iter().filter(needed) {
        let words = slot.docs().join(" ");
        doc::paragraph(&mut about, vec![format!("- `{}`: {words}", slot.name)]);
    }
    let about = doc::lines(&about);
    let values = slots.iter().map(initial);
    let setters = slots.iter().filter(|slot| !needed(slot)).map(setter);
    let has_defaults = slots.iter().all(|slot| !needed(&slot));
    let default = has_defaults.then(|| {
        quote! {
            impl Default for #ty {
                #[inline]
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct #ty { #(#fields,)* }
        impl #ty {
            #about
            #[inline]
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#values,)* }
            }
            #(#setters)*
        }
        #default
    }
}

fn initial(slot: &Slot<'_>) -> TokenStream {
    let name = &slot.name;
    let Some(default) = &slot.variable.default else {
        let given = slot.given();
        return if slot.values.is_empty() {
            quote! { #name: #given }
        } else {
            quote! { #name }
        };
    };
    let chosen = slot
        .variable
        .values
        .iter()
        .position(|value| value == default);
    match chosen.and_then(|at| slot.values.get(at)) {
        Some(variant) => {
            let (enum_, variant) = (ident(slot.enum_), ident(variant));
            quote! { #name: #enum_::#variant }
        }
        None => quote! { #name: #default.to_owned() },
    }
}

fn setter(slot: &Slot<'_>) -> TokenStream {
    let docs = doc::lines(&slot.docs());
    let (name, argument) = (&slot.name, slot.argument());
    let value = slot.given();
    quote! {
        #docs
        #[must_use]
        #[inline]
        pub fn #name(mut self, #name: #argument) -> Self {
            self.#name = #value;
            self
        }
    }
}

fn conversion(
    server: &Server,
    names: &ServerNames,
    slots: &[Slot<'_>],
    imports: &mut Imports,
) -> TokenStream {
    let environment = imports.runtime("environment", "Environment");
    let url = imports.runtime("server_url", "ServerUrl");
    let ty = ident(&names.ty);
    let mut literal = String::new();
    let mut parts = Vec::new();
    for piece in &server.pieces {
        match piece {
            ServerPiece::Literal(text) => literal.push_str(text),
            ServerPiece::Variable(at) => {
                let value = slots.get(*at).map(Slot::value);
                parts.push(quote! { url.part(#literal, #value); });
                literal.clear();
            }
        }
    }
    quote! {
        impl From<#ty> for #environment {
            #[inline]
            fn from(server: #ty) -> Self {
                let mut url = #url::default();
                #(#parts)*
                url.end(#literal)
            }
        }
    }
}

fn enumeration(slot: &Slot<'_>) -> TokenStream {
    let name = ident(slot.enum_);
    let docs = doc::lines(&slot.docs());
    let variants: Vec<_> = slot.values.iter().map(ident).collect();
    let wires = &slot.variable.values;
    let each = variants.iter().zip(wires).map(|(variant, wire)| {
        let docs = doc::lines(&doc::code(wire));
        quote! { #docs #variant, }
    });
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name { #(#each)* }
        impl #name {
            /// The value as it stands in the URL.
            #[inline]
            pub fn as_str(self) -> &'static str {
                match self { #(Self::#variants => #wires,)* }
            }
        }
    }
}
