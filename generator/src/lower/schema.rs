//! Turns schemas into types.

use crate::diagnostic::{Code, Diagnostic};
use crate::hints;
use crate::ir::{Docs, Reason, Shape, Type, TypeDef, TypeId};
use crate::node::{Node, Value};
use crate::resolve::Target;
use crate::source::Origin;

use super::Lower;
use super::about::{extensions, more};
use super::conjunction::Part;
use super::form::Form;

/// A type that has an id and waits for its definition.
pub(super) struct Pending<'d> {
    id: TypeId,
    node: &'d Node,
    words: Vec<String>,
    /// Known where the schema stands inline; a reference's target is looked at when its turn comes.
    form: Option<Form<'d>>,
}

/// How far types nest before they are taken as JSON: what several schemas describe together may go on for ever.
const DEPTH: usize = 64;

impl<'d> Lower<'_, 'd> {
    /// The type of the schema at `node`; a type of its own is named by `words`.
    pub(super) fn ty(&mut self, node: &'d Node, words: &[String]) -> Type {
        let ty = self.typed(node, words);
        self.positions.insert(node.origin, ty.clone());
        ty
    }

    fn typed(&mut self, node: &'d Node, words: &[String]) -> Type {
        if matches!(node.value, Value::Unknown) {
            return Type::Json(Reason::Broken);
        }
        if node.get("$ref").is_some() {
            return match self.refs.follow(node, self.sink) {
                Some(target) => self.target(&target, words),
                None => Type::Json(Reason::MissingRef),
            };
        }
        if self.refs.schema(node, self.sink).is_none() {
            return Type::Json(Reason::Broken);
        }
        let nullable = self.allows_null(node);
        let form = self.form(node, words);
        let form_is_same = matches!(form, Form::Same(_));
        let ty = if form.is_named() {
            self.define(node, words.to_vec(), Some(form))
        } else {
            self.plain(&form, words)
        };
        match (nullable, form_is_same) {
            (true, _) => ty.nullable(),
            // The other members of an `allOf` may forbid the `null` that this one allows.
            (false, true) => ty.non_null().clone(),
            (false, false) => ty,
        }
    }

    /// The type of a value that all of these schemas describe.
    pub(super) fn joint(&mut self, schemas: &[Part<'d>], words: &[String]) -> Type {
        let mut telling: Vec<Part<'d>> = Vec::new();
        for schema in schemas {
            let Some(target) = self.quiet_target(schema.node) else {
                continue;
            };
            let known = |part: &Part<'d>| self.quiet_target(part.node).map(|node| node.origin);
            if !super::conjunction::is_vague(target)
                && !telling
                    .iter()
                    .any(|part| known(part) == Some(target.origin))
            {
                telling.push(schema.clone());
            }
        }
        let sole = match telling.as_slice() {
            [] => schemas.last().cloned(),
            [only] => Some(only.clone()),
            _ => self.sole(&telling),
        };
        let nullable = telling.iter().all(|part| self.allows_null(part.node));
        if let Some(part) = sole {
            let ty = self.ty(part.node, &part.words);
            return if nullable { ty } else { ty.non_null().clone() };
        }
        let key: Vec<_> = telling.iter().map(|part| part.node.origin).collect();
        let ty = if let Some(id) = self.joint.get(&key) {
            Type::Named(*id)
        } else if words.len() > DEPTH {
            return Type::Json(Reason::TooDeep);
        } else {
            self.join(&telling, key, words)
        };
        if nullable { ty.nullable() } else { ty }
    }

    fn join(&mut self, schemas: &[Part<'d>], key: Vec<Origin>, words: &[String]) -> Type {
        let Some(last) = schemas.last() else {
            return Type::Json(Reason::Unconstrained);
        };
        let parts = self.parts(schemas.to_vec());
        let form = self.conjunction(parts, words);
        // A list that refers to another schema may lead back here: only a name ends that.
        let leads_on = match &form {
            Form::Map(inner) | Form::List(inner) => {
                inner.iter().any(|part| part.node.get("$ref").is_some())
            }
            _ => false,
        };
        if !form.is_named() && !leads_on {
            return self.plain(&form, words);
        }
        let id = self.reserve(last.node, words.to_vec(), Some(form));
        self.joint.insert(key, id);
        Type::Named(id)
    }

    /// The type that a reference leads to. Every target has a name, so that no chain of references is followed by recursion.
    fn target(&mut self, target: &Target<'d>, words: &[String]) -> Type {
        if let Some(family) = self.family(target) {
            return family;
        }
        let words = match (target.name, &target.words) {
            (Some(name), _) => vec![name.to_owned()],
            (None, Some(place)) => place.clone(),
            (None, None) => words.to_vec(),
        };
        let nullable = self.allows_null(target.node);
        let ty = self.define(target.node, words, None);
        if nullable { ty.nullable() } else { ty }
    }

    /// The schema of a component: defined under its name, whether or not anything refers to it.
    pub(super) fn component(&mut self, name: &str, node: &'d Node) {
        self.define(node, vec![name.to_owned()], None);
    }

    pub(super) fn define(
        &mut self,
        node: &'d Node,
        words: Vec<String>,
        form: Option<Form<'d>>,
    ) -> Type {
        if let Some(id) = self.known.get(&node.origin) {
            return Type::Named(*id);
        }
        let id = self.reserve(node, words, form);
        self.known.insert(node.origin, id);
        Type::Named(id)
    }

    /// A place in the table for a type that is defined later.
    pub(super) fn reserve(
        &mut self,
        node: &'d Node,
        words: Vec<String>,
        form: Option<Form<'d>>,
    ) -> TypeId {
        let id = TypeId(u32::try_from(self.types.len()).unwrap_or(u32::MAX));
        let placeholder = Shape::Alias(Type::Json(Reason::Broken));
        self.types.push(TypeDef {
            origin: node.origin,
            words: words.clone(),
            name: hints::name(node, self.sink),
            docs: docs(node),
            more: more(node),
            extensions: extensions(node),
            deprecated: node.get("deprecated").and_then(Node::as_bool) == Some(true),
            shape: placeholder,
        });
        self.pending.push_back(Pending {
            id,
            node,
            words,
            form,
        });
        id
    }

    /// Works off the types that wait for their definition, and those that turn up on the way.
    pub(super) fn settle(&mut self) {
        while let Some(pending) = self.pending.pop_front() {
            let shape = self.shape(&pending);
            if let Some(definition) = self.types.get_mut(pending.id.0 as usize) {
                definition.shape = shape;
            }
        }
    }

    fn shape(&mut self, pending: &Pending<'d>) -> Shape {
        let node = pending.node;
        if node.get("$ref").is_some() {
            return Shape::Alias(self.ty(node, &pending.words));
        }
        let computed;
        let form = if let Some(form) = &pending.form {
            form
        } else {
            if self.refs.schema(node, self.sink).is_none() {
                return Shape::Alias(Type::Json(Reason::Broken));
            }
            computed = self.form(node, &pending.words);
            &computed
        };
        match form {
            Form::Object(parts) => Shape::Object(self.object(parts, &pending.words)),
            Form::Enum(values) => Shape::StringEnum(values.clone()),
            Form::Values(values) => Shape::ValueEnum(values.clone()),
            Form::Constant(value) => Shape::Constant(value.clone()),
            Form::Sequence {
                items,
                words,
                required,
                rest,
            } => {
                let sequence = self.items(items, *required, *rest, words);
                match sequence.tuple() {
                    Some(tuple) => Shape::Alias(tuple),
                    None => Shape::Sequence(sequence),
                }
            }
            Form::Union(plan) => Shape::Union(self.variants(plan, &pending.words)),
            // `null` is said where the name is used: a name stands for what the value is if there is one.
            plain => Shape::Alias(self.plain(plain, &pending.words).non_null().clone()),
        }
    }

    /// The type of a form that needs no name. The others get theirs in `define`.
    pub(super) fn plain(&mut self, form: &Form<'d>, words: &[String]) -> Type {
        match form {
            Form::Map(values) => {
                let words = step(words, "Value");
                Type::Map(Box::new(self.inner(values, &words)))
            }
            Form::List(items) => {
                let words = step(words, "Item");
                Type::List(Box::new(self.inner(items, &words)))
            }
            Form::FreeMap => Type::Map(Box::new(Type::Json(Reason::Unconstrained))),
            Form::FreeList => Type::List(Box::new(Type::Json(Reason::Unconstrained))),
            Form::Same(part) => self.ty(part.node, &part.words),
            Form::Scalar(scalar) => Type::Scalar(*scalar),
            Form::Json(reason) => Type::Json(*reason),
            Form::Sequence {
                items,
                required,
                rest,
                words,
            } => {
                let sequence = self.items(items, *required, *rest, words);
                sequence.tuple().unwrap_or(Type::Json(Reason::Tuple))
            }
            Form::Object(_)
            | Form::Enum(_)
            | Form::Values(_)
            | Form::Constant(_)
            | Form::Union(_) => Type::Json(Reason::Broken),
        }
    }

    /// The type of what is inside a list or a map.
    fn inner(&mut self, schemas: &[Part<'d>], words: &[String]) -> Type {
        match schemas {
            [only] => self.ty(only.node, &only.words),
            several => self.joint(several, words),
        }
    }

    pub(super) fn warn(&mut self, code: Code, node: &Node, message: String, help: Option<&str>) {
        let mut diagnostic = Diagnostic::new(code, node.origin, message);
        diagnostic.help = help.map(str::to_owned);
        self.sink.push(diagnostic);
    }
}

/// The words one step further in.
pub(super) fn step(words: &[String], word: &str) -> Vec<String> {
    words
        .iter()
        .map(String::as_str)
        .chain([word])
        .map(str::to_owned)
        .collect()
}

/// What the document says about a schema. A title stands in for a description, never before one: it mostly repeats the name.
pub(super) fn docs(node: &Node) -> Docs {
    let text = |key: &str| {
        node.str(key)
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    Docs {
        summary: None,
        description: text("description").or_else(|| text("title")),
    }
}
