// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

use std::fmt;
use std::ops::Bound;

use super::super::runtime::{object, steps};
use super::super::runtime::problems::{Problems, ValidationError};
use super::super::runtime::secret::Redacted;
use super::super::runtime::setters::setters;

/// What the person typed, and whom the code had been sent to.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct VerifyCodeRequest {
    /// The number that got the code, in E.164: `+`, then the country code and the number, at most
    /// 15 digits in all.
    pub to: String,
    /// The code as the person typed it, 1 to 8 characters. It is a text since leading zeros count.
    pub code: String,
    /// How old a code may be, in minutes: more than 0, at most 15. With 3, only codes that were
    /// sent in the last three minutes verify. Fractions are allowed; one source begins at 1.
    pub expiration_time_in_minutes: f64,
    /// The scope that the code was sent with. Another scope does not verify. The service takes
    /// `2FA` where none is given.
    ///
    /// The server's default: `"2FA"`.
    pub scope: Option<String>,
    /// The application that sent the code. Older sources require it, the newest does not have it.
    pub application_id: Option<String>,
    /// The sender of the code. Only one source, an old one, has this field.
    pub from: Option<String>,
    /// How many digits the code has. Only one source, an old one, has this field.
    pub digits: Option<i64>,
}

impl fmt::Debug for VerifyCodeRequest {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("VerifyCodeRequest");
        shown.field("to", &Redacted);
        shown.field("code", &Redacted);
        shown.field("expiration_time_in_minutes", &self.expiration_time_in_minutes);
        shown.field("scope", &self.scope);
        shown.field("application_id", &self.application_id);
        shown.field("from", &Redacted::option(self.from.as_ref()));
        shown.field("digits", &self.digits);
        shown.finish()
    }
}

/// Builds a [`VerifyCodeRequest`]; [`VerifyCodeRequest::builder`] starts one.
#[derive(Clone, Default)]
#[must_use = "a builder makes nothing until `build` is called"]
pub struct VerifyCodeRequestBuilder {
    to: Option<String>,
    code: Option<String>,
    expiration_time_in_minutes: Option<f64>,
    scope: Option<String>,
    application_id: Option<String>,
    from: Option<String>,
    digits: Option<i64>,
    unchecked: bool,
}

setters! {
    builder VerifyCodeRequestBuilder of VerifyCodeRequest {
        /// The number that got the code, in E.164: `+`, then the country code and the number, at most
        /// 15 digits in all.
        to: impl Into<String> = Some(to.into());

        /// The code as the person typed it, 1 to 8 characters. It is a text since leading zeros count.
        code: impl Into<String> = Some(code.into());

        /// How old a code may be, in minutes: more than 0, at most 15. With 3, only codes that were
        /// sent in the last three minutes verify. Fractions are allowed; one source begins at 1.
        expiration_time_in_minutes: impl Into<f64> = Some(expiration_time_in_minutes.into());

        /// The scope that the code was sent with. Another scope does not verify. The service takes
        /// `2FA` where none is given.
        ///
        /// The server's default: `"2FA"`.
        scope: impl Into<String> = Some(scope.into());

        /// The application that sent the code. Older sources require it, the newest does not have it.
        application_id: impl Into<String> = Some(application_id.into());

        /// The sender of the code. Only one source, an old one, has this field.
        from: impl Into<String> = Some(from.into());

        /// How many digits the code has. Only one source, an old one, has this field.
        digits: i64 = Some(digits);
    }
}

impl VerifyCodeRequestBuilder {
    /// Leaves it to the server to check lengths, patterns and bounds; what is missing is still an error.
    #[inline]
    pub fn unchecked(mut self) -> Self {
        self.unchecked = true;
        self
    }

    /// The `VerifyCodeRequest`, or everything that is wrong with it at once.
    #[inline]
    pub fn build(self) -> Result<VerifyCodeRequest, ValidationError> {
        let mut problems = Problems::new("VerifyCodeRequest");
        problems.required("to", self.to.is_some());
        problems.required("code", self.code.is_some());
        problems.required("expiration_time_in_minutes", self.expiration_time_in_minutes.is_some());
        if !self.unchecked {
            check(
                &mut problems,
                self.to.as_deref(),
                self.code.as_deref(),
                self.expiration_time_in_minutes,
            );
        }
        match (self.to, self.code, self.expiration_time_in_minutes) {
            (Some(to), Some(code), Some(expiration_time_in_minutes)) if problems.is_empty() => {
                Ok(VerifyCodeRequest {
                    to,
                    code,
                    expiration_time_in_minutes,
                    scope: self.scope,
                    application_id: self.application_id,
                    from: self.from,
                    digits: self.digits,
                })
            }
            _ => Err(problems.into_error()),
        }
    }
}

impl VerifyCodeRequest {
    /// Checks lengths, patterns and bounds, here and in the values inside, and says everything that is wrong at once.
    ///
    /// Nothing else does so for a value that came in a reply or was changed by hand: what a server sends is taken as it is.
    #[inline]
    pub fn validate(&self) -> Result<(), ValidationError> {
        let mut problems = Problems::new("VerifyCodeRequest");
        check(
            &mut problems,
            Some(&self.to),
            Some(&self.code),
            Some(self.expiration_time_in_minutes),
        );
        problems.into_result()
    }
}

/// Checks the members that have bounds; one that is not set is fine.
#[inline]
fn check(
    problems: &mut Problems,
    to: Option<&str>,
    code: Option<&str>,
    expiration_time_in_minutes: Option<f64>,
) {
    problems.steps("to", to, &TO);
    problems.length("code", code, Some(1), Some(8));
    problems
        .range(
            "expiration_time_in_minutes",
            expiration_time_in_minutes,
            (Bound::Excluded(0.0), Bound::Included(15.0)),
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
    VerifyCodeRequest through object {
        0 to "to" = None, fill, member, ?;
        1 code "code" = None, fill, member, ?;
        2 expiration_time_in_minutes "expirationTimeInMinutes" = None, fill, number, ?;
        3 scope "scope" = None, set, optional;
        4 application_id "applicationId" = None, set, optional;
        5 from "from" = None, set, optional;
        6 digits "digits" = None, set, optional;
    }
}
