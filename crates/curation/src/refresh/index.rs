//! The client of a package index: the simple API of the Python packaging standards.
//!
//! It needs the JSON form (PEP 691) with times of upload (PEP 700). The metadata of a wheel come from the file
//! next to it (PEP 658) if the index offers one, and otherwise from the wheel itself.

use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Body};
use url::Url;

use super::metadata::Metadata;
use super::name::normalised;
use super::project::{File, Meta, Project};
use super::wheel;

/// The JSON form of the simple API.
const JSON: &str = "application/vnd.pypi.simple.v1+json";
/// The most bytes of the list of all packages. The public list has about 40 MB.
const MAX_LIST: u64 = 512 << 20;
/// The most bytes of the answer about one package. Packages with many builds have about 5 MB.
const MAX_PROJECT: u64 = 64 << 20;
/// The most bytes of a wheel.
const MAX_WHEEL: u64 = 256 << 20;

/// A package index.
#[derive(Debug)]
pub struct Index {
    agent: Agent,
    root: Url,
}

/// Why the index gives no usable answer.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The index does not list the package.
    #[error("the index has no such package")]
    NoPackage,
    /// The index answers with an error.
    #[error("the index answers with status {0}")]
    Status(u16),
    /// There is no complete answer.
    #[error("the index cannot be reached: {0}")]
    Unreachable(String),
    /// The answer does not have the form of the standard.
    #[error("the index gives a malformed answer: {0}")]
    Malformed(String),
}

impl Index {
    /// The index whose simple API has this root (the address that pip takes as `--index-url`). A request that
    /// takes longer than `timeout` fails.
    #[must_use]
    pub fn new(mut root: Url, timeout: Duration) -> Self {
        if !root.path().ends_with('/') {
            root.set_path(&format!("{}/", root.path()));
        }
        let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
        let found = rustls_native_certs::load_native_certs().certs;
        let certificates: Vec<Certificate<'static>> =
            found.iter().map(|found| Certificate::from_der(found).to_owned()).collect();
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::new_with_certs(&certificates))
            .unversioned_rustls_crypto_provider(provider)
            .build();
        let agent = Agent::config_builder()
            .tls_config(tls)
            .user_agent(concat!("framewise-curate/", env!("CARGO_PKG_VERSION")))
            .timeout_global(Some(timeout))
            .build()
            .new_agent();
        Self { agent, root }
    }

    /// What the index lists of a package.
    ///
    /// # Errors
    /// [`IndexError`] if the index does not list it, cannot be reached or gives a malformed answer.
    pub fn project(&self, package: &str) -> Result<Project, IndexError> {
        let url = self.address(&format!("{package}/"))?;
        let project: Project = self.json(&url, MAX_PROJECT)?;
        check(&project.meta)?;
        Ok(project)
    }

    /// The names of all packages, normalised.
    ///
    /// # Errors
    /// [`IndexError`] if the index cannot be reached or gives a malformed answer.
    pub fn names(&self) -> Result<Vec<String>, IndexError> {
        #[derive(Deserialize)]
        struct List {
            meta: Meta,
            projects: Vec<Name>,
        }
        #[derive(Deserialize)]
        struct Name {
            name: String,
        }
        let list: List = self.json(&self.root, MAX_LIST)?;
        check(&list.meta)?;
        Ok(list.projects.iter().map(|project| normalised(&project.name)).collect())
    }

    /// The metadata of a wheel that [`Index::project`] lists for this package.
    ///
    /// # Errors
    /// [`IndexError`] if they cannot be fetched or read.
    pub fn metadata(&self, package: &str, file: &File) -> Result<Metadata, IndexError> {
        let url = self.address(&format!("{package}/"))?.join(&file.url).map_err(malformed)?;
        let text = if file.has_metadata() {
            let mut url = url;
            url.set_path(&format!("{}.metadata", url.path()));
            let bytes = self.bytes(&url, wheel::MAX_METADATA)?;
            String::from_utf8(bytes).map_err(malformed)?
        } else {
            wheel::metadata(&self.bytes(&url, MAX_WHEEL)?).map_err(malformed)?
        };
        Metadata::parse(&text).map_err(malformed)
    }

    fn address(&self, path: &str) -> Result<Url, IndexError> {
        self.root.join(path).map_err(malformed)
    }

    fn json<T: DeserializeOwned>(&self, url: &Url, limit: u64) -> Result<T, IndexError> {
        let mut body = self.get(url, JSON)?;
        // An index that does not know the JSON form answers with HTML.
        if !body.mime_type().is_some_and(|kind| kind.ends_with("json")) {
            let kind = body.mime_type().unwrap_or("no media type");
            return Err(IndexError::Malformed(format!("{kind} instead of {JSON}")));
        }
        let bytes = body.with_config().limit(limit).read_to_vec().map_err(failed)?;
        serde_json::from_slice(&bytes).map_err(malformed)
    }

    fn bytes(&self, url: &Url, limit: u64) -> Result<Vec<u8>, IndexError> {
        self.get(url, "*/*")?.with_config().limit(limit).read_to_vec().map_err(failed)
    }

    fn get(&self, url: &Url, accept: &str) -> Result<Body, IndexError> {
        let answer = self.agent.get(url.as_str()).header("Accept", accept).call();
        Ok(answer.map_err(failed)?.into_body())
    }
}

/// This client knows the first version of the API.
fn check(meta: &Meta) -> Result<(), IndexError> {
    match meta.api_version.split('.').next() {
        Some("1") => Ok(()),
        _ => Err(IndexError::Malformed(format!("version {} of the API", meta.api_version))),
    }
}

fn failed(error: ureq::Error) -> IndexError {
    match error {
        ureq::Error::StatusCode(404 | 410) => IndexError::NoPackage,
        ureq::Error::StatusCode(status) => IndexError::Status(status),
        // An address may contain a password.
        ureq::Error::BadUri(_) => IndexError::Unreachable("its address cannot be used".to_owned()),
        error => IndexError::Unreachable(error.to_string()),
    }
}

fn malformed(error: impl std::fmt::Display) -> IndexError {
    IndexError::Malformed(error.to_string())
}
