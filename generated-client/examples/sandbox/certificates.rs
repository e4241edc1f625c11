//! An authority that lives as long as this program, and a server's certificate from it.

use std::error::Error;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, IsCa, KeyPair,
    KeyUsagePurpose,
};
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::PrivatePkcs8KeyDer;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Names that clients may know the server by: this machine, and the hosts of the production service.
const NAMES: [&str; 5] = [
    "localhost",
    "127.0.0.1",
    "::1",
    "mfa.bandwidth.com",
    "api.bandwidth.com",
];

/// Makes both, writes the authority's certificate to a file, and returns what a server needs.
pub fn make(authority_file: &Path) -> Result<Arc<ServerConfig>, Box<dyn Error>> {
    let mut params = CertificateParams::new(Vec::new())?;
    params.distinguished_name = name("MFA sandbox, trust it in tests only");
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    limit(&mut params);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate()?)?;

    let mut params = CertificateParams::new(NAMES.map(str::to_owned))?;
    params.distinguished_name = name("MFA sandbox");
    limit(&mut params);
    // Some programs want to be told which key signed.
    params.use_authority_key_identifier_extension = true;
    let key = KeyPair::generate()?;
    let certificate = params.signed_by(&key, &authority)?;

    write(authority_file, &authority.pem())?;
    let provider = Arc::new(aws_lc_rs::default_provider());
    let key = PrivatePkcs8KeyDer::from(key.serialize_der());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key.into())?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

/// Writes a file anew. A link that somebody put in its place is removed, not followed.
fn write(path: &Path, text: &str) -> Result<(), Box<dyn Error>> {
    let fails = |error| format!("cannot write {}: {error}", path.display());
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(fails(error).into()),
        _ => {}
    }
    let mut file = fs::File::create_new(path).map_err(fails)?;
    file.write_all(text.as_bytes()).map_err(fails)?;
    Ok(())
}

/// Some programs take no certificate that is good for years, and some clocks are a little slow.
fn limit(params: &mut CertificateParams) {
    let now = SystemTime::now();
    params.not_before = (now - DAY).into();
    params.not_after = (now + 30 * DAY).into();
}

fn name(text: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, text);
    name
}
