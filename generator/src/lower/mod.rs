//! Turns a checked document into the plain data of an API. It may leave pieces out, and says so each time.

mod about;
mod beside;
mod body;
mod checks;
mod circles;
mod conjunction;
mod delivery;
mod direction;
mod enumeration;
mod family;
mod form;
mod link;
mod media;
mod object;
mod operation;
mod pagination;
mod parameter;
mod path;
mod place;
mod reply;
mod scalar;
mod schema;
mod security;
mod sequence;
mod server;
mod tag;
mod union;
mod variant;
mod variant_words;

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use crate::diagnostic::Sink;
use crate::hints;
use crate::ir::{Api, ClientParameter, Docs, Group, SecurityScheme, Type, TypeDef, TypeId};
use crate::node::{Map, Node};
use crate::resolve::Refs;
use crate::source::Origin;

pub use scalar::Formats;

use about::{about, extensions};
use family::Families;
use link::OperationIds;
use schema::Pending;
use variant::Kind;

/// What is known while a document is lowered.
pub(crate) struct Lower<'s, 'd> {
    refs: Refs<'d>,
    formats: Formats,
    sink: &'s mut Sink,
    types: Vec<TypeDef>,
    known: HashMap<Origin, TypeId>,
    /// The types that several schemas describe together.
    joint: HashMap<Vec<Origin>, TypeId>,
    families: Families<'d>,
    /// What kind of value each schema in a union describes, by how deep it was looked into.
    kinds_known: HashMap<(Origin, usize), Kind>,
    pending: VecDeque<Pending<'d>>,
    positions: BTreeMap<Origin, Type>,
    schemes: Vec<SecurityScheme>,
    client_parameters: Vec<ClientParameter>,
    /// The headers of which it was said that no parameter sets them.
    own_headers: HashSet<&'static str>,
    /// The ids of operations, of webhooks and of callbacks, and whose they are.
    ids: HashMap<String, Origin>,
    /// Where each operation of a path stands, by its id.
    operation_ids: OperationIds<'d>,
}

/// Lowers a document.
pub fn api(root: &Node, formats: Formats, sink: &mut Sink) -> Api {
    let mut lower = Lower {
        refs: Refs::new(root),
        formats,
        sink,
        types: Vec::new(),
        known: HashMap::new(),
        joint: HashMap::new(),
        families: Families::of(root),
        kinds_known: HashMap::new(),
        pending: VecDeque::new(),
        positions: BTreeMap::new(),
        schemes: Vec::new(),
        client_parameters: Vec::new(),
        own_headers: HashSet::new(),
        ids: HashMap::new(),
        operation_ids: OperationIds::new(),
    };
    lower.operation_ids = lower.operation_ids(root);
    lower.components(root);
    lower.security_schemes(root);
    let mut groups = lower.groups(root);
    link::settle(&mut groups);
    let webhooks = lower.webhooks(root);
    lower.settle();
    circles::break_names(&mut lower.types, lower.sink);
    circles::break_same(&mut lower.types, lower.sink);
    checks::fit(&mut lower.types);
    direction::settle(&mut lower.types, &groups);
    let info = root.get("info");
    let text = |key: &str| {
        info.and_then(|info| info.str(key))
            .unwrap_or_default()
            .to_owned()
    };
    Api {
        title: text("title"),
        version: text("version"),
        docs: Docs {
            summary: info.and_then(|info| info.str("summary")).map(str::to_owned),
            description: info
                .and_then(|info| info.str("description"))
                .map(str::to_owned),
        },
        about: about(root),
        extensions: extensions(root),
        servers: lower.servers(root),
        webhooks,
        tag_features: tag_features(root, &groups, lower.sink),
        body_limit: hints::bytes(root, "x-sdk-body-limit", lower.sink),
        schemes: lower.schemes,
        client_parameters: lower.client_parameters,
        groups,
        types: lower.types,
        positions: lower.positions,
    }
}

/// Whether each tag has a Cargo feature: as the overlay says, or by the size of the document.
fn tag_features(root: &Node, groups: &[Group], sink: &mut Sink) -> bool {
    const MANY: usize = 50;
    let operations: usize = groups.iter().map(|group| group.operations.len()).sum();
    hints::flag(root, "x-sdk-tag-features", sink).unwrap_or(operations >= MANY)
}

/// The entries of a map; none where there is no map.
fn entries(node: Option<&Node>) -> impl Iterator<Item = (&str, &Node)> {
    let entries = node.and_then(Node::as_map).into_iter().flat_map(Map::iter);
    entries.map(|(name, node)| (&**name, node))
}

impl<'d> Lower<'_, 'd> {
    /// Every component schema becomes a type, used or not: a caller may hold its JSON from elsewhere.
    fn components(&mut self, root: &'d Node) {
        let schemas = root
            .get("components")
            .and_then(|components| components.get("schemas"));
        for (name, node) in entries(schemas) {
            self.component(name, node);
        }
        self.settle();
    }

    /// A reference's target without a word about it where it fails: somebody else reports that.
    fn quiet_target(&self, node: &'d Node) -> Option<&'d Node> {
        self.refs
            .follow(node, &mut Sink::default())
            .map(|target| target.node)
    }
}
