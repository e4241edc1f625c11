//! Headers of replies that are lists.

use std::str::FromStr;

use http::HeaderMap;

/// The items of a header, which may come several times; `None` if it is not there or an item is something else.
pub fn several<T: FromStr>(headers: &HeaderMap, name: &'static str) -> Option<Vec<T>> {
    headers.get(name)?;
    let mut items = Vec::new();
    for value in headers.get_all(name) {
        let text = std::str::from_utf8(value.as_bytes()).ok()?;
        for item in text.split(',').map(str::trim) {
            if !item.is_empty() {
                items.push(item.parse().ok()?);
            }
        }
    }
    Some(items)
}
