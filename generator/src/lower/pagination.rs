//! Holds what is said about pages against what the document says about the operation.

use crate::diagnostic::Diagnostic;
use crate::hints;
use crate::hints::pagination::{Hint, Kind};
use crate::ir::{
    Null, Pagination, Parameter, Reply, ReplyBody, Scalar, Shape, Turn, Type, TypeDef, behind,
};
use crate::node::Node;

use super::Lower;

/// A hint that does not fit, in words.
type Misfit = String;

/// The operation as far as pages depend on it.
struct Pages<'a> {
    types: &'a [TypeDef],
    parameters: &'a [Parameter],
    /// What every success carries.
    reply: &'a Type,
}

impl Lower<'_, '_> {
    /// How the pages of an operation follow each other.
    pub(super) fn pagination(
        &mut self,
        node: &Node,
        parameters: &[Parameter],
        success: &[Reply],
    ) -> Option<Pagination> {
        let hint = hints::pagination::pagination(node, self.sink)?;
        match read(&self.types, &hint, parameters, success) {
            Ok(pagination) => Some(pagination),
            Err(misfit) => {
                let message = format!("the operation has no pages: {misfit}");
                let diagnostic = Diagnostic::new(hint.code, hint.origin, message);
                self.sink.push(diagnostic);
                None
            }
        }
    }
}

fn read(
    types: &[TypeDef],
    hint: &Hint,
    parameters: &[Parameter],
    success: &[Reply],
) -> Result<Pagination, Misfit> {
    let one = "its success has to be JSON, and the same for every status";
    let (first, rest) = success.split_first().ok_or(one)?;
    let ReplyBody::Json(reply) = &first.body else {
        return Err(one.to_owned());
    };
    if rest.iter().any(|other| other.body != first.body) {
        return Err(one.to_owned());
    }
    let pages = Pages {
        types,
        parameters,
        reply,
    };
    let items = pages.member(&hint.items)?;
    if !matches!(behind(types, items, Null::Kept), Type::List(_)) {
        return Err(format!("{} is no list", path(&hint.items)));
    }
    if let Some(more) = &hint.more {
        let ty = pages.member(more)?;
        if *behind(types, ty, Null::Kept) != Type::Scalar(Scalar::Bool) {
            return Err(format!("{} is not `true` or `false`", path(more)));
        }
    }
    Ok(Pagination {
        turn: pages.turn(hint)?,
        items: hint.items.clone(),
        more: hint.more.clone(),
    })
}

impl Pages<'_> {
    fn turn(&self, hint: &Hint) -> Result<Turn, Misfit> {
        let next = hint.next.clone();
        if hint.kind == Kind::Link {
            return Ok(match next {
                Some(next) => {
                    self.text(&next)?;
                    Turn::Link { next }
                }
                None => Turn::LinkHeader,
            });
        }
        let (parameter, ty) = self.parameter(hint.parameter.as_deref())?;
        match hint.kind {
            Kind::Cursor => {
                let next = next.ok_or("`next` has to say which member holds the cursor")?;
                let cursor = behind(self.types, self.member(&next)?, Null::Kept);
                let fits = match (cursor, ty) {
                    (Type::Scalar(cursor), Type::Scalar(Scalar::String(_))) => {
                        matches!(cursor, Scalar::String(_) | Scalar::Typed(_)) || is_whole(*cursor)
                    }
                    (Type::Scalar(cursor), Type::Scalar(taken)) => {
                        let can_be_copied = is_whole(*cursor) || matches!(cursor, Scalar::Typed(_));
                        can_be_copied && cursor == taken
                    }
                    _ => false,
                };
                if fits {
                    Ok(Turn::Cursor { parameter, next })
                } else {
                    Err(format!(
                        "{} and the parameter have different types, or neither texts nor whole numbers",
                        path(&next)
                    ))
                }
            }
            Kind::Offset | Kind::Page | Kind::Link => {
                if !matches!(ty, Type::Scalar(scalar) if is_whole(*scalar)) {
                    return Err("the parameter takes no whole number".to_owned());
                }
                Ok(if hint.kind == Kind::Offset {
                    Turn::Offset { parameter }
                } else {
                    Turn::Page { parameter }
                })
            }
        }
    }

    fn parameter(&self, name: Option<&str>) -> Result<(usize, &Type), Misfit> {
        let name = name.ok_or("`parameter` has to say which one asks for the next page")?;
        let mut parameters = self.parameters.iter().enumerate();
        let found = parameters
            .find(|(_, parameter)| parameter.wire == name && parameter.client.is_none())
            .map(|(at, parameter)| (at, behind(self.types, &parameter.ty, Null::Kept)));
        found.ok_or_else(|| format!("it has no parameter `{name}`"))
    }

    fn text(&self, names: &[String]) -> Result<(), Misfit> {
        match behind(self.types, self.member(names)?, Null::Kept) {
            Type::Scalar(Scalar::String(_)) => Ok(()),
            _ => Err(format!("{} is no text", path(names))),
        }
    }

    /// The type of a member of the reply, `null` aside.
    fn member(&self, names: &[String]) -> Result<&Type, Misfit> {
        let mut ty = self.reply;
        for (at, name) in names.iter().enumerate() {
            let missing = || format!("the reply has no member {}", path(&names[..=at]));
            let Type::Named(id) = behind(self.types, ty, Null::Kept) else {
                return Err(missing());
            };
            let shape = self.types.get(id.0 as usize).map(|found| &found.shape);
            let Some(Shape::Object(object)) = shape else {
                return Err(missing());
            };
            let mut fields = object.fields.iter().filter(|field| !field.flat);
            let field = fields.find(|field| field.wire == *name);
            ty = field.ok_or_else(missing)?.ty.non_null();
        }
        Ok(ty)
    }
}

fn is_whole(scalar: Scalar) -> bool {
    match scalar {
        Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 => true,
        Scalar::Bool
        | Scalar::F64
        | Scalar::Number
        | Scalar::String(_)
        | Scalar::Base64
        | Scalar::Typed(_) => false,
    }
}

fn path(names: &[String]) -> String {
    if names.is_empty() {
        return "the reply".to_owned();
    }
    format!("`{}`", names.join("."))
}
