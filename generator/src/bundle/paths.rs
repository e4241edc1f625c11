//! Paths of files and pointers inside of them, as references write them.

use percent_encoding::percent_decode_str;

use crate::source;

/// A reference in two parts: the file, if it names one, and the fragment.
pub(super) fn split(reference: &str) -> (&str, &str) {
    reference.split_once('#').unwrap_or((reference, ""))
}

/// Why a path is not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// It has a scheme, or a host.
    Network,
    /// It starts at the root of a disk.
    Absolute,
    /// It leads out of the folder that may be read.
    Outside,
    /// It is no path.
    Malformed,
}

/// The file that `path` names when it is written in the file `from`, both below the folder that may be read.
pub(super) fn resolved(from: &str, path: &str) -> Result<String, Refused> {
    let before_slash = path.split(['/', '?']).next().unwrap_or_default();
    if path.as_bytes().get(1) == Some(&b':') {
        return Err(Refused::Absolute);
    }
    if path.starts_with("//") || before_slash.contains(':') {
        return Err(Refused::Network);
    }
    if path.starts_with(['/', '\\']) {
        return Err(Refused::Absolute);
    }
    let decoded = percent_decode_str(path)
        .decode_utf8()
        .map_err(|_| Refused::Malformed)?;
    // Decoding may bring up what would have been refused above.
    if decoded.contains(['\\', '\0', ':']) || decoded.starts_with('/') {
        return Err(Refused::Malformed);
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in decoded.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or(Refused::Outside)?;
            }
            part => parts.push(part),
        }
    }
    if parts.is_empty() {
        Err(Refused::Malformed)
    } else {
        Ok(parts.join("/"))
    }
}

/// The steps of a fragment that is a JSON pointer; `None` if it is a name.
pub(super) fn steps(fragment: &str) -> Option<Vec<String>> {
    let fragment = percent_decode_str(fragment).decode_utf8().ok()?;
    if fragment.is_empty() {
        return Some(Vec::new());
    }
    let path = fragment.strip_prefix('/')?;
    Some(path.split('/').map(source::unescaped).collect())
}

/// A step of a pointer as it stands in a reference.
pub(super) fn escaped(step: &str) -> String {
    source::escaped(step).replace('%', "%25")
}
