//! Servers: where the API can be reached.

use super::Docs;

/// A base URL that the API is served from.
#[derive(Clone, Debug)]
pub struct Server {
    /// The URL as the document has it: `https://{region}.example.com/v1`.
    pub template: String,
    /// The URL in pieces.
    pub pieces: Vec<ServerPiece>,
    /// What may be chosen about it, in the order of the URL.
    pub variables: Vec<ServerVariable>,
    /// The words that name it: the overlay's.
    pub name: Option<String>,
    /// What the document says about it.
    pub docs: Docs,
    /// The environment variable that replaces it.
    pub variable: Option<String>,
}

/// A piece of a server's URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServerPiece {
    /// Text that stands there as it is.
    Literal(String),
    /// The value of the variable with this index.
    Variable(usize),
}

/// What may be chosen about a server.
#[derive(Clone, Debug)]
pub struct ServerVariable {
    /// Its name in the document; empty for the host of a server that is only a path.
    pub wire: String,
    /// What the document says about it.
    pub docs: Docs,
    /// Its value where nothing is chosen.
    pub default: Option<String>,
    /// The values that it takes; any where there are none.
    pub values: Vec<String>,
}

impl Server {
    /// The URL with the defaults of its variables; `None` where one has no default.
    pub fn url(&self) -> Option<String> {
        self.pieces.iter().map(|piece| self.text(piece)).collect()
    }

    fn text<'a>(&'a self, piece: &'a ServerPiece) -> Option<&'a str> {
        match piece {
            ServerPiece::Literal(text) => Some(text),
            ServerPiece::Variable(at) => self.variables.get(*at)?.default.as_deref(),
        }
    }
}
