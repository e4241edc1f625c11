//! How a member of a form is written.

/// How a member of a form is written where the API's description departs from the usual: text as it is, a list as a pair for
/// each item, an object as JSON.
#[derive(Clone, Copy, Debug)]
pub struct FormField {
    /// The member's name.
    pub name: &'static str,
    /// How lists and objects are written.
    pub style: FormStyle,
    /// Whether characters with a meaning in URLs stay as they are, but for those that would end the value.
    pub reserved: bool,
}

/// How lists and objects are written in a form.
#[allow(
    dead_code,
    reason = "an API's forms are written in few of these ways, if in more than the usual one"
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormStyle {
    /// A list as a pair for each item, an object as JSON.
    Usual,
    /// A pair for each item or member: `id=1&id=2`, `x=1&y=2`.
    Exploded,
    /// One pair with commas: `id=1,2`, `at=x,1,y,2`.
    Comma,
    /// One pair with spaces between the items.
    Space,
    /// One pair with `|` between the items.
    Pipe,
    /// A pair for each member, however deep: `at[x]=1`, `ids[0]=1`.
    Deep,
    /// One pair with JSON.
    Json,
}
