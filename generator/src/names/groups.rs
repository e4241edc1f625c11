//! The names of operations, tag by tag.

use super::reserved::{
    CLIENT_NAMES, DELIVERY_NAMES, FILE_NAMES, HANDLE_METHODS, HANDLE_NAMES, OPERATION_NAMES,
    PARAMETER_NAMES, PART_NAMES, ROOT_MODULES,
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
            let mut contents = Scope::default();
            let mut header_fields = Scope::default();
            OperationNames {
                error: types.claim(&format!("{name}Error")),
                success: types.claim(&format!("{name}Success")),
                method: methods.claim(&case::snake(words)),
                module: files.claim_file(&case::snake(name.as_str())),
                title: case::snake(words).trim_end_matches('_').replace('_', " "),
                content: types.claim(&format!("{name}Content")),
                contents: media_types(operation)
                    .map(|media_type| contents.claim(&case::camel(&media_words(media_type))))
                    .collect(),
                form: types.claim(&format!("{name}Form")),
                parts: parts(operation),
                headers: types.claim(&format!("{name}Headers")),
                header_fields: operation
                    .headers
                    .iter()
                    .map(|header| header_fields.claim(&case::snake(&header.wire)))
                    .collect(),
                parameters: parameters(operation),
                callbacks: deliveries(&operation.callbacks, &mut callbacks),
                successes: operation
                    .success
                    .iter()
                    .map(|reply| successes.claim(&variant(reply, &operation.success)))
                    .collect(),
                failures: operation
                    .failures
                    .iter()
                    .map(|reply| failures.claim(&variant(reply, &operation.failures)))
                    .collect(),
                operation: name,
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
    if operation.pagination.is_some() {
        scope.reserve("items");
        scope.reserve("pages");
    }
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

fn media_types(operation: &Operation) -> impl Iterator<Item = &str> {
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    contents.map(|content| content.media_type.as_str())
}

/// The parts of the form that the body of an operation may be.
fn parts(operation: &Operation) -> Vec<RustName> {
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    let fields = contents.flat_map(|content| content.payload.parts());
    let fields = fields.map(|part| {
        let words = part.field.name.as_ref().unwrap_or(&part.field.wire);
        (words.clone(), case::snake(words))
    });
    unique(&mut Scope::with_reserved(PART_NAMES, "_"), fields)
}

/// What a reader calls a media type.
fn media_words(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    let (kind, subtype) = essence.split_once('/').unwrap_or(("", &essence));
    match (kind, subtype) {
        (_, "x-www-form-urlencoded") => "form".to_owned(),
        (_, "octet-stream") => "bytes".to_owned(),
        (_, "event-stream") => "events".to_owned(),
        (_, "plain") => "text".to_owned(),
        ("multipart", "form-data") => "multipart".to_owned(),
        ("*" | "application", "*") => "other".to_owned(),
        (kind, "*") => kind.to_owned(),
        (_, subtype) => subtype.trim_start_matches("x-").to_owned(),
    }
}

/// The variant of a reply: the phrase of its status, such as `TooManyRequests`; where the status has replies of several media
/// types, the media type too, and alone where there is no other status.
fn variant(reply: &Reply, all: &[Reply]) -> String {
    let has_siblings = all
        .iter()
        .filter(|other| other.status == reply.status)
        .nth(1)
        .is_some();
    let media_type = reply.media_type.as_deref().filter(|_| has_siblings);
    let Some(media_type) = media_type else {
        return phrase(reply);
    };
    let media = case::camel(&media_words(media_type));
    if all.iter().all(|other| other.status == reply.status) {
        media
    } else {
        format!("{}{media}", phrase(reply))
    }
}

/// The standard phrase of a status.
fn phrase(reply: &Reply) -> String {
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
