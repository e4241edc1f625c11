//! A client whose program has to bring a provider of cryptography.

use std::env;
use std::process::Command;

use bandwidth_mfa::{Client, Phase};
use rustls::crypto::{CryptoProvider, aws_lc_rs};

/// Set in the process that has no provider: the others of these tests install one.
const ALONE: &str = "WIRE_ALONE";

/// Installs a provider unless there is one.
pub fn install() {
    if CryptoProvider::get_default().is_none() {
        // An error says that another thread was faster.
        let _ = aws_lc_rs::default_provider().install_default();
    }
}

#[test]
fn a_client_without_a_provider_says_what_to_do() {
    if env::var_os(ALONE).is_none() {
        let test = concat!(
            module_path!(),
            "::a_client_without_a_provider_says_what_to_do"
        );
        let name = test.split_once("::").unwrap().1;
        let mut alone = Command::new(env::current_exe().unwrap());
        let output = alone
            .args(["--exact", name])
            .env(ALONE, "1")
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success() && text.contains("1 passed"),
            "{text}"
        );
        return;
    }
    let error = Client::builder().build().unwrap_err();
    assert_eq!(error.phase(), Phase::Configuration);
    assert_eq!(
        error.to_string(),
        "configuration: transport no provider of cryptography is installed: call `install_default` on one of rustls's first, or turn on the feature `rustls`",
    );
    install();
    Client::builder().build().unwrap();
}
