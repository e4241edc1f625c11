//! Operations of the three kinds that the decision about repetitions tells apart.

use client_runtime::base_url::BaseUrl;
use client_runtime::body::Body;
use client_runtime::draft::Draft;
use client_runtime::operation::{DecodeFailure, Operation, OperationFacts, Reply};
use client_runtime::problems::ValidationError;
use client_runtime::security::Scheme;
use http::{Method, Request};

use super::support::{Verdict, VerifyCodeError};

/// One of the operations.
pub struct Probe<const KIND: usize>;

/// Must be carried out once.
pub const SEND: usize = 0;
/// Must be carried out once, and locks out who tries too often.
pub const VERIFY: usize = 1;
/// May be carried out any number of times.
pub const READ: usize = 2;

pub static PROBES: [OperationFacts; 3] = [
    facts("send", Method::POST, false, &[]),
    facts("verify", Method::POST, false, &[429]),
    facts("read", Method::GET, true, &[]),
];

const fn facts(
    id: &'static str,
    method: Method,
    repeatable: bool,
    lockout: &'static [u16],
) -> OperationFacts {
    OperationFacts {
        id,
        title: id,
        method,
        path: "/probe",
        accept: "",
        content_type: "",
        repeatable,
        lockout,
        sensitive: &[],
        security: &[&[Scheme::OAuth2], &[Scheme::Basic]],
    }
}

impl<const KIND: usize> Operation for Probe<KIND> {
    type Success = Verdict;
    type Failure = VerifyCodeError;
    const FACTS: &'static OperationFacts = &PROBES[KIND];

    fn request(&self, base: &BaseUrl) -> Result<Request<Body>, ValidationError> {
        let mut draft = Draft::new(Self::FACTS, base);
        draft.path("/probe");
        draft.empty()
    }

    fn decode(reply: &mut Reply) -> Result<Verdict, DecodeFailure<VerifyCodeError>> {
        match reply.status().as_u16() {
            200 => reply.success_json(),
            _ => reply.unexpected(),
        }
    }
}
