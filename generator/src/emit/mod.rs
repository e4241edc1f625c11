//! Turns the plain data of an API into tokens: one unit a file.

mod alias;
mod builder;
mod checks;
mod client;
pub mod doc;
mod group;
mod imports;
mod literal;
mod object;
mod operation;
mod replies;
mod root;
pub mod runtime;
mod string_enum;
mod ty;

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::facts::Facts;
use crate::ir::{Api, Shape, Type};
use crate::names::{Names, RustName};

pub use imports::Imports;

/// What every emitter may look at.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The API.
    pub api: &'a Api,
    /// What is true of its types.
    pub facts: &'a Facts,
    /// Every name.
    pub names: &'a Names,
    /// The name of the package.
    pub package: &'a str,
}

impl Context<'_> {
    /// The type behind `null` and other names for it, as far as Rust sees through them.
    pub fn plain<'t>(&'t self, ty: &'t Type) -> &'t Type {
        let mut ty = ty.non_null();
        while let Type::Named(id) = ty {
            match &self.api.ty(*id).shape {
                Shape::Alias(target) if !self.facts.of(*id).recursive_alias => {
                    ty = target.non_null();
                }
                _ => break,
            }
        }
        ty
    }
}

/// One file before it is printed.
#[derive(Debug)]
pub struct Unit {
    /// Its path below `src/generated`, such as `models/pet.rs`.
    pub path: String,
    /// The sentence at its top.
    pub about: Vec<String>,
    /// Its items.
    pub tokens: TokenStream,
    /// What the module above shows of it.
    pub exports: Vec<Ident>,
    /// The runtime files that it uses.
    pub needs: BTreeSet<&'static str>,
}

/// Every file of the client but the runtime's.
pub fn package(cx: &Context<'_>) -> Vec<Unit> {
    let mut units = vec![client::unit(cx)];
    for index in 0..cx.api.groups.len() {
        units.extend(group::units(cx, index));
    }
    let models: Vec<Unit> = cx
        .api
        .types()
        .map(|(id, definition)| match &definition.shape {
            Shape::Object(object) => object::unit(cx, id, object),
            Shape::StringEnum(values) => string_enum::unit(cx, id, values),
            Shape::Alias(ty) => alias::unit(cx, id, ty),
        })
        .collect();
    if !models.is_empty() {
        units.push(root::models(cx, &models));
        units.extend(models);
    }
    let files = runtime::used(&units);
    units.push(runtime::module(&files));
    units.push(root::unit(cx, &files));
    units
}

/// A name as a token.
pub(crate) fn ident(name: &RustName) -> Ident {
    Ident::new(name.as_str(), Span::call_site())
}

/// The path of a model's file.
fn model_path(cx: &Context<'_>, id: crate::ir::TypeId) -> String {
    format!("models/{}.rs", cx.names.of(id).module)
}

/// Permission for a setter that is called like an operator's method: it is the document's word.
fn like_operator(name: &Ident) -> Option<TokenStream> {
    const OPERATORS: [&str; 10] = [
        "add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub",
    ];
    OPERATORS.iter().any(|operator| name == operator).then(|| {
        quote! { #[allow(clippy::should_implement_trait, reason = "the document calls it so")] }
    })
}
