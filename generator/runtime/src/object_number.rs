//! Members that are numbers in floating point: a whole one goes out as an integer.

use serde::ser::{Serialize, Serializer};

use super::number;
use super::object::Writer;

struct Number(f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        number::serialize(&self.0, serializer)
    }
}

impl<S: Serializer> Writer<S> {
    /// Writes a number as [`number::serialize`] does, if there is one.
    pub fn number(self, name: &str, value: &(impl Into<Option<f64>> + Copy)) -> Self {
        match (*value).into() {
            Some(value) => self.member(name, &Number(value)),
            None => self,
        }
    }
}
