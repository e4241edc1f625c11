//! Reports of whether a message arrived, for whoever posts them to `callbackUrl`.

use std::fmt;

use bytes::Bytes;
use serde_json::json;

use super::inbox::Message;
use super::text::rfc3339;

/// A report that is due: a `POST` of JSON. The sandbox itself opens no connection.
///
/// Its `Debug` does not show the URL, which may hold secrets of its own.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Delivery {
    /// The send's `callbackUrl`, as it came.
    pub url: String,
    /// The JSON of a [`DeliveryEvent`](crate::models::DeliveryEvent).
    pub body: Bytes,
}

impl Delivery {
    /// The report of a message.
    pub(super) fn of(url: &str, message: &Message, arrived: bool) -> Self {
        let is_north_american = message.to.starts_with("+1");
        let mut event = json!({
            "type": if arrived { "message-delivered" } else { "message-failed" },
            "time": rfc3339(message.time),
            "description": "ok",
            "platform": if is_north_american { "NorthAmericaSMS" } else { "GlobalSMS" },
            "message": { "id": message.id },
        });
        if !arrived {
            // The numbers and words of the documentation's examples.
            let (code, words) = if is_north_american {
                (4432, "forbidden to country")
            } else {
                (995, "Undeliverable")
            };
            event["errorCode"] = code.into();
            event["description"] = words.into();
        }
        Self {
            url: url.to_owned(),
            body: Bytes::from(event.to_string()),
        }
    }
}

impl fmt::Debug for Delivery {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Delivery")
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}
