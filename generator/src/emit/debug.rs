//! `Debug` by hand, for what may not show all that it holds.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::imports::Imports;

/// How a struct is shown: each field by its name, and what is shown for it. Step by step, however many there are: a chain of them
/// would be an expression as deep.
pub fn fields(
    imports: &mut Imports,
    name: &Ident,
    fields: impl IntoIterator<Item = (Ident, TokenStream)>,
) -> TokenStream {
    let fmt = imports.item("std::fmt");
    let label = name.to_string();
    let lines = fields.into_iter().map(|(name, value)| {
        let name = name.to_string();
        quote! { shown.field(#name, #value); }
    });
    quote! {
        impl #fmt::Debug for #name {
            #[inline]
            fn fmt(&self, formatter: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                let mut shown = formatter.debug_struct(#label);
                #(#lines)*
                shown.finish()
            }
        }
    }
}
