//! Checks a text against a pattern of characters that follow one another: what most patterns are, and no regular expression is
//! needed for.

use super::problems::Problems;

/// A pattern, step by step. Each step takes as many characters as it can, and that is never wrong: a step of no fixed number
/// takes no characters that a later one may need.
pub struct Pattern {
    /// The pattern as it stands in the API's description.
    pub text: &'static str,
    /// What follows one another, from the beginning of the text.
    pub steps: &'static [Step],
    /// Whether nothing may follow the last step.
    pub is_whole: bool,
}

/// A character, so many times.
pub struct Step {
    ranges: &'static [(char, char)],
    least: u32,
    most: u32,
}

/// A character of one of these ranges, at least and at the most so many times; `u32::MAX` is any number of times.
#[inline]
pub const fn of(ranges: &'static [(char, char)], least: u32, most: u32) -> Step {
    Step {
        ranges,
        least,
        most,
    }
}

impl Step {
    #[inline]
    fn takes(&self, character: char) -> bool {
        let mut ranges = self.ranges.iter();
        ranges.any(|(first, last)| (*first..=*last).contains(&character))
    }
}

impl Pattern {
    #[inline]
    fn accepts(&self, value: &str) -> bool {
        let mut rest = value.chars();
        for step in self.steps {
            let mut times = 0;
            while times < step.most {
                let mut ahead = rest.clone();
                if !ahead.next().is_some_and(|next| step.takes(next)) {
                    break;
                }
                rest = ahead;
                times += 1;
            }
            if times < step.least {
                return false;
            }
        }
        !self.is_whole || rest.as_str().is_empty()
    }
}

impl Problems {
    /// Checks that a text matches a pattern. A text that is not set is fine.
    #[inline]
    pub fn steps(&mut self, field: &'static str, value: Option<&str>, pattern: &Pattern) {
        if value.is_some_and(|value| !pattern.accepts(value)) {
            self.add(field, format!("must match {}", pattern.text));
        }
    }
}
