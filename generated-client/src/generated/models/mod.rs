// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! What requests and replies are made of.

mod code_request;
mod messaging_code_response;
mod voice_code_response;
mod verify_code_request;
mod verify_code_response;
mod error_reply;
mod access_error_reply;
mod delivery_event;
mod delivery_message;
mod delivery_event_type;
mod delivery_event_platform;

pub use code_request::{CodeRequest, CodeRequestBuilder};
pub use messaging_code_response::MessagingCodeResponse;
pub use voice_code_response::VoiceCodeResponse;
pub use verify_code_request::{VerifyCodeRequest, VerifyCodeRequestBuilder};
pub use verify_code_response::VerifyCodeResponse;
pub use error_reply::ErrorReply;
pub use access_error_reply::AccessErrorReply;
pub use delivery_event::DeliveryEvent;
pub use delivery_message::DeliveryMessage;
pub use delivery_event_type::DeliveryEventType;
pub use delivery_event_platform::DeliveryEventPlatform;
