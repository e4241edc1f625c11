//! The sandbox as a program: what it serves, and its page in a browser.

mod browser;
mod http;
mod page;
mod program;
mod served;
