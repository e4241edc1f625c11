//! Lists that are answered page by page.

/// How the pages of an operation follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pagination {
    /// How the next page is asked for.
    pub turn: Turn,
    /// The members that lead from the reply to its items; none where the reply itself is the list.
    pub items: Vec<String>,
    /// The members that lead to `false` on the last page.
    pub more: Option<Vec<String>>,
}

/// How the next page is asked for. Parameters are indices into [`super::Operation::parameters`], members lead from the reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// By what the reply says, in a parameter.
    Cursor {
        /// The parameter.
        parameter: usize,
        /// The members that lead to its next value.
        next: Vec<String>,
    },
    /// By the number of items so far.
    Offset {
        /// The parameter.
        parameter: usize,
    },
    /// By the number of the page, from 1.
    Page {
        /// The parameter.
        parameter: usize,
    },
    /// At a URL in the reply.
    Link {
        /// The members that lead to it.
        next: Vec<String>,
    },
    /// At the URL in the `Link` header that is called `next`.
    LinkHeader,
}
