//! Texts that match a pattern.

use regex_syntax::hir::{Class, Hir, HirKind};

/// How often at the most something is repeated that may be repeated at will.
const MOST: u32 = 200;

/// Texts that match a pattern, the shortest first: what may be repeated comes once more in each. None of a pattern that is not
/// understood. Whether they do match is for the caller to say: words about what stands around are passed over.
pub fn matching(pattern: &str) -> impl Iterator<Item = String> {
    let pattern = regex_syntax::parse(pattern).ok();
    let more = [0, 1, 2, 3, 5, 8, 15, 30, 60, 120];
    more.into_iter().filter_map(move |more| {
        let mut text = Vec::new();
        write(pattern.as_ref()?, more, &mut text)?;
        String::from_utf8(text).ok()
    })
}

fn write(pattern: &Hir, more: u32, text: &mut Vec<u8>) -> Option<()> {
    match pattern.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.extend_from_slice(&literal.0),
        HirKind::Class(class) => {
            let mut bytes = [0; 4];
            text.extend_from_slice(member(class)?.encode_utf8(&mut bytes).as_bytes());
        }
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(u32::MAX);
            let times = repetition.min.saturating_add(more).min(most);
            for _ in 0..times.min(MOST.max(repetition.min)) {
                write(&repetition.sub, more, text)?;
                // Repetitions within repetitions could fill any memory.
                if text.len() > 10_000 {
                    return None;
                }
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, more, text)?,
        HirKind::Concat(parts) => {
            for part in parts {
                write(part, more, text)?;
            }
        }
        HirKind::Alternation(parts) => write(parts.first()?, more, text)?,
    }
    Some(())
}

/// A character of a class: one that needs no care if there is one.
fn member(class: &Class) -> Option<char> {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => {
            let ranges = class.ranges().iter();
            ranges.map(|range| (range.start(), range.end())).collect()
        }
        Class::Bytes(class) => {
            let ranges = class.ranges().iter();
            ranges
                .map(|range| (range.start().into(), range.end().into()))
                .collect()
        }
    };
    let is_in = |wanted: char| {
        ranges
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&wanted))
    };
    let plain = ['a', '1', 'A']
        .into_iter()
        .chain('0'..='z')
        .find(|plain| is_in(*plain));
    plain.or_else(|| ranges.first().map(|(first, _)| *first))
}

#[cfg(test)]
mod tests {
    use super::matching;

    #[test]
    fn texts_match_their_patterns() {
        for (pattern, first) in [
            ("^0x[a-fA-F0-9]{4}$", "0xaaaa"),
            (r"^\d{3}-\d{2}$", "111-11"),
            ("^(en|de)(_[A-Z]{2})?$", "en"),
            ("^[^a-z]+$", "1"),
            ("x*", ""),
        ] {
            let texts: Vec<String> = matching(pattern).collect();
            assert_eq!(texts.first().map(String::as_str), Some(first), "{pattern}");
            let is_match = |text: &String| {
                regex_lite::Regex::new(pattern).is_ok_and(|pattern| pattern.is_match(text))
            };
            assert!(texts.iter().all(is_match), "{texts:?}");
        }
    }

    #[test]
    fn what_never_ends_is_given_up() {
        assert_eq!(matching("(((a{200}){200}){200}){200}").count(), 0);
        assert_eq!(matching("(").count(), 0);
    }
}
