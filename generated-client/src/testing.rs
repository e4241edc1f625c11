//! For tests: fakes of the API's server, typed by its document, and a whole MFA service in memory.

mod access;
mod clock;
mod codes;
mod delivery;
mod inbox;
mod options;
mod random;
mod replies;
mod sandbox;
mod service;
mod text;

pub use crate::generated::testing::*;

pub use codes::Outcome;
pub use delivery::Delivery;
pub use inbox::{Attempt, Channel, Inbox, Message};
pub use options::{ErrorForm, MessageKey, SandboxBuilder};
pub use sandbox::Sandbox;
