//! Members that the document does not declare, kept and written as they came.

use serde::de::{Deserialize, MapAccess};
use serde::ser::{Serialize, Serializer};

use super::object::{Members, Writer};

impl<'de, A: MapAccess<'de>> Members<'de, A> {
    /// Adds the member at hand to those that are not declared.
    pub fn keep<T: Deserialize<'de>>(&mut self, kept: &mut impl Extend<(String, T)>) {
        let name = self.unknown.as_mut().map(std::mem::take);
        let value = self.value();
        kept.extend(name.zip(value));
    }
}

impl<S: Serializer> Writer<S> {
    /// Writes members that are not declared.
    pub fn rest<'v, T: Serialize + 'v>(
        self,
        kept: impl IntoIterator<Item = (&'v String, &'v T)>,
    ) -> Self {
        let members = kept.into_iter();
        members.fold(self, |writer, (name, value)| writer.member(name, value))
    }
}
