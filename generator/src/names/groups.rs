//! The names of operations, tag by tag.

use super::imports::Place;
use super::reserved::{
    CLIENT_NAMES, FILE_NAMES, HANDLE_METHODS, IMPORTED_MODULES, PARAMETER_NAMES, PART_NAMES,
    ROOT_MODULES,
};
use super::scope::{Scope, Wanted, claimed, file_name, order, unique};
use super::{GroupNames, OperationNames, RustName, case};
use crate::ir::{Api, Delivery, Group, Operation, Parameter, Reply, StatusPattern};

/// The module of the operations without a tag.
const WITHOUT_TAG: &str = "operations";

/// The names of the groups, and of the modules beside them that hold the servers and the webhooks.
pub(super) fn groups(api: &Api) -> (Vec<GroupNames>, [RustName; 2]) {
    let mut modules = Scope::with_reserved(ROOT_MODULES, "_api");
    let mut beside = |name: &str, is_there: bool| {
        if is_there {
            modules.reserve(name);
        }
        RustName(name.into())
    };
    let has_choices = api
        .servers
        .iter()
        .any(|server| !server.variables.is_empty());
    let without_tag = beside(WITHOUT_TAG, true);
    let environments = beside("environments", has_choices);
    let webhooks = beside("webhooks", !api.webhooks.is_empty());
    let mut clients = Scope::with_reserved(CLIENT_NAMES, "_api");
    let frames = frames(api, &without_tag, &mut modules, &mut clients);
    let mut features = Scope::default();
    let mut groups = Vec::new();
    for (group, Frame { module, tagged }) in api.groups.iter().zip(frames) {
        let mut types =
            Scope::of_types(&[Place::Operation, Place::Group], "Operation").and_endings(&["Error"]);
        let mut own = Scope::with_reserved(HANDLE_METHODS, "_");
        let methods = match &tagged {
            Some((handle, _)) => {
                types.reserve(handle.as_str());
                &mut own
            }
            None => &mut clients,
        };
        let operations = operations(group, &module, &mut types, methods);
        let feature = features.claim(&module.as_str().trim_matches('_').replace('_', "-"));
        let (handle, accessor) = tagged.unzip();
        groups.push(GroupNames {
            feature: format!("tag-{}", feature.as_str().replace('_', "-")),
            operations,
            handle,
            accessor: accessor.unwrap_or_else(|| module.clone()),
            service: RustName(format!("{}Service", case::camel(module.as_str())).into()),
            module,
        });
    }
    (groups, [environments, webhooks])
}

/// Where the operations of a group stand.
struct Frame {
    module: RustName,
    /// The handle of a tag, and the method of the client that leads to it.
    tagged: Option<(RustName, RustName)>,
}

/// The frames of the groups. The handles of tags choose their methods before operations without a tag do.
fn frames(
    api: &Api,
    without_tag: &RustName,
    modules: &mut Scope,
    clients: &mut Scope,
) -> Vec<Frame> {
    let words = |group: &Group| group.name.clone().or_else(|| group.wire.clone());
    let tags: Vec<Option<String>> = api.groups.iter().map(words).collect();
    let words = || tags.iter().flatten();
    // Most tags begin with a capital: who is spelled like a module says nothing about who was there first.
    let module = |words: &String| Wanted::alike(words, file_name(&case::snake(words)).to_owned());
    let wanted: Vec<Wanted> = words().map(module).collect();
    let own = unique(modules, &wanted);
    let mut handles = Scope::of_types(&[Place::Client, Place::Group], "Api");
    let camel: Vec<String> = words().map(|words| case::camel(words)).collect();
    let handles = claimed(&mut handles, &camel, &order(&wanted));
    let mut tagged = own.into_iter().zip(handles);
    let frames = tags.iter().map(|tag| {
        let own = tag.as_ref().and_then(|_| tagged.next());
        match own {
            Some((module, handle)) => Frame {
                tagged: Some((handle, clients.claim(module.as_str()))),
                module,
            },
            None => Frame {
                module: without_tag.clone(),
                tagged: None,
            },
        }
    });
    frames.collect()
}

/// The names of webhooks.
pub(super) fn webhooks(deliveries: &[Delivery]) -> Vec<RustName> {
    let mut scope = Scope::of_types(&[Place::Webhooks], "Delivery");
    scope.reserve("Webhook");
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
    let wanted = deliveries.iter().map(words);
    let wanted = wanted.map(|words| Wanted::new(&words, case::camel(&words)));
    unique(scope, &wanted.collect::<Vec<_>>())
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
    let wanted = words
        .iter()
        .map(|words| Wanted::new(words, case::camel(words)));
    let wanted: Vec<Wanted> = wanted.collect();
    let structs = unique(types, &wanted);
    // Who is numbered as a type is numbered as a method.
    let snake: Vec<String> = words.iter().map(|words| case::snake(words)).collect();
    let methods = claimed(methods, &snake, &order(&wanted));
    let mut files = Scope::with_reserved(FILE_NAMES, "_operation");
    let mut callbacks = Scope::of_types(&[Place::Callbacks], "Delivery");
    for known in IMPORTED_MODULES
        .iter()
        .chain(&["callbacks", module.as_str()])
    {
        files.reserve(known);
    }
    group
        .operations
        .iter()
        .zip(structs)
        .zip(words.iter().zip(methods))
        .map(|((operation, name), (words, method))| {
            let contents_of_body = operation.body.iter().flat_map(|body| &body.contents);
            let mut derived = |is_used: bool, ending: &str| {
                let name = format!("{name}{ending}");
                if is_used {
                    types.claim_derived(&name)
                } else {
                    RustName(name.into())
                }
            };
            let mut successes = Scope::default();
            let mut failures = Scope::with_reserved(&["Unexpected"], "Status");
            let mut contents = Scope::default();
            let mut header_fields = Scope::default();
            OperationNames {
                error: derived(true, "Error"),
                success: derived(operation.success.len() > 1, "Success"),
                method,
                module: files.claim_derived(file_name(&case::snake(name.as_str()))),
                title: case::snake(words).trim_end_matches('_').replace('_', " "),
                content: derived(contents_of_body.clone().count() > 1, "Content"),
                contents: media_types(operation)
                    .map(|media_type| contents.claim(&case::camel(&media_words(media_type))))
                    .collect(),
                form: derived(
                    contents_of_body
                        .clone()
                        .any(|content| !content.payload.parts().is_empty()),
                    "Form",
                ),
                parts: parts(operation),
                headers: derived(!operation.headers.is_empty(), "Headers"),
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
    let wanted = |parameter: &Parameter| {
        let words = parameter.name.as_ref().unwrap_or(&parameter.wire);
        Wanted::new(words, case::snake(words))
    };
    let wanted: Vec<Wanted> = operation.parameters.iter().map(wanted).collect();
    unique(&mut scope, &wanted)
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
        Wanted::new(words, case::snake(words))
    });
    let mut scope = Scope::with_reserved(PART_NAMES, "_");
    unique(&mut scope, &fields.collect::<Vec<_>>())
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
