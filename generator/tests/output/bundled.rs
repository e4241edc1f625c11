//! The repository's own document, and the client that is committed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{ImplItem, Item, Visibility};

use crate::support::{bundled, folder};
use crate::{assert_snapshot, said};

#[test]
fn the_document_has_nothing_to_report() {
    assert_eq!(said(&bundled("bandwidth-mfa")), "");
}

#[test]
fn the_committed_client_is_what_the_document_says() {
    let root = folder("../../generated-client");
    let mut committed = BTreeMap::new();
    let mut folders = vec![root.join("src/generated")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the client is there") {
            let path = entry.expect("the client can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(&path).expect("the client is text");
                let name = path.strip_prefix(&root).expect("it lies below").to_owned();
                committed.insert(name, text);
            }
        }
    }
    let output = bundled("bandwidth-mfa");
    let fresh: BTreeMap<_, _> = output
        .files
        .into_iter()
        .map(|(path, text)| (Path::new(&path).to_owned(), text))
        .collect();
    let differ: Vec<_> = committed
        .keys()
        .chain(fresh.keys())
        .filter(|path| committed.get(*path) != fresh.get(*path))
        .collect();
    assert!(
        differ.is_empty(),
        "`cargo xtask generate` changes {differ:?}"
    );
}

#[test]
fn the_public_surface_is_what_was_reviewed() {
    let mut lines = Vec::new();
    for (path, text) in bundled("bandwidth-mfa").files {
        let module = path
            .trim_start_matches("src/generated/")
            .trim_end_matches(".rs")
            .trim_end_matches("/mod")
            .replace('/', "::");
        let file = syn::parse_file(&text).expect("the client is Rust");
        let shown = file.items.iter().flat_map(surface);
        lines.extend(shown.map(|line| format!("{module}: {line}")));
    }
    lines.sort();
    assert_snapshot(&folder("output"), "bundled-surface", &lines.join("\n"));
}

/// What a caller sees of an item, one line each.
fn surface(item: &Item) -> Vec<String> {
    match item {
        Item::Struct(item) if is_public(&item.vis) => {
            let name = &item.ident;
            let mut lines = vec![format!("struct {name}{}", shown(&item.generics))];
            let fields = item.fields.iter().filter(|field| is_public(&field.vis));
            lines.extend(fields.map(|field| {
                let member = field
                    .ident
                    .as_ref()
                    .map_or("0".to_owned(), ToString::to_string);
                format!("struct {name}.{member}: {}", shown(&field.ty))
            }));
            lines
        }
        Item::Enum(item) if is_public(&item.vis) => {
            let name = &item.ident;
            let mut lines = vec![format!("enum {name}{}", shown(&item.generics))];
            lines.extend(item.variants.iter().map(|variant| {
                format!("enum {name}::{}{}", variant.ident, shown(&variant.fields))
            }));
            lines
        }
        Item::Trait(item) if is_public(&item.vis) => {
            let members = item.items.iter().map(|member| {
                let text = match member {
                    syn::TraitItem::Fn(function) => shown(&function.sig),
                    other => shown(other),
                };
                format!("trait {}: {text}", item.ident)
            });
            members.collect()
        }
        Item::Impl(item) => {
            let ty = shown(&item.self_ty);
            if let Some(path) = item.trait_.as_ref().map(|of| shown(&of.0)) {
                return vec![format!("impl {path} for {ty}")];
            }
            let members = item.items.iter().filter_map(|member| match member {
                ImplItem::Fn(function) if is_public(&function.vis) => {
                    Some(format!("impl {ty}: {}", shown(&function.sig)))
                }
                ImplItem::Const(constant) if is_public(&constant.vis) => Some(format!(
                    "impl {ty}: const {}: {}",
                    constant.ident,
                    shown(&constant.ty)
                )),
                _ => None,
            });
            members.collect()
        }
        Item::Type(item) if is_public(&item.vis) => {
            vec![format!("type {} = {}", item.ident, shown(&item.ty))]
        }
        Item::Fn(item) if is_public(&item.vis) => vec![shown(&item.sig)],
        Item::Use(item) if is_public(&item.vis) => vec![format!("use {}", shown(&item.tree))],
        Item::Mod(item) if is_public(&item.vis) => vec![format!("mod {}", item.ident)],
        Item::Macro(item) if item.ident.is_none() => table(&item.mac),
        _ => Vec::new(),
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Tokens with no more spaces than a reader needs.
fn shown(tokens: &impl ToTokens) -> String {
    let mut text = tokens.to_token_stream().to_string();
    for (spaced, tight) in [
        (" :: ", "::"),
        (" < ", "<"),
        (" >", ">"),
        (" ,", ","),
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        ("& ", "&"),
        (" :", ":"),
        ("<' ", "<'"),
        (" ;", ";"),
    ] {
        text = text.replace(spaced, tight);
    }
    text
}

/// A table: what it is of, and for setters what each of its rows takes.
fn table(table: &syn::Macro) -> Vec<String> {
    let name = shown(&table.path);
    let mut of: Vec<TokenTree> = table.tokens.clone().into_iter().collect();
    let Some(TokenTree::Group(rows)) = of.pop() else {
        panic!("{name} has no rows");
    };
    let of = format!(
        "{name}! {}",
        shown(&of.into_iter().collect::<TokenStream>())
    );
    let rows: Vec<TokenTree> = rows.stream().into_iter().collect();
    let is = |token: &TokenTree, wanted| matches!(token, TokenTree::Punct(one) if one.as_char() == wanted);
    let taken = rows.split(|token| is(token, ';')).filter_map(|row| {
        let row = row.split(|token| is(token, '#')).next_back()?;
        let row = row
            .iter()
            .skip_while(|token| matches!(token, TokenTree::Group(_)));
        // `Item = impl Into<String>` stands inside angle brackets, the value after the last `=`.
        let row: Vec<TokenTree> = row.cloned().collect();
        let end = row.iter().rposition(|token| is(token, '='))?;
        Some(row[..end].iter().cloned().collect::<TokenStream>())
    });
    if name == "setters" {
        let lines = taken.map(|row| format!("{of}: {}", shown(&row)));
        std::iter::once(of.clone()).chain(lines).collect()
    } else {
        vec![of]
    }
}
