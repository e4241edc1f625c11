//! What the client knows of its API without being told.

/// What the client knows of its API without being told.
pub struct Api {
    /// The client's package, for the `User-Agent` header.
    pub name: &'static str,
    /// Its version, for the same header.
    pub version: &'static str,
    /// Where the API is, if its description says so.
    pub base_url: Option<&'static str>,
    /// How large a reply may be, in bytes.
    pub body_limit: u64,
    /// The environment variable that holds another base URL.
    pub base_url_variable: &'static str,
    /// Where OAuth2 tokens are asked for, if its description says so.
    pub token_url: Option<&'static str>,
    /// The environment variable that holds another URL for that.
    pub token_url_variable: Option<&'static str>,
    /// The scopes that its operations ask of an OAuth2 token.
    pub token_scopes: &'static [&'static str],
    /// The environment variables that hold credentials, in order of preference.
    pub credential_variables: &'static [CredentialVariables],
    /// The parameters that are set once.
    pub parameters: &'static [ClientParameter],
}

/// The environment variables that hold one kind of credentials.
pub enum CredentialVariables {
    /// OAuth2 client credentials.
    OAuth2 {
        /// The variable with the client's id.
        client_id: &'static str,
        /// The variable with its secret.
        client_secret: &'static str,
    },
    /// An API key.
    ApiKey {
        /// The name of the header, the query parameter or the cookie that carries it.
        name: &'static str,
        /// The variable with the key.
        key: &'static str,
    },
    /// Basic credentials.
    Basic {
        /// The variable with the user name.
        username: &'static str,
        /// The variable with the password.
        password: &'static str,
    },
    /// A token.
    Bearer {
        /// The variable with the token.
        token: &'static str,
    },
}

/// A parameter that is set once, on the client.
pub struct ClientParameter {
    /// Its name in the API's description.
    pub name: &'static str,
    /// The environment variable that holds its value.
    pub variable: Option<&'static str>,
}
