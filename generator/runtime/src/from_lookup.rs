//! Reads a client's settings from variables.

use super::api::{Api, CredentialVariables};
use super::problems::{Problems, ValidationError};
use super::security::Credentials;

/// What the variables say.
pub struct Found {
    /// Where the API is.
    pub base_url: Option<String>,
    /// Who is calling.
    pub credentials: Option<Credentials>,
    /// The parameters that are set once.
    pub parameters: Vec<(&'static str, String)>,
}

/// Reads the API's variables. An empty one counts as one that is not set.
///
/// Of several kinds of credentials the first that is complete is taken. If none is, but one is there by half, that is an
/// error which names the variable that is missing.
pub fn read(api: &Api, lookup: &dyn Fn(&str) -> Option<String>) -> Result<Found, ValidationError> {
    let lookup = |name: &str| lookup(name).filter(|value| !value.is_empty());
    let mut problems = Problems::new("configuration");
    let credentials = api
        .credential_variables
        .iter()
        .find_map(|variables| complete(variables, &lookup, &mut problems));
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
        credentials,
        parameters,
    })
}

fn complete(
    variables: &CredentialVariables,
    lookup: &dyn Fn(&str) -> Option<String>,
    problems: &mut Problems,
) -> Option<Credentials> {
    match variables {
        CredentialVariables::Bearer { token } => lookup(token).map(Credentials::bearer),
        CredentialVariables::Basic { username, password } => {
            match (lookup(username), lookup(password)) {
                (Some(user), Some(secret)) => Some(Credentials::basic(user, secret)),
                (None, None) => None,
                (Some(_), None) => {
                    problems.add(password, format!("is not set, but {username} is"));
                    None
                }
                (None, Some(_)) => {
                    problems.add(username, format!("is not set, but {password} is"));
                    None
                }
            }
        }
    }
}
