//! The names of operations, tag by tag.

use super::reserved::{
    CLIENT_NAMES, DELIVERY_NAMES, FILE_NAMES, HANDLE_METHODS, HANDLE_NAMES, OPERATION_NAMES,
    PARAMETER_NAMES, ROOT_MODULES,
};
use super::scope::{Scope, unique};
use super::{GroupNames, OperationNames, RustName, case};
use crate::ir::{Api, Delivery, Group, Operation, Parameter, Reply, StatusPattern};

/// The names of the groups, and of the module beside them that holds the servers.
pub(super) fn groups(api: &Api) -> (Vec<GroupNames>, [RustName; 2]) {
    let mut modules = Scope::with_reserved(ROOT_MODULES, "_api");
    let mut features = Scope::default();
    let mut accessors = Scope::with_reserved(CLIENT_NAMES, "_api");
    let mut handles = Scope::with_reserved(HANDLE_NAMES, "Api");
    let groups = api
        .groups
        .iter()
        .map(|group| {
            let words = group
                .name
                .as_deref()
                .or(group.wire.as_deref())
                .unwrap_or("operations");
            let module = modules.claim_file(&case::snake(words));
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
            let feature = features.claim(&module.as_str().trim_matches('_').replace('_', "-"));
            GroupNames {
                feature: format!("tag-{}", feature.as_str().replace('_', "-")),
                operations: operations(group, &module, &mut types, methods),
                handle,
                module,
                accessor,
            }
        })
        .collect();
    let beside = ["environments", "webhooks"].map(|name| modules.claim(name));
    (groups, beside)
}

/// The names of webhooks.
pub(super) fn webhooks(deliveries: &[Delivery]) -> Vec<RustName> {
    let mut scope = Scope::with_reserved(DELIVERY_NAMES, "Delivery");
    self::deliveries(deliveries, &mut scope)
}

fn deliveries(deliveries: &[Delivery], scope: &mut Scope) -> Vec<RustName> {
    let words = |delivery: &Delivery| match &delivery.name {
        Some(name) => name.clone(),
        None => {
            let same = deliveries
                .iter()
                .filter(|other| other.words == delivery.words);
            let mut words = delivery.words.join(" ");
            // One with several methods is told apart by them.
            if same.count() > 1 {
                words = format!("{words} {}", delivery.method.as_str().to_ascii_lowercase());
            }
            words
        }
    };
    let wanted = deliveries
        .iter()
        .map(|delivery| (words(delivery), case::camel(&words(delivery))));
    unique(scope, wanted)
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
    let mut callbacks = Scope::with_reserved(DELIVERY_NAMES, "Delivery");
    files.reserve("callbacks");
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
                module: files.claim_file(&case::snake(name.as_str())),
                title: case::snake(words).trim_end_matches('_').replace('_', " "),
                operation: name,
                parameters: parameters(operation),
                callbacks: deliveries(&operation.callbacks, &mut callbacks),
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
    let words = |parameter: &Parameter| {
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
