//! The MFA service for tests behaves as the documentation says, and as it is told where that leaves something open.

mod access;
mod clients;
mod codes;
mod model;
mod pages;
mod replies;
mod wire;
