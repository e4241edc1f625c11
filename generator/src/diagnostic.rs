//! What the generator has to say about a document: a closed code, an origin, one sentence, and what to do.

use std::collections::HashSet;
use std::fmt;

use crate::source::Origin;

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing can be generated.
    Error,
    /// Something of the document is missing from the client, or less typed than it could be.
    Warning,
}

/// One thing to say about one place of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of thing it is.
    pub code: Code,
    /// The place; `None` where a text as a whole is meant or could not be read as far as a node.
    pub origin: Option<Origin>,
    /// The place in a text that could not be parsed: file, line and column from 1.
    pub position: Option<(crate::source::FileId, u32, u32)>,
    /// One sentence: what is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic at a node.
    pub fn new(code: Code, origin: Origin, message: impl Into<String>) -> Self {
        Self {
            code,
            origin: Some(origin),
            position: None,
            message: message.into(),
            help: None,
        }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Takes the diagnostics of all stages, in the order they are found. The same thing about the same place is kept once.
#[derive(Debug, Default)]
pub struct Sink {
    found: Vec<Diagnostic>,
    seen: HashSet<(Code, Origin, String)>,
}

impl Sink {
    /// Takes one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let unseen = diagnostic.origin.is_none_or(|origin| {
            self.seen
                .insert((diagnostic.code, origin, diagnostic.message.clone()))
        });
        if unseen {
            self.found.push(diagnostic);
        }
    }

    /// Takes what there is.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        for diagnostic in diagnostics {
            self.push(diagnostic);
        }
    }

    /// Takes all that another one took.
    pub fn append(&mut self, other: Sink) {
        self.extend(other.found);
    }

    /// The same with `code` in place of what ends a run: a file that cannot be read costs those who refer to it, not the rest.
    #[must_use]
    pub fn softened(mut self, code: Code) -> Self {
        for diagnostic in &mut self.found {
            if diagnostic.code.severity() == Severity::Error {
                diagnostic.code = code;
            }
        }
        self
    }

    /// All that was found.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.found
    }

    /// Whether anything found so far is an error.
    pub fn has_errors(&self) -> bool {
        self.found
            .iter()
            .any(|diagnostic| diagnostic.code.severity() == Severity::Error)
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $severity:ident;)+) => {
        /// Every kind of diagnostic. The name never changes its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// Every code, in the order of the stages.
            pub const ALL: &'static [Code] = &[$(Code::$variant),+];

            /// The name as printed, such as `missing-ref`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name),+ }
            }

            /// How much it weighs.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity),+ }
            }
        }
    };
}

codes! {
    // load
    /// The text is not YAML or JSON.
    Syntax = "syntax", Error;
    /// A key stands twice in one map; the first one counts.
    DuplicateKey = "duplicate-key", Warning;
    /// The text is YAML or JSON, but not an OpenAPI document.
    NotOpenApi = "not-openapi", Error;
    /// A version of OpenAPI that the generator does not read.
    UnsupportedVersion = "unsupported-version", Error;
    // overlay
    /// The overlay is not an Overlay 1.0 or 1.1 document, or an action is malformed.
    BadOverlay = "bad-overlay", Error;
    /// An overlay action matches nothing.
    DeadAction = "dead-action", Error;
    /// A key of our vocabulary (`x-sdk-`) that nobody reads, or with a value it cannot have.
    BadHint = "bad-hint", Error;
    // dialect
    /// A spelling of 3.1 in a 3.0 document, read as meant.
    LaterSpelling = "later-spelling", Warning;
    /// A spelling of 3.0 in a 3.1 document, read as meant.
    EarlierSpelling = "earlier-spelling", Warning;
    // check
    /// A value has the wrong type for its keyword.
    WrongType = "wrong-type", Warning;
    /// A value is not one of those the keyword takes (`type: strin`).
    UnknownValue = "unknown-value", Warning;
    /// A key that OpenAPI does not have here.
    UnknownKey = "unknown-key", Warning;
    /// A key that must be there is missing.
    MissingKey = "missing-key", Warning;
    /// Two paths that the same URLs have.
    AmbiguousPath = "ambiguous-path", Warning;
    // resolve
    /// A reference leads nowhere.
    MissingRef = "missing-ref", Warning;
    /// A reference leads back to itself.
    CircularRef = "circular-ref", Warning;
    /// A reference to another file or to the network.
    ForeignRef = "foreign-ref", Warning;
    // lower
    /// A schema form that is typed as JSON.
    JsonFallback = "json-fallback", Warning;
    /// Members of an `allOf` that contradict each other.
    ConflictingAllOf = "conflicting-all-of", Warning;
    /// An operation that is left out.
    OperationLeftOut = "operation-left-out", Warning;
    /// A parameter that is left out or sent otherwise than described.
    ParameterLeftOut = "parameter-left-out", Warning;
    /// A response or one of its bodies that is left out.
    ResponseLeftOut = "response-left-out", Warning;
    /// A security scheme that the client cannot apply.
    SecurityLeftOut = "security-left-out", Warning;
    /// A part of the document that the generator does not read.
    Unsupported = "unsupported", Warning;
    /// Two operations share an `operationId`.
    DuplicateOperationId = "duplicate-operation-id", Warning;
    /// A `pattern` that cannot be checked by the client.
    PatternUnchecked = "pattern-unchecked", Warning;
}

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// The candidate that is most like `word`, if one is so like it that it may have been meant.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    // Longer texts are no names that somebody mistyped, and comparing them takes long.
    const LONGEST: usize = 100;
    if word.len() > LONGEST {
        return None;
    }
    let near = candidates.into_iter().filter(|candidate| {
        candidate.len() <= LONGEST && *candidate != word && candidate.len().abs_diff(word.len()) < 9
    });
    near.map(|candidate| {
        let alike =
            strsim::normalized_damerau_levenshtein(&word.to_lowercase(), &candidate.to_lowercase());
        (alike, candidate)
    })
    .filter(|(alike, _)| *alike >= 0.6)
    .max_by(|one, other| one.0.total_cmp(&other.0))
    .map(|(_, candidate)| candidate)
}
