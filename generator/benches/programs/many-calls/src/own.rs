//! With the client.

use std::future::ready;
use std::time::{Duration, Instant};

use bandwidth_mfa::models::VerifyCodeRequest;
use bandwidth_mfa::{Body, Client, Credentials, Transport, TransportError, TransportFuture};
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Request, Response};

use crate::{Place, Problem, REPLY, WAIT};

/// A client.
pub struct Caller(Client);

impl Caller {
    /// Of the server at a place.
    pub fn new(place: &Place) -> Result<Self, Problem> {
        let mut builder = Client::builder()
            .credentials(Credentials::basic("user", "password"))
            .account_id("9900000");
        builder = match place {
            Place::Server(url) => builder.base_url(url),
            Place::InProcess => builder.transport(InProcess { waits: false }),
            Place::Waiting => builder.transport(InProcess { waits: true }),
        };
        Ok(Self(builder.build()?))
    }

    /// Verifies a code.
    pub async fn verify(&self) -> Result<bool, Problem> {
        let request = VerifyCodeRequest::builder()
            .to("+19195551234")
            .code("123456")
            .expiration_time_in_minutes(3)
            .build()?;
        Ok(self.0.mfa().verify_code(request).await?.body().valid)
    }
}

/// Answers every request, at once or after a while.
struct InProcess {
    waits: bool,
}

impl Transport for InProcess {
    fn send(
        &self,
        request: Request<Body>,
    ) -> TransportFuture<'_, Result<Response<Body>, TransportError>> {
        drop(request);
        let mut response = Response::new(Body::from(Bytes::from_static(REPLY.as_bytes())));
        let json = HeaderValue::from_static("application/json");
        response.headers_mut().insert(CONTENT_TYPE, json);
        if !self.waits {
            return Box::pin(ready(Ok(response)));
        }
        Box::pin(async {
            tokio::time::sleep(WAIT).await;
            Ok(response)
        })
    }

    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep(&self, duration: Duration) -> TransportFuture<'_, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}
