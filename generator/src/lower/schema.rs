//! Turns schemas into types.

use crate::diagnostic::{Code, Diagnostic};
use crate::hints;
use crate::ir::{Docs, EnumValue, Format, Reason, Scalar, Shape, Type, TypeDef, TypeId};
use crate::node::{Node, Value};
use crate::resolve::{Schema, Target};

use super::Lower;
use super::object::{self, Part};

/// What a schema comes to, before the types inside it are looked at.
pub(super) enum Form<'d> {
    /// A struct made of these parts.
    Object(Vec<Part<'d>>),
    /// A string with known values.
    Enum(Vec<EnumValue>),
    /// A map with values of this schema.
    Map(&'d Node),
    /// A map with any values.
    FreeMap,
    /// A list with items of this schema.
    List(&'d Node),
    /// A list of anything.
    FreeList,
    /// Nothing but another schema with words around it.
    Same(&'d Node),
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
        let Some(schema) = self.refs.schema(node, self.sink) else {
            return Type::Json(Reason::Broken);
        };
        let nullable = schema.data.nullable;
        let form = self.form(&schema, words);
        let ty = match form {
            Form::Object(_) | Form::Enum(_) => self.define(node, words.to_vec(), Some(form)),
            plain => self.plain(&plain, words),
        };
        if nullable { ty.nullable() } else { ty }
    }

    /// The type that a reference leads to. Every target has a name, so that no chain of references is followed by recursion.
    fn target(&mut self, target: &Target<'d>, words: &[String]) -> Type {
        let words = match target.name {
            Some(name) => vec![name.to_owned()],
            None => words.to_vec(),
        };
        let nullable = target.node.get("nullable").and_then(Node::as_bool) == Some(true);
        let ty = self.define(target.node, words, None);
        if nullable { ty.nullable() } else { ty }
    }

    /// The schema of a component: defined under its name, whether or not anything refers to it.
    pub(super) fn component(&mut self, name: &str, node: &'d Node) {
        self.define(node, vec![name.to_owned()], None);
    }

    fn define(&mut self, node: &'d Node, words: Vec<String>, form: Option<Form<'d>>) -> Type {
        if let Some(id) = self.known.get(&node.origin) {
            return Type::Named(*id);
        }
        let id = TypeId(u32::try_from(self.types.len()).unwrap_or(u32::MAX));
        self.known.insert(node.origin, id);
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
        Type::Named(id)
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
            let Some(schema) = self.refs.schema(node, self.sink) else {
                return Shape::Alias(Type::Json(Reason::Broken));
            };
            computed = self.form(&schema, &pending.words);
            &computed
        };
        match form {
            Form::Object(parts) => Shape::Object(self.object(parts, &pending.words)),
            Form::Enum(values) => Shape::StringEnum(values.clone()),
            plain => Shape::Alias(self.plain(plain, &pending.words)),
        }
    }

    /// The type of a form that needs no name. Objects and enums get theirs in `define`.
    fn plain(&mut self, form: &Form<'d>, words: &[String]) -> Type {
        match form {
            Form::Map(value) => Type::Map(Box::new(self.ty(value, &step(words, "Value")))),
            Form::List(items) => Type::List(Box::new(self.ty(items, &step(words, "Item")))),
            Form::FreeMap => Type::Map(Box::new(Type::Json(Reason::Unconstrained))),
            Form::FreeList => Type::List(Box::new(Type::Json(Reason::Unconstrained))),
            Form::Same(node) => self.ty(node, words),
            Form::Scalar(scalar) => Type::Scalar(*scalar),
            Form::Json(reason) => Type::Json(*reason),
            Form::Object(_) | Form::Enum(_) => Type::Json(Reason::Broken),
        }
    }

    pub(super) fn form(&mut self, schema: &Schema<'d>, words: &[String]) -> Form<'d> {
        let node = schema.node;
        if let Some(form) = self.composed(schema, words) {
            return form;
        }
        if let Some(values) = node.get("enum").and_then(Node::as_list) {
            return self.enumeration(schema, values);
        }
        match schema.any.typ.as_deref() {
            Some("object") => object::form(node, words),
            Some("array") => list(node),
            Some("string") => Form::Scalar(string(schema)),
            Some("integer") => Form::Scalar(integer(schema)),
            Some("number") => Form::Scalar(Scalar::F64),
            Some("boolean") => Form::Scalar(Scalar::Bool),
            Some(_) => Form::Json(Reason::Broken),
            None => untyped(schema, words),
        }
    }

    /// Composition and the forms that 3.0 cannot say.
    fn composed(&mut self, schema: &Schema<'d>, words: &[String]) -> Option<Form<'d>> {
        let node = schema.node;
        if let Some(form) = self.beyond_3_0(schema) {
            return Some(form);
        }
        for keyword in ["oneOf", "anyOf"] {
            let Some(members) = node.get(keyword).and_then(Node::as_list) else {
                continue;
            };
            if let ([only], false) = (members, is_structural(node)) {
                return Some(Form::Same(only));
            }
            if is_structural(node) {
                self.warn(
                    Code::Unsupported,
                    node,
                    format!("`{keyword}` beside other keywords is not read"),
                    None,
                );
                continue;
            }
            return Some(self.json(node, Reason::Union, &format!("`{keyword}`")));
        }
        if node.get("not").is_some() {
            self.warn(
                Code::Unsupported,
                node,
                "`not` is not read: the client is less strict here".to_owned(),
                None,
            );
        }
        let members = node.get("allOf").and_then(Node::as_list)?;
        match members {
            [] => None,
            [only] if !is_structural(node) => Some(Form::Same(only)),
            _ => Some(self.merged(node, members, words)),
        }
    }

    fn beyond_3_0(&mut self, schema: &Schema<'d>) -> Option<Form<'d>> {
        let node = schema.node;
        if schema.is_never() {
            return Some(Form::Json(Reason::Nothing));
        }
        if schema.types().len() > 1 {
            return Some(self.json(node, Reason::SeveralTypes, "a `type` with several values"));
        }
        if schema.internal("x-internal-prefixItems").is_some() {
            return Some(self.json(node, Reason::Tuple, "`prefixItems`"));
        }
        None
    }

    fn enumeration(&mut self, schema: &Schema<'d>, values: &'d [Node]) -> Form<'d> {
        let typ = schema.any.typ.as_deref();
        let mut known: Vec<EnumValue> = Vec::new();
        for value in values {
            match &value.value {
                Value::String(text) => {
                    let value = EnumValue {
                        wire: text.to_string(),
                    };
                    if !known.contains(&value) {
                        known.push(value);
                    }
                }
                Value::Null => {}
                _ => return self.mixed_enumeration(schema),
            }
        }
        match typ {
            Some("string") | None if !known.is_empty() => Form::Enum(known),
            _ => self.mixed_enumeration(schema),
        }
    }

    /// An enum of numbers, booleans or several kinds: typed by its `type` where it has one.
    fn mixed_enumeration(&mut self, schema: &Schema<'d>) -> Form<'d> {
        let node = schema.node;
        let scalar = match schema.any.typ.as_deref() {
            Some("integer") => integer(schema),
            Some("number") => Scalar::F64,
            Some("boolean") => Scalar::Bool,
            Some("string") => string(schema),
            _ => {
                return self.json(
                    node,
                    Reason::MixedEnum,
                    "an `enum` of other things than strings",
                );
            }
        };
        self.warn(
            Code::Unsupported,
            node,
            "the values of an `enum` of other things than strings are not checked".to_owned(),
            None,
        );
        Form::Scalar(scalar)
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

/// Whether a schema says more than words about a value: something that has to be merged with what stands in `allOf`.
pub(super) fn is_structural(node: &Node) -> bool {
    const KEYS: [&str; 6] = [
        "properties",
        "required",
        "additionalProperties",
        "items",
        "enum",
        "allOf",
    ];
    let composed = |key: &&str| {
        node.get(key).is_some()
            && !(*key == "allOf" && node.get("oneOf").is_none() && node.get("anyOf").is_none())
    };
    KEYS.iter().any(composed)
}

/// A schema without a `type`, told by what else it says.
fn untyped<'d>(schema: &Schema<'d>, words: &[String]) -> Form<'d> {
    let node = schema.node;
    if node.get("properties").is_some()
        || node.get("additionalProperties").is_some()
        || node.get("required").is_some()
    {
        return object::form(node, words);
    }
    if node.get("items").is_some() {
        return list(node);
    }
    let textual = ["pattern", "minLength", "maxLength"]
        .iter()
        .any(|key| node.get(key).is_some());
    let format = schema.any.format.as_deref();
    match format {
        _ if textual => Form::Scalar(string(schema)),
        Some("date-time" | "date" | "uuid" | "uri" | "byte" | "email" | "binary" | "password") => {
            Form::Scalar(string(schema))
        }
        Some("int32" | "int64") => Form::Scalar(integer(schema)),
        Some("float" | "double") => Form::Scalar(Scalar::F64),
        _ => Form::Json(Reason::Unconstrained),
    }
}

fn list(node: &Node) -> Form<'_> {
    match node.get("items") {
        Some(items) => Form::List(items),
        None => Form::FreeList,
    }
}

fn string(schema: &Schema<'_>) -> Scalar {
    let format = match schema.any.format.as_deref() {
        Some("byte") => return Scalar::Base64,
        Some("date-time") => Format::DateTime,
        Some("date") => Format::Date,
        Some("uuid") => Format::Uuid,
        Some("uri" | "url") => Format::Uri,
        Some("binary") => Format::Binary,
        _ => Format::Plain,
    };
    Scalar::String(format)
}

fn integer(schema: &Schema<'_>) -> Scalar {
    let by_format = match schema.any.format.as_deref() {
        Some("int32" | "int16" | "int8") => Scalar::I32,
        Some("uint32" | "uint16" | "uint8") => Scalar::U32,
        Some("uint64") => Scalar::U64,
        _ => Scalar::I64,
    };
    let fits = |key: &str, fit: fn(i128) -> bool| match schema.node.get(key).map(|node| &node.value)
    {
        Some(Value::Number(number)) => number.0.parse::<i128>().is_ok_and(fit),
        _ => true,
    };
    // A bound beyond 64 bits is as good as none: what counts is whether a value that the bounds allow on purpose has room.
    let signed = fits("maximum", |bound| {
        bound <= i128::from(i64::MAX) || bound > i128::from(u64::MAX)
    });
    let not_negative = schema.node.get("minimum").is_some() && fits("minimum", |bound| bound >= 0);
    match by_format {
        Scalar::I64 if !signed && not_negative => Scalar::U64,
        other => other,
    }
}
