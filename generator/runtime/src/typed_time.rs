//! Moments and dates, read from text.

use jiff::Timestamp;
use jiff::civil::Date;

use super::typed_text::TypedText;

impl TypedText for Timestamp {
    const EXPECTED: &'static str = "an RFC 3339 date and time";

    #[inline]
    fn from_text(text: &str, exactly: bool) -> Option<Self> {
        // There are ISO 8601 spellings without the marks in between, and others with a name of the zone behind.
        let is_marked = text.get(10..11).is_some_and(|mark| "Tt ".contains(mark))
            && text.get(16..17) == Some(":")
            && !text.ends_with(']');
        text.parse().ok().filter(|_| is_marked || !exactly)
    }
}

impl TypedText for Date {
    const EXPECTED: &'static str = "an RFC 3339 date";

    /// A date and a time are no date: what follows would be lost.
    #[inline]
    fn from_text(text: &str, _exactly: bool) -> Option<Self> {
        let date: Self = text.parse().ok()?;
        (date.to_string() == text).then_some(date)
    }
}
