// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! What the API sends to its users by itself: a type for each webhook that reads it.

use http::Method;

use super::models;
use super::runtime::delivery;
use super::runtime::decode_error::DecodeError;

/// Any webhook, told apart by its name.
#[allow(clippy::large_enum_variant, reason = "a delivery is read once and handed on")]
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Webhook {
    /// `message-delivered`
    MessageDelivered(models::DeliveryEvent),
    /// `message-failed`
    MessageFailed(models::DeliveryEvent),
}

impl Webhook {
    /// Reads the body of the request that delivers the webhook of this name.
    #[inline]
    pub fn parse(name: &str, body: &[u8]) -> Result<Self, DecodeError> {
        match name {
            "message-delivered" => {
                MessageDelivered::parse(body).map(Self::MessageDelivered)
            }
            "message-failed" => MessageFailed::parse(body).map(Self::MessageFailed),
            _ => Err(DecodeError::new("the name of a webhook that the document has")),
        }
    }
}

/// Says that a message arrived.
///
/// Sent to the `callbackUrl` of a messaging code once the carrier reports delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageDelivered;

impl MessageDelivered {
    /// Its name in the document.
    pub const NAME: &'static str = "message-delivered";

    /// The method of the request that delivers it.
    pub const METHOD: Method = Method::POST;

    /// Reads the body of the request that delivers it.
    #[inline]
    pub fn parse(body: &[u8]) -> Result<models::DeliveryEvent, DecodeError> {
        delivery::json(body)
    }
}

/// Says that a message did not arrive.
///
/// Sent to the `callbackUrl` of a messaging code once delivery has failed for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageFailed;

impl MessageFailed {
    /// Its name in the document.
    pub const NAME: &'static str = "message-failed";

    /// The method of the request that delivers it.
    pub const METHOD: Method = Method::POST;

    /// Reads the body of the request that delivers it.
    #[inline]
    pub fn parse(body: &[u8]) -> Result<models::DeliveryEvent, DecodeError> {
        delivery::json(body)
    }
}
