//! Turns the words of a document into Rust identifiers: always ASCII, never empty, never a keyword, never starting with a digit.

use std::collections::HashMap;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// Words that Rust keeps for itself, strict and reserved, in all editions.
const KEYWORDS: [&str; 53] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "union", "unsafe", "unsized", "use", "virtual", "where", "while", "yield", "Self",
];

/// Names that were made before: members of many types are called the same.
#[derive(Debug, Default)]
pub struct Cases {
    snake: HashMap<String, String>,
    camel: HashMap<String, String>,
}

impl Cases {
    /// What [`snake`] makes of the words.
    pub fn snake(&mut self, words: &str) -> String {
        made(&mut self.snake, words, snake)
    }

    /// What [`camel`] makes of the words.
    pub fn camel(&mut self, words: &str) -> String {
        made(&mut self.camel, words, camel)
    }
}

fn made(before: &mut HashMap<String, String>, words: &str, make: fn(&str) -> String) -> String {
    if let Some(name) = before.get(words) {
        return name.clone();
    }
    let name = make(words);
    before.insert(words.to_owned(), name.clone());
    name
}

/// `code_request` for `CodeRequest`, `type_` for `type`, `n2fa` for `2fa`.
pub fn snake(words: &str) -> String {
    let name = guarded(&spoken(words).to_snake_case(), 'n');
    if KEYWORDS.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

/// `CodeRequest` for `code request`, `N2fa` for `2fa`. `Self` is for the scope to keep away.
pub fn camel(words: &str) -> String {
    // Types have pages called after them, and file systems allow no more; an ending has room.
    const LONGEST: usize = 200;
    let mut name = guarded(&spoken(words).to_upper_camel_case(), 'N');
    name.truncate(LONGEST);
    name
}

/// `PRODUCTION` for `production`.
pub fn shouty(words: &str) -> String {
    guarded(&spoken(words).to_shouty_snake_case(), 'N')
}

fn guarded(name: &str, before_digit: char) -> String {
    match name.chars().next() {
        Some(first) if first.is_ascii_digit() => format!("{before_digit}{name}"),
        Some(_) => name.to_owned(),
        None => format!("{before_digit}one"),
    }
}

/// The words with everything that no identifier may have spelled out or taken away. A sign is spelled out where it leads, and
/// where there is nothing else: `-1` and `+1` are two names, `first-name` is plain words.
fn spoken(words: &str) -> String {
    let ascii = if words.is_ascii() {
        words.to_owned()
    } else {
        deunicode::deunicode(words)
    };
    let bare = !ascii
        .chars()
        .any(|character| character.is_ascii_alphanumeric());
    let mut out = String::with_capacity(ascii.len());
    let mut leading = true;
    for character in ascii.chars() {
        if character.is_ascii_alphanumeric() {
            out.push(character);
            leading = false;
            continue;
        }
        out.push(' ');
        if bare || leading {
            out.push_str(sign(character));
            out.push(' ');
        }
    }
    if words.is_empty() {
        "empty".to_owned()
    } else {
        out
    }
}

fn sign(character: char) -> &'static str {
    match character {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '!' => "not",
        '~' => "tilde",
        '&' => "and",
        '|' => "or",
        '%' => "percent",
        '.' => "dot",
        ',' => "comma",
        '?' => "question",
        '#' => "hash",
        _ => "",
    }
}
