//! Turns schemas into types.

use crate::diagnostic::{Code, Diagnostic};
use crate::hints;
use crate::ir::{Docs, EnumValue, Reason, Scalar, Shape, Type, TypeDef, TypeId, ValueEnum};
use crate::node::{Node, Value};
use crate::resolve::Target;
use crate::source::Origin;

use super::Lower;
use super::conjunction::{Part, is_structural};
use super::object;
use super::scalar;
use super::sequence::Rest;
use super::union::Plan;

/// What a schema comes to, before the types inside it are looked at.
pub(super) enum Form<'d> {
    /// A struct made of these parts.
    Object(Vec<Part<'d>>),
    /// A string with known values.
    Enum(Vec<EnumValue>),
    /// Known values that are not all strings.
    Values(ValueEnum),
    /// One value.
    Constant(serde_json::Value),
    /// A list that begins with items of these types; what follows them may have a schema, or be anything.
    Sequence {
        items: &'d [Node],
        words: Vec<String>,
        required: usize,
        rest: Rest<'d>,
    },
    /// A map with values that all of these schemas describe.
    Map(Vec<Part<'d>>),
    /// A map with any values.
    FreeMap,
    /// A list with items that all of these schemas describe.
    List(Vec<Part<'d>>),
    /// A list of anything.
    FreeList,
    /// Nothing but another schema with words around it.
    Same(Part<'d>),
    /// A value of one of several types.
    Union(Plan<'d>),
    /// A value without parts.
    Scalar(Scalar),
    /// Any JSON.
    Json(Reason),
}

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
        let ty = if is_named(&form) {
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
        if !is_named(&form) && !leads_on {
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

    pub(super) fn form(&mut self, node: &'d Node, words: &[String]) -> Form<'d> {
        let whole = Part {
            node,
            words: words.to_vec(),
        };
        let members = node.get("allOf").and_then(Node::as_list).unwrap_or(&[]);
        if members.is_empty() {
            return self.conjunction(vec![whole], words);
        }
        let parts: Vec<Part<'d>> = members
            .iter()
            .map(|member| Part {
                node: member,
                words: words.to_vec(),
            })
            .collect();
        let own = is_structural(node);
        // A child that adds nothing to its parent is no other name for the parent's whole family.
        let own = own || self.is_child(node);
        if let ([only], false) = (parts.as_slice(), own) {
            return Form::Same(only.clone());
        }
        if !own && let Some(sole) = self.sole(&parts) {
            return Form::Same(sole);
        }
        let parts = self.parts(vec![whole]);
        self.conjunction(parts, words)
    }

    /// The form of what all these parts describe.
    fn conjunction(&mut self, parts: Vec<Part<'d>>, words: &[String]) -> Form<'d> {
        for part in &parts {
            self.unread(part.node);
        }
        let has = |key: &str| parts.iter().any(|part| part.node.get(key).is_some());
        if has(crate::dialect::NEVER) {
            return Form::Json(Reason::Nothing);
        }
        let kinds = self.kinds(&parts);
        if let Some(form) = self.alternatives(&parts, &kinds, words) {
            return form;
        }
        if let Some(form) = self.enumeration(&parts, &kinds) {
            return form;
        }
        match kinds.as_slice() {
            ["object"] => self.members(parts, words),
            ["array"] => self.list(&parts),
            [scalar] => match self.scalar(&parts, scalar) {
                Some(scalar) => Form::Scalar(scalar),
                None => Form::Json(Reason::Broken),
            },
            [] => self.untyped(parts, words),
            [_, _, ..] => self.several(&parts, &kinds, words),
        }
    }

    /// A list: of what every part says about its items.
    pub(super) fn list(&mut self, parts: &[Part<'d>]) -> Form<'d> {
        if let Some(form) = self.sequence(parts) {
            return form;
        }
        let items: Vec<Part<'d>> = parts
            .iter()
            .filter_map(|part| {
                Some(Part {
                    node: part.node.get("items")?,
                    words: step(&part.words, "Item"),
                })
            })
            .collect();
        if items.is_empty() {
            return Form::FreeList;
        }
        Form::List(items)
    }

    /// Schemas without a `type`, told by what else they say.
    fn untyped(&mut self, parts: Vec<Part<'d>>, words: &[String]) -> Form<'d> {
        let has = |keys: &[&str]| {
            parts
                .iter()
                .any(|part| keys.iter().any(|key| part.node.get(key).is_some()))
        };
        if has(&object::KEYS) {
            return self.members(parts, words);
        }
        if has(&["items", "x-internal-prefixItems"]) {
            return self.list(&parts);
        }
        let textual = has(&["pattern", "minLength", "maxLength"]);
        let format = self.word(&parts, "format");
        let kind = match format {
            _ if textual => "string",
            Some(format) => match scalar::kind_of(format) {
                Some(kind) => kind,
                None => return Form::Json(Reason::Unconstrained),
            },
            None => return Form::Json(Reason::Unconstrained),
        };
        match self.scalar(&parts, kind) {
            Some(scalar) => Form::Scalar(scalar),
            None => Form::Json(Reason::Unconstrained),
        }
    }

    /// Says which keywords have no effect.
    fn unread(&mut self, node: &'d Node) {
        for (key, word) in UNREAD {
            if let Some(at) = node.get(key) {
                let message = format!("`{word}` is not read: the client is less strict here");
                self.warn(Code::Unsupported, at, message, None);
            }
        }
    }

    pub(super) fn json(&mut self, node: &Node, reason: Reason, what: &str) -> Form<'d> {
        let help = "send and read it as `serde_json::Value`";
        self.warn(
            Code::JsonFallback,
            node,
            format!("{what} is typed as JSON"),
            Some(help),
        );
        Form::Json(reason)
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

/// Keywords that say what no type can: the key, and the keyword as the document has it.
const UNREAD: [(&str, &str); 11] = [
    ("not", "not"),
    ("x-internal-if", "if"),
    ("x-internal-dependentSchemas", "dependentSchemas"),
    ("x-internal-dependentRequired", "dependentRequired"),
    ("x-internal-unevaluatedProperties", "unevaluatedProperties"),
    ("x-internal-unevaluatedItems", "unevaluatedItems"),
    ("x-internal-$dynamicRef", "$dynamicRef"),
    ("x-internal-contains", "contains"),
    ("x-internal-propertyNames", "propertyNames"),
    ("x-internal-contentSchema", "contentSchema"),
    ("x-internal-$vocabulary", "$vocabulary"),
];

/// Whether a form comes to a type with a name of its own.
pub(super) fn is_named(form: &Form<'_>) -> bool {
    match form {
        Form::Object(_) | Form::Enum(_) | Form::Values(_) | Form::Constant(_) | Form::Union(_) => {
            true
        }
        Form::Sequence {
            items,
            required,
            rest,
            ..
        } => !super::sequence::is_tuple(items.len(), *required, !matches!(rest, Rest::Nothing)),
        Form::Map(_)
        | Form::FreeMap
        | Form::List(_)
        | Form::FreeList
        | Form::Same(_)
        | Form::Scalar(_)
        | Form::Json(_) => false,
    }
}
