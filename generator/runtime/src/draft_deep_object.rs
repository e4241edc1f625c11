//! Query parameters with a name in brackets for each part.

use serde::Serialize;

use super::draft::Draft;
use super::encode;
use super::plain::{self, Plain};

impl Draft {
    /// Adds a query parameter with parts if it is set: `name[member]=value`, and so on for parts of parts. Items of a list are
    /// numbered from 0: `name[member][0]=value`. Nothing is sent of what is empty.
    pub fn deep_object<T: Serialize + ?Sized>(
        &mut self,
        field: &'static str,
        name: &str,
        value: Option<&T>,
    ) {
        let Some(value) = value else { return };
        let Ok(value) = plain::of(value) else {
            self.problems
                .add(field, "holds a value that cannot be sent");
            return;
        };
        self.deep_part(name, value);
    }

    #[inline]
    fn deep_part(&mut self, name: &str, value: Plain) {
        match value {
            Plain::Nothing => {}
            Plain::Bare(word) | Plain::Text(word) => {
                self.query_start();
                encode::push(&mut self.target, name);
                self.target.push('=');
                encode::push(&mut self.target, &word);
            }
            Plain::List(items) => {
                for (index, item) in items.into_iter().enumerate() {
                    self.deep_part(&format!("{name}[{index}]"), item);
                }
            }
            Plain::Members(members) => {
                for (member, value) in members {
                    self.deep_part(&format!("{name}[{member}]"), value);
                }
            }
        }
    }
}
