// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Numbers in floating point: a whole one goes out as an integer.

use serde::Serializer;
use serde::ser::Error;

/// Up to here every whole number has its own `f64`.
const LARGEST_EXACT: f64 = 9_007_199_254_740_992.0;

/// Writes 3 as `3` and not as `3.0`, which some servers refuse. What is not finite is an error.
#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "who writes a value holds it by reference"
)]
pub fn serialize<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    if !value.is_finite() {
        return Err(S::Error::custom("not a finite number"));
    }
    if value.fract() == 0.0 && value.abs() <= LARGEST_EXACT {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "whole, and well within i64"
        )]
        return serializer.serialize_i64(*value as i64);
    }
    serializer.serialize_f64(*value)
}
