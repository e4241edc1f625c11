//! Files before they are printed.

use proc_macro2::TokenStream;

use super::Needs;
use super::imports::Imports;

/// How many characters a line may have that is laid out where it is made.
pub const WIDTH: usize = 100;

/// About how many bytes stand before the parts of a file.
const HEAD: usize = 200;

/// One file before it is printed.
#[derive(Debug)]
pub struct Unit {
    /// Its path below `src/generated`, such as `models/pet.rs`.
    pub path: String,
    /// The sentence at its top.
    pub about: Option<String>,
    /// What it holds, in order.
    pub parts: Vec<Part>,
    /// What it relies on.
    pub needs: Needs,
}

/// A part of a file.
#[derive(Debug)]
pub enum Part {
    /// Items, which are laid out when they are printed.
    Items(TokenStream),
    /// Lines as they are written, which nobody parses: `use` lines, a declaration member by member, or a table row by row.
    Lines(String),
}

/// What makes a value, in the order in which people read it.
#[derive(Debug, Default)]
pub struct Making {
    /// The type that is set step by step.
    pub declaration: Option<String>,
    /// What starts it.
    pub start: TokenStream,
    /// Its setters.
    pub setters: Option<String>,
    /// What makes the value of what was set.
    pub build: Option<String>,
    /// What is done with it once it is set.
    pub functions: Vec<Part>,
}

impl Part {
    /// Items, if there are any.
    pub fn items(items: TokenStream) -> Option<Self> {
        (!items.is_empty()).then_some(Self::Items(items))
    }
}

impl Unit {
    /// An empty file.
    pub fn new(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            about: None,
            parts: Vec::new(),
            needs: Needs::default(),
        }
    }

    /// About how many bytes it has, as far as it is lines.
    pub fn length(&self) -> usize {
        let of_part = |part: &Part| match part {
            Part::Items(_) => 0,
            Part::Lines(lines) => lines.len() + "\n".len(),
        };
        HEAD + self.parts.iter().map(of_part).sum::<usize>()
    }

    /// Says at the top what it is about.
    pub fn about(mut self, sentence: impl Into<String>) -> Self {
        self.about = Some(sentence.into());
        self
    }

    /// Adds what is imported, and relies on it.
    pub fn imports(mut self, imports: Imports) -> Self {
        let lines = Some(imports.lines()).filter(|lines| !lines.is_empty());
        self.parts.extend(lines.map(Part::Lines));
        self.needs = imports.into_needs();
        self
    }

    /// Adds what is lines already, each part with a blank line before it.
    pub fn lines(mut self, parts: impl IntoIterator<Item = String>) -> Self {
        self.parts.extend(parts.into_iter().map(Part::Lines));
        self
    }

    /// Adds items, if there are any.
    pub fn items(self, items: impl Into<Option<TokenStream>>) -> Self {
        self.parts(items.into().and_then(Part::items))
    }

    /// Adds parts of either kind.
    pub fn parts(mut self, parts: impl IntoIterator<Item = Part>) -> Self {
        self.parts.extend(parts);
        self
    }

    /// Adds what makes a value.
    pub fn making(self, making: Making) -> Self {
        self.lines(making.declaration)
            .items(making.start)
            .lines(making.setters)
            .lines(making.build)
            .parts(making.functions)
    }
}
