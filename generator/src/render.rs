//! Prints units: a header, what the file is about, the items as prettyplease prints them, and blank lines between them.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use proc_macro2::TokenStream;

use crate::emit::{self, Context, Job, Needs, Part, Unit, doc};

/// What stands at the top of every generated file.
const HEADER: &str =
    "// Generated from the API's OpenAPI document. Changes are made there, or in the generator.\n";

/// A file as it is written.
#[derive(Debug)]
pub struct Printed {
    /// Its path below `src/generated`.
    pub path: String,
    /// Its text.
    pub text: String,
    /// What it relies on.
    pub needs: Needs,
}

/// Makes and prints files on every core. Tokens stay in the thread that made them; the order is that of the jobs.
pub fn all(cx: &Context<'_>, jobs: &[Job]) -> Vec<Printed> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(job) = jobs.get(at) else { return done };
            done.push((at, printed(emit::unit(cx, *job))));
        }
    };
    let threads = thread::available_parallelism()
        .map_or(1, NonZero::get)
        .min(jobs.len());
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut done = work();
        for other in others {
            match other.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, printed)| printed).collect()
}

/// A unit as it is written.
pub fn printed(unit: Unit) -> Printed {
    let mut text = String::with_capacity(unit.length());
    text.push_str(HEADER);
    if let Some(about) = &unit.about {
        text.push_str("//! ");
        text.push_str(about);
        text.push('\n');
    }
    for part in unit.parts {
        text.push('\n');
        match part {
            Part::Items(tokens) => spaced(&items(tokens), &mut text),
            Part::Lines(lines) => text.push_str(&lines),
        }
    }
    Printed {
        path: unit.path,
        text,
        needs: unit.needs,
    }
}

/// The text of items. Tokens that are no Rust would be a fault of an emitter: the compiler says so in the file where they would
/// stand.
fn items(tokens: TokenStream) -> String {
    // To keep the tokens would copy each of them for the parser.
    match syn::parse2(tokens) {
        Ok(file) => prettyplease::unparse(&file),
        Err(error) => error.to_compile_error().to_string(),
    }
}

/// The text of a file that is copied as it is.
pub fn copy(text: &str) -> String {
    format!("{HEADER}{text}")
}

/// Puts a blank line before each item, at the top level and inside `impl` and `trait` blocks; what belongs together stays together.
fn spaced(printed: &str, out: &mut String) {
    let mut ended: Option<Item> = None;
    let mut open: Option<Item> = None;
    for line in printed.lines() {
        let text = line.trim_start();
        let depth = line.len() - text.len();
        let begins = depth <= 4 && !text.is_empty() && !text.starts_with(['}', ')', ']', '.']);
        if begins && open.is_none_or(|open| open.depth >= depth) {
            let item = Item {
                depth,
                kind: kind(text),
            };
            if ended.is_some_and(|ended| ended.depth == depth && parts(ended.kind, item.kind)) {
                out.push('\n');
            }
            open = Some(item);
        }
        if text.starts_with("///") {
            parted(line, depth, out);
        } else {
            out.push_str(line);
            out.push('\n');
        }
        ended = None;
        if holds_items(text) && depth == 0 && text.ends_with('{') {
            // What follows are the items of the block.
            open = None;
        } else if depth == 0 && text == "}" {
            ended = Some(Item {
                depth,
                kind: Kind::Item,
            });
            open = None;
        } else if ends_item(text) && open.is_some_and(|open| open.depth == depth) {
            ended = open.take();
        }
    }
}

/// Writes a doc comment line by line.
fn parted(comment: &str, depth: usize, out: &mut String) {
    let indent = comment.get(..depth).unwrap_or_default();
    for (at, line) in comment.split(doc::LINE_END).enumerate() {
        if at > 0 {
            out.extend([indent, "///"]);
        }
        out.extend([line.trim_end_matches(' '), "\n"]);
    }
}

/// The item that a line begins or continues.
#[derive(Clone, Copy)]
struct Item {
    depth: usize,
    kind: Kind,
}

fn holds_items(text: &str) -> bool {
    text.starts_with("impl") || text.starts_with("pub trait")
}

fn ends_item(text: &str) -> bool {
    !text.starts_with("//") && text.ends_with(['}', ';'])
}

/// Whether two items beside each other are told apart by a blank line.
fn parts(last: Kind, next: Kind) -> bool {
    match (last, next) {
        (Kind::Statement, _) | (_, Kind::Statement) => false,
        (Kind::Item, _) | (_, Kind::Item) => true,
        (last, next) => last != next,
    }
}

/// What a line begins, as far as blank lines go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// `pub use`.
    Export,
    /// `mod`.
    Module,
    /// A `type` or `const` inside an `impl`.
    Associated,
    /// Anything else that stands on its own.
    Item,
    /// A line inside a body, where nothing is moved.
    Statement,
}

fn kind(text: &str) -> Kind {
    const STARTS: [(&str, Kind); 18] = [
        ("pub use ", Kind::Export),
        ("pub mod ", Kind::Module),
        ("mod ", Kind::Module),
        ("#[cfg(feature", Kind::Export),
        ("#[cfg(any", Kind::Export),
        ("#[cfg(all", Kind::Export),
        ("type ", Kind::Associated),
        ("const ", Kind::Associated),
        ("///", Kind::Item),
        ("#[", Kind::Item),
        ("#![", Kind::Item),
        ("pub ", Kind::Item),
        ("pub(", Kind::Item),
        ("fn ", Kind::Item),
        ("impl", Kind::Item),
        ("static ", Kind::Item),
        ("struct ", Kind::Item),
        ("enum ", Kind::Item),
    ];
    STARTS
        .iter()
        .find(|(start, _)| text.starts_with(start))
        .map_or(Kind::Statement, |(_, kind)| *kind)
}
