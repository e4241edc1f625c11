//! UUIDs, read from text.

use uuid::Uuid;

use super::typed_text::TypedText;

impl TypedText for Uuid {
    const EXPECTED: &'static str = "a UUID";

    #[inline]
    fn from_text(text: &str, exactly: bool) -> Option<Self> {
        let id: Self = text.parse().ok()?;
        let is_usual = text.eq_ignore_ascii_case(&id.to_string());
        (is_usual || !exactly).then_some(id)
    }
}
