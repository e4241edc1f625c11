//! Turns a checked document into the plain data of an API. It may leave pieces out, and says so each time.

mod body;
mod checks;
mod media;
mod object;
mod operation;
mod parameter;
mod path;
mod reply;
mod schema;
mod security;
mod server;

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::hints;
use crate::ir::{Api, ClientParameter, Docs, Reason, SecurityScheme, Shape, Type, TypeDef, TypeId};
use crate::node::{Map, Node};
use crate::resolve::Refs;
use crate::source::Origin;

use schema::Pending;

/// What is known while a document is lowered.
pub(crate) struct Lower<'s, 'd> {
    refs: Refs<'d>,
    sink: &'s mut Sink,
    types: Vec<TypeDef>,
    known: HashMap<Origin, TypeId>,
    pending: VecDeque<Pending<'d>>,
    positions: BTreeMap<Origin, Type>,
    schemes: Vec<SecurityScheme>,
    client_parameters: Vec<ClientParameter>,
    /// The headers of which it was said that no parameter sets them.
    own_headers: HashSet<&'static str>,
}

/// Lowers a document.
pub fn api(root: &Node, sink: &mut Sink) -> Api {
    let mut lower = Lower {
        refs: Refs::new(root),
        sink,
        types: Vec::new(),
        known: HashMap::new(),
        pending: VecDeque::new(),
        positions: BTreeMap::new(),
        schemes: Vec::new(),
        client_parameters: Vec::new(),
        own_headers: HashSet::new(),
    };
    lower.components(root);
    lower.security_schemes(root);
    let groups = lower.groups(root);
    lower.webhooks(root);
    lower.settle();
    break_circles(&mut lower.types, lower.sink);
    checks::fit(&mut lower.types, lower.sink);
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
        servers: lower.servers(root),
        body_limit: hints::bytes(root, "x-sdk-body-limit", lower.sink),
        schemes: lower.schemes,
        client_parameters: lower.client_parameters,
        groups,
        types: lower.types,
        positions: lower.positions,
    }
}

/// Types that are nothing but another name for each other, in a circle, are nothing at all: they become JSON.
fn break_circles(types: &mut [TypeDef], sink: &mut Sink) {
    for start in 0..types.len() {
        let mut at = start;
        for _ in 0..types.len() {
            let Shape::Alias(target) = &types[at].shape else {
                break;
            };
            let Type::Named(next) = target.non_null() else {
                break;
            };
            at = next.0 as usize;
            if at == start {
                let message = format!(
                    "`{}` is defined by nothing but itself",
                    types[start].words.join(" ")
                );
                let diagnostic = Diagnostic::new(Code::CircularRef, types[start].origin, message);
                sink.push(diagnostic.help("say what it is; until then it is typed as JSON"));
                types[start].shape = Shape::Alias(Type::Json(Reason::MissingRef));
                break;
            }
        }
    }
}

impl<'d> Lower<'_, 'd> {
    /// Every component schema becomes a type, used or not: a caller may hold its JSON from elsewhere.
    fn components(&mut self, root: &'d Node) {
        let schemas = root
            .get("components")
            .and_then(|components| components.get("schemas"));
        for (name, node) in schemas
            .and_then(Node::as_map)
            .into_iter()
            .flat_map(Map::iter)
        {
            self.component(name, node);
        }
        self.settle();
    }

    /// The payloads of webhooks become types.
    fn webhooks(&mut self, root: &'d Node) {
        for (name, node) in root
            .get("webhooks")
            .and_then(Node::as_map)
            .into_iter()
            .flat_map(Map::iter)
        {
            self.payloads(&[name.to_string()], node);
        }
    }

    /// A reference's target without a word about it where it fails: somebody else reports that.
    fn quiet_target(&self, node: &'d Node) -> Option<&'d Node> {
        self.refs
            .follow(node, &mut Sink::default())
            .map(|target| target.node)
    }
}
