//! The graph of types: what leads where, and which types lead back to themselves.

use crate::ir::{Api, Group, Operation, Shape, Type, TypeId};

/// The types that the operations of a group are made of.
pub fn reached_by_group(api: &Api, group: &Group) -> Vec<TypeId> {
    reached(api, group.operations.iter().flat_map(made_of))
}

/// The types that an operation names, whichever way they travel.
pub(super) fn made_of(operation: &Operation) -> impl Iterator<Item = &Type> {
    let delivered = operation.callbacks.iter();
    let sent = operation.sent().into_iter();
    sent.chain(operation.received())
        .chain(delivered.filter_map(|callback| callback.payload.as_ref()))
}

/// The types that webhooks deliver.
pub fn reached_by_webhooks(api: &Api) -> Vec<TypeId> {
    reached(api, delivered(api))
}

/// The types that webhooks name.
pub(super) fn delivered(api: &Api) -> impl Iterator<Item = &Type> {
    let webhooks = api.webhooks.iter();
    webhooks.filter_map(|webhook| webhook.payload.as_ref())
}

/// The named types that values of these types may hold, however deep.
pub fn reached<'a>(api: &Api, types: impl Iterator<Item = &'a Type>) -> Vec<TypeId> {
    let mut work = named(types);
    let mut seen = vec![false; api.types.len()];
    let mut found = Vec::new();
    while let Some(id) = work.pop() {
        if std::mem::replace(&mut seen[id.0 as usize], true) {
            continue;
        }
        found.push(id);
        edges(api, id, false, &mut work);
    }
    found
}

/// The named types that these types mention.
pub(super) fn named<'a>(types: impl Iterator<Item = &'a Type>) -> Vec<TypeId> {
    let mut found = Vec::new();
    for ty in types {
        ty.named(false, &mut found);
    }
    found
}

/// The named types that a type is made of: all, or those that it holds in place.
pub(super) fn edges(api: &Api, id: TypeId, in_place: bool, found: &mut Vec<TypeId>) {
    let shape = &api.ty(id).shape;
    // What is not declared, and what follows the items of a sequence, stands behind the heap of a map or a list.
    let behind_heap = match shape {
        Shape::Object(object) => object.extra.as_ref(),
        Shape::Sequence(sequence) => sequence.rest.as_ref(),
        Shape::StringEnum(_)
        | Shape::ValueEnum(_)
        | Shape::Constant(_)
        | Shape::Union(_)
        | Shape::Alias(_) => None,
    };
    for ty in shape.types() {
        let on_heap = behind_heap.is_some_and(|inner| std::ptr::eq(inner, ty));
        if !(in_place && on_heap) {
            ty.named(in_place, found);
        }
    }
}

/// Numbers the circles (strongly connected components) of the graph of types: two types have the same number exactly if each
/// leads to the other. Tarjan's algorithm with a stack of its own, since a document decides how deep it goes.
pub(super) fn circles(api: &Api, in_place: bool) -> Vec<usize> {
    let count = api.types.len();
    let mut search = Search {
        order: vec![usize::MAX; count],
        low: vec![0; count],
        open: vec![false; count],
        stack: Vec::new(),
        circle: vec![usize::MAX; count],
        next: 0,
        circles: 0,
    };
    for (start, _) in api.types() {
        if search.order[start.0 as usize] != usize::MAX {
            continue;
        }
        let mut path: Vec<(TypeId, Vec<TypeId>)> = vec![search.enter(api, start, in_place)];
        while let Some((at, children)) = path.last_mut() {
            let at = at.0 as usize;
            match children.pop() {
                Some(child) if search.order[child.0 as usize] == usize::MAX => {
                    path.push(search.enter(api, child, in_place));
                }
                Some(child) if search.open[child.0 as usize] => {
                    search.low[at] = search.low[at].min(search.order[child.0 as usize]);
                }
                Some(_) => {}
                None => {
                    search.leave(at);
                    path.pop();
                    if let Some((parent, _)) = path.last() {
                        let parent = parent.0 as usize;
                        search.low[parent] = search.low[parent].min(search.low[at]);
                    }
                }
            }
        }
    }
    // A type on its own is a circle only if it leads to itself: otherwise it shares its number with nobody.
    search.circle
}

struct Search {
    order: Vec<usize>,
    low: Vec<usize>,
    open: Vec<bool>,
    stack: Vec<usize>,
    circle: Vec<usize>,
    next: usize,
    circles: usize,
}

impl Search {
    fn enter(&mut self, api: &Api, id: TypeId, in_place: bool) -> (TypeId, Vec<TypeId>) {
        let at = id.0 as usize;
        self.order[at] = self.next;
        self.low[at] = self.next;
        self.next += 1;
        self.open[at] = true;
        self.stack.push(at);
        let mut children = Vec::new();
        edges(api, id, in_place, &mut children);
        (id, children)
    }

    fn leave(&mut self, at: usize) {
        if self.low[at] != self.order[at] {
            return;
        }
        while let Some(member) = self.stack.pop() {
            self.open[member] = false;
            self.circle[member] = self.circles;
            if member == at {
                break;
            }
        }
        self.circles += 1;
    }
}
