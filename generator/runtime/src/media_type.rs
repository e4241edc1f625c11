//! Media types, as RFC 9110 writes them.

/// Whether a media type is the wanted one, which may be a range such as `image/*`. Parameters count where the wanted one has
/// some: `application/json; v=2; charset=utf-8` is an `application/json;v=2`.
#[inline]
pub fn fits(own: &str, wanted: &str) -> bool {
    let (mut own, mut wanted) = (
        own.split(';').map(str::trim),
        wanted.split(';').map(str::trim),
    );
    let essence = own.next().unwrap_or_default();
    let is_wanted = match wanted.next().unwrap_or_default() {
        "*/*" => true,
        kind => match kind.strip_suffix('*') {
            Some(range) => essence
                .get(..range.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(range)),
            None => essence.eq_ignore_ascii_case(kind),
        },
    };
    let mut others = wanted.filter(|parameter| !parameter.is_empty());
    is_wanted && others.all(|wanted| own.clone().any(|own| is_same(own, wanted)))
}

/// Whether two parameters say the same: quotes around a value do not count.
#[inline]
fn is_same(left: &str, right: &str) -> bool {
    let (left_name, left) = left.split_once('=').unwrap_or((left, ""));
    let (right_name, right) = right.split_once('=').unwrap_or((right, ""));
    left_name.trim().eq_ignore_ascii_case(right_name.trim())
        && left.trim().trim_matches('"') == right.trim().trim_matches('"')
}
