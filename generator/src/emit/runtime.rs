//! The files that every client contains, embedded as they are.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{Needs, Unit};

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

/// Every file of the runtime.
pub const FILES: &[RuntimeFile] = files! {
    "api" "append" "base64_bytes" "base_url" "block_on" "blocking_transport" "body" "call"
    "call_blocking" "call_error" "call_loop" "call_span" "call_stream" "call_stream_blocking"
    "check_items" "check_length" "check_pattern" "check_range" "check_required" "choice" "client"
    "client_builder" "client_parameter" "client_parameter_set" "connect_options" "decode_error"
    "draft" "draft_cookie" "draft_cookie_text" "draft_cookies" "draft_deep_object" "draft_delimited"
    "draft_empty" "draft_form" "draft_form_body" "draft_form_reserved" "draft_header"
    "draft_header_parts" "draft_json" "draft_json_as" "draft_json_optional" "draft_json_text"
    "draft_label" "draft_matrix" "draft_multipart" "draft_query" "draft_query_parts"
    "draft_query_reserved" "draft_query_start" "draft_segment" "draft_segment_parts" "draft_simple"
    "draft_text" "draft_upload" "drive" "drive_blocking" "encode" "encode_reserved" "environment"
    "environment_proxy" "error" "event" "event_splitter" "expand" "expand_encoded" "flat"
    "form_style" "from_lookup" "header_lists" "header_values" "headers" "items" "json_lines"
    "keyring" "look" "masker" "members" "misfit" "missing_transport" "multipart" "nullable" "number"
    "number_option" "oauth2" "observer" "operation" "own_server" "plain" "plan" "present" "problems"
    "random" "redacted_option" "reply_bytes" "reply_events" "reply_json" "reply_media" "reply_text"
    "reply_text_events" "report" "required_nullable" "reqwest_tls" "response" "retry" "retry_after"
    "retry_budget" "secret" "security" "sensitive" "server_event" "server_url" "tagged"
    "token_cache" "token_source" "transport" "transport_reqwest" "transport_ureq" "transports"
    "unexpected" "upload" "watch" "words"
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
    ("unexpected", &["Unexpected"]),
    ("upload", &["Upload"]),
];

/// Files whose methods call those of another file: no `use` line shows that.
const CALLS: &[(&str, &str)] = &[
    ("call", "call_blocking"),
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
];

/// The Cargo feature that a file stands behind.
fn feature(name: &str) -> Option<&'static str> {
    match name {
        "reqwest_tls" | "transport_reqwest" => Some("reqwest"),
        "block_on"
        | "blocking_transport"
        | "call_blocking"
        | "call_stream_blocking"
        | "drive_blocking"
        | "environment_proxy"
        | "transport_ureq" => Some("blocking"),
        "call_span" => Some("tracing"),
        _ => None,
    }
}

/// Whether there is a file of this name.
pub fn is_known(name: &str) -> bool {
    FILES.iter().any(|file| file.name == name)
}

/// The files of these names, and those that they import.
pub fn closure<'n>(needs: impl Iterator<Item = &'n str>) -> Vec<&'static RuntimeFile> {
    let mut found: BTreeSet<&str> = BTreeSet::new();
    let mut work: Vec<&str> = needs.collect();
    while let Some(name) = work.pop() {
        let Some(file) = FILES.iter().find(|file| file.name == name) else {
            continue;
        };
        if found.insert(file.name) {
            work.extend(imports(file.text));
            work.extend(
                CALLS
                    .iter()
                    .filter(|(from, _)| *from == name)
                    .map(|(_, to)| *to),
            );
        }
    }
    FILES
        .iter()
        .filter(|file| found.contains(file.name))
        .collect()
}

/// The sibling files that a file's `use super::` lines name.
fn imports(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        let rest = line.trim_start().strip_prefix("use super::")?;
        rest.split([':', ';', ' ']).next()
    })
}

/// The module that holds the runtime.
pub fn module(files: &[&'static RuntimeFile]) -> Unit {
    let modules = files.iter().map(|file| {
        let name = format_ident!("{}", file.name);
        let feature = feature(file.name).map(|feature| quote! { #[cfg(feature = #feature)] });
        quote! { #feature pub mod #name; }
    });
    Unit {
        path: "runtime/mod.rs".to_owned(),
        about: vec!["What every generated client contains.".to_owned()],
        tokens: quote! { #(#modules)* },
        needs: Needs::default(),
    }
}

/// What the root of the crate shows of the runtime.
pub fn exports(files: &[&'static RuntimeFile]) -> TokenStream {
    let lines = PUBLIC
        .iter()
        .filter(|(name, _)| files.iter().any(|file| file.name == *name))
        .map(|(name, types)| {
            let feature = feature(name).map(|feature| quote! { #[cfg(feature = #feature)] });
            let name = format_ident!("{name}");
            let types: Vec<_> = types.iter().map(|ty| format_ident!("{ty}")).collect();
            match types.as_slice() {
                [only] => quote! { #feature pub use runtime::#name::#only; },
                several => quote! { #feature pub use runtime::#name::{#(#several),*}; },
            }
        });
    quote! { #(#lines)* }
}
