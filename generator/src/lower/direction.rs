//! Decides what `readOnly` and `writeOnly` come to, now that it is known which way each type travels.

use crate::ir::{Direction, Group, Shape, Type, TypeDef, TypeId};

/// A member that only replies carry need not be said in a request, and one that only requests carry is in no reply. Where a
/// type travels both ways, such a member is required of neither: one type, not two, so that what was read can be sent.
pub(super) fn settle(types: &mut [TypeDef], groups: &[Group]) {
    let (sent, received) = travels(types, groups);
    for (at, definition) in types.iter_mut().enumerate() {
        let Shape::Object(object) = &mut definition.shape else {
            continue;
        };
        let is = |way: &[bool]| way.get(at).copied().unwrap_or(false);
        for field in &mut object.fields {
            match field.direction {
                Direction::ReadOnly if is(&sent) => {
                    field.required = false;
                    field.asked = false;
                }
                Direction::WriteOnly if is(&received) => {
                    field.asked &= is(&sent);
                    field.required = false;
                }
                Direction::Both | Direction::ReadOnly | Direction::WriteOnly => {}
            }
        }
    }
}

/// Which types requests carry, and which replies.
fn travels(types: &[TypeDef], groups: &[Group]) -> (Vec<bool>, Vec<bool>) {
    let (mut sent, mut received) = (Vec::new(), Vec::new());
    for operation in groups.iter().flat_map(|group| &group.operations) {
        for ty in operation.sent() {
            ty.named(false, &mut sent);
        }
        for ty in operation.received() {
            ty.named(false, &mut received);
        }
    }
    (reached(types, sent), reached(types, received))
}

fn reached(types: &[TypeDef], mut work: Vec<TypeId>) -> Vec<bool> {
    let mut seen = vec![false; types.len()];
    while let Some(id) = work.pop() {
        let at = id.0 as usize;
        let Some(slot) = seen.get_mut(at).filter(|seen| !**seen) else {
            continue;
        };
        *slot = true;
        let inside = types.get(at).map(|definition| definition.shape.types());
        inside
            .into_iter()
            .flatten()
            .for_each(|ty: &Type| ty.named(false, &mut work));
    }
    seen
}
