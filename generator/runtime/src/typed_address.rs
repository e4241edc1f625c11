//! IP addresses, read from text.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::typed_text::TypedText;

impl TypedText for Ipv4Addr {
    const EXPECTED: &'static str = "an IPv4 address";

    #[inline]
    fn from_text(text: &str, _exactly: bool) -> Option<Self> {
        text.parse().ok()
    }
}

impl TypedText for Ipv6Addr {
    const EXPECTED: &'static str = "an IPv6 address";

    #[inline]
    fn from_text(text: &str, _exactly: bool) -> Option<Self> {
        text.parse().ok()
    }
}

impl TypedText for IpAddr {
    const EXPECTED: &'static str = "an IP address";

    #[inline]
    fn from_text(text: &str, _exactly: bool) -> Option<Self> {
        text.parse().ok()
    }
}
