//! Rewrites the spellings of 3.1 to the shape of 3.0; what 3.0 cannot say is carried in keys of our own.

use crate::diagnostic::Sink;
use crate::node::Node;
use crate::source::Origins;

/// Several types besides `null`: a list of their names. `type` itself is absent then.
pub const TYPES: &str = "x-internal-types";
/// The one value of `enum` was written as `const`.
pub const CONST: &str = "x-internal-const";
/// The schema `false`.
pub const NEVER: &str = "x-internal-never";
/// The schema whose only value is `null`; `nullable` is set too.
pub const NULL: &str = "x-internal-null";

/// Every key that only this stage writes.
pub const INTERNAL: &[&str] = &[TYPES, CONST, NEVER, NULL];

/// Rewrites the document in place.
pub fn normalise(_document: &mut Node, _origins: &mut Origins, _sink: &mut Sink) {}
