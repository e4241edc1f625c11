//! The modules at the root: what is where, and what a caller sees.

use quote::quote;

use super::features::Gate;
use super::runtime::{self, Used};
use super::{Context, Unit, ident, lines, servers};
use crate::ir::{Shape, Type};
use crate::names::RustName;

/// `src/generated/mod.rs`.
pub fn unit(cx: &Context<'_>, files: &[Used]) -> Unit {
    let groups = cx.names.groups.iter().enumerate().map(|(at, group)| {
        let module = ident(&group.module);
        let condition = Gate::group(at).attribute(cx);
        quote! { #condition pub mod #module; }
    });
    let webhooks = (!cx.api.webhooks.is_empty()).then(|| {
        let module = ident(&cx.names.webhooks_module);
        quote! { pub mod #module; }
    });
    let models = (!cx.api.types.is_empty()).then(|| quote! { pub mod models; });
    let environments = servers::are_there(cx).then(|| {
        let module = ident(&cx.names.environments);
        quote! { pub mod #module; }
    });
    let exports = runtime::exports(cx, files);
    let deprecated = has_deprecated(cx)
        .then(|| quote! { #![allow(deprecated, reason = "what is deprecated is generated all the same")] });
    let placeholders = has_placeholders(cx).then(
        || quote! { #![allow(clippy::disallowed_names, reason = "names come from the document")] },
    );
    let complex = has_complex_types(cx).then(
        || quote! { #![allow(clippy::type_complexity, reason = "types come from the document")] },
    );
    Unit::new("mod.rs")
        .about(format!(
            "The client of {}, as the document describes it.",
            super::doc::markdown(&cx.api.title).join(" ")
        ))
        .items(quote! {
            #deprecated
            #placeholders
            #complex
            mod client;
            #environments
            #(#groups)*
            #models
            mod runtime;
            #[cfg(feature = "testing")]
            pub mod testing;
            #webhooks
            #exports
        })
}

/// Whether anything in the document is deprecated.
fn has_deprecated(cx: &Context<'_>) -> bool {
    let in_types = cx.api.types.iter().any(|definition| {
        definition.deprecated
            || matches!(&definition.shape, Shape::Object(object) if object.fields.iter().any(|field| field.deprecated))
    });
    let in_operations = cx.api.operations().any(|operation| {
        operation.deprecated
            || operation
                .parameters
                .iter()
                .any(|parameter| parameter.deprecated)
            || operation
                .callbacks
                .iter()
                .any(|callback| callback.deprecated)
    });
    let in_webhooks = cx.api.webhooks.iter().any(|webhook| webhook.deprecated);
    in_types || in_operations || in_webhooks
}

/// Whether a name is one that clippy takes for a placeholder.
fn has_placeholders(cx: &Context<'_>) -> bool {
    const PLACEHOLDERS: [&str; 3] = ["foo", "baz", "quux"];
    let members = cx.api.types().flat_map(|(id, _)| &cx.names.of(id).members);
    let operations = cx.names.groups.iter().flat_map(|group| &group.operations);
    let parameters = operations.flat_map(|operation| &operation.parameters);
    members
        .chain(parameters)
        .any(|name| PLACEHOLDERS.contains(&name.as_str()))
}

/// Whether a type without a name of its own is one that clippy wants a name for, as the deepest place of a signature counts it.
fn has_complex_types(cx: &Context<'_>) -> bool {
    const LIMIT: usize = 250;
    const WRAPPERS: usize = 2;
    const WRAPPED: usize = 30;
    let members = cx.api.types.iter().flat_map(|ty| ty.shape.types());
    let operations = cx.api.operations();
    let carried =
        operations.flat_map(|operation| [operation.sent(), operation.received()].concat());
    members
        .chain(carried)
        .any(|ty| WRAPPED + complexity(ty, WRAPPERS + 1) > LIMIT)
}

/// How complex clippy finds a type below so many others: ten for each name in it, times its depth.
fn complexity(ty: &Type, depth: usize) -> usize {
    let own = 10 * depth;
    match ty {
        Type::Scalar(_) | Type::Named(_) | Type::Json(_) => own,
        Type::List(inner) | Type::Nullable(inner) => own + complexity(inner, depth + 1),
        Type::Map(value) => own + 10 * (depth + 1) + complexity(value, depth + 1),
        Type::Tuple(items) => {
            let items = items.iter().map(|item| complexity(item, depth + 1));
            own + items.sum::<usize>()
        }
    }
}

/// `src/generated/models/mod.rs`.
pub fn models(cx: &Context<'_>) -> Unit {
    let mut modules = String::new();
    let mut exports = String::new();
    for ((id, _), gate) in cx.api.types().zip(cx.gates) {
        let names = cx.names.of(id);
        let builder = cx.facts.of(id).builder.then_some(&names.builder);
        let items: Vec<String> = [&names.ty]
            .into_iter()
            .chain(builder)
            .map(RustName::to_string)
            .collect();
        let condition = gate.attribute(cx);
        lines::module(&mut modules, condition.as_ref(), "mod", &names.module);
        lines::exports(&mut exports, condition.as_ref(), &names.module, &items);
    }
    Unit::new("models/mod.rs")
        .about("What requests and replies are made of.")
        .lines([modules, exports])
}
