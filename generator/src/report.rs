//! Prints diagnostics with the place they speak of.

mod index;
mod json;
mod locate;
mod places;
mod reread;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{FileId, Origin, Origins, Sources};

pub use locate::{Location, locate};

/// A line longer than this is cut before it is laid out: a document may be one line of megabytes.
const SHOWN: usize = 4000;

/// The diagnostics as text for people, in the order given.
pub fn render(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    origins: &Origins,
    colour: bool,
) -> String {
    let places: Vec<Origin> = diagnostics
        .iter()
        .filter_map(|diagnostic| diagnostic.origin)
        .collect();
    let mut located = locate(&places, sources, origins).into_iter();
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut result = String::new();
    for diagnostic in diagnostics {
        let location = match (diagnostic.origin, diagnostic.position) {
            (Some(_), _) => located.next().flatten(),
            (None, Some((file, line, column))) => at(sources, file, line, column),
            (None, None) => None,
        };
        result.push_str(&one(diagnostic, location.as_ref(), sources, &renderer));
        result.push_str("\n\n");
    }
    result
}

fn one(
    diagnostic: &Diagnostic,
    location: Option<&Location>,
    sources: &Sources,
    renderer: &Renderer,
) -> String {
    let level = match diagnostic.code.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let message = printable(&diagnostic.message);
    let help = diagnostic.help.as_deref().map(printable);
    let mut group = Group::with_title(
        level
            .primary_title(message.as_str())
            .id(diagnostic.code.name()),
    );
    let excerpt = location.and_then(|location| Excerpt::new(location, sources));
    if let (Some(excerpt), Some(location)) = (&excerpt, location) {
        let snippet = Snippet::source(excerpt.text.as_str())
            .line_start(location.line)
            .annotation(AnnotationKind::Primary.span(excerpt.start..excerpt.end));
        group = if excerpt.cut {
            // The column is the place's own and not that in what is left of the line.
            let place = annotate_snippets::Origin::path(excerpt.path.as_str())
                .line(location.line)
                .char_column(location.column);
            group.element(place).element(snippet)
        } else {
            group.element(snippet.path(excerpt.path.as_str()))
        };
    }
    if let Some(help) = &help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

/// The line of a place, cut to what a screen holds, and the bytes in it to be marked.
struct Excerpt {
    path: String,
    text: String,
    start: usize,
    end: usize,
    /// Whether the beginning of the line is missing.
    cut: bool,
}

impl Excerpt {
    fn new(location: &Location, sources: &Sources) -> Option<Self> {
        let source = sources.get(location.id)?;
        let tail = source.text.get(location.offset..)?;
        let head = source.text.get(..location.offset)?;
        // Only what is near the place is looked at: every diagnostic of a long line would read all of it.
        let near = head.floor_char_boundary(head.len().saturating_sub(SHOWN));
        let tail_of_head = head.get(near..)?;
        let before = tail_of_head.rsplit('\n').next().unwrap_or_default();
        let cut = near > 0 && before.len() == tail_of_head.len();
        let shown = if cut { SHOWN / 16 } else { SHOWN };
        let skipped = before.chars().count().saturating_sub(shown);
        let before: String = before.chars().skip(skipped).collect();
        let after: String = tail
            .chars()
            .take_while(|character| !matches!(character, '\n' | '\r'))
            .take(SHOWN)
            .collect();
        let before = printable(&before);
        let after = printable(&after);
        let marked = marked(&after);
        Some(Self {
            path: printable(&source.name),
            cut,
            start: before.len(),
            end: before.len() + marked,
            text: format!("{before}{after}"),
        })
    }
}

/// How many bytes at the start of `text` are the key or value there.
fn marked(text: &str) -> usize {
    let first = text.chars().next();
    if let Some(quote @ ('"' | '\'')) = first
        && let Some(end) = text.get(1..).and_then(|rest| rest.find(quote))
    {
        return end + 2;
    }
    let end = text.find([' ', ',', '}', ']']).unwrap_or(text.len());
    let word = text.get(..end).unwrap_or_default();
    let word = word.strip_suffix(':').unwrap_or(word);
    word.len().max(first.map_or(0, char::len_utf8))
}

/// Control characters of a document must not reach a terminal.
fn printable(text: &str) -> String {
    text.chars()
        .filter(|character| *character != '\u{feff}')
        .map(|character| match character {
            '\t' => ' ',
            '\n' => '\n',
            other if other.is_control() => '\u{fffd}',
            other => other,
        })
        .collect()
}

/// The place of a line and column, as far as the text has it.
fn at(sources: &Sources, file: FileId, line: u32, column: u32) -> Option<Location> {
    let source = sources.get(file)?;
    let line = usize::try_from(line).ok()?.max(1);
    let column = usize::try_from(column).ok()?.max(1);
    let mut start = 0;
    for text in source.text.split_inclusive('\n').take(line - 1) {
        start += text.len();
    }
    let text = source.text.get(start..).unwrap_or_default();
    let text = text.split('\n').next().unwrap_or_default();
    let bom = usize::from(start == 0 && text.starts_with('\u{feff}'));
    let offset = text
        .char_indices()
        .nth(column - 1 + bom)
        .map_or(text.len(), |(at, _)| at);
    Some(Location {
        file: source.name.clone(),
        id: file,
        line,
        column,
        offset: start + offset,
    })
}
