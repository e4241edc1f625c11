//! The rules for files that are copied into clients as they are.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The files that every client contains. The rest comes with what a document uses.
const ALWAYS: [&str; 54] = [
    "api",
    "append",
    "base_url",
    "block_on",
    "blocking_transport",
    "body",
    "call",
    "call_blocking",
    "call_end",
    "call_error",
    "call_loop",
    "call_options",
    "call_span",
    "client",
    "client_builder",
    "connect_options",
    "decode_error",
    "draft",
    "drive",
    "encode",
    "drive_blocking",
    "environment",
    "environment_proxy",
    "error",
    "event",
    "from_lookup",
    "headers",
    "keyring",
    "masker",
    "oauth2",
    "observer",
    "missing_transport",
    "operation",
    "plan",
    "problems",
    "random",
    "report",
    "reqwest_tls",
    "response",
    "retry",
    "retry_after",
    "retry_budget",
    "secret",
    "security",
    "sensitive",
    "token_cache",
    "token_source",
    "transport",
    "transport_reqwest",
    "transport_ureq",
    "transports",
    "unexpected",
    "watch",
    "words",
];

/// The text of each file that is copied, by its module's name.
fn files() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let module = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (module, fs::read_to_string(path).unwrap())
        })
        .filter(|(module, _)| module != "lib")
        .collect()
}

#[test]
fn files_stand_by_themselves() {
    for (module, text) in files() {
        // Rust 1.85 knows no conditions with `let` beside others.
        let banned = [
            "crate::",
            "cfg(test)",
            "unsafe",
            "allow(dead_code)",
            "```",
            "&& let ",
        ];
        for banned in banned {
            assert!(!text.contains(banned), "{module} contains {banned}");
        }
        assert!(
            text.starts_with("//! "),
            "{module} does not say what it is for"
        );
        assert!(text.lines().count() <= 400, "{module} is too long");
    }
}

#[test]
fn what_every_client_contains_needs_nothing_else() {
    let files = files();
    for module in ALWAYS {
        let text = files.get(module).unwrap();
        let needed: BTreeSet<_> = text
            .lines()
            .filter_map(|line| line.trim().strip_prefix("use super::"))
            .filter_map(|path| path.split([':', ';']).next())
            .collect();
        for other in needed {
            assert!(ALWAYS.contains(&other), "{module} needs {other}");
        }
    }
}
