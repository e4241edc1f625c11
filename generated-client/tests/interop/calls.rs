//! Calls every operation of a server that holds requests against an API document of its own, and answers with the status
//! that the header `Prefer` asks for: Prism. `prism.sh`, beside this file, starts one and runs this.
//!
//! Base URL, account and credentials come from the environment, as in any program (`Client::from_env`). The two arguments
//! are the failures that the server's document declares for sends and for verifications: `400,401,403 400,401,403,429`.

use std::env;
use std::error::Error;
use std::process::ExitCode;

use bandwidth_mfa::mfa::{GenerateMessagingCodeError, GenerateVoiceCodeError, VerifyCodeError};
use bandwidth_mfa::models::{
    CodeRequest, CodeRequestBuilder, MessagingCodeResponse, VerifyCodeRequest,
    VerifyCodeRequestBuilder, VerifyCodeResponse, VoiceCodeResponse,
};
use bandwidth_mfa::{Call, CallError, CallFuture, CallResult, Client, Operation, ValidationError};
use http::HeaderMap;
use tokio::runtime::Runtime;

/// The header in which Prism says what is wrong with a request, whatever it answers besides.
const VIOLATIONS: &str = "sl-violations";

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let sends = statuses(arguments.next())?;
    let verifications = statuses(arguments.next())?;
    let client = Client::from_env()?;
    let mfa = client.mfa();
    let runtime = Runtime::new()?;

    let mut wrong = 0;
    for way in [Way::Awaited(&runtime), Way::Blocking] {
        let messaging = |body| mfa.generate_messaging_code(body);
        wrong += calls(&way, messaging, &codes()?, &sends);
        wrong += calls(
            &way,
            |body| mfa.generate_voice_code(body),
            &codes()?,
            &sends,
        );
        let verify = |body| mfa.verify_code(body);
        wrong += calls(&way, verify, &typed()?, &verifications);
        // Two digits, and a window of half a minute, are what this client lets through and both documents refuse: were
        // these not found, nothing above would have been looked at either.
        wrong += refusal(&way, messaging(code().digits(2).build()?));
        wrong += refusal(
            &way,
            verify(guess().expiration_time_in_minutes(0.5).build()?),
        );
    }
    Ok(ExitCode::from(u8::from(wrong > 0)))
}

/// `400,401` as numbers.
fn statuses(argument: Option<String>) -> Result<Vec<u16>, Box<dyn Error>> {
    let list =
        argument.ok_or("two arguments: the failures of sends, and those of verifications")?;
    Ok(list.split(',').map(str::parse).collect::<Result<_, _>>()?)
}

/// What every send has.
fn code() -> CodeRequestBuilder {
    CodeRequest::builder()
        .to("+19195551234")
        .from("+19195554321")
        .application_id("66fd98ae-ac8d-a00f-7fcd-ba3280aeb9b1")
        .message("Your {NAME} {SCOPE} code is {CODE}")
        .digits(6)
}

/// A send with what is required, and one with everything.
fn codes() -> Result<Vec<CodeRequest>, ValidationError> {
    let full = code()
        .scope("2FA")
        .callback_url("https://example.com/mfa/callback")
        .expiration_time_in_minutes(3);
    Ok(vec![code().build()?, full.build()?])
}

/// What every verification has.
fn guess() -> VerifyCodeRequestBuilder {
    VerifyCodeRequest::builder()
        .to("+19195551234")
        .code("0042")
        .expiration_time_in_minutes(1)
}

/// A verification with what is required, and one with everything.
fn typed() -> Result<Vec<VerifyCodeRequest>, ValidationError> {
    let full = guess()
        .expiration_time_in_minutes(2.5)
        .scope("2FA")
        .application_id("66fd98ae-ac8d-a00f-7fcd-ba3280aeb9b1")
        .from("+19195554321")
        .digits(8);
    Ok(vec![guess().build()?, full.build()?])
}

/// The two ways to make a call, each with an HTTP stack of its own.
enum Way<'a> {
    Awaited(&'a Runtime),
    Blocking,
}

impl Way<'_> {
    fn name(&self) -> &'static str {
        match self {
            Self::Awaited(_) => "awaited",
            Self::Blocking => "blocking",
        }
    }

    fn carry<O: Operation>(&self, call: Call<O>) -> CallResult<O>
    where
        Call<O>: IntoFuture<Output = CallResult<O>, IntoFuture = CallFuture<O>>,
    {
        match self {
            Self::Awaited(runtime) => runtime.block_on(call.into_future()),
            Self::Blocking => call.send(),
        }
    }
}

/// Makes an operation's calls: each body, members that the server invents, and each failure. Prints a line, and answers how
/// many were not as expected.
fn calls<O, B: Clone>(
    way: &Way<'_>,
    call: impl Fn(B) -> Call<O>,
    bodies: &[B],
    failures: &[u16],
) -> usize
where
    O: Operation<Success: Complete, Failure: Declared>,
    Call<O>: IntoFuture<Output = CallResult<O>, IntoFuture = CallFuture<O>>,
{
    let mut problems = Vec::new();
    let mut answers = Vec::new();
    for body in bodies {
        for prefer in ["code=200", "code=200, dynamic=true"] {
            answers.push("200".to_owned());
            let result = way.carry(call(body.clone()).header("Prefer", prefer));
            problems.extend(success(&result).err());
        }
        for &status in failures {
            answers.push(status.to_string());
            let prefer = format!("code={status}");
            let result = way.carry(call(body.clone()).header("Prefer", &prefer));
            problems.extend(failure(&result, status).err());
        }
    }
    report::<O>(way, &answers.join(" "), &problems)
}

/// Makes a call that the server must find fault with. Answers how many were not as expected.
fn refusal<O>(way: &Way<'_>, call: Call<O>) -> usize
where
    O: Operation<Failure: Declared>,
    Call<O>: IntoFuture<Output = CallResult<O>, IntoFuture = CallFuture<O>>,
{
    let problem = match way.carry(call) {
        Ok(_) => Some("a request against the document was accepted".to_owned()),
        Err(error) if violations(error.headers()).is_none() => Some(format!(
            "refused, but not for what is wrong with it: {error}"
        )),
        Err(error) if error.api().and_then(Declared::status) != Some(400) => {
            Some(format!("not the 400 of the document: {error}"))
        }
        Err(_) => None,
    };
    report::<O>(way, "400, for what is wrong with it", problem.as_slice())
}

fn report<O: Operation>(way: &Way<'_>, answers: &str, problems: &[String]) -> usize {
    let verdict = if problems.is_empty() { "ok" } else { "FAILED" };
    println!(
        "  {verdict:6} {:8} {:22} {answers}",
        way.name(),
        O::FACTS.id
    );
    for problem in problems {
        println!("         {problem}");
    }
    problems.len()
}

/// Whether a reply is a whole success, to a request without fault.
fn success<S: Complete, E>(
    result: &Result<bandwidth_mfa::Response<S>, CallError<E>>,
) -> Result<(), String> {
    let response = result.as_ref().map_err(ToString::to_string)?;
    match violations(Some(response.headers())) {
        Some(violations) => Err(violations),
        None if response.body().is_complete() => Ok(()),
        None => Err("the reply lacks what it is for".to_owned()),
    }
}

/// Whether a call failed with this status, in this operation's own type and once only, to a request without fault.
fn failure<S, E: Declared>(result: &Result<S, CallError<E>>, status: u16) -> Result<(), String> {
    let Err(error) = result else {
        return Err(format!("a success in place of {status}"));
    };
    if let Some(violations) = violations(error.headers()) {
        return Err(violations);
    }
    if error.status().is_none_or(|found| found.as_u16() != status) {
        return Err(format!("not a {status}: {error}"));
    }
    // The seed's document has 401 and 403 without a body, which this client's own document has with one.
    let has_body = error.bytes().is_some_and(|bytes| !bytes.is_empty());
    let declared = error.api().and_then(Declared::status);
    if has_body && declared != Some(status) {
        return Err(format!(
            "not read as the {status} of the operation: {error}"
        ));
    }
    // A token that is refused is replaced, once; everything else is sent once.
    let most = if status == 401 { 2 } else { 1 };
    if error.attempts() > most {
        return Err(format!("sent too often: {error}"));
    }
    Ok(())
}

fn violations(headers: Option<&HeaderMap>) -> Option<String> {
    let violations = headers?.get(VIOLATIONS)?;
    Some(String::from_utf8_lossy(violations.as_bytes()).into_owned())
}

/// A success that may lack what it is for, as far as its type goes.
trait Complete {
    fn is_complete(&self) -> bool;
}

impl Complete for MessagingCodeResponse {
    fn is_complete(&self) -> bool {
        self.message_id.is_some()
    }
}

impl Complete for VoiceCodeResponse {
    fn is_complete(&self) -> bool {
        self.call_id.is_some()
    }
}

impl Complete for VerifyCodeResponse {
    fn is_complete(&self) -> bool {
        true
    }
}

/// An operation's own error: the status that it is declared for.
trait Declared {
    /// `None` if the reply was not as this client's document has it.
    fn status(&self) -> Option<u16>;
}

impl Declared for GenerateMessagingCodeError {
    fn status(&self) -> Option<u16> {
        match self {
            Self::BadRequest(_) => Some(400),
            Self::Unauthorized(_) => Some(401),
            Self::Forbidden(_) => Some(403),
            Self::InternalServerError(_) => Some(500),
            _ => None,
        }
    }
}

impl Declared for GenerateVoiceCodeError {
    fn status(&self) -> Option<u16> {
        match self {
            Self::BadRequest(_) => Some(400),
            Self::Unauthorized(_) => Some(401),
            Self::Forbidden(_) => Some(403),
            Self::InternalServerError(_) => Some(500),
            _ => None,
        }
    }
}

impl Declared for VerifyCodeError {
    fn status(&self) -> Option<u16> {
        match self {
            Self::BadRequest(_) => Some(400),
            Self::Unauthorized(_) => Some(401),
            Self::Forbidden(_) => Some(403),
            Self::TooManyRequests(_) => Some(429),
            Self::InternalServerError(_) => Some(500),
            _ => None,
        }
    }
}
