//! Applies the actions of an OpenAPI Overlay to a document.

use crate::diagnostic::Sink;
use crate::node::Node;
use crate::source::Origins;

/// Applies the overlay's actions in order.
pub fn apply(_document: &mut Node, _overlay: &Node, _origins: &mut Origins, _sink: &mut Sink) {}
