//! Decides every Rust identifier and file name. Nobody else does.
//!
//! A name that is the same in Rust as on the wire goes to whoever has it so; the rest follows in the order of the document,
//! components before types that have no name of their own. So nothing that was there is renamed when something is added.

mod case;
mod scope;

use std::fmt;

use crate::facts::Facts;
use crate::ir::{Api, Group, Operation, Reply, Shape, StatusPattern, TypeId};

use scope::Scope;

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
    /// The variants of the success enum.
    pub successes: Vec<RustName>,
    /// The variants of the error enum.
    pub failures: Vec<RustName>,
}

/// Every name of a client.
#[derive(Clone, Debug)]
pub struct Names {
    types: Vec<TypeNames>,
    /// By the index of the group.
    pub groups: Vec<GroupNames>,
    /// By the index of the client-level parameter.
    pub client_parameters: Vec<RustName>,
    /// By the index of the server: the constant that stands for it.
    pub servers: Vec<RustName>,
}

impl Names {
    /// The names of a type.
    pub fn of(&self, id: TypeId) -> &TypeNames {
        &self.types[id.0 as usize]
    }
}

/// What generated model files call by these names, so that no model may be called so.
const MODEL_NAMES: &[&str] = &[
    "Base64",
    "Bounds",
    "Box",
    "BTreeMap",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Deserialize",
    "Deserializer",
    "Display",
    "Eq",
    "Err",
    "Formatter",
    "From",
    "Hash",
    "Into",
    "Map",
    "Maybe",
    "New",
    "None",
    "Number",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Pattern",
    "Problems",
    "Redacted",
    "Result",
    "Self",
    "Serialize",
    "Serializer",
    "Some",
    "String",
    "ToString",
    "ValidationError",
    "Value",
    "Vec",
];

/// What generated operation files call by these names.
const OPERATION_NAMES: &[&str] = &[
    "Base64",
    "BaseUrl",
    "Body",
    "Box",
    "BTreeMap",
    "Bytes",
    "Call",
    "Client",
    "Clone",
    "Copy",
    "Debug",
    "DecodeFailure",
    "Default",
    "Draft",
    "Eq",
    "Err",
    "From",
    "Hash",
    "Into",
    "ListStyle",
    "Map",
    "Method",
    "New",
    "None",
    "Number",
    "Ok",
    "Operation",
    "OperationError",
    "OperationFacts",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Redacted",
    "Reply",
    "Request",
    "Result",
    "Scheme",
    "Self",
    "Some",
    "String",
    "ToString",
    "Unexpected",
    "ValidationError",
    "Value",
    "Vec",
];

/// What the setters of an operation may not be called: methods that a call has anyway.
const PARAMETER_NAMES: &[&str] = &[
    "base",
    "body",
    "call",
    "client",
    "decode",
    "draft",
    "header",
    "new",
    "operation",
    "operation_mut",
    "request",
    "reply",
    "timeout",
];

/// What a field may not be called: methods that its builder has anyway.
const FIELD_NAMES: &[&str] = &["build", "problems", "unchecked"];

/// What the methods of a client are called before any operation.
const CLIENT_NAMES: &[&str] = &[
    "base_url",
    "builder",
    "call",
    "clone",
    "cmp",
    "from_env",
    "new",
    "parameter",
];

/// What a handle has anyway, and what would pass for a method of the standard library's traits.
const HANDLE_METHODS: &[&str] = &["clone", "cmp", "new"];

/// What the client's own file calls by these names, so that no handle may be called so.
const HANDLE_NAMES: &[&str] = &[
    "Api",
    "Call",
    "Client",
    "ClientBuilder",
    "ClientParameter",
    "CredentialVariables",
    "Environment",
    "Error",
    "Into",
    "New",
    "None",
    "Option",
    "Result",
    "Self",
    "Some",
    "String",
];

/// What the setters of a client's builder may not be called: methods that it has anyway.
const BUILDER_NAMES: &[&str] = &[
    "attempt_timeout",
    "base_url",
    "body_limit",
    "build",
    "connect_timeout",
    "credentials",
    "dangerously_allow_http",
    "environment",
    "from_env",
    "from_lookup",
    "header",
    "new",
    "no_timeouts",
    "parameter",
    "timeout",
    "transport",
];

/// The modules beside those of the groups.
const ROOT_MODULES: &[&str] = &["client", "generated", "models", "runtime"];

/// File names that some system keeps for itself.
const FILE_NAMES: &[&str] = &["aux", "con", "lib", "main", "mod", "nul", "prn"];

/// Decides all names.
pub fn assign(api: &Api, facts: &Facts) -> Names {
    let mut parameters = Scope::with_reserved(BUILDER_NAMES, "_");
    let mut servers = Scope::default();
    Names {
        types: types(api, facts),
        groups: groups(api),
        client_parameters: api
            .client_parameters
            .iter()
            .map(|parameter| parameters.claim(&case::snake(&parameter.wire)))
            .collect(),
        servers: (1..)
            .zip(&api.servers)
            .map(|(number, server)| {
                servers.claim(&case::shouty(&server_words(number, server.name.as_deref())))
            })
            .collect(),
    }
}

fn server_words(number: usize, name: Option<&str>) -> String {
    match name {
        Some(name) => name.to_owned(),
        None if number == 1 => "default".to_owned(),
        None => format!("server {number}"),
    }
}

fn types(api: &Api, _facts: &Facts) -> Vec<TypeNames> {
    let wanted: Vec<String> = api
        .types
        .iter()
        .map(|definition| {
            case::camel(
                definition
                    .name
                    .as_deref()
                    .unwrap_or(&definition.words.join(" ")),
            )
        })
        .collect();
    let mut scope = Scope::with_reserved(MODEL_NAMES, "Model");
    let mut claimed: Vec<Option<RustName>> = api
        .types
        .iter()
        .zip(&wanted)
        .map(|(definition, wanted)| {
            let exact = definition.words.as_slice() == [wanted.clone()]
                || definition.name.as_ref() == Some(wanted);
            if exact {
                scope.claim_exactly(wanted)
            } else {
                None
            }
        })
        .collect();
    for components in [true, false] {
        for ((definition, wanted), slot) in api.types.iter().zip(&wanted).zip(&mut claimed) {
            if slot.is_none() && (definition.words.len() == 1) == components {
                *slot = Some(scope.claim(wanted));
            }
        }
    }
    let mut files = Scope::with_reserved(FILE_NAMES, "_model");
    files.reserve("models");
    let names: Vec<RustName> = claimed
        .into_iter()
        .zip(&wanted)
        .map(|(name, wanted)| name.unwrap_or_else(|| scope.claim(wanted)))
        .collect();
    api.types
        .iter()
        .zip(names)
        .map(|(definition, ty)| TypeNames {
            builder: scope.claim(&format!("{ty}Builder")),
            module: files.claim(&case::snake(ty.as_str())),
            ty,
            members: members(&definition.shape),
            extra: extra(&definition.shape),
        })
        .collect()
}

fn members(shape: &Shape) -> Vec<RustName> {
    match shape {
        Shape::Object(object) => {
            let mut scope = Scope::with_reserved(FIELD_NAMES, "_");
            let words =
                |field: &crate::ir::Field| field.name.clone().unwrap_or_else(|| field.wire.clone());
            unique(
                &mut scope,
                object
                    .fields
                    .iter()
                    .map(|field| (words(field), case::snake(&words(field)))),
            )
        }
        Shape::StringEnum(values) => {
            let mut scope = Scope::with_reserved(&["Self", "UnknownValue"], "Value");
            unique(
                &mut scope,
                values
                    .iter()
                    .map(|value| (value.wire.clone(), case::camel(&value.wire))),
            )
        }
        Shape::Alias(_) => Vec::new(),
    }
}

/// Gives each a name: first to those that are spelled so on the wire, then to the rest in order.
fn unique(
    scope: &mut Scope,
    wanted: impl Iterator<Item = (String, String)> + Clone,
) -> Vec<RustName> {
    let mut claimed: Vec<Option<RustName>> = wanted
        .clone()
        .map(|(wire, name)| {
            if wire == name {
                scope.claim_exactly(&name)
            } else {
                None
            }
        })
        .collect();
    for ((_, name), slot) in wanted.zip(&mut claimed) {
        if slot.is_none() {
            *slot = Some(scope.claim(&name));
        }
    }
    claimed.into_iter().flatten().collect()
}

/// The member for what is not declared: `extra`, unless a declared one is called so.
fn extra(shape: &Shape) -> RustName {
    let mut scope = Scope::with_reserved(FIELD_NAMES, "_");
    if let Shape::Object(object) = shape {
        for field in &object.fields {
            scope.claim(&case::snake(field.name.as_deref().unwrap_or(&field.wire)));
        }
    }
    scope.claim("extra")
}

fn groups(api: &Api) -> Vec<GroupNames> {
    let mut modules = Scope::with_reserved(ROOT_MODULES, "_api");
    let mut accessors = Scope::with_reserved(CLIENT_NAMES, "_api");
    let mut handles = Scope::with_reserved(HANDLE_NAMES, "Api");
    api.groups
        .iter()
        .map(|group| {
            let words = group
                .name
                .as_deref()
                .or(group.wire.as_deref())
                .unwrap_or("operations");
            let module = modules.claim(&case::snake(words));
            let mut types = Scope::with_reserved(OPERATION_NAMES, "Operation");
            let handle = group
                .wire
                .as_ref()
                .map(|_| handles.claim(&case::camel(words)));
            if let Some(handle) = &handle {
                types.reserve(handle.as_str());
            }
            let accessor = match handle {
                Some(_) => accessors.claim(module.as_str()),
                None => module.clone(),
            };
            let mut own = Scope::with_reserved(HANDLE_METHODS, "_");
            let methods = if handle.is_some() {
                &mut own
            } else {
                &mut accessors
            };
            GroupNames {
                operations: operations(group, &module, &mut types, methods),
                handle,
                module,
                accessor,
            }
        })
        .collect()
}

fn operations(
    group: &Group,
    module: &RustName,
    types: &mut Scope,
    methods: &mut Scope,
) -> Vec<OperationNames> {
    let words: Vec<&str> = group
        .operations
        .iter()
        .map(|operation| operation_words(group, operation))
        .collect();
    let structs = unique(
        types,
        words
            .iter()
            .map(|words| ((*words).to_owned(), case::camel(words))),
    );
    let mut files = Scope::with_reserved(FILE_NAMES, "_operation");
    files.reserve(module.as_str());
    group
        .operations
        .iter()
        .zip(structs)
        .zip(words)
        .map(|((operation, name), words)| {
            let mut successes = Scope::default();
            let mut failures = Scope::with_reserved(&["Unexpected"], "Status");
            OperationNames {
                error: types.claim(&format!("{name}Error")),
                success: types.claim(&format!("{name}Success")),
                method: methods.claim(&case::snake(words)),
                module: files.claim(&case::snake(name.as_str())),
                title: case::snake(words).trim_end_matches('_').replace('_', " "),
                operation: name,
                parameters: parameters(operation),
                successes: operation
                    .success
                    .iter()
                    .map(|reply| successes.claim(&variant(reply)))
                    .collect(),
                failures: operation
                    .failures
                    .iter()
                    .map(|reply| failures.claim(&variant(reply)))
                    .collect(),
            }
        })
        .collect()
}

/// The words of an operation's name. Where an id repeats its tag (`repos/list-commits`), the tag is said once.
fn operation_words<'a>(group: &Group, operation: &'a Operation) -> &'a str {
    if let Some(name) = &operation.name {
        return name;
    }
    let tag = group.wire.as_deref().unwrap_or_default();
    match operation.id.split_once('/') {
        Some((prefix, rest)) if prefix.eq_ignore_ascii_case(tag) && !rest.is_empty() => rest,
        _ => &operation.id,
    }
}

fn parameters(operation: &Operation) -> Vec<RustName> {
    let mut scope = Scope::with_reserved(PARAMETER_NAMES, "_");
    let words = |parameter: &crate::ir::Parameter| {
        parameter
            .name
            .clone()
            .unwrap_or_else(|| parameter.wire.clone())
    };
    unique(
        &mut scope,
        operation
            .parameters
            .iter()
            .map(|parameter| (words(parameter), case::snake(&words(parameter)))),
    )
}

/// The variant of a status: its standard phrase, such as `TooManyRequests`.
fn variant(reply: &Reply) -> String {
    match reply.status {
        StatusPattern::Code(code) => {
            let status = http::StatusCode::from_u16(code).ok();
            match status.and_then(|status| status.canonical_reason()) {
                Some(reason) => case::camel(&reason.replace('\'', "")),
                None => format!("Status{code}"),
            }
        }
        StatusPattern::Class(1) => "Informational".to_owned(),
        StatusPattern::Class(2) => "Success".to_owned(),
        StatusPattern::Class(3) => "Redirection".to_owned(),
        StatusPattern::Class(4) => "ClientError".to_owned(),
        StatusPattern::Class(_) => "ServerError".to_owned(),
        StatusPattern::Default => "Default".to_owned(),
    }
}
