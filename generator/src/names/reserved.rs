//! Names that have a meaning of their own where a document's names come to stand, beside what the files there import.

/// What the setters of an operation may not be called: methods that a call has anyway.
pub(super) const PARAMETER_NAMES: &[&str] = &[
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
    "plan",
    "planned",
    "request",
    "reply",
    "retry",
    "send",
    "streamed",
    "timeout",
];

/// What a part of a form may not be called: methods that the form has anyway.
pub(super) const PART_NAMES: &[&str] = &["clone", "new", "other", "part", "parts"];

/// What a field may not be called: methods that its builder has anyway.
pub(super) const FIELD_NAMES: &[&str] = &["build", "problems", "unchecked"];

/// What the methods of a client are called before any operation.
pub(super) const CLIENT_NAMES: &[&str] = &[
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
pub(super) const HANDLE_METHODS: &[&str] = &["clone", "cmp", "new"];

/// What the setters of a client's builder may not be called: methods that it has anyway.
pub(super) const BUILDER_NAMES: &[&str] = &[
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
    "observer",
    "parameter",
    "timeout",
    "transport",
];

/// The modules beside those of the groups.
pub(super) const ROOT_MODULES: &[&str] = &["client", "generated", "models", "runtime", "testing"];

/// File names that some system keeps for itself.
pub(super) const FILE_NAMES: &[&str] = &["aux", "con", "lib", "main", "mod", "nul", "prn"];

/// Modules that the file of a group imports from: a file beside it by such a name would be taken for it.
pub(super) const IMPORTED_MODULES: &[&str] = &[
    "alloc",
    "bytes",
    "core",
    "http",
    "models",
    "runtime",
    "serde",
    "serde_json",
    "std",
];
