//! For tests: a whole MFA service in memory, and fakes of one's own.
//!
//! - [`Sandbox`] makes codes, has them arrive in an inbox, verifies them, and refuses what the service refuses. Most tests need
//!   nothing else: [`Sandbox::client`] sets up a client of it.
//! - [`mfa::MfaService`] is the other side of the operations, typed by the API's document, for answers of one's own.
//! - [`FakeTransport`] carries requests to either, keeps them, and plays a script of losses, delays and damage.
//! - [`Service`] answers whole requests: what a test that needs a socket puts behind any server.

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
