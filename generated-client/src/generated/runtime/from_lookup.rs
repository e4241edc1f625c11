// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Reads a client's settings from variables.

use super::api::{Api, CredentialVariables};
use super::problems::{Problems, ValidationError};
use super::security::Credentials;

/// What the variables say.
pub struct Found {
    /// Where the API is.
    pub base_url: Option<String>,
    /// Where OAuth2 tokens are asked for.
    pub token_url: Option<String>,
    /// Who is calling.
    pub credentials: Option<Credentials>,
    /// The parameters that are set once.
    pub parameters: Vec<(&'static str, String)>,
}

/// Reads the API's variables. An empty one counts as one that is not set.
///
/// All kinds of credentials that are complete are taken, in the API's order of preference. If none is, but one is there by
/// half, that is an error which names the variable that is missing.
#[inline]
pub fn read(api: &Api, lookup: &dyn Fn(&str) -> Option<String>) -> Result<Found, ValidationError> {
    let lookup = |name: &str| lookup(name).filter(|value| !value.is_empty());
    let mut problems = Problems::new("configuration");
    let credentials = api
        .credential_variables
        .iter()
        .filter_map(|variables| complete(variables, &lookup, &mut problems))
        .reduce(Credentials::and);
    if credentials.is_none() && !problems.is_empty() {
        return Err(problems.into_error());
    }
    let parameters = api
        .parameters
        .iter()
        .filter_map(|parameter| Some((parameter.name, lookup(parameter.variable?)?)))
        .collect();
    Ok(Found {
        base_url: lookup(api.base_url_variable),
        token_url: api.token_url_variable.and_then(&lookup),
        credentials,
        parameters,
    })
}

#[inline]
fn complete(
    variables: &CredentialVariables,
    lookup: &dyn Fn(&str) -> Option<String>,
    problems: &mut Problems,
) -> Option<Credentials> {
    match variables {
        CredentialVariables::Bearer { token } => lookup(token).map(Credentials::bearer),
        CredentialVariables::ApiKey { name, key } => {
            lookup(key).map(|key| Credentials::api_key(*name, key))
        }
        CredentialVariables::OAuth2 {
            client_id,
            client_secret,
        } => pair(client_id, client_secret, lookup, problems)
            .map(|(id, secret)| Credentials::oauth2(id, secret)),
        CredentialVariables::Basic { username, password } => {
            pair(username, password, lookup, problems)
                .map(|(user, secret)| Credentials::basic(user, secret))
        }
    }
}

#[inline]
fn pair(
    one: &'static str,
    other: &'static str,
    lookup: &dyn Fn(&str) -> Option<String>,
    problems: &mut Problems,
) -> Option<(String, String)> {
    match (lookup(one), lookup(other)) {
        (Some(one), Some(other)) => return Some((one, other)),
        (None, None) => {}
        (Some(_), None) => problems.add(other, format!("is not set, but {one} is")),
        (None, Some(_)) => problems.add(one, format!("is not set, but {other} is")),
    }
    None
}
