//! Turns parameters into what the client can send.

use openapiv3::{ParameterData, ParameterSchemaOrContent, QueryStyle};

use crate::diagnostic::Code;
use crate::hints;
use crate::ir::{
    ClientParameter, Docs, Format, ListStyle, Parameter, PathPiece, Place, Scalar, Shape, Type,
};
use crate::node::Node;

use super::Lower;
use super::checks::behind_alias;
use super::schema::step;

/// Headers that a parameter cannot set: the specification says that such a parameter is ignored.
const OWN_HEADERS: [&str; 3] = ["accept", "content-type", "authorization"];

impl<'d> Lower<'_, 'd> {
    /// The parameters of an operation: those of its path item, replaced by its own where place and name are the same.
    pub(super) fn parameters(
        &mut self,
        item: &'d Node,
        operation: &'d Node,
        words: &[String],
    ) -> Vec<Parameter> {
        let mut nodes: Vec<((&'d str, &'d str), &'d Node)> = Vec::new();
        for list in [item.get("parameters"), operation.get("parameters")] {
            for node in list.and_then(Node::as_list).unwrap_or_default() {
                let Some(target) = self.refs.follow(node, self.sink) else {
                    continue;
                };
                let (Some(place), Some(name)) = (target.node.str("in"), target.node.str("name"))
                else {
                    continue;
                };
                match nodes.iter_mut().find(|(key, _)| *key == (place, name)) {
                    Some((_, known)) => *known = target.node,
                    None => nodes.push(((place, name), target.node)),
                }
            }
        }
        nodes
            .into_iter()
            .filter_map(|(_, node)| self.parameter(node, words))
            .collect()
    }

    fn parameter(&mut self, node: &'d Node, words: &[String]) -> Option<Parameter> {
        if hints::flag(node, "x-sdk-omit", self.sink) == Some(true) {
            return None;
        }
        let read = self.refs.parameter(node, self.sink)?.data;
        let (data, place) = match read {
            openapiv3::Parameter::Path {
                parameter_data,
                style,
            } => match style {
                openapiv3::PathStyle::Simple => (parameter_data, Place::Path),
                _ => {
                    return self.leave_out(
                        node,
                        &parameter_data,
                        "a path style other than `simple` is not written yet",
                    );
                }
            },
            openapiv3::Parameter::Query {
                parameter_data,
                style,
                ..
            } => {
                let exploded = parameter_data.explode;
                let style = match style {
                    // A list in one value is not exploded, and the other way round: the style only says what stands between.
                    QueryStyle::Form if exploded == Some(false) => ListStyle::Comma,
                    QueryStyle::SpaceDelimited if exploded != Some(true) => ListStyle::Space,
                    QueryStyle::PipeDelimited if exploded != Some(true) => ListStyle::Pipe,
                    QueryStyle::Form | QueryStyle::SpaceDelimited | QueryStyle::PipeDelimited => {
                        ListStyle::Exploded
                    }
                    QueryStyle::DeepObject => {
                        return self.leave_out(
                            node,
                            &parameter_data,
                            "the style `deepObject` is not written yet",
                        );
                    }
                };
                (parameter_data, Place::Query(style))
            }
            openapiv3::Parameter::Header { parameter_data, .. } => {
                if OWN_HEADERS.contains(&parameter_data.name.to_ascii_lowercase().as_str()) {
                    return None;
                }
                (parameter_data, Place::Header)
            }
            openapiv3::Parameter::Cookie { parameter_data, .. } => {
                return self.leave_out(node, &parameter_data, "a cookie is not sent yet");
            }
        };
        let ParameterSchemaOrContent::Schema(_) = data.format else {
            return self.leave_out(node, &data, "a parameter with `content` is not written yet");
        };
        let schema = node.get("schema")?;
        let mut ty = self.ty(schema, &step(words, &data.name));
        self.settle();
        if matches!(behind_alias(&self.types, &ty).non_null(), Type::Json(_)) {
            // Whatever it is, it goes out as text, and the caller can write that.
            ty = Type::Scalar(Scalar::String(Format::Plain));
            let message = format!("the parameter `{}` is taken as text", data.name);
            self.warn(Code::Unsupported, node, message, None);
        }
        if !self.is_flat(&ty) {
            return self.leave_out(
                node,
                &data,
                "only scalars, string enums and lists of those are written yet",
            );
        }
        Some(self.assembled(node, data, place, &ty))
    }

    fn assembled(
        &mut self,
        node: &'d Node,
        data: ParameterData,
        place: Place,
        ty: &Type,
    ) -> Parameter {
        let docs = Docs {
            summary: None,
            description: data.description,
        };
        let client = hints::table(node, "x-sdk-client-parameter", self.sink).map(|entries| {
            let variable = entries
                .into_iter()
                .find(|(key, _)| key == "environment")
                .map(|(_, value)| value);
            self.client_parameter(ClientParameter {
                wire: data.name.clone(),
                docs: docs.clone(),
                variable,
            })
        });
        let schema_sensitive = node.get("schema").is_some_and(|schema| {
            schema.str("format") == Some("password")
                || hints::flag(schema, "x-sdk-sensitive", self.sink) == Some(true)
        });
        Parameter {
            origin: node.origin,
            wire: data.name,
            name: hints::name(node, self.sink),
            place,
            docs,
            ty: self.without_null(ty),
            required: data.required || place == Place::Path,
            sensitive: schema_sensitive
                || hints::flag(node, "x-sdk-sensitive", self.sink) == Some(true),
            deprecated: data.deprecated == Some(true),
            client,
        }
    }

    fn client_parameter(&mut self, parameter: ClientParameter) -> usize {
        let known = self
            .client_parameters
            .iter()
            .position(|known| known.wire == parameter.wire);
        known.unwrap_or_else(|| {
            self.client_parameters.push(parameter);
            self.client_parameters.len() - 1
        })
    }

    fn leave_out<T>(&mut self, node: &Node, data: &ParameterData, why: &str) -> Option<T> {
        let message = format!("the parameter `{}` is left out: {why}", data.name);
        self.warn(Code::ParameterLeftOut, node, message, None);
        None
    }

    /// The type of what is sent: there is no way to write `null` in a URL or a header.
    fn without_null(&self, ty: &Type) -> Type {
        let ty = ty.non_null();
        match behind_alias(&self.types, ty).non_null() {
            Type::List(item) if matches!(**item, Type::Nullable(_)) => {
                Type::List(Box::new(item.non_null().clone()))
            }
            _ => ty.clone(),
        }
    }

    /// Whether a value can stand in a path, a query or a header as text.
    fn is_flat(&self, ty: &Type) -> bool {
        match behind_alias(&self.types, ty).non_null() {
            Type::List(item) => self.is_word(item),
            other => self.is_word(other),
        }
    }

    fn is_word(&self, ty: &Type) -> bool {
        match &behind_alias(&self.types, ty) {
            Type::Scalar(_) => true,
            Type::Named(id) => matches!(
                self.types
                    .get(id.0 as usize)
                    .map(|definition| &definition.shape),
                Some(Shape::StringEnum(_))
            ),
            Type::List(_) | Type::Map(_) | Type::Nullable(_) | Type::Json(_) => false,
        }
    }

    /// Splits a template at its parameters; `None` if it names one that is not there.
    pub(super) fn path(
        &mut self,
        template: &str,
        node: &'d Node,
        parameters: &[Parameter],
    ) -> Option<Vec<PathPiece>> {
        let mut pieces = Vec::new();
        // What follows a `#` tells templates apart and is never sent.
        let mut rest = template.split('#').next().unwrap_or_default();
        while let Some((literal, tail)) = rest.split_once('{') {
            let Some((name, tail)) = tail.split_once('}') else {
                let message = format!("`{template}` is left out: a brace in it is never closed");
                self.warn(Code::OperationLeftOut, node, message, None);
                return None;
            };
            if !literal.is_empty() {
                pieces.push(PathPiece::Literal(encoded(literal)));
            }
            let at = parameters
                .iter()
                .position(|parameter| parameter.place == Place::Path && parameter.wire == name);
            let Some(at) = at else {
                let message = format!(
                    "`{template}` is left out: it has no path parameter `{name}` that can be sent"
                );
                self.warn(
                    Code::OperationLeftOut,
                    node,
                    message,
                    Some("declare it with `in: path`"),
                );
                return None;
            };
            pieces.push(PathPiece::Parameter(at));
            rest = tail;
        }
        if !rest.is_empty() {
            pieces.push(PathPiece::Literal(encoded(rest)));
        }
        Some(pieces)
    }
}

/// Text of a template as it stands in a URL. A fixed query (`?beta=true`) stays one.
fn encoded(literal: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    const KEPT: &str = "-._~!$&'()*+,;=:@/?%";
    let mut out = String::with_capacity(literal.len());
    for byte in literal.bytes() {
        if byte.is_ascii_alphanumeric() || KEPT.contains(char::from(byte)) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.extend(HEX.get(usize::from(byte >> 4)).copied().map(char::from));
            out.extend(HEX.get(usize::from(byte & 15)).copied().map(char::from));
        }
    }
    out
}
