//! The bounds that values keep.

/// The bounds of a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checks {
    /// Least number of characters.
    pub min_length: Option<u64>,
    /// Greatest number of characters.
    pub max_length: Option<u64>,
    /// A regular expression (ECMA-262) that the text must match somewhere.
    pub pattern: Option<String>,
    /// Least number.
    pub minimum: Option<Bound>,
    /// Greatest number.
    pub maximum: Option<Bound>,
    /// Least number of items or members.
    pub min_items: Option<u64>,
    /// Greatest number of items or members.
    pub max_items: Option<u64>,
    /// The bounds of each item of a list, or of each value of a map.
    pub each: Option<Box<Checks>>,
    /// The bounds of the items of a tuple, one by one; none at all if no item has any.
    pub items: Vec<Checks>,
}

impl Checks {
    /// Whether there is nothing to check.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The bounds of a list or a map, where these are those of each item or value in it.
    #[must_use]
    pub fn of_each(self) -> Self {
        Self {
            each: Some(Box::new(self)).filter(|each| !each.is_empty()),
            ..Self::default()
        }
    }
}

/// One end of a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The number, in decimal.
    pub number: Box<str>,
    /// Whether the number itself is outside.
    pub exclusive: bool,
}
