//! What an API sends to its users: webhooks, and callbacks of operations.

use super::{Docs, Method, Type};

/// A request that the API makes.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Its name in the document.
    pub wire: String,
    /// The words of its name.
    pub words: Vec<String>,
    /// The overlay's name for it.
    pub name: Option<String>,
    /// What the document says about it.
    pub docs: Docs,
    /// Whether the document advises against it.
    pub deprecated: bool,
    /// The HTTP method.
    pub method: Method,
    /// Where it is sent, as an expression about the request that asked for it; a webhook's place is agreed on elsewhere.
    pub expression: Option<String>,
    /// What its body holds, if that is JSON.
    pub payload: Option<Type>,
}
