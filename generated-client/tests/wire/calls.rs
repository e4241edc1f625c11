//! The operations, and every way to make a call.

use std::sync::OnceLock;

use bandwidth_mfa::models::{CodeRequest, VerifyCodeRequest};
use bandwidth_mfa::{Call, Client, ClientBuilder, Credentials, Error, Operation};
use tokio::runtime::Runtime;

/// The operations of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    Messaging,
    Voice,
    Verify,
}

pub const TASKS: [Task; 3] = [Task::Messaging, Task::Voice, Task::Verify];

/// How a call is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Awaited,
    #[cfg(feature = "blocking")]
    Blocking,
}

pub const WAYS: &[Way] = &[
    Way::Awaited,
    #[cfg(feature = "blocking")]
    Way::Blocking,
];

/// A client's builder for an account, without limits that a busy machine could run into.
pub fn builder(base_url: &str) -> ClientBuilder {
    #[cfg(all(feature = "rustls-no-provider", not(feature = "rustls")))]
    super::no_provider::install();
    Client::builder()
        .base_url(base_url)
        .account_id("9900000")
        .credentials(Credentials::basic("user", "password"))
}

impl Way {
    /// Makes a call, which `call` names in a header, and returns how often its request was sent.
    pub fn run(self, task: Task, client: &Client, call: &str) -> Result<u32, Error> {
        let mfa = client.mfa();
        match task {
            Task::Messaging => self.make(mfa.generate_messaging_code(code()), call),
            Task::Voice => self.make(mfa.generate_voice_code(code()), call),
            Task::Verify => self.make(mfa.verify_code(verification()), call),
        }
    }

    fn make<O>(self, made: Call<O>, call: &str) -> Result<u32, Error>
    where
        O: Operation + Send + 'static,
    {
        let made = made.header("x-call", call);
        let result = match self {
            Self::Awaited => runtime().block_on(made.into_future()),
            #[cfg(feature = "blocking")]
            Self::Blocking => made.send(),
        };
        Ok(result?.attempts())
    }
}

/// A runtime whose threads go on when no call is waited for, so that connections end when their client does.
fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| Runtime::new().unwrap())
}

pub fn code() -> CodeRequest {
    let builder = CodeRequest::builder()
        .to("+19195551234")
        .from("+19195554321");
    let builder = builder.application_id("app").message("{CODE}").digits(6);
    builder.build().unwrap()
}

pub fn verification() -> VerifyCodeRequest {
    let builder = VerifyCodeRequest::builder().to("+19195551234").code("0123");
    builder.expiration_time_in_minutes(3).build().unwrap()
}
