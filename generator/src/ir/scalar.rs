//! Values without parts.

/// Values without parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// `boolean`.
    Bool,
    /// `integer` with 32 bits.
    I32,
    /// `integer`.
    I64,
    /// `integer`, unsigned with 32 bits.
    U32,
    /// `integer`, unsigned with 64 bits.
    U64,
    /// `number`.
    F64,
    /// A number that no Rust number holds.
    Number,
    /// `string`.
    String(Format),
    /// `string` with base64 inside.
    Base64,
    /// `string` of a format that has a type of its own.
    Typed(Typed),
}

/// What a string is by its format, where the caller asks for types instead of text. Of two that may have one text, the more
/// specific comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Typed {
    /// RFC 3339 date and time: a moment, whatever the offset.
    Timestamp,
    /// RFC 3339 date.
    Date,
    /// ISO 8601 duration.
    Duration,
    /// RFC 9562 UUID.
    Uuid,
    /// IPv4 address.
    Ipv4,
    /// IPv6 address.
    Ipv6,
    /// IP address of either version.
    Ip,
}

/// What the text of a string is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Anything.
    Plain,
    /// RFC 3339 date and time.
    DateTime,
    /// RFC 3339 date.
    Date,
    /// RFC 9562 UUID.
    Uuid,
    /// RFC 3986 URI.
    Uri,
    /// Bytes that stand in a JSON string.
    Binary,
}
