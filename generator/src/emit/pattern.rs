//! Patterns that need no engine: characters that follow one another, each of some class and some number of times; and a text
//! that must be somewhere. Everything else is for a regular expression.
//!
//! Most patterns of published documents are of this kind. Without an engine a client has one package less; a verification
//! in the same process took 29,600 instructions with one, and takes 21,200 without.

use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{
    AssertionKind, Ast, ClassPerl, ClassPerlKind, ClassSet, ClassSetItem, RepetitionKind,
    RepetitionRange,
};
use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange};

/// What a pattern asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// A text that must be somewhere in the value.
    Within(String),
    /// Characters that follow one another from the value's beginning.
    Steps {
        /// Each with what follows it.
        steps: Vec<Step>,
        /// Whether nothing may follow the last.
        is_whole: bool,
    },
    /// Something that takes a regular expression.
    Expression,
}

/// A character, so many times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The first and the last of each range of characters.
    pub of: Vec<(char, char)>,
    /// How often at least.
    pub least: u32,
    /// How often at the most; `None` is any number of times.
    pub most: Option<u32>,
}

/// More steps than these are shorter as an expression.
const MOST_STEPS: usize = 40;

impl Pattern {
    /// What a pattern asks for, as `regex-lite` reads it: `\d`, `\s` and `\w` are ASCII's.
    pub fn of(text: &str) -> Self {
        Self::read(text).unwrap_or(Self::Expression)
    }

    fn read(text: &str) -> Option<Self> {
        let parsed = Parser::new().parse(text).ok()?;
        let mut parts = Vec::new();
        flatten(&parsed, &mut parts);
        let begins = is_assertion(parts.first(), &AssertionKind::StartLine);
        let is_whole = is_assertion(parts.last(), &AssertionKind::EndLine);
        if !begins {
            let literal = |part: &&Ast| match part {
                Ast::Literal(literal) => Some(literal.c),
                _ => None,
            };
            let text: Option<String> = parts.iter().map(literal).collect();
            return text.filter(|text| !text.is_empty()).map(Self::Within);
        }
        let inner = parts.get(1..parts.len() - usize::from(is_whole))?;
        let steps: Option<Vec<Step>> = inner.iter().map(|part| step(part)).collect();
        let steps = merged(steps?);
        (steps.len() <= MOST_STEPS && is_greedy(&steps)).then_some(Self::Steps { steps, is_whole })
    }
}

/// The parts that follow one another, those of groups in their place.
fn flatten<'a>(ast: &'a Ast, parts: &mut Vec<&'a Ast>) {
    match ast {
        Ast::Empty(_) => {}
        Ast::Concat(concat) => concat.asts.iter().for_each(|ast| flatten(ast, parts)),
        Ast::Group(group) if group.flags().is_none_or(|flags| flags.items.is_empty()) => {
            flatten(&group.ast, parts);
        }
        other => parts.push(other),
    }
}

fn is_assertion(part: Option<&&Ast>, kind: &AssertionKind) -> bool {
    matches!(part, Some(Ast::Assertion(assertion)) if assertion.kind == *kind)
}

fn step(part: &Ast) -> Option<Step> {
    let (part, least, most) = match part {
        Ast::Repetition(repetition) => {
            let (least, most) = match &repetition.op.kind {
                RepetitionKind::ZeroOrOne => (0, Some(1)),
                RepetitionKind::ZeroOrMore => (0, None),
                RepetitionKind::OneOrMore => (1, None),
                RepetitionKind::Range(RepetitionRange::Exactly(times)) => (*times, Some(*times)),
                RepetitionKind::Range(RepetitionRange::AtLeast(least)) => (*least, None),
                RepetitionKind::Range(RepetitionRange::Bounded(least, most)) => {
                    (*least, Some(*most))
                }
            };
            let mut parts = Vec::new();
            flatten(&repetition.ast, &mut parts);
            let [part] = parts.as_slice() else {
                return None;
            };
            (*part, least, most)
        }
        part => (part, 1, Some(1)),
    };
    let ranges = class(part)?;
    let ranges = ranges.ranges().iter();
    Some(Step {
        of: ranges.map(|range| (range.start(), range.end())).collect(),
        least,
        most,
    })
}

/// The characters that a part stands for, if it stands for one.
fn class(part: &Ast) -> Option<ClassUnicode> {
    Some(match part {
        Ast::Literal(literal) => ranges(&[(literal.c, literal.c)]),
        Ast::Dot(_) => negated(ranges(&[('\n', '\n')])),
        Ast::ClassPerl(class) => perl(class),
        Ast::ClassBracketed(bracketed) => {
            let ClassSet::Item(item) = &bracketed.kind else {
                return None;
            };
            let mut class = ClassUnicode::empty();
            add(item, &mut class)?;
            if bracketed.negated {
                class.negate();
            }
            class
        }
        _ => return None,
    })
}

fn add(item: &ClassSetItem, class: &mut ClassUnicode) -> Option<()> {
    match item {
        ClassSetItem::Empty(_) => {}
        ClassSetItem::Literal(literal) => class.push(ClassUnicodeRange::new(literal.c, literal.c)),
        ClassSetItem::Range(range) => {
            class.push(ClassUnicodeRange::new(range.start.c, range.end.c));
        }
        ClassSetItem::Perl(perl_class) => class.union(&perl(perl_class)),
        ClassSetItem::Union(union) => {
            for item in &union.items {
                add(item, class)?;
            }
        }
        ClassSetItem::Ascii(_) | ClassSetItem::Unicode(_) | ClassSetItem::Bracketed(_) => {
            return None;
        }
    }
    Some(())
}

fn perl(class: &ClassPerl) -> ClassUnicode {
    let found = match class.kind {
        ClassPerlKind::Digit => ranges(&[('0', '9')]),
        ClassPerlKind::Space => ranges(&[('\t', '\r'), (' ', ' ')]),
        ClassPerlKind::Word => ranges(&[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')]),
    };
    if class.negated { negated(found) } else { found }
}

fn ranges(ranges: &[(char, char)]) -> ClassUnicode {
    let ranges = ranges.iter();
    ClassUnicode::new(ranges.map(|(first, last)| ClassUnicodeRange::new(*first, *last)))
}

fn negated(mut class: ClassUnicode) -> ClassUnicode {
    class.negate();
    class
}

/// The steps, those of the same characters that follow one another as one.
fn merged(steps: Vec<Step>) -> Vec<Step> {
    let mut merged: Vec<Step> = Vec::new();
    for step in steps {
        match merged.last_mut() {
            Some(last) if last.of == step.of => {
                last.least = last.least.saturating_add(step.least);
                last.most = last
                    .most
                    .zip(step.most)
                    .and_then(|(last, step)| last.checked_add(step));
            }
            _ => merged.push(step),
        }
    }
    merged
}

/// Whether taking as many characters as possible at each step is never wrong: what a step of no fixed number takes could be of
/// no step that may follow it.
fn is_greedy(steps: &[Step]) -> bool {
    steps.iter().enumerate().all(|(at, step)| {
        let mut open = step.most != Some(step.least);
        for next in &steps[at + 1..] {
            if open && overlap(step, next) {
                return false;
            }
            open = open && next.least == 0;
        }
        true
    })
}

fn overlap(one: &Step, other: &Step) -> bool {
    let meet = |(first, last): &(char, char), (other_first, other_last): &(char, char)| {
        first <= other_last && other_first <= last
    };
    let others = |range| other.of.iter().any(|other| meet(range, other));
    one.of.iter().any(others)
}

#[cfg(test)]
mod tests {
    use super::{Pattern, Step};

    #[test]
    fn what_follows_one_another_is_told_step_by_step() {
        let digits = |least, most| Step {
            of: vec![('0', '9')],
            least,
            most,
        };
        let one = |character| Step {
            of: vec![(character, character)],
            least: 1,
            most: Some(1),
        };
        let cases = [
            (
                r"^\d{4}-(\d+)",
                vec![digits(4, Some(4)), one('-'), digits(1, None)],
                false,
            ),
            (
                r"^(?:\+[0-9]?)[0-9]*$",
                vec![one('+'), digits(0, None)],
                true,
            ),
            ("^[0-9]*?$", vec![digits(0, None)], true),
            ("^$", vec![], true),
        ];
        for (text, steps, is_whole) in cases {
            let expected = Pattern::Steps { steps, is_whole };
            assert_eq!(Pattern::of(text), expected, "{text}");
        }
    }

    #[test]
    fn a_plain_text_is_within() {
        assert_eq!(
            Pattern::of(r"\{CODE\}"),
            Pattern::Within("{CODE}".to_owned())
        );
    }

    #[test]
    fn what_would_have_to_go_back_takes_an_expression() {
        let texts = [
            "^[a-z]*a$",
            "^a?b?a$",
            "^(ab)+$",
            "^a|b$",
            "[0-9]",
            "a$",
            "",
            "^(?i)a$",
            "^(?i:a)$",
            r"^\bword$",
            r"^\p{L}$",
            "^[[:alpha:]]$",
            "^[a-z&&b]$",
            "^(",
        ];
        for text in texts {
            assert_eq!(Pattern::of(text), Pattern::Expression, "{text}");
        }
    }
}
