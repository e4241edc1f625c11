//! Strings with known values: open enums that keep what they do not know.

use std::fmt::Write as _;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::imports::Imports;
use super::{Context, Unit, doc, ident, model_path};
use crate::ir::{EnumValue, TypeId};
use crate::names::Place;

/// The file of an enum.
pub fn unit(cx: &Context<'_>, id: TypeId, values: &[EnumValue]) -> Unit {
    let mut imports = Imports::of(Place::Model);
    let enumeration = enumeration(cx, id, values);
    let table = table(cx, id, values, &mut imports);
    Unit::new(model_path(cx, id))
        .imports(imports)
        .items(enumeration)
        .tables([table])
}

fn enumeration(cx: &Context<'_>, id: TypeId, values: &[EnumValue]) -> TokenStream {
    let definition = cx.api.ty(id);
    let names = cx.names.of(id);
    let name = ident(&names.ty);
    let docs = doc::lines(&doc::with_more(
        &definition.docs,
        definition.more.as_ref(),
        &format!("`{}`.", definition.words.join(" ")),
    ));
    let deprecated = definition.deprecated.then(|| quote! { #[deprecated] });
    let preset = cx.facts.of(id).default;
    let default = preset.then(|| quote! { Default, });
    let variants = values.iter().zip(&names.members).map(|(value, variant)| {
        let mut lines = doc::code(&value.wire);
        if value.docs.description.is_some() {
            doc::paragraph(&mut lines, doc::of(&value.docs, ""));
        }
        let docs = doc::lines(&lines);
        let variant = ident(variant);
        let default = preset.then(|| quote! { #[default] });
        quote! { #docs #default #variant, }
    });
    quote! {
        #docs
        #deprecated
        #[derive(Clone, Debug, #default PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that the document does not list, kept as it came.
            UnknownValue(String),
        }
    }
}

/// What makes the enum one that stands for texts. As items it took 40 lines more for each enum of Stripe's.
fn table(cx: &Context<'_>, id: TypeId, values: &[EnumValue], imports: &mut Imports) -> String {
    let names = cx.names.of(id);
    let module = imports.runtime_module("string_enum");
    imports.package("serde");
    let mut text = format!("{module}::values! {{\n    {} {{\n", names.ty);
    for (value, variant) in values.iter().zip(&names.members) {
        let (variant, value) = (ident(variant), Literal::string(&value.wire));
        let _ = writeln!(text, "        {variant} {value};");
    }
    text.push_str("    }\n}\n");
    text
}
