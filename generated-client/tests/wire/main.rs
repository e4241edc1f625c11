//! The default transports over real sockets, against a server that follows a script.

mod calls;
mod chaos;
mod connections;
mod examples;
mod identity;
#[cfg(all(feature = "rustls-no-provider", not(feature = "rustls")))]
mod no_provider;
mod server;
mod truth;
