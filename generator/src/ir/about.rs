//! What a document says about itself and its parts that changes no type.

use std::sync::Arc;

use crate::node::Node;

/// Who offers an API, and under which terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Whom to ask.
    pub contact: Contact,
    /// The license under which the API is offered.
    pub license: Option<License>,
    /// Where the terms of service are.
    pub terms: Option<String>,
    /// Where more is written.
    pub more: Option<ExternalDocs>,
}

/// Whom to ask about an API.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// A person or an organisation.
    pub name: Option<String>,
    /// A page.
    pub url: Option<String>,
    /// An address for letters.
    pub email: Option<String>,
}

/// A license.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct License {
    /// Its name, or its SPDX expression.
    pub name: String,
    /// Where its text is.
    pub url: Option<String>,
}

/// Documentation elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalDocs {
    /// What it is.
    pub description: Option<String>,
    /// Where it is.
    pub url: String,
}

/// What a document says under keys of its own, which begin with `x-`: the values as they are written, in the order of the
/// document. The keys that the generator itself reads (`x-sdk-`) are not among them.
#[derive(Clone, Debug, Default)]
pub struct Extensions(Vec<(Arc<str>, Node)>);

impl Extensions {
    /// These.
    pub fn new(entries: Vec<(Arc<str>, Node)>) -> Self {
        Self(entries)
    }

    /// The value of a key, such as `x-team`.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let (_, value) = self.0.iter().find(|(known, _)| **known == *key)?;
        Some(value)
    }

    /// Every key with its value.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.0.iter().map(|(key, value)| (&**key, value))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
