//! A client leaves its functions to the program that calls them: alone it compiles next to nothing.

use generator::emit::runtime::FILES;

use crate::support::{Case, bundled};

/// Files of the runtime that only the feature `testing` brings: nobody waits for them but tests.
const FOR_TESTS: [&str; 18] = [
    "fake_clock",
    "fake_events",
    "fake_items",
    "fake_server",
    "fake_step",
    "fake_text_events",
    "fake_transport",
    "given",
    "receipt",
    "receive_form",
    "receive_json",
    "receive_multipart",
    "receive_upload",
    "refusal",
    "route",
    "serve",
    "service",
    "trial",
];

#[test]
fn a_client_compiles_no_function_that_nobody_calls() {
    let mut found = Vec::new();
    for file in FILES {
        if !FOR_TESTS.contains(&file.name) {
            add(&mut found, file.name, file.text);
        }
    }
    let fixtures = Case::fixtures();
    let mut outputs: Vec<_> = fixtures
        .iter()
        .map(|case| case.generate("inline", false))
        .collect();
    outputs.push(bundled("inline"));
    let mut checked = 0;
    for (path, text) in outputs.iter().flat_map(|output| &output.files) {
        if !["/runtime/", "/testing/"]
            .iter()
            .any(|part| path.contains(part))
        {
            checked += 1;
            add(&mut found, path, text);
        }
    }
    assert!(checked > 500, "the files were not found");
    let found = found.join("\n");
    assert!(found.is_empty(), "neither generic nor inline:\n{found}");
}

/// Adds the functions of a file that are compiled where they stand.
fn add(found: &mut Vec<String>, name: &str, text: &str) {
    let file = syn::parse_file(text).expect("it is Rust");
    for item in &file.items {
        match item {
            syn::Item::Fn(item) => {
                // Even an inline one: the compiler takes the body of such a function for one that is called.
                let is_compiled =
                    item.sig.asyncness.is_some() && matches!(item.vis, syn::Visibility::Public(_));
                if is_compiled || !(is_generic(&item.sig) || is_inline(&item.attrs)) {
                    found.push(format!("{name}: {}", item.sig.ident));
                }
            }
            syn::Item::Impl(block) if !has_types(&block.generics) => {
                let functions = block.items.iter().filter_map(|item| match item {
                    syn::ImplItem::Fn(function) => Some(function),
                    _ => None,
                });
                let compiled = functions
                    .filter(|one| !is_generic(&one.sig) && !is_inline(&one.attrs))
                    .map(|one| format!("{name}: {}", one.sig.ident));
                found.extend(compiled);
            }
            _ => {}
        }
    }
}

/// Whether it is compiled for each caller anyway.
fn is_generic(signature: &syn::Signature) -> bool {
    let takes_any = |one: &syn::FnArg| {
        let ty = match one {
            syn::FnArg::Typed(argument) => &*argument.ty,
            syn::FnArg::Receiver(_) => return false,
        };
        let ty = match ty {
            syn::Type::Reference(reference) => &*reference.elem,
            ty => ty,
        };
        matches!(ty, syn::Type::ImplTrait(_))
    };
    has_types(&signature.generics) || signature.inputs.iter().any(takes_any)
}

fn has_types(generics: &syn::Generics) -> bool {
    let mut parameters = generics.params.iter();
    parameters.any(|one| !matches!(one, syn::GenericParam::Lifetime(_)))
}

fn is_inline(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|one| one.path().is_ident("inline"))
}
