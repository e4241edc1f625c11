//! Names that have a meaning of their own where a document's names come to stand.

/// What generated model files call by these names, so that no model may be called so.
pub(super) const MODEL_NAMES: &[&str] = &[
    "Base64",
    "Bound",
    "Bounds",
    "Box",
    "BTreeMap",
    "CheckInside",
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
    "IsoDuration",
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
pub(super) const OPERATION_NAMES: &[&str] = &[
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
    "FormField",
    "FormStyle",
    "From",
    "Hash",
    "HeaderMap",
    "Into",
    "IsoDuration",
    "Items",
    "Map",
    "Method",
    "Multipart",
    "New",
    "None",
    "Number",
    "Ok",
    "Operation",
    "OperationError",
    "OperationFacts",
    "Option",
    "NextPage",
    "Ord",
    "Paginated",
    "PartialEq",
    "PartialOrd",
    "Redacted",
    "Reply",
    "Request",
    "Result",
    "Scheme",
    "Self",
    "ServerEvent",
    "Some",
    "String",
    "ToString",
    "Unexpected",
    "Upload",
    "ValidationError",
    "Value",
    "Vec",
];

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

/// What the client's own file calls by these names, so that no handle may be called so.
pub(super) const HANDLE_NAMES: &[&str] = &[
    "Api",
    "Call",
    "Client",
    "ClientBuilder",
    "ClientParameter",
    "CredentialVariables",
    "Environment",
    "Error",
    "Into",
    "IsoDuration",
    "New",
    "None",
    "Option",
    "Result",
    "Self",
    "Some",
    "String",
];

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

/// What the files of webhooks and callbacks call by these names.
pub(super) const DELIVERY_NAMES: &[&str] = &[
    "BTreeMap",
    "Base64",
    "DecodeError",
    "Err",
    "Method",
    "Ok",
    "Option",
    "Result",
    "Self",
    "String",
    "Value",
    "Vec",
    "Webhook",
];

/// The modules beside those of the groups.
pub(super) const ROOT_MODULES: &[&str] = &["client", "generated", "models", "runtime"];

/// File names that some system keeps for itself.
pub(super) const FILE_NAMES: &[&str] = &["aux", "con", "lib", "main", "mod", "nul", "prn"];
