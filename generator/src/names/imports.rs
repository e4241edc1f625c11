//! What each kind of generated file imports, and may therefore call nothing else by the same name.

use Place::{Builder, Callbacks, Client, Group, Model, Operation, Servers, Service, Webhooks};

/// A kind of generated file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A type.
    Model,
    /// An operation.
    Operation,
    /// The module of a group, with its handle.
    Group,
    /// The client's own part of the API.
    Client,
    /// The servers that have something to choose.
    Servers,
    /// The webhooks.
    Webhooks,
    /// The callbacks of a group.
    Callbacks,
    /// The other side of a group's operations.
    Service,
    /// The builder of a type that only tests make.
    Builder,
}

impl Place {
    /// How many modules it lies below `generated`.
    pub fn depth(self) -> usize {
        match self {
            Client | Group | Servers | Webhooks => 1,
            Model | Operation | Callbacks | Service => 2,
            Builder => 3,
        }
    }

    /// Whether such a file may import an item: only what stands in the table, so that nothing else has its name there.
    pub fn may_import(self, item: &str) -> bool {
        // What stands there has names that the document does not choose.
        if matches!(self, Service | Builder) {
            return true;
        }
        // Modules and functions have names of their own kind.
        let is_type = item.starts_with(|first: char| first.is_ascii_uppercase());
        !is_type || names(&[self]).any(|name| name == item)
    }
}

/// The files that name the types of requests and replies.
const TYPED: &[Place] = &[Model, Operation, Group, Webhooks, Callbacks];
const SENT: &[Place] = &[Operation, Group];
const DELIVERED: &[Place] = &[Webhooks, Callbacks];

/// Every type and trait that generated files import, and where.
const IMPORTED: &[(&str, &[Place])] = &[
    ("Api", &[Client]),
    ("BTreeMap", TYPED),
    ("Base64", TYPED),
    ("BaseUrl", &[Operation]),
    ("Body", &[Operation]),
    ("Bound", &[Model, Operation]),
    ("Bytes", &[Operation]),
    ("Call", SENT),
    ("CheckInside", &[Model]),
    ("Client", &[Operation, Group, Client]),
    ("ClientBuilder", &[Client]),
    ("ClientParameter", &[Client]),
    ("CredentialVariables", &[Client]),
    ("DecodeError", DELIVERED),
    ("DecodeFailure", &[Operation]),
    ("Deserialize", &[Model]),
    ("Deserializer", &[Model]),
    ("Draft", &[Operation]),
    ("Environment", &[Client, Servers]),
    ("Error", &[Client]),
    ("FormField", &[Operation]),
    ("FormStyle", &[Operation]),
    ("HeaderMap", &[Operation]),
    ("IsoDuration", TYPED),
    ("Items", &[Operation]),
    ("KeyPlace", &[Operation]),
    ("Map", TYPED),
    ("MapAccess", &[Model]),
    ("Maybe", &[Model]),
    ("Method", &[Operation, Webhooks, Callbacks]),
    ("Multipart", SENT),
    ("NextPage", &[Operation]),
    ("Number", TYPED),
    ("Operation", &[Operation]),
    ("OperationError", &[Operation]),
    ("OperationFacts", &[Operation]),
    ("Paginated", &[Operation]),
    ("Pattern", &[Model, Operation]),
    ("Problems", &[Model]),
    ("Redacted", &[Model, Operation]),
    ("Reply", &[Operation]),
    ("Request", &[Operation]),
    ("Scheme", &[Operation]),
    ("Serialize", &[Model]),
    ("Serializer", &[Model]),
    ("ServerEvent", &[Operation]),
    ("ServerUrl", &[Servers]),
    ("Undeclared", &[Operation]),
    ("Unexpected", &[Operation]),
    ("Upload", SENT),
    ("ValidationError", &[Model, Operation]),
    ("Value", TYPED),
];

/// What generated code writes without importing it: the standard library's prelude, as far as it is used, and `Self`. Clippy
/// wants no type `New` with a function `new`.
const PRELUDE: &[&str] = &[
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Eq",
    "Err",
    "From",
    "Hash",
    "Into",
    "New",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Some",
    "String",
    "ToString",
    "Vec",
];

/// The names that nothing may have that stands in such files.
pub(super) fn names(places: &[Place]) -> impl Iterator<Item = &'static str> {
    let imported = IMPORTED
        .iter()
        .filter(|(_, at)| at.iter().any(|place| places.contains(place)));
    imported
        .map(|(name, _)| *name)
        .chain(PRELUDE.iter().copied())
}
