// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Builders of what comes in replies, which only a server makes.

mod delivery_event;

pub use delivery_event::DeliveryEventBuilder;
