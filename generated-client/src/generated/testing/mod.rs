// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Fakes for tests: a server without a socket, typed by the API's description.

pub mod builders;
pub mod mfa;

pub use super::runtime::fake_clock::{FakeClock, FakeSleep};
#[cfg(feature = "testing-server")]
pub use super::runtime::fake_server::FakeServer;
pub use super::runtime::fake_step::FakeStep;
pub use super::runtime::fake_transport::FakeTransport;
pub use super::runtime::receipt::{Place, Receipt, Style};
pub use super::runtime::refusal::Refusal;
pub use super::runtime::route::Captures;
pub use super::runtime::serve::{Answer, Incoming, Serve};
pub use super::runtime::service::{Routes, Service};
pub use super::runtime::written::Written;
