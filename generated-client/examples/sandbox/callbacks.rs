//! Posts delivery reports.

use std::error::Error;
use std::net::IpAddr;
use std::time::Duration;

use bandwidth_mfa::testing::Delivery;
use http::Uri;
use http::header::CONTENT_TYPE;

/// How long a receiver may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Where reports go.
#[derive(Clone)]
pub struct Callbacks {
    client: reqwest::Client,
    anywhere: bool,
}

impl Callbacks {
    /// Posts to this machine, or to any.
    pub fn new(anywhere: bool) -> Result<Self, reqwest::Error> {
        let mut builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(PATIENCE);
        if !anywhere {
            // A proxy is another machine.
            builder = builder.no_proxy();
        }
        let client = builder.build()?;
        Ok(Self { client, anywhere })
    }

    /// Posts a report, and says what became of it in words that do not hold the URL.
    pub async fn post(&self, delivery: Delivery) -> String {
        if !self.anywhere && !is_here(&delivery.url) {
            return "report not posted: its callbackUrl is not on this machine".to_owned();
        }
        let request = self.client.post(&delivery.url);
        let request = request.header(CONTENT_TYPE, "application/json");
        match request.body(delivery.body).send().await {
            Ok(reply) => format!("report posted: {}", reply.status()),
            Err(error) => format!("report not posted: {}", reason(&error.without_url())),
        }
    }
}

/// What is underneath an error: that a request failed is plain.
fn reason(error: &reqwest::Error) -> String {
    let mut reason: &dyn Error = error;
    while let Some(source) = reason.source() {
        reason = source;
    }
    reason.to_string()
}

/// Whether a URL leads to this machine whatever a name server says.
fn is_here(url: &str) -> bool {
    let Ok(uri) = url.parse::<Uri>() else {
        return false;
    };
    let host = uri.host().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || address
            .parse()
            .is_ok_and(|address: IpAddr| address.is_loopback())
}
