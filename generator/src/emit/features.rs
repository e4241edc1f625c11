//! Cargo features by tag: what stands behind which.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::{Context, Job};
use crate::facts;
use crate::ir::TypeId;

/// When a piece of the client is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gate {
    /// Whatever the features.
    pub always: bool,
    /// With any of these groups.
    pub groups: BTreeSet<usize>,
    /// With all groups.
    pub all: bool,
}

impl Gate {
    /// There whatever the features.
    pub fn always() -> Self {
        Self {
            always: true,
            ..Self::default()
        }
    }

    /// There with one group.
    pub fn group(at: usize) -> Self {
        Self {
            groups: BTreeSet::from([at]),
            ..Self::default()
        }
    }

    /// There where either is.
    pub fn or(&mut self, other: &Self) {
        self.always |= other.always;
        self.all |= other.all;
        self.groups.extend(&other.groups);
    }

    /// The condition, `None` where there is none.
    pub fn condition(&self, cx: &Context<'_>) -> Option<TokenStream> {
        if self.always || !cx.api.tag_features {
            return None;
        }
        if self.groups.is_empty() {
            return Some(quote! { feature = "all-tags" });
        }
        if self.groups.len() == cx.names.groups.len() && self.groups.len() > 1 {
            return Some(quote! { feature = "any-tag" });
        }
        let names = self.groups.iter().filter_map(|at| cx.names.groups.get(*at));
        let features: Vec<_> = names.map(|names| names.feature.as_str()).collect();
        Some(match features.as_slice() {
            [only] => quote! { feature = #only },
            several => quote! { any(#(feature = #several),*) },
        })
    }

    /// The attribute.
    pub fn attribute(&self, cx: &Context<'_>) -> Option<TokenStream> {
        self.condition(cx)
            .map(|condition| quote! { #[cfg(#condition)] })
    }
}

/// When each type is there: with the groups whose operations reach it. What no operation reaches may itself need what only one
/// tag has, and so is there with all of them; what webhooks need always is.
pub fn types(cx: &Context<'_>) -> Vec<Gate> {
    let mut gates = vec![Gate::default(); cx.api.types.len()];
    if !cx.api.tag_features {
        return vec![Gate::always(); cx.api.types.len()];
    }
    for (at, group) in cx.api.groups.iter().enumerate() {
        mark(
            &mut gates,
            facts::reached_by_group(cx.api, group),
            &Gate::group(at),
        );
    }
    mark(
        &mut gates,
        facts::reached_by_webhooks(cx.api),
        &Gate::always(),
    );
    gates
}

fn mark(gates: &mut [Gate], reached: Vec<TypeId>, gate: &Gate) {
    for id in reached {
        if let Some(known) = gates.get_mut(id.0 as usize) {
            known.or(gate);
        }
    }
}

/// When a file is there.
pub fn of_job(cx: &Context<'_>, job: Job) -> Gate {
    match job {
        Job::Client | Job::Servers | Job::Webhooks | Job::Models | Job::Builders => Gate::always(),
        Job::Operation(group, _)
        | Job::Group(group)
        | Job::Callbacks(group)
        | Job::Service(group) => Gate::group(group),
        Job::Model(id) | Job::Builder(id) => {
            cx.gates.get(id.0 as usize).cloned().unwrap_or_default()
        }
    }
}

/// The Cargo features of the groups, and what each turns on.
pub fn declared(cx: &Context<'_>) -> BTreeMap<String, Vec<String>> {
    let mut features = BTreeMap::new();
    if !cx.api.tag_features || cx.names.groups.is_empty() {
        return features;
    }
    let names = cx.names.groups.iter().map(|names| names.feature.clone());
    let several = cx.names.groups.len() > 1;
    for name in names.clone() {
        let any = several.then(|| "any-tag".to_owned());
        features.insert(name, any.into_iter().collect());
    }
    if several {
        features.insert("any-tag".to_owned(), Vec::new());
    }
    features.insert("all-tags".to_owned(), names.collect());
    features.insert("default".to_owned(), vec!["all-tags".to_owned()]);
    features
}
