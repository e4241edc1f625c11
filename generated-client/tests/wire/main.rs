//! The default transports over real sockets, against a server that follows a script.

mod calls;
mod chaos;
mod identity;
mod server;
mod truth;
