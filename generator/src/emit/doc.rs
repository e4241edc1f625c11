//! Turns the words of a document into doc comments: nothing in them is code to rustdoc, a link to an item, or raw HTML.

use proc_macro2::TokenStream;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use pulldown_cmark_to_cmark::cmark_with_options;
use quote::quote;

use crate::ir::{Docs, ExternalDocs, TypeDef};

/// What parts the lines of a doc comment until it is printed: nothing that a document says comes with it.
pub const LINE_END: char = '\0';

/// Doc comments of `lines`: one attribute for all of them, which the printer parts. With one for each, a tenth of what GitHub's
/// client took went into them.
pub fn lines(lines: &[String]) -> TokenStream {
    if lines.is_empty() {
        return TokenStream::new();
    }
    let mut text = String::new();
    for (at, line) in texts(lines).enumerate() {
        if at > 0 {
            text.push(LINE_END);
        }
        text.push_str(&line);
    }
    quote! { #[doc = #text] }
}

/// Writes `lines` as doc comments that stand so far in.
pub fn write(text: &mut String, indent: &str, lines: &[String]) {
    for line in texts(lines) {
        text.extend([indent, "///", line.trim_end(), "\n"]);
    }
}

/// What stands behind the three slashes of doc lines.
fn texts(lines: &[String]) -> impl Iterator<Item = String> {
    lines.iter().map(|line| {
        // Names that a document gives stand in sentences of our own, and may have any character.
        let is_plain = line.bytes().all(|byte| (b' '..0x7f).contains(&byte));
        match line.as_str() {
            "" => String::new(),
            line if is_plain => format!(" {line}"),
            line => format!(" {}", printable(line).replace('\n', " ")),
        }
    })
}

/// The doc lines of a thing: what the document says, or `fallback` where it says nothing.
pub fn of(docs: &Docs, fallback: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for text in [&docs.summary, &docs.description].into_iter().flatten() {
        paragraph(&mut lines, markdown(text));
    }
    if lines.is_empty() {
        lines.extend(fallback.lines().map(str::to_owned));
    }
    lines
}

/// The same with where more is written.
pub fn with_more(docs: &Docs, more: Option<&ExternalDocs>, fallback: &str) -> Vec<String> {
    let mut lines = of(docs, fallback);
    if let Some(more) = more {
        paragraph(&mut lines, elsewhere(more));
    }
    lines
}

/// The doc lines of a type.
pub fn of_type(definition: &TypeDef) -> Vec<String> {
    let fallback = format!("`{}`.", definition.words.join(" "));
    with_more(&definition.docs, definition.more.as_ref(), &fallback)
}

/// Where more is written: what it is, then the link.
pub fn elsewhere(more: &ExternalDocs) -> Vec<String> {
    let words = more.description.as_deref().and_then(first_line);
    let words = words.unwrap_or_else(|| "More".to_owned());
    let words = words.trim_end_matches(['.', ':', ' ']);
    vec![format!("{words}: {}", address(&more.url))]
}

/// An address as a link where it leads to the web.
pub fn address(url: &str) -> String {
    let plain =
        |character: char| character.is_ascii_graphic() && !"<>()[]{}\"'`|\\".contains(character);
    if is_web(url) && url.chars().all(plain) {
        let shown = url.strip_prefix("mailto:").unwrap_or(url);
        format!("[{shown}]({url})")
    } else {
        code(url).concat()
    }
}

/// Adds lines as a paragraph of their own.
pub fn paragraph(lines: &mut Vec<String>, more: Vec<String>) {
    if more.is_empty() {
        return;
    }
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(more);
}

/// The first paragraph of a text as one line of Markdown, for lists; `None` where it begins with anything else.
pub fn first_line(text: &str) -> Option<String> {
    let lines = markdown(text);
    if !begins_with_words(&lines) {
        return None;
    }
    let first = lines.into_iter().take_while(|line| !line.is_empty());
    first.reduce(|all, line| format!("{all} {line}"))
}

/// Puts words before the first paragraph, or in front of what cannot be continued: a list, a heading, a block of code.
pub fn led_by(words: &str, mut lines: Vec<String>) -> Vec<String> {
    match lines.first_mut() {
        Some(first) if begins_with_words(std::slice::from_ref(first)) => {
            *first = format!("{words} {first}");
        }
        _ => lines
            .splice(0..0, [words.to_owned(), String::new()])
            .for_each(drop),
    }
    lines
}

/// Whether the first block of a text is a paragraph.
fn begins_with_words(lines: &[String]) -> bool {
    const BLOCKS: [&str; 8] = ["```", "#", "- ", "* ", "+ ", ">", "|", "---"];
    lines.first().is_some_and(|first| {
        let number = first.trim_start_matches(|character: char| character.is_ascii_digit());
        let numbered = number.len() < first.len() && number.starts_with(['.', ')']);
        !numbered
            && !BLOCKS
                .iter()
                .any(|block| first.trim_start().starts_with(block))
    })
}

/// Markdown of a document as lines that rustdoc and clippy take without a word.
pub fn markdown(text: &str) -> Vec<String> {
    let mut lines = plain(text).unwrap_or_else(|| rewritten(text));
    lines.dedup_by(|next, last| next.is_empty() && last.is_empty());
    lines
}

/// The lines of a text without anything that Markdown or rustdoc would take for more than words, as most texts are: to read and to
/// write them as Markdown was a sixteenth of generating GitHub's client.
fn plain(text: &str) -> Option<Vec<String>> {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || b" ,.;:!?'\"()/%-".contains(&byte);
    let is_line = |line: &str| {
        line.starts_with(|first: char| first.is_ascii_alphabetic())
            && !line.ends_with(' ')
            && !line.contains("://")
            && line.bytes().all(is_word)
    };
    let text = text.trim_start_matches('\n').trim_end();
    text.lines()
        .all(|line| line.is_empty() || is_line(line))
        .then(|| text.lines().map(str::to_owned).collect())
}

fn rewritten(text: &str) -> Vec<String> {
    // A fence that is never closed is closed where its last line ends.
    let text = format!("{}\n", printable(text));
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut events = Vec::new();
    // For each link or image that is open, whether it stays one.
    let mut open: Vec<bool> = Vec::new();
    let mut in_code = false;
    for event in Parser::new_ext(&text, options) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => {
                in_code = true;
                events.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(
                    CowStr::Borrowed("text"),
                ))));
            }
            Event::End(TagEnd::CodeBlock) => {
                in_code = false;
                events.push(Event::End(TagEnd::CodeBlock));
            }
            Event::Start(Tag::Link { ref dest_url, .. } | Tag::Image { ref dest_url, .. })
                if !is_web(dest_url) || open.contains(&true) =>
            {
                open.push(false);
            }
            Event::Start(
                Tag::Link {
                    dest_url, title, ..
                }
                | Tag::Image {
                    dest_url, title, ..
                },
            ) => {
                // An image becomes a link: documentation loads nothing from elsewhere. Inside of a link it is its words.
                open.push(true);
                let link_type = LinkType::Inline;
                events.push(Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    title,
                    id: CowStr::Borrowed(""),
                }));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if open.pop() == Some(true) {
                    events.push(Event::End(TagEnd::Link));
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => plain_html(&html, &mut events),
            Event::Start(Tag::HtmlBlock) => events.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => events.push(Event::End(TagEnd::Paragraph)),
            Event::Text(text) if !in_code && !open.contains(&true) => {
                with_urls(&text, &mut events);
            }
            other => events.push(other),
        }
    }
    let mut out = String::new();
    let style = pulldown_cmark_to_cmark::Options {
        code_block_token: '`',
        code_block_token_count: 3,
        list_token: '-',
        ..Default::default()
    };
    if cmark_with_options(events.iter(), &mut out, options, style).is_err() {
        return Vec::new();
    }
    out.trim()
        .lines()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

/// Without what a doc comment may not carry: control characters, and marks that turn the direction of reading.
fn printable(text: &str) -> String {
    let keep = |character: &char| match character {
        '\n' => true,
        '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}' => false,
        other => !other.is_control(),
    };
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\t', "    ")
        .chars()
        .filter(keep)
        .collect()
}

/// Whether a link leads to the web: anything else would be looked up as the path of a Rust item.
fn is_web(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| lower.starts_with(scheme))
}

/// HTML as words: a line break breaks the line, formatting goes, the rest is shown as it is written.
fn plain_html(html: &str, events: &mut Vec<Event<'_>>) {
    const FORMATTING: [&str; 24] = [
        "a",
        "b",
        "blockquote",
        "code",
        "div",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "i",
        "li",
        "ol",
        "p",
        "pre",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "u",
        "ul",
    ];
    let mut rest = html;
    while let Some((before, tail)) = rest.split_once('<') {
        push_text(before, events);
        let Some((tag, tail)) = tail.split_once('>') else {
            push_text(&format!("<{tail}"), events);
            return;
        };
        let name = tag
            .trim_matches('/')
            .split(|character: char| !character.is_ascii_alphanumeric())
            .next();
        let name = name.unwrap_or_default().to_ascii_lowercase();
        match name.as_str() {
            "br" => events.push(Event::SoftBreak),
            name if FORMATTING.contains(&name) => {}
            _ if tag.starts_with("!--") => {}
            _ => push_text(&format!("<{tag}>"), events),
        }
        rest = tail;
    }
    push_text(rest, events);
}

fn push_text(text: &str, events: &mut Vec<Event<'_>>) {
    let text = text.replace('\n', " ");
    if !text.trim().is_empty() {
        with_urls(&text, events);
    }
}

/// Text in which a bare URL becomes a link.
fn with_urls(text: &str, events: &mut Vec<Event<'_>>) {
    let mut rest = text;
    while let Some(at) = rest
        .find("http://")
        .or_else(|| rest.find("https://"))
        .map(|_| first_url(rest))
    {
        let tail = &rest[at..];
        let end = tail
            .find(|character: char| {
                character.is_whitespace() || "<>()[]{}\"'`|".contains(character)
            })
            .unwrap_or(tail.len());
        let url = tail[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
        let (before, after) = (&rest[..at], &tail[url.len()..]);
        if !before.is_empty() {
            events.push(Event::Text(before.to_owned().into()));
        }
        if url.len() > "https://".len() {
            let link = Tag::Link {
                link_type: LinkType::Inline,
                dest_url: url.to_owned().into(),
                title: CowStr::Borrowed(""),
                id: CowStr::Borrowed(""),
            };
            events.push(Event::Start(link));
            events.push(Event::Code(url.to_owned().into()));
            events.push(Event::End(TagEnd::Link));
        } else {
            events.push(Event::Code(url.to_owned().into()));
        }
        rest = after;
    }
    if !rest.is_empty() {
        events.push(Event::Text(rest.to_owned().into()));
    }
}

fn first_url(text: &str) -> usize {
    let positions = ["http://", "https://"]
        .into_iter()
        .filter_map(|scheme| text.find(scheme));
    positions.min().unwrap_or(text.len())
}

/// A value of the document as a line of its own, in code.
pub fn code(value: &str) -> Vec<String> {
    let value = printable(value).replace('\n', " ");
    let fence = if value.contains('`') { "``" } else { "`" };
    let space = if value.starts_with('`') || value.ends_with('`') {
        " "
    } else {
        ""
    };
    let is_blank = value.trim().is_empty();
    vec![if is_blank {
        format!("A text of {} characters, all blank.", value.chars().count())
    } else {
        format!("{fence}{space}{value}{space}{fence}")
    }]
}

#[cfg(test)]
mod tests {
    use super::{markdown, plain, rewritten};

    #[test]
    fn words_come_out_as_markdown_would_have_them() {
        let words = [
            "",
            "\n\n",
            "The id of a pet.",
            "Is it there? (Yes, it's 100 % - or 3/4; \"maybe\": soon!)",
            "Two  spaces, and the end of a text.  \n",
            "\nOne paragraph\nof two lines.\n\n\nAnother.\n",
            "Name-with-dashes, 1. not a list - nor here.",
        ];
        for text in words {
            assert!(plain(text).is_some(), "{text:?}");
            let mut lines = rewritten(text);
            lines.dedup_by(|next, last| next.is_empty() && last.is_empty());
            assert_eq!(markdown(text), lines, "{text:?}");
        }
    }

    #[test]
    fn what_may_be_more_than_words_is_read_as_markdown() {
        let marked = [
            "- a list",
            "1. a list",
            "    code",
            "Broken here  \nand here.",
            "A heading\n---",
            "A heading\n===",
            "See http://example.com.",
            "An *emphasis*",
            "<b>bold</b>",
            "`code`",
            "A [link]",
            "One &amp; another",
            "Names_with_lines",
            "Ein Text mit Umlauten: ä",
        ];
        for text in marked {
            assert_eq!(plain(text), None, "{text:?}");
        }
    }
}
