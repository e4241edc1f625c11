//! Requests whose body is a form of parts: `multipart/form-data`.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::given::Given;
use super::multipart::Multipart;
use super::receipt::Receipt;
use super::refusal::Refusal;
use super::upload::Upload;

/// The parts of a form, taken one name at a time.
pub struct Parts {
    parts: Vec<(String, Upload, Bytes)>,
}

impl Receipt<'_> {
    /// The parts of a form.
    pub fn parts(&self, media_type: &str) -> Result<Parts, Refusal> {
        self.expect(media_type)?;
        let broken = || self.refuse("body", "is not a form of parts");
        let boundary = boundary(self.content_type()).ok_or_else(broken)?;
        let parts = split(self.bytes(), &boundary).ok_or_else(broken)?;
        Ok(Parts { parts })
    }
}

impl Parts {
    /// The value of the parts with this name, if there are any.
    pub fn value<T: DeserializeOwned>(&mut self, name: &str) -> Result<Option<T>, Refusal> {
        let refuse = |text: &str| Refusal::new(format!("{name} {text}"));
        let mut words = Vec::new();
        for (_, bytes) in self.take(name) {
            let word = String::from_utf8(bytes.to_vec());
            words.push(word.map_err(|_| refuse("is not UTF-8"))?);
        }
        if words.is_empty() {
            return Ok(None);
        }
        let value = Given::words(words).read();
        value.map(Some).map_err(|error| refuse(&error.to_string()))
    }

    /// The files of this name.
    pub fn files(&mut self, name: &str) -> Vec<Upload> {
        self.take(name).into_iter().map(|(file, _)| file).collect()
    }

    /// The file of this name.
    pub fn file(&mut self, name: &str) -> Option<Upload> {
        self.files(name).into_iter().next()
    }

    /// What was not taken.
    pub fn rest(self) -> impl Iterator<Item = (String, Upload)> {
        self.parts.into_iter().map(|(name, part, _)| (name, part))
    }

    /// What was not taken, as a form.
    pub fn into_form(self) -> Multipart {
        self.rest()
            .fold(Multipart::new(), |form, (name, part)| form.part(name, part))
    }

    fn take(&mut self, wanted: &str) -> Vec<(Upload, Bytes)> {
        let parts = std::mem::take(&mut self.parts);
        let (own, rest) = parts.into_iter().partition(|(name, ..)| name == wanted);
        self.parts = rest;
        let own: Vec<(String, Upload, Bytes)> = own;
        own.into_iter()
            .map(|(_, part, bytes)| (part, bytes))
            .collect()
    }
}

fn boundary(content_type: &str) -> Option<String> {
    let mut parameters = content_type.split(';').skip(1);
    let value = parameters.find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim()
            .eq_ignore_ascii_case("boundary")
            .then_some(value.trim())
    })?;
    Some(value.trim_matches('"').to_owned()).filter(|boundary| !boundary.is_empty())
}

/// The parts between the borders (RFC 2046, section 5.1).
fn split(body: &Bytes, boundary: &str) -> Option<Vec<(String, Upload, Bytes)>> {
    let border = format!("\r\n--{boundary}");
    // The first border begins the body.
    let first = border.get(2..)?;
    let mut at = find(body, first.as_bytes(), 0)? + first.len();
    let mut parts = Vec::new();
    loop {
        let rest = body.get(at..)?;
        if rest.starts_with(b"--") {
            return Some(parts);
        }
        let start = at + rest.starts_with(b"\r\n").then_some(2)?;
        // A part without a head begins with an empty line.
        let (head_end, content) = if body.get(start..)?.starts_with(b"\r\n") {
            (start, start + 2)
        } else {
            let end = find(body, b"\r\n\r\n", start)?;
            (end, end + 4)
        };
        let end = find(body, border.as_bytes(), content.saturating_sub(2))?;
        let head = std::str::from_utf8(body.get(start..head_end)?).ok()?;
        let content = body.slice(content.min(end)..end);
        parts.push(part(head, content)?);
        at = end + border.len();
    }
}

fn find(body: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    let mut windows = body.get(from..)?.windows(wanted.len());
    windows
        .position(|window| window == wanted)
        .map(|at| from + at)
}

fn part(head: &str, content: Bytes) -> Option<(String, Upload, Bytes)> {
    let header = |wanted: &str| {
        head.split("\r\n").find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.trim()
                .eq_ignore_ascii_case(wanted)
                .then_some(value.trim())
        })
    };
    let disposition = header("content-disposition")?;
    let name = quoted(disposition, "name=\"")?;
    let mut upload = Upload::from(content.clone());
    if let Some(file_name) = quoted(disposition, "filename=\"") {
        upload = upload.file_name(file_name);
    }
    if let Some(content_type) = header("content-type") {
        upload = upload.content_type(content_type);
    }
    Some((name, upload, content))
}

/// A parameter between quotes, as browsers write it.
fn quoted(disposition: &str, start: &str) -> Option<String> {
    let parameter = |piece: &str| {
        let (_, rest) = piece.split_once(start)?;
        let (value, _) = rest.split_once('"')?;
        let value = value.replace("%22", "\"").replace("%0D", "\r");
        Some(value.replace("%0A", "\n"))
    };
    // `filename` ends like `name`.
    let disposition = disposition.replace("; ", ";");
    disposition
        .split(';')
        .filter(|piece| piece.starts_with(start))
        .find_map(parameter)
}
