// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

use std::fmt;
use std::ops::Bound;

use super::super::runtime::{object, steps};
use super::super::runtime::problems::{Problems, ValidationError};
use super::super::runtime::secret::Redacted;
use super::super::runtime::setters::setters;

/// Whom to send a code, and how. Texts and calls take the same request.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct CodeRequest {
    /// The number that gets the code, in E.164: `+`, then the country code and the number, at most
    /// 15 digits in all.
    pub to: String,
    /// The sender: a number that belongs to the application, in E.164. Texts may also come from a
    /// short code or a toll-free number. At most 32 characters.
    pub from: String,
    /// The application that sends: a messaging application for texts, a voice application for
    /// calls. Often a UUID, but not always. At most 50 characters.
    pub application_id: String,
    /// What the code is for, such as `login` or `transfer`. A code verifies only under the scope
    /// that it was sent with, and the scope replaces `{SCOPE}` in the message.
    ///
    /// The service takes `2FA` where none is given. One source allows at most 25 characters, the
    /// others name no limit.
    ///
    /// The server's default: `"2FA"`.
    pub scope: Option<String>,
    /// The text that is sent or read aloud, at most 2048 characters. It must contain `{CODE}`,
    /// where the code is put in: without it the person would get no code. It may contain
    /// `{NAME}`, the name of the application, and `{SCOPE}`.
    pub message: String,
    /// How many digits the code has: 2 to 8. The sources disagree about the lower bound, some of
    /// them begin at 4; the service may refuse what is below that.
    pub digits: i64,
    /// Where to report whether the message arrived, see `DeliveryEvent`. Only for texts, and
    /// only one source has it.
    pub callback_url: Option<String>,
    /// How long the code stays valid, in minutes. Only one source has this field on a send, with
    /// 1 to 15 and a default of 3; all sources have it on the verification, where it counts.
    pub expiration_time_in_minutes: Option<f64>,
}

impl fmt::Debug for CodeRequest {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("CodeRequest");
        shown.field("to", &Redacted);
        shown.field("from", &Redacted);
        shown.field("application_id", &self.application_id);
        shown.field("scope", &self.scope);
        shown.field("message", &Redacted);
        shown.field("digits", &self.digits);
        shown.field("callback_url", &self.callback_url);
        shown.field("expiration_time_in_minutes", &self.expiration_time_in_minutes);
        shown.finish()
    }
}

/// Builds a [`CodeRequest`]; [`CodeRequest::builder`] starts one.
#[derive(Clone, Default)]
#[must_use = "a builder makes nothing until `build` is called"]
pub struct CodeRequestBuilder {
    to: Option<String>,
    from: Option<String>,
    application_id: Option<String>,
    scope: Option<String>,
    message: Option<String>,
    digits: Option<i64>,
    callback_url: Option<String>,
    expiration_time_in_minutes: Option<f64>,
    unchecked: bool,
}

setters! {
    builder CodeRequestBuilder of CodeRequest {
        /// The number that gets the code, in E.164: `+`, then the country code and the number, at most
        /// 15 digits in all.
        to: impl Into<String> = Some(to.into());

        /// The sender: a number that belongs to the application, in E.164. Texts may also come from a
        /// short code or a toll-free number. At most 32 characters.
        from: impl Into<String> = Some(from.into());

        /// The application that sends: a messaging application for texts, a voice application for
        /// calls. Often a UUID, but not always. At most 50 characters.
        application_id: impl Into<String> = Some(application_id.into());

        /// What the code is for, such as `login` or `transfer`. A code verifies only under the scope
        /// that it was sent with, and the scope replaces `{SCOPE}` in the message.
        ///
        /// The service takes `2FA` where none is given. One source allows at most 25 characters, the
        /// others name no limit.
        ///
        /// The server's default: `"2FA"`.
        scope: impl Into<String> = Some(scope.into());

        /// The text that is sent or read aloud, at most 2048 characters. It must contain `{CODE}`,
        /// where the code is put in: without it the person would get no code. It may contain
        /// `{NAME}`, the name of the application, and `{SCOPE}`.
        message: impl Into<String> = Some(message.into());

        /// How many digits the code has: 2 to 8. The sources disagree about the lower bound, some of
        /// them begin at 4; the service may refuse what is below that.
        digits: i64 = Some(digits);

        /// Where to report whether the message arrived, see `DeliveryEvent`. Only for texts, and
        /// only one source has it.
        callback_url: impl Into<String> = Some(callback_url.into());

        /// How long the code stays valid, in minutes. Only one source has this field on a send, with
        /// 1 to 15 and a default of 3; all sources have it on the verification, where it counts.
        expiration_time_in_minutes: impl Into<f64> = Some(expiration_time_in_minutes.into());
    }
}

impl CodeRequestBuilder {
    /// Leaves it to the server to check lengths, patterns and bounds; what is missing is still an error.
    #[inline]
    pub fn unchecked(mut self) -> Self {
        self.unchecked = true;
        self
    }

    /// The `CodeRequest`, or everything that is wrong with it at once.
    #[inline]
    pub fn build(self) -> Result<CodeRequest, ValidationError> {
        let mut problems = Problems::new("CodeRequest");
        problems.required("to", self.to.is_some());
        problems.required("from", self.from.is_some());
        problems.required("application_id", self.application_id.is_some());
        problems.required("message", self.message.is_some());
        problems.required("digits", self.digits.is_some());
        if !self.unchecked {
            check(
                &mut problems,
                self.to.as_deref(),
                self.from.as_deref(),
                self.application_id.as_deref(),
                self.message.as_deref(),
                self.digits,
                self.expiration_time_in_minutes,
            );
        }
        match (self.to, self.from, self.application_id, self.message, self.digits) {
            (
                Some(to),
                Some(from),
                Some(application_id),
                Some(message),
                Some(digits),
            ) if problems.is_empty() => {
                Ok(CodeRequest {
                    to,
                    from,
                    application_id,
                    scope: self.scope,
                    message,
                    digits,
                    callback_url: self.callback_url,
                    expiration_time_in_minutes: self.expiration_time_in_minutes,
                })
            }
            _ => Err(problems.into_error()),
        }
    }
}

impl CodeRequest {
    /// Checks lengths, patterns and bounds, here and in the values inside, and says everything that is wrong at once.
    ///
    /// Nothing else does so for a value that came in a reply or was changed by hand: what a server sends is taken as it is.
    #[inline]
    pub fn validate(&self) -> Result<(), ValidationError> {
        let mut problems = Problems::new("CodeRequest");
        check(
            &mut problems,
            Some(&self.to),
            Some(&self.from),
            Some(&self.application_id),
            Some(&self.message),
            Some(self.digits),
            self.expiration_time_in_minutes,
        );
        problems.into_result()
    }
}

/// Checks the members that have bounds; one that is not set is fine.
#[inline]
fn check(
    problems: &mut Problems,
    to: Option<&str>,
    from: Option<&str>,
    application_id: Option<&str>,
    message: Option<&str>,
    digits: Option<i64>,
    expiration_time_in_minutes: Option<f64>,
) {
    problems.steps("to", to, &TO);
    problems.length("from", from, Some(1), Some(32));
    problems.length("application_id", application_id, Some(1), Some(50));
    problems.length("message", message, None, Some(2048));
    problems.within("message", message, r"\{CODE\}", "{CODE}");
    problems.range("digits", digits, (Bound::Included(2), Bound::Included(8)));
    problems
        .range(
            "expiration_time_in_minutes",
            expiration_time_in_minutes,
            (Bound::<f64>::Unbounded, Bound::Unbounded),
        );
}

static TO: steps::Pattern = steps::Pattern {
    text: r"^\+[1-9][0-9]{1,14}$",
    steps: &[
        steps::of(&[('+', '+')], 1, 1),
        steps::of(&[('1', '9')], 1, 1),
        steps::of(&[('0', '9')], 1, 14),
    ],
    is_whole: true,
};

object::members! {
    CodeRequest through object {
        0 to "to" = None, fill, member, ?;
        1 from "from" = None, fill, member, ?;
        2 application_id "applicationId" = None, fill, member, ?;
        3 scope "scope" = None, set, optional;
        4 message "message" = None, fill, member, ?;
        5 digits "digits" = None, fill, member, ?;
        6 callback_url "callbackUrl" = None, set, optional;
        7 expiration_time_in_minutes "expirationTimeInMinutes" = None, set, number;
    }
}
