//! The texts that the sandbox writes: messages with everything filled in, and times.

use std::time::{SystemTime, UNIX_EPOCH};

/// A template with each of these names replaced by its value. What a value brings along is not replaced again.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let found = values
            .iter()
            .find_map(|(name, value)| Some((value, after.strip_prefix(name)?.strip_prefix('}')?)));
        if let Some((value, tail)) = found {
            text.push_str(value);
            rest = tail;
        } else {
            text.push('{');
            rest = after;
        }
    }
    text.push_str(rest);
    text
}

/// A time as RFC 3339 writes it, in UTC and to the second.
pub fn rfc3339(time: SystemTime) -> String {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    let (days, second) = (since.as_secs() / 86_400, since.as_secs() % 86_400);
    let (year, month, day) = date(days);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Year, month and day, from the days since the beginning of 1970.
fn date(days: u64) -> (u64, u64, u64) {
    // The calendar repeats every 400 years.
    const CYCLE: u64 = 146_097;
    let mut year = 1970 + days / CYCLE * 400;
    let mut left = days % CYCLE;
    let is_leap = |year: u64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days_in = |year| if is_leap(year) { 366 } else { 365 };
    while left >= days_in(year) {
        left -= days_in(year);
        year += 1;
    }
    let february = if is_leap(year) { 29 } else { 28 };
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if left < length {
            break;
        }
        left -= length;
        month += 1;
    }
    (year, month, left + 1)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::{fill, rfc3339};

    #[test]
    fn names_are_replaced_once() {
        let values = [("CODE", "0123"), ("NAME", "{CODE}"), ("SCOPE", "{")];
        for (template, text) in [
            ("{CODE}", "0123"),
            ("{NAME}: {CODE}{CODE}", "{CODE}: 01230123"),
            ("{SCOPE}CODE} is {code}", "{CODE} is {code}"),
            ("{{CODE}} {CODE", "{0123} {CODE"),
            ("{OTHER} é {", "{OTHER} é {"),
        ] {
            assert_eq!(fill(template, &values), text);
        }
    }

    #[test]
    fn times_are_written_as_rfc_3339_does() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_868_799, "2000-02-29T23:59:59Z"),
            (1_473_877_216, "2016-09-14T18:20:16Z"),
            (1_767_225_599, "2025-12-31T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(rfc3339(UNIX_EPOCH + Duration::from_secs(seconds)), text);
        }
    }
}
