//! Builders that only tests need: what they make comes in replies, which a server makes.

use proc_macro2::Ident;
use quote::format_ident;

use crate::emit::features::of_job;
use crate::emit::imports::Imports;
use crate::emit::ty::View;
use crate::emit::{Context, Job, Unit, builder, lines, object};
use crate::ir::TypeId;
use crate::names::Place;

/// The types that have such a builder.
pub fn types(cx: &Context<'_>) -> impl Iterator<Item = TypeId> {
    let types = cx.api.types().map(|(id, _)| id);
    types.filter(|id| cx.facts.of(*id).built_in_tests)
}

/// The module of the builders; none where there is no builder.
pub fn module(cx: &Context<'_>) -> Option<Ident> {
    types(cx).next().map(|_| format_ident!("{}", name(cx)))
}

/// What their module is called, beside those of the groups.
fn name(cx: &Context<'_>) -> String {
    let mut name = "builders".to_owned();
    let groups = &cx.names.groups;
    while groups.iter().any(|group| group.module.as_str() == name) {
        name.insert_str(0, "model_");
    }
    name
}

/// The file of one builder.
pub fn unit(cx: &Context<'_>, id: TypeId) -> Unit {
    let mut imports = Imports::of(Place::Builder);
    let slots = object::slots(cx, View::Outside, id, &mut imports);
    let extra = object::extra(cx, View::Outside, id, &mut imports);
    let names = cx.names.of(id);
    let made = format!("{}::{}", imports.models(), names.ty).into();
    let making = builder::builder(cx, id, &made, &slots, extra.as_ref(), None, &mut imports);
    let path = format!("testing/{}/{}.rs", name(cx), names.module);
    Unit::new(path).imports(imports).making(making)
}

/// The file of their module.
pub fn root(cx: &Context<'_>) -> Unit {
    let mut modules = String::new();
    let mut exports = String::new();
    for id in types(cx) {
        let names = cx.names.of(id);
        let condition = of_job(cx, Job::Builder(id)).attribute(cx);
        lines::module(&mut modules, condition.as_ref(), "mod", &names.module);
        let items = [names.builder.to_string()];
        lines::exports(&mut exports, condition.as_ref(), &names.module, &items);
    }
    Unit::new(format!("testing/{}/mod.rs", name(cx)))
        .about("Builders of what comes in replies, which only a server makes.")
        .lines([modules, exports])
}
