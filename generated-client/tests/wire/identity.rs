//! Certificates: an authority of the test's own, and servers that it vouches for or does not.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, IsCa, KeyPair,
    KeyUsagePurpose,
};
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};

/// The name that the servers have besides this machine's address. It leads nowhere.
pub const NAME: &str = "mfa.test";

/// An authority.
pub struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    pub fn new() -> Self {
        static AUTHORITIES: AtomicU32 = AtomicU32::new(0);
        let number = AUTHORITIES.fetch_add(1, Ordering::Relaxed);
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.distinguished_name = name(&format!("Authority {number}"));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        Self(CertifiedIssuer::self_signed(params, key).unwrap())
    }

    /// The root certificate, in PEM.
    pub fn pem(&self) -> String {
        self.0.pem()
    }

    /// A server that this authority vouches for.
    pub fn server(&self) -> Arc<ServerConfig> {
        let key = KeyPair::generate().unwrap();
        let certificate = params().signed_by(&key, &self.0).unwrap();
        config(certificate.der(), &key)
    }
}

/// A server that nobody vouches for but itself.
pub fn self_signed() -> Arc<ServerConfig> {
    let key = KeyPair::generate().unwrap();
    let certificate = params().self_signed(&key).unwrap();
    config(certificate.der(), &key)
}

fn params() -> CertificateParams {
    let names = ["127.0.0.1", NAME].map(str::to_owned);
    let mut params = CertificateParams::new(names).unwrap();
    params.distinguished_name = name("Server");
    params
}

/// Some look for an issuer by its name: no two may have the same.
fn name(text: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, text);
    name
}

fn config(certificate: &CertificateDer<'static>, key: &KeyPair) -> Arc<ServerConfig> {
    // Named, so that the client's own choice of a provider is not made here.
    let provider = Arc::new(aws_lc_rs::default_provider());
    let key = PrivatePkcs8KeyDer::from(key.serialize_der());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.clone()], key.into());
    Arc::new(config.unwrap())
}
