//! Listens to everything that anything in the process logs.

use std::collections::BTreeSet;
use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};

/// What was heard, of `log` and of `tracing`.
#[derive(Clone, Default)]
pub struct Heard(Arc<Mutex<Notes>>);

#[derive(Default)]
struct Notes {
    text: String,
    targets: BTreeSet<String>,
}

impl Heard {
    /// Listens from now on, at the level trace and to all targets. There is one exception: at that level `ureq` writes what it
    /// sends as it stands on the wire, which its users are warned of.
    pub fn listen() -> Self {
        let heard = Self::default();
        tracing::subscriber::set_global_default(heard.clone()).unwrap();
        log::set_logger(Box::leak(Box::new(heard.clone()))).unwrap();
        log::set_max_level(log::LevelFilter::Trace);
        heard
    }

    /// What was heard since the last time.
    pub fn take(&self) -> String {
        std::mem::take(&mut self.0.lock().unwrap().text)
    }

    /// Whether a target that begins so was ever heard.
    pub fn has_heard_of(&self, target: &str) -> bool {
        let notes = self.0.lock().unwrap();
        notes.targets.iter().any(|heard| heard.starts_with(target))
    }

    fn note(&self, target: &str, text: &str) {
        let mut notes = self.0.lock().unwrap();
        notes.targets.insert(target.to_owned());
        writeln!(notes.text, "{target}: {text}").unwrap();
    }
}

impl log::Log for Heard {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        !metadata.target().starts_with("ureq") || metadata.level() <= log::Level::Debug
    }

    fn log(&self, record: &log::Record<'_>) {
        if log::Log::enabled(self, record.metadata()) {
            self.note(record.target(), &record.args().to_string());
        }
    }

    fn flush(&self) {}
}

struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

impl Subscriber for Heard {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut text = Text(String::new());
        span.record(&mut text);
        self.note(span.metadata().target(), &text.0);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut text = Text(String::new());
        values.record(&mut text);
        self.note("recorded", &text.0);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut text = Text(String::new());
        event.record(&mut text);
        self.note(event.metadata().target(), &text.0);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}
