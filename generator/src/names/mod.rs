//! Decides every Rust identifier and file name. Nobody else does.
//!
//! Where several want one name, it goes to the one that the document spells so; then to a component before a type that has no
//! name of its own; then to the one whose words have the fewest characters that the name leaves out (`getPet` before `get_pet`);
//! then to the first in the document. The others are numbered. What is made from a name (`PetBuilder`) is nobody else's.
//!
//! So nothing that was there is renamed when something is added, but where the two are so much alike that only their order
//! tells which came first: what is added behind `get_pet` as `get-pet` is numbered, what is added before it is not.

mod case;
mod groups;
mod imports;
mod reserved;
mod scope;
mod servers;
mod types;

use std::fmt;

use crate::ir::{Api, TypeId};

pub use imports::Place;
use reserved::BUILDER_NAMES;
use scope::{Scope, Wanted, unique};

/// A Rust identifier, unique where it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RustName(pub(self) Box<str>);

impl RustName {
    /// The identifier.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RustName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// The names of one type.
#[derive(Clone, Debug)]
pub struct TypeNames {
    /// The type.
    pub ty: RustName,
    /// Its builder.
    pub builder: RustName,
    /// The module and file that it stands in.
    pub module: RustName,
    /// Fields of an object, or variants of an enum.
    pub members: Vec<RustName>,
    /// The member of an object that holds what is not declared.
    pub extra: RustName,
}

/// The names of one group of operations.
#[derive(Clone, Debug)]
pub struct GroupNames {
    /// The struct with a method per operation; `None` where the methods stand on the client.
    pub handle: Option<RustName>,
    /// The module.
    pub module: RustName,
    /// The method of the client that leads to the handle.
    pub accessor: RustName,
    /// The Cargo feature that it stands behind, where there are such features.
    pub feature: String,
    /// The trait with a method per operation that a server has.
    pub service: RustName,
    /// Its operations.
    pub operations: Vec<OperationNames>,
}

/// The names of one operation.
#[derive(Clone, Debug)]
pub struct OperationNames {
    /// The operation as a value.
    pub operation: RustName,
    /// The enum of its failures.
    pub error: RustName,
    /// The enum of its successes, used where it has several.
    pub success: RustName,
    /// The method on the handle.
    pub method: RustName,
    /// The module and file that it stands in.
    pub module: RustName,
    /// The words of its name, for error texts: `verify code`.
    pub title: String,
    /// Its parameters.
    pub parameters: Vec<RustName>,
    /// The enum of the forms in which its body can be sent, used where there are several.
    pub content: RustName,
    /// The variants of that enum.
    pub contents: Vec<RustName>,
    /// The form of parts, used where the body is one.
    pub form: RustName,
    /// The parts of the form.
    pub parts: Vec<RustName>,
    /// The headers of its replies, used where there are any.
    pub headers: RustName,
    /// The fields of these headers.
    pub header_fields: Vec<RustName>,
    /// What the API sends because of it.
    pub callbacks: Vec<RustName>,
    /// The variants of the success enum.
    pub successes: Vec<RustName>,
    /// The variants of the error enum.
    pub failures: Vec<RustName>,
}

/// The names of one server.
#[derive(Clone, Debug)]
pub struct ServerNames {
    /// The constant that stands for it, with the defaults of its variables.
    pub constant: RustName,
    /// The type that chooses the values of its variables.
    pub ty: RustName,
    /// A name for each of its variables.
    pub variables: Vec<RustName>,
    /// The enum of each variable's values.
    pub enums: Vec<RustName>,
    /// The variants of those.
    pub values: Vec<Vec<RustName>>,
}

/// Every name of a client.
#[derive(Clone, Debug)]
pub struct Names {
    types: Vec<TypeNames>,
    /// By the index of the group.
    pub groups: Vec<GroupNames>,
    /// By the index of the client-level parameter.
    pub client_parameters: Vec<RustName>,
    /// By the index of the server.
    pub servers: Vec<ServerNames>,
    /// The module of the servers that have something to choose.
    pub environments: RustName,
    /// The module of the webhooks.
    pub webhooks_module: RustName,
    /// By the index of the webhook.
    pub webhooks: Vec<RustName>,
}

impl Names {
    /// The names of a type.
    pub fn of(&self, id: TypeId) -> &TypeNames {
        &self.types[id.0 as usize]
    }
}

/// Decides all names.
pub fn assign(api: &Api) -> Names {
    let parameters = api.client_parameters.iter();
    let parameters =
        parameters.map(|parameter| Wanted::new(&parameter.wire, case::snake(&parameter.wire)));
    let (groups, [environments, webhooks_module]) = groups::groups(api);
    Names {
        types: types::types(api),
        groups,
        environments,
        webhooks_module,
        webhooks: groups::webhooks(&api.webhooks),
        client_parameters: unique(
            &mut Scope::with_reserved(BUILDER_NAMES, "_"),
            &parameters.collect::<Vec<_>>(),
        ),
        servers: servers::servers(api),
    }
}
