//! Turns path templates into pieces.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{
    Checks, Docs, Extensions, Format, Parameter, PathPiece, PathStyle, Place, Scalar, Type,
};
use crate::node::Node;
use crate::template::{self, Part};

use super::Lower;

impl<'d> Lower<'_, 'd> {
    /// The template with each declared parameter in braces. Some documents write them as other tools do.
    pub(super) fn spelled(
        &mut self,
        template: &str,
        node: &'d Node,
        parameters: &[Parameter],
    ) -> String {
        let mut spelled = template.to_owned();
        let in_path = parameters
            .iter()
            .filter(|parameter| parameter.place.is_path());
        for Parameter { wire, .. } in in_path {
            let usual = format!("{{{wire}}}");
            if spelled.contains(&usual) {
                continue;
            }
            let Some(found) = other_spelling(&spelled, wire) else {
                continue;
            };
            let message = format!("`{found}` in the path is read as `{usual}`");
            let help = "write it so; how the value is written there is for `style` to say";
            self.warn(Code::ParameterLeftOut, node, message, Some(help));
            spelled = spelled.replace(&found, &usual);
        }
        spelled
    }

    /// Path parameters that the template does not have are nowhere to be sent.
    pub(super) fn sendable(
        &mut self,
        parameters: Vec<Parameter>,
        template: &str,
    ) -> Vec<Parameter> {
        let stands = |parameter: &Parameter| {
            !parameter.place.is_path() || template.contains(&format!("{{{}}}", parameter.wire))
        };
        let (kept, left): (Vec<_>, Vec<_>) = parameters.into_iter().partition(stands);
        for parameter in left {
            let message = format!(
                "the path has no `{{{}}}`: the parameter is left out",
                parameter.wire
            );
            self.sink.push(Diagnostic::new(
                Code::ParameterLeftOut,
                parameter.origin,
                message,
            ));
        }
        kept
    }

    /// Splits a template at its parameters. One that nothing declares is added: the URL needs a text in its place.
    pub(super) fn path(
        &mut self,
        template: &str,
        node: &'d Node,
        parameters: &mut Vec<Parameter>,
    ) -> Option<Vec<PathPiece>> {
        let mut pieces = Vec::new();
        // What follows a `#` tells templates apart and is never sent.
        let sent = template.split('#').next().unwrap_or_default();
        for part in template::parts(sent) {
            pieces.push(match part {
                Part::Text(text) => PathPiece::Literal(encoded(text)),
                Part::Name(name) => {
                    let at = parameters
                        .iter()
                        .position(|parameter| parameter.place.is_path() && parameter.wire == name);
                    PathPiece::Parameter(at.unwrap_or_else(|| {
                        parameters.push(self.undeclared_parameter(name, template, node));
                        parameters.len() - 1
                    }))
                }
                Part::Unclosed(_) => {
                    let message =
                        format!("`{template}` is left out: a brace in it is never closed");
                    self.warn(Code::OperationLeftOut, node, message, None);
                    return None;
                }
            });
        }
        Some(pieces)
    }

    fn undeclared_parameter(&mut self, name: &str, template: &str, node: &'d Node) -> Parameter {
        let message = format!(
            "`{template}` has no path parameter `{name}` that can be sent: it is taken as text"
        );
        let help = Some("declare it with `in: path`");
        self.warn(Code::ParameterLeftOut, node, message, help);
        Parameter {
            origin: node.origin,
            wire: name.to_owned(),
            name: None,
            place: Place::Path(PathStyle::Simple { exploded: false }),
            docs: Docs::default(),
            extensions: Extensions::default(),
            ty: Type::Scalar(Scalar::String(Format::Plain)),
            checks: Checks::default(),
            required: true,
            sensitive: false,
            deprecated: false,
            client: None,
        }
    }
}

/// How a template spells a parameter that it does not have in braces alone: `{.id*}` of RFC 6570, `<id>`, or `:id` between slashes.
fn other_spelling(template: &str, name: &str) -> Option<String> {
    let forms = [
        format!("{{{name}*}}"),
        format!("{{.{name}}}"),
        format!("{{.{name}*}}"),
        format!("{{;{name}}}"),
        format!("{{;{name}*}}"),
        format!("<{name}>"),
    ];
    let bare = format!(":{name}");
    let is_segment = template.split('/').any(|segment| segment == bare);
    let mut forms = forms
        .into_iter()
        .filter(|form| template.contains(form.as_str()));
    forms.next().or(is_segment.then_some(bare))
}

/// What stands in a URL as it is, percent signs included: a template may have some of its own.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@')
    .remove(b'/')
    .remove(b'?')
    .remove(b'%');

/// Text of a template as it stands in a URL. A fixed query (`?beta=true`) stays one.
fn encoded(literal: &str) -> String {
    utf8_percent_encode(literal, KEPT).to_string()
}
