//! Operations that have a server of their own.

use super::base_url::BaseUrl;
use super::client_builder::ClientBuilder;

impl BaseUrl {
    /// The base URL of an operation that the API's description sends to `server`: a URL, or a path on the same host.
    ///
    /// Only who uses the description's own base URL, `described`, is sent there. Any other was chosen, and stands before the
    /// description's: what runs against a sandbox or a fake never leaves it.
    #[must_use]
    #[inline]
    pub fn or_server(&self, described: &str, server: &str) -> Self {
        if server.starts_with('/') {
            return self.with_path(server);
        }
        if self.as_str() != described.trim_end_matches('/') {
            return self.clone();
        }
        Self::parse(server).unwrap_or_else(|_| self.clone())
    }

    #[inline]
    fn with_path(&self, path: &str) -> Self {
        let uri = self.uri();
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return self.clone();
        };
        // Whether plain http will do was asked when this base URL was made.
        let url = format!("{scheme}://{authority}{path}");
        Self::dangerously_allow_http(&url).unwrap_or_else(|_| self.clone())
    }
}

impl ClientBuilder {
    /// Sends credentials, and headers that were set for every request, to all servers that the API's description has for single
    /// operations. Unless this is called they go to the base URL's origin alone, and an operation that is sent elsewhere and
    /// needs credentials fails before anything is sent.
    #[inline]
    pub fn trust_all_servers(mut self) -> Self {
        self.trust_all_servers = true;
        self
    }
}
