//! The files that every client contains, embedded as they are.

use std::collections::{BTreeMap, BTreeSet};

use memchr::memmem;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::features::Gate;
use super::{Context, Unit, lines};

/// A file of the runtime.
#[derive(Debug)]
pub struct RuntimeFile {
    /// Its module.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
}

macro_rules! files {
    ($($name:literal)+) => {
        &[$(RuntimeFile { name: $name, text: include_str!(concat!("../../runtime/src/", $name, ".rs")) }),+]
    };
}

/// Every file of the runtime, in the order of their names.
pub const FILES: &[RuntimeFile] = files! {
    "api"
    "append"
    "base64_bytes"
    "base_url"
    "block_on"
    "blocking_transport"
    "body"
    "call"
    "call_blocking"
    "call_end"
    "call_error"
    "call_loop"
    "call_options"
    "call_span"
    "call_stream"
    "call_stream_blocking"
    "check_each"
    "check_each_value"
    "check_inside"
    "check_items"
    "check_length"
    "check_pattern"
    "check_range"
    "check_required"
    "check_result"
    "check_within"
    "choice"
    "client"
    "client_builder"
    "client_parameter"
    "client_parameter_set"
    "connect_options"
    "constant"
    "decode_error"
    "delivery"
    "draft"
    "draft_cookie"
    "draft_cookie_text"
    "draft_cookies"
    "draft_deep_object"
    "draft_delimited"
    "draft_empty"
    "draft_form"
    "draft_form_body"
    "draft_form_reserved"
    "draft_header"
    "draft_header_parts"
    "draft_json"
    "draft_json_as"
    "draft_json_optional"
    "draft_json_text"
    "draft_label"
    "draft_matrix"
    "draft_multipart"
    "draft_query"
    "draft_query_parts"
    "draft_query_reserved"
    "draft_query_start"
    "draft_segment"
    "draft_segment_parts"
    "draft_simple"
    "draft_text"
    "draft_upload"
    "drive"
    "drive_blocking"
    "encode"
    "encode_reserved"
    "environment"
    "environment_proxy"
    "error"
    "event"
    "event_splitter"
    "expand"
    "expand_encoded"
    "fake_clock"
    "fake_events"
    "fake_items"
    "fake_server"
    "fake_step"
    "fake_text_events"
    "fake_transport"
    "flat"
    "form_style"
    "from_lookup"
    "given"
    "header_lists"
    "header_values"
    "headers"
    "iso_duration"
    "items"
    "json_lines"
    "keyring"
    "look"
    "masker"
    "media_type"
    "members"
    "misfit"
    "missing_transport"
    "multipart"
    "nullable"
    "number"
    "oauth2"
    "object"
    "object_fill"
    "object_fill_typed"
    "object_keep"
    "object_maybe"
    "object_member"
    "object_number"
    "object_optional"
    "object_set"
    "object_set_typed"
    "object_typed"
    "observer"
    "operation"
    "own_server"
    "page"
    "pages"
    "pages_blocking"
    "plain"
    "plan"
    "problem_path"
    "problems"
    "random"
    "receipt"
    "receive_form"
    "receive_json"
    "receive_multipart"
    "receive_upload"
    "redacted_option"
    "refusal"
    "reply_bytes"
    "reply_events"
    "reply_json"
    "reply_media"
    "reply_text"
    "reply_text_events"
    "report"
    "reqwest_tls"
    "response"
    "retry"
    "retry_after"
    "retry_budget"
    "route"
    "secret"
    "security"
    "sensitive"
    "sequence"
    "sequence_closed"
    "sequence_required"
    "sequence_rest"
    "serve"
    "server_event"
    "server_url"
    "service"
    "setters"
    "spelled"
    "steps"
    "string_enum"
    "tagged"
    "token_cache"
    "token_source"
    "transport"
    "transport_reqwest"
    "transport_ureq"
    "transports"
    "trial"
    "typed"
    "typed_address"
    "typed_maybe"
    "typed_text"
    "typed_time"
    "typed_uuid"
    "undeclared"
    "unexpected"
    "upload"
    "watch"
    "words"
    "written"
};

/// The types that a caller sees, and the file that each stands in.
const PUBLIC: &[(&str, &[&str])] = &[
    ("base64_bytes", &["Base64"]),
    ("base_url", &["BaseUrl"]),
    ("blocking_transport", &["BlockingTransport"]),
    ("body", &["Body", "Chunks"]),
    ("call", &["Call", "CallFuture", "CallResult"]),
    ("call_error", &["CallError"]),
    (
        "call_stream",
        &["StreamedCall", "StreamedFuture", "StreamedResult"],
    ),
    ("client", &["Client"]),
    ("client_builder", &["ClientBuilder"]),
    ("connect_options", &["ConnectOptions"]),
    ("decode_error", &["DecodeError"]),
    ("environment", &["Environment"]),
    ("error", &["Error"]),
    ("iso_duration", &["IsoDuration"]),
    ("items", &["ItemError", "Items"]),
    ("multipart", &["Multipart"]),
    ("nullable", &["Maybe"]),
    (
        "observer",
        &["AttemptKind", "ObservedAttempt", "ObservedCall", "Observer"],
    ),
    (
        "operation",
        &[
            "DecodeFailure",
            "Operation",
            "OperationError",
            "OperationFacts",
            "Reply",
        ],
    ),
    ("page", &["NextPage", "Paginated"]),
    ("pages", &["ListItems", "Pages"]),
    ("pages_blocking", &["BlockingListItems", "BlockingPages"]),
    ("problems", &["Problem", "ValidationError"]),
    ("report", &["Phase"]),
    ("response", &["Response"]),
    ("retry", &["RetryPolicy"]),
    ("security", &["Credentials", "KeyPlace", "Scheme"]),
    ("server_event", &["ServerEvent"]),
    (
        "token_source",
        &[
            "Fetch",
            "ReadToken",
            "Token",
            "TokenError",
            "TokenFuture",
            "TokenSource",
        ],
    ),
    (
        "transport",
        &[
            "Transport",
            "TransportError",
            "TransportErrorKind",
            "TransportFuture",
        ],
    ),
    ("transport_reqwest", &["ReqwestTransport"]),
    ("transport_ureq", &["UreqTransport"]),
    ("undeclared", &["Undeclared"]),
    ("unexpected", &["Unexpected"]),
    ("upload", &["Upload"]),
];

/// Files whose methods call those of another file: no `use` line shows that.
const CALLS: &[(&str, &str)] = &[
    ("call", "call_blocking"),
    ("check_each", "problem_path"),
    ("check_each_value", "problem_path"),
    ("check_inside", "check_result"),
    ("check_inside", "problem_path"),
    ("delivery", "reply_json"),
    ("draft_cookie", "draft_cookies"),
    ("draft_cookie_text", "draft_cookies"),
    ("draft_deep_object", "draft_query_start"),
    ("draft_delimited", "draft_query_parts"),
    ("draft_form", "draft_query_parts"),
    ("draft_form_reserved", "draft_query_parts"),
    ("draft_header_parts", "draft_header"),
    ("call_stream", "call_stream_blocking"),
    ("draft_json_as", "draft_json"),
    ("draft_json_optional", "draft_json"),
    ("draft_label", "draft_segment_parts"),
    ("draft_matrix", "draft_segment_parts"),
    ("draft_query", "draft_query_start"),
    ("draft_query_parts", "draft_query_start"),
    ("draft_query_reserved", "draft_query_start"),
    ("draft_simple", "draft_segment_parts"),
    ("fake_transport", "fake_server"),
    ("object_fill", "object_member"),
    ("object_fill_typed", "object_typed"),
    ("object_keep", "object_member"),
    ("object_maybe", "object_member"),
    ("object_number", "object_member"),
    ("object_optional", "object_member"),
    ("object_set", "object_member"),
    ("object_set_typed", "object_typed"),
    ("object_typed", "object_member"),
    ("page", "pages"),
    ("pages", "pages_blocking"),
];

/// The Cargo feature that a file stands behind.
pub fn feature(name: &str) -> Option<&'static str> {
    match name {
        "reqwest_tls" | "transport_reqwest" => Some("reqwest"),
        "block_on"
        | "blocking_transport"
        | "call_blocking"
        | "call_stream_blocking"
        | "drive_blocking"
        | "environment_proxy"
        | "pages_blocking"
        | "transport_ureq" => Some("blocking"),
        "call_span" => Some("tracing"),
        "fake_server" => Some("testing-server"),
        _ => None,
    }
}

/// Whether there is a file of this name.
pub fn is_known(name: &str) -> bool {
    file(name).is_some()
}

/// What each file needs of the others, looked up in its text once, when it is first asked for.
#[derive(Default)]
struct Graph {
    known: BTreeMap<&'static str, Vec<&'static RuntimeFile>>,
}

impl Graph {
    /// The files of these names, and those that they import.
    fn closure<'n>(&mut self, names: impl Iterator<Item = &'n str>) -> Vec<&'static RuntimeFile> {
        let mut found: BTreeMap<&str, &RuntimeFile> = BTreeMap::new();
        let mut work: Vec<_> = names.filter_map(file).collect();
        while let Some(file) = work.pop() {
            if found.insert(file.name, file).is_none() {
                work.extend(self.of(file));
            }
        }
        found.into_values().collect()
    }

    /// The files that one needs itself.
    fn of(&mut self, file: &'static RuntimeFile) -> &[&'static RuntimeFile] {
        self.known.entry(file.name).or_insert_with(|| {
            let called = CALLS.iter().filter(|(from, _)| *from == file.name);
            let called = called.map(|(_, to)| *to);
            imports(file.text)
                .chain(called)
                .filter_map(self::file)
                .collect()
        })
    }
}

/// The file of this name.
fn file(name: &str) -> Option<&'static RuntimeFile> {
    let at = FILES.binary_search_by_key(&name, |file| file.name);
    FILES.get(at.ok()?)
}

/// The sibling files that a file's `use super::` lines name.
fn imports(text: &'static str) -> impl Iterator<Item = &'static str> {
    const USE: &str = "\nuse super::";
    let uses = memmem::find_iter(text.as_bytes(), USE);
    uses.filter_map(|at| text[at + USE.len()..].split([':', ';', ' ']).next())
}

/// A file that a client contains, and when it is there.
#[derive(Clone, Debug)]
pub struct Used {
    /// The file.
    pub file: &'static RuntimeFile,
    /// When any of the files that import it is there; `None` where only those of tests do.
    pub gate: Option<Gate>,
    /// The same of the files of tests, where they import it.
    pub testing: Option<Gate>,
}

/// The files that those of a client need, each there when one of these is. Each of these comes with whether it is there for tests alone.
pub fn used<'n>(
    files: impl Iterator<Item = (Gate, bool, &'n BTreeSet<&'static str>)>,
) -> Vec<Used> {
    // Many files stand behind one gate: what they need together is looked up once.
    let mut needs: Vec<(Gate, bool, BTreeSet<&'static str>)> = Vec::new();
    for (gate, testing, names) in files {
        let known = needs
            .iter_mut()
            .find(|(known, of_tests, _)| *known == gate && *of_tests == testing);
        match known {
            Some((.., known)) => known.extend(names),
            None => needs.push((gate, testing, names.clone())),
        }
    }
    let mut graph = Graph::default();
    let mut used: BTreeMap<&str, Used> = BTreeMap::new();
    for (gate, testing, names) in needs {
        for file in graph.closure(names.into_iter()) {
            let known = used.entry(file.name).or_insert_with(|| Used {
                file,
                gate: None,
                testing: None,
            });
            let known = if testing {
                &mut known.testing
            } else {
                &mut known.gate
            };
            known.get_or_insert_with(Gate::default).or(&gate);
        }
    }
    used.into_values().collect()
}

/// The conditions under which a file is there.
fn attribute(cx: &Context<'_>, used: &Used) -> Option<TokenStream> {
    let feature = match used.file.name {
        "trial" => Some(quote! { test }),
        name => feature(name).map(|feature| quote! { feature = #feature }),
    };
    let tests = quote! { feature = "testing" };
    let tags = match (&used.gate, &used.testing) {
        (Some(gate), Some(testing)) => match (gate.condition(cx), testing.condition(cx)) {
            (None, _) => None,
            (Some(tags), Some(same)) if tags.to_string() == same.to_string() => Some(tags),
            (Some(tags), None) => Some(quote! { any(#tests, #tags) }),
            (Some(tags), Some(more)) => Some(quote! { any(#tags, all(#tests, #more)) }),
        },
        (Some(gate), None) => gate.condition(cx),
        (None, testing) => match testing.as_ref().and_then(|gate| gate.condition(cx)) {
            None => Some(tests),
            Some(tags) => Some(quote! { all(#tests, #tags) }),
        },
    };
    Some(match (feature, tags) {
        (None, None) => return None,
        (Some(only), None) | (None, Some(only)) => quote! { #[cfg(#only)] },
        (Some(feature), Some(tags)) => quote! { #[cfg(all(#feature, #tags))] },
    })
}

/// The module that holds the runtime.
pub fn module(cx: &Context<'_>, files: &[Used]) -> Unit {
    let mut modules = lines::begun("");
    for used in files {
        let condition = attribute(cx, used);
        lines::module(&mut modules, condition.as_ref(), "pub mod", used.file.name);
    }
    Unit::new("runtime/mod.rs")
        .about("What every generated client contains.")
        .lines([modules])
}

/// What the root of the crate shows of the runtime.
pub fn exports(cx: &Context<'_>, files: &[Used]) -> TokenStream {
    let lines = PUBLIC.iter().filter_map(|(name, types)| {
        let used = files.iter().find(|used| used.file.name == *name)?;
        let condition = attribute(cx, used);
        let name = format_ident!("{name}");
        let types: Vec<_> = types.iter().map(|ty| format_ident!("{ty}")).collect();
        Some(match types.as_slice() {
            [only] => quote! { #condition pub use runtime::#name::#only; },
            several => quote! { #condition pub use runtime::#name::{#(#several),*}; },
        })
    });
    quote! { #(#lines)* }
}
