//! The failures of operations of which the description declares none.

use super::operation::OperationError;
use super::unexpected::Unexpected;

/// Why an operation failed that declares no failure. Once the description declares one, the operation has an enum of its own under
/// the name that it has now.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Undeclared {
    /// A status or a body that the description does not describe.
    Unexpected(Unexpected),
}

impl OperationError for Undeclared {
    #[inline]
    fn unexpected(unexpected: Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}
