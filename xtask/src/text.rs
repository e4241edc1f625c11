//! Texts from files.

/// The text, or the line and the column, from 1, of the first byte that belongs to none.
pub fn decoded(bytes: Vec<u8>) -> Result<String, (usize, usize)> {
    String::from_utf8(bytes).map_err(|error| {
        let bytes = error.as_bytes();
        let readable = bytes.get(..error.utf8_error().valid_up_to());
        end(&String::from_utf8_lossy(readable.unwrap_or_default()))
    })
}

/// The line and the column, from 1, of what would follow a text.
pub fn end(text: &str) -> (usize, usize) {
    let last = text.rsplit('\n').next().unwrap_or_default();
    (text.matches('\n').count() + 1, last.chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::{decoded, end};

    #[test]
    fn a_place_is_counted_in_characters_from_one() {
        let cases = [
            ("", (1, 1)),
            ("é", (1, 2)),
            ("a\nbc", (2, 3)),
            ("a\n", (2, 1)),
        ];
        for (text, expected) in cases {
            assert_eq!(end(text), expected, "{text:?}");
        }
    }

    #[test]
    fn the_first_byte_that_is_no_text_has_a_place() {
        assert_eq!(decoded("a\nä".into()), Ok("a\nä".to_owned()));
        assert_eq!(decoded(b"a\nb\xc3\xa4\xe1 c".to_vec()), Err((2, 3)));
        assert_eq!(decoded(b"\xff".to_vec()), Err((1, 1)));
    }
}
