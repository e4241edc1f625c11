//! What a document says about itself and its parts that changes no type.

use crate::ir::{About, Contact, Extensions, ExternalDocs, License};
use crate::node::{Map, Node};

/// Who offers the API, and under which terms.
pub(super) fn about(root: &Node) -> About {
    let info = root.get("info");
    let contact = info.and_then(|info| info.get("contact"));
    let license = info.and_then(|info| info.get("license"));
    About {
        contact: Contact {
            name: contact.and_then(|contact| text(contact, "name")),
            url: contact.and_then(|contact| text(contact, "url")),
            email: contact.and_then(|contact| text(contact, "email")),
        },
        license: license.and_then(|license| {
            Some(License {
                name: text(license, "name").or_else(|| text(license, "identifier"))?,
                url: text(license, "url"),
            })
        }),
        terms: info.and_then(|info| text(info, "termsOfService")),
        more: more(root),
    }
}

/// Documentation elsewhere.
pub(super) fn more(node: &Node) -> Option<ExternalDocs> {
    let docs = node.get("externalDocs")?;
    Some(ExternalDocs {
        description: text(docs, "description"),
        url: text(docs, "url")?,
    })
}

/// What the document says under keys of its own.
pub(super) fn extensions(node: &Node) -> Extensions {
    let entries = node.as_map().into_iter().flat_map(Map::iter);
    let own = |key: &str| {
        key.starts_with("x-") && !key.starts_with("x-sdk-") && !key.starts_with("x-internal-")
    };
    let entries = entries.filter(|(key, _)| own(key));
    Extensions::new(
        entries
            .map(|(key, node)| (key.clone(), node.clone()))
            .collect(),
    )
}

fn text(node: &Node, key: &str) -> Option<String> {
    let text = node.str(key)?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
