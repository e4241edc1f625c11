//! Turns the plain data of an API into lines and tokens: one unit a file.

mod alias;
mod builder;
mod checks;
mod client;
mod constant;
mod debug;
mod declaration;
mod decode;
mod delivery;
pub mod doc;
pub mod features;
mod group;
mod imports;
mod inner;
mod lines;
mod literal;
mod members;
mod object;
pub mod operation;
pub mod pattern;
mod reach;
pub mod replies;
mod root;
pub mod runtime;
mod sequence;
mod servers;
pub mod service;
mod setters;
mod string_enum;
pub mod ty;
mod union;
mod unit;
mod validate;
mod value_enum;
mod words;

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span};

use crate::facts::Facts;
use crate::ir::{Api, Null, Shape, Type, TypeId, behind_until};
use crate::names::{Names, RustName};

pub use imports::{Imports, Needs};
pub use runtime::RuntimeFile;
pub use unit::{Making, Part, Unit};

/// What every emitter may look at.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The API.
    pub api: &'a Api,
    /// What is true of its types.
    pub facts: &'a Facts,
    /// Every name.
    pub names: &'a Names,
    /// When each type is there, by its id.
    pub gates: &'a [features::Gate],
    /// What is said about each operation.
    pub docs: &'a operation::docs::Lines,
    /// The name of the package.
    pub package: &'a str,
}

impl Context<'_> {
    /// The type behind `null` and other names for it, as far as Rust sees through them.
    pub fn plain<'t>(&'t self, ty: &'t Type) -> &'t Type {
        behind_until(&self.api.types, ty, Null::Dropped, |id| {
            self.facts.of(id).recursive_alias
        })
    }
}

/// A file to be made. Each is made on its own, so that several can be made at once.
#[derive(Clone, Copy, Debug)]
pub enum Job {
    /// The client's own part of the API.
    Client,
    /// The servers that have something to choose.
    Servers,
    /// An operation, by the index of its group and its own.
    Operation(usize, usize),
    /// The module of a group, by its index.
    Group(usize),
    /// The callbacks of a group, by its index.
    Callbacks(usize),
    /// The webhooks.
    Webhooks,
    /// The other side of a group's operations, by its index.
    Service(usize),
    /// A type.
    Model(TypeId),
    /// The module of the types.
    Models,
    /// The builder of a type that only tests make.
    Builder(TypeId),
    /// The module of such builders.
    Builders,
}

/// The files of a client, in order: all but the runtime's and the root, which depend on what these use.
pub fn jobs(cx: &Context<'_>) -> Vec<Job> {
    let mut jobs = vec![Job::Client];
    if servers::are_there(cx) {
        jobs.push(Job::Servers);
    }
    for (at, group) in cx.api.groups.iter().enumerate() {
        jobs.push(Job::Group(at));
        if delivery::has_callbacks(group) {
            jobs.push(Job::Callbacks(at));
        }
        jobs.extend((0..group.operations.len()).map(|operation| Job::Operation(at, operation)));
        jobs.push(Job::Service(at));
    }
    if !cx.api.webhooks.is_empty() {
        jobs.push(Job::Webhooks);
    }
    if !cx.api.types.is_empty() {
        jobs.push(Job::Models);
        jobs.extend(cx.api.types().map(|(id, _)| Job::Model(id)));
        if service::builders::module(cx).is_some() {
            jobs.push(Job::Builders);
            jobs.extend(service::builders::types(cx).map(Job::Builder));
        }
    }
    jobs
}

/// Makes a file.
pub fn unit(cx: &Context<'_>, job: Job) -> Unit {
    match job {
        Job::Client => client::unit(cx),
        Job::Servers => servers::unit(cx),
        Job::Operation(group, at) => operation::unit(cx, group, at),
        Job::Group(at) => group::unit(cx, at),
        Job::Callbacks(at) => delivery::callbacks(cx, &cx.api.groups[at], &cx.names.groups[at]),
        Job::Webhooks => delivery::webhooks(cx),
        Job::Service(at) => service::unit(cx, &cx.api.groups[at], &cx.names.groups[at]),
        Job::Model(id) => match &cx.api.ty(id).shape {
            Shape::Object(_) => object::unit(cx, id),
            Shape::StringEnum(values) => string_enum::unit(cx, id, values),
            Shape::ValueEnum(values) => value_enum::unit(cx, id, values),
            Shape::Constant(value) => constant::unit(cx, id, value),
            Shape::Sequence(sequence) => sequence::unit(cx, id, sequence),
            Shape::Union(union) => union::unit(cx, id, union),
            Shape::Alias(ty) => alias::unit(cx, id, ty),
        },
        Job::Models => root::models(cx),
        Job::Builder(id) => service::builders::unit(cx, id),
        Job::Builders => service::builders::root(cx),
    }
}

impl Job {
    /// Whether its file is there for tests alone.
    pub fn is_testing(self) -> bool {
        matches!(self, Job::Service(_) | Job::Builder(_) | Job::Builders)
    }
}

/// The runtime files that every client has for tests, those of a trial of its fakes included.
pub fn for_tests(trial: bool) -> BTreeSet<&'static str> {
    let trial = trial.then_some("trial");
    trial.into_iter().chain(["fake_transport"]).collect()
}

/// The files that show which runtime files there are.
pub fn roots(cx: &Context<'_>, files: &[runtime::Used], trial: bool) -> [Unit; 3] {
    [
        runtime::module(cx, files),
        root::unit(cx, files),
        service::root(cx, files, trial),
    ]
}

/// A name as a token.
pub fn ident(name: &RustName) -> Ident {
    Ident::new(name.as_str(), Span::call_site())
}

/// The path of a model's file.
fn model_path(cx: &Context<'_>, id: TypeId) -> String {
    format!("models/{}.rs", cx.names.of(id).module)
}

/// Whether a method is called like that of an operator, which clippy asks about.
fn is_like_operator(name: &Ident) -> bool {
    const OPERATORS: [&str; 10] = [
        "add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub",
    ];
    OPERATORS.iter().any(|operator| name == operator)
}
