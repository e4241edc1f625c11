// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! What the client knows of its API.

use std::env;

use super::mfa::Mfa;
use super::runtime::api::{Api, ClientParameter, CredentialVariables};
use super::runtime::client::Client;
use super::runtime::client_builder::ClientBuilder;
use super::runtime::environment::Environment;
use super::runtime::error::Error;

impl Client {
    /// Starts a client with the document's settings; everything else is set on the builder.
    #[inline]
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new(&API)
    }

    /// A client whose settings come from the environment, see [`ClientBuilder::from_env`].
    #[inline]
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }

    /// Sends one-time codes by SMS or voice, and verifies them.
    #[inline]
    pub fn mfa(&self) -> Mfa<'_> {
        Mfa::new(self)
    }
}

impl ClientBuilder {
    /// Starts a client with settings from the environment:
    ///
    /// - `BW_ACCOUNT_ID`: `accountId`
    /// - `BW_CLIENT_ID`, `BW_CLIENT_SECRET`: a client's id and secret, for OAuth2
    /// - `BW_USERNAME`, `BW_PASSWORD`: user name and password
    /// - `BW_TOKEN_URL`: where OAuth2 tokens are asked for, if not at the document's place
    /// - `BW_MFA_BASE_URL`: the base URL, if not the document's
    ///
    /// Of several kinds of credentials the first wins that an operation takes.
    /// A variable that is not set, or empty, sets nothing. Half of a pair is an error that names the other half.
    #[inline]
    pub fn from_env() -> Result<Self, Error> {
        Self::from_lookup(&API, &|name| env::var(name).ok())
    }

    /// The account that is billed. It must have the service enabled that the operation uses.
    ///
    /// Set once, for every operation that has it; a call may set another.
    #[inline]
    pub fn account_id(self, account_id: impl Into<String>) -> Self {
        self.parameter("accountId", account_id)
    }
}

impl Environment {
    /// Production. The API has no test host.
    ///
    /// `https://mfa.bandwidth.com/api/v1`
    pub const PRODUCTION: Self = Self::new("https://mfa.bandwidth.com/api/v1");
}

static API: Api = Api {
    name: env!("CARGO_PKG_NAME"),
    version: env!("CARGO_PKG_VERSION"),
    base_url: Some("https://mfa.bandwidth.com/api/v1"),
    body_limit: 1_048_576,
    base_url_variable: "BW_MFA_BASE_URL",
    token_url: Some("https://api.bandwidth.com/api/v1/oauth2/token"),
    token_url_variable: Some("BW_TOKEN_URL"),
    token_scopes: &[],
    credential_variables: &[
        CredentialVariables::OAuth2 {
            client_id: "BW_CLIENT_ID",
            client_secret: "BW_CLIENT_SECRET",
        },
        CredentialVariables::Basic {
            username: "BW_USERNAME",
            password: "BW_PASSWORD",
        },
    ],
    parameters: &[
        ClientParameter {
            name: "accountId",
            variable: Some("BW_ACCOUNT_ID"),
        },
    ],
};
