//! Turns parameters into what the client can send.

use openapiv3::ParameterData;

use crate::check::is_token;
use crate::diagnostic::Code;
use crate::hints;
use crate::ir::{
    Checks, ClientParameter, CookieStyle, Docs, Format, HeaderStyle, Null, Parameter, PathStyle,
    Place, QueryStyle, Reason, Scalar, Type, behind,
};
use crate::node::{Map, Node};

use super::Lower;
use super::about::extensions;
use super::checks;
use super::media::Kind;
use super::place::path_words;
use super::schema::step;

/// Headers that a parameter cannot set: the specification says that such a parameter is ignored.
const OWN_HEADERS: [(&str, &str); 3] = [
    ("accept", "the replies of an operation say it"),
    ("content-type", "the request body of an operation says it"),
    ("authorization", "declare a security scheme instead"),
];

/// What a parameter's value is.
enum Value<'d> {
    /// The value of a schema, written in the parameter's style.
    Styled(&'d Node),
    /// JSON of a schema, or any.
    Json(Option<&'d Node>),
    /// Text of another media type.
    Text(&'d str),
    /// Text, since nothing says what it is.
    Unsaid,
}

impl<'d> Lower<'_, 'd> {
    /// The parameters of an operation: those of its path item, replaced by its own where place and name are the same.
    pub(super) fn parameters(
        &mut self,
        (item, template): (&'d Node, &str),
        operation: &'d Node,
        words: &[String],
    ) -> Vec<Parameter> {
        let mut nodes: Vec<((&'d str, String), &'d Node, Vec<String>)> = Vec::new();
        // What all operations of a path have is no operation's own.
        let shared = path_words(template);
        let lists = [(item, shared.as_slice()), (operation, words)];
        for (list, words) in lists.map(|(node, words)| (node.get("parameters"), words)) {
            let mut own = Vec::new();
            for node in list.and_then(Node::as_list).unwrap_or_default() {
                let Some(target) = self.refs.follow(node, self.sink) else {
                    continue;
                };
                let (Some(place), Some(name)) = (target.node.str("in"), target.node.str("name"))
                else {
                    continue;
                };
                let name = match place {
                    // Headers know no case.
                    "header" => name.to_ascii_lowercase(),
                    _ => name.to_owned(),
                };
                let key = (place, name);
                if own.contains(&key) {
                    let message = format!("`{}` stands here twice: the first one counts", key.1);
                    self.warn(Code::ParameterLeftOut, node, message, None);
                    continue;
                }
                let words = match self.parameter_words(node) {
                    Some(words) => words,
                    // The path may end in the parameter itself.
                    None if words.len() > 1 && words.last() == Some(&key.1) => words.to_vec(),
                    None => step(words, target.node.str("name").unwrap_or_default()),
                };
                match nodes.iter_mut().find(|(known, ..)| *known == key) {
                    Some((_, node, known)) => (*node, *known) = (target.node, words),
                    None => nodes.push((key.clone(), target.node, words)),
                }
                own.push(key);
            }
        }
        nodes
            .into_iter()
            .filter_map(|(_, node, words)| self.parameter(node, &words))
            .collect()
    }

    /// The words for what stands in a component, which may be called by the long word or the short one.
    fn parameter_words(&self, node: &'d Node) -> Option<Vec<String>> {
        let long = self.component_words(node, "Parameter")?;
        let short = self.component_words(node, "Param")?;
        Some(if short.concat().len() < long.concat().len() {
            step(&short, "Param")
        } else {
            step(&long, "Parameter")
        })
    }

    fn parameter(&mut self, node: &'d Node, words: &[String]) -> Option<Parameter> {
        if hints::flag(node, "x-sdk-omit", self.sink) == Some(true) {
            return None;
        }
        let read = self.refs.parameter(node, self.sink)?.data;
        let value = self.value(node, read.parameter_data_ref());
        let place = place(&read, matches!(value, Value::Json(_)));
        let may_be_empty = matches!(
            read,
            openapiv3::Parameter::Query {
                allow_empty_value: Some(true),
                ..
            }
        );
        let data = read.parameter_data();
        if !self.is_settable(node, &data, place) {
            return None;
        }
        let ty = self.value_type(node, &data, &value, words);
        let plain = behind(&self.types, &ty, Null::Dropped).clone();
        if may_be_empty && !matches!(plain, Type::Scalar(Scalar::String(_))) {
            let message = format!(
                "`{}` may be sent without a value, which its type has no way to say",
                data.name
            );
            self.warn(Code::Unsupported, node, message, None);
        }
        let place = if matches!(plain, Type::Scalar(_)) {
            undivided(place)
        } else {
            place
        };
        if let Place::Query {
            style: QueryStyle::Space | QueryStyle::Pipe | QueryStyle::DeepObject,
            reserved: true,
        } = place
        {
            let message = format!(
                "`allowReserved` of `{}` is not read in this style",
                data.name
            );
            self.warn(Code::Unsupported, node, message, None);
        }
        let checks = match value {
            Value::Styled(schema) | Value::Json(Some(schema)) => checks::of(self, &[schema]),
            Value::Json(None) | Value::Text(_) | Value::Unsaid => Checks::default(),
        };
        let checks = checks::fitting(&self.types, &checks, &plain);
        Some(self.assembled(node, data, place, ty, checks))
    }

    /// What stands under `schema` or `content`.
    fn value(&mut self, node: &'d Node, data: &ParameterData) -> Value<'d> {
        if let Some(schema) = node.get("schema") {
            return Value::Styled(schema);
        }
        let mut contents = node
            .get("content")
            .and_then(Node::as_map)
            .into_iter()
            .flat_map(Map::iter);
        let Some((media_type, content)) = contents.next() else {
            return Value::Unsaid;
        };
        if contents.next().is_some() {
            let message = format!(
                "`{}` has several media types: `{media_type}` is sent",
                data.name
            );
            self.warn(Code::Unsupported, node, message, None);
        }
        let schema = content.get("schema");
        match schema {
            _ if Kind::of(media_type) == Kind::Json => Value::Json(schema),
            Some(schema) if media_type.starts_with("text/plain") => Value::Styled(schema),
            _ => Value::Text(media_type),
        }
    }

    /// The type that a caller gives. Where the value is not JSON, anything that only JSON can say is taken as text.
    fn value_type(
        &mut self,
        node: &'d Node,
        data: &ParameterData,
        value: &Value<'d>,
        words: &[String],
    ) -> Type {
        let text = Type::Scalar(Scalar::String(Format::Plain));
        let (schema, is_json) = match value {
            Value::Styled(schema) => (schema, false),
            Value::Json(Some(schema)) => (schema, true),
            Value::Json(None) => return Type::Json(Reason::Unconstrained),
            Value::Unsaid => {
                let message = format!(
                    "the parameter `{}` has neither a schema nor content: it is taken as text",
                    data.name
                );
                let help = "say what it is under `schema`";
                self.warn(Code::ParameterLeftOut, node, message, Some(help));
                return text;
            }
            Value::Text(media_type) => {
                let message = format!("`{}` is `{media_type}`: it is taken as text", data.name);
                self.warn(Code::Unsupported, node, message, None);
                return text;
            }
        };
        let ty = self.ty(schema, words);
        self.settle();
        if !is_json && matches!(behind(&self.types, &ty, Null::Dropped), Type::Json(_)) {
            let message = format!("the parameter `{}` is taken as text", data.name);
            self.warn(Code::Unsupported, node, message, None);
            return text;
        }
        // There is no way to write `null` in a URL or a header.
        let ty = ty.non_null();
        match behind(&self.types, ty, Null::Dropped) {
            Type::List(item) if !is_json && matches!(**item, Type::Nullable(_)) => {
                Type::List(Box::new(item.non_null().clone()))
            }
            _ => ty.clone(),
        }
    }

    /// Whether a parameter of this name can be sent there at all.
    fn is_settable(&mut self, node: &Node, data: &ParameterData, place: Place) -> bool {
        let name = data.name.to_ascii_lowercase();
        match place {
            Place::Path(_) | Place::Query { .. } => return true,
            Place::Header(_) => {
                let own = OWN_HEADERS.iter().find(|(own, _)| *own == name);
                if let Some((own, help)) = own {
                    if self.own_headers.insert(own) {
                        let message = format!(
                            "the parameter `{}` is ignored, as the specification says: the client sets that header by itself",
                            data.name
                        );
                        self.warn(Code::ParameterLeftOut, node, message, Some(help));
                    }
                    return false;
                }
            }
            Place::Cookie(_) => {}
        }
        let fits = is_token(&name);
        if !fits {
            let message = format!(
                "the parameter `{}` is left out: its name has characters that no header or cookie can have",
                data.name
            );
            self.warn(Code::ParameterLeftOut, node, message, None);
        }
        fits
    }

    fn assembled(
        &mut self,
        node: &'d Node,
        data: ParameterData,
        place: Place,
        ty: Type,
        checks: Checks,
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
            extensions: extensions(node),
            ty,
            checks,
            required: data.required || place.is_path(),
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
}

/// The place of a value without parts: what stands between parts is of no account.
fn undivided(place: Place) -> Place {
    match place {
        Place::Query {
            style: QueryStyle::Space | QueryStyle::Pipe | QueryStyle::DeepObject,
            reserved,
        } => Place::Query {
            style: QueryStyle::Form { exploded: false },
            reserved,
        },
        other => other,
    }
}

/// Where a parameter is sent, and how: the styles with OpenAPI's defaults.
fn place(parameter: &openapiv3::Parameter, is_json: bool) -> Place {
    use openapiv3::{Parameter, PathStyle as Path, QueryStyle as Query};
    let explode = parameter.parameter_data_ref().explode;
    let exploded = explode == Some(true);
    match parameter {
        Parameter::Path { .. } if is_json => Place::Path(PathStyle::Json),
        Parameter::Path { style, .. } => Place::Path(match style {
            Path::Simple => PathStyle::Simple { exploded },
            Path::Label => PathStyle::Label { exploded },
            Path::Matrix => PathStyle::Matrix { exploded },
        }),
        Parameter::Query {
            style,
            allow_reserved: reserved,
            ..
        } => Place::Query {
            style: match style {
                _ if is_json => QueryStyle::Json,
                Query::Form => QueryStyle::Form {
                    exploded: explode != Some(false),
                },
                // Spread out, a list is no longer in one value that something could delimit.
                Query::SpaceDelimited | Query::PipeDelimited if exploded => {
                    QueryStyle::Form { exploded }
                }
                Query::SpaceDelimited => QueryStyle::Space,
                Query::PipeDelimited => QueryStyle::Pipe,
                Query::DeepObject => QueryStyle::DeepObject,
            },
            reserved: *reserved,
        },
        Parameter::Header { .. } if is_json => Place::Header(HeaderStyle::Json),
        Parameter::Header { .. } => Place::Header(HeaderStyle::Simple { exploded }),
        Parameter::Cookie { .. } if is_json => Place::Cookie(CookieStyle::Json),
        Parameter::Cookie { .. } => Place::Cookie(CookieStyle::Form {
            exploded: explode != Some(false),
        }),
    }
}
