//! The origins whose pages may show the advisor in a frame.

use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use url::{Host, Url};

/// Every page.
const ANY: &str = "*";
/// Begins a host that stands for all its subdomains.
const SUBDOMAINS: &str = "*.";

/// The origins whose pages may show the advisor in a frame: all by default. Written as a list, separated by commas:
/// `https://school.example, https://*.courses.example:8443`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmbedOrigins(Arc<[String]>);

impl EmbedOrigins {
    /// The sources for `frame-ancestors` (Content Security Policy, level 3). The pages of the service itself are always
    /// among them: the generator shows a preview.
    #[must_use]
    pub fn sources(&self) -> String {
        if self.0.is_empty() { ANY.to_owned() } else { format!("'self' {}", self.0.join(" ")) }
    }
}

impl Default for EmbedOrigins {
    fn default() -> Self {
        Self(Arc::new([]))
    }
}

impl FromStr for EmbedOrigins {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts: Vec<&str> =
            text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [] => Err(format!(
                "write {ANY} for every page, or origins such as https://school.example"
            )),
            [ANY] => Ok(Self::default()),
            parts => parts.iter().map(|part| origin(part)).collect::<Result<_, _>>().map(Self),
        }
    }
}

/// An origin in its normal form. The result has no character that could end the source in a policy.
fn origin(text: &str) -> Result<String, String> {
    let advice = || {
        format!(
            "{text} is no origin; write scheme and host, such as https://school.example or https://*.school.example"
        )
    };
    let (scheme, rest) = text.split_once("://").ok_or_else(advice)?;
    let (prefix, host) =
        rest.strip_prefix(SUBDOMAINS).map_or(("", rest), |host| (SUBDOMAINS, host));
    let url = Url::parse(&format!("{scheme}://{host}")).map_err(|_| advice())?;
    let is_origin = ["http", "https"].contains(&url.scheme())
        && url.username().is_empty()
        && url.password().is_none()
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none();
    let is_name = |host: &str| {
        let is_allowed = |c: char| c.is_ascii_alphanumeric() || "-.".contains(c);
        host.chars().all(is_allowed) && (prefix.is_empty() || host.contains('.'))
    };
    let is_host = match url.host() {
        Some(Host::Domain(name)) => is_name(name),
        Some(Host::Ipv4(_) | Host::Ipv6(_)) => prefix.is_empty(),
        None => false,
    };
    if !is_origin || !is_host {
        return Err(advice());
    }
    let origin = url.origin().ascii_serialization();
    Ok(origin.replacen("://", &format!("://{prefix}"), 1))
}

impl TryFrom<String> for EmbedOrigins {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<EmbedOrigins> for String {
    fn from(origins: EmbedOrigins) -> Self {
        if origins.0.is_empty() { ANY.to_owned() } else { origins.0.join(", ") }
    }
}

#[cfg(test)]
mod tests {
    use super::EmbedOrigins;

    #[test]
    fn by_default_every_page_may_embed() {
        assert_eq!(EmbedOrigins::default().sources(), "*");
        assert_eq!("*".parse(), Ok(EmbedOrigins::default()));
        assert_eq!(String::from(EmbedOrigins::default()), "*");
    }

    #[test]
    fn origins_are_read_in_their_normal_form() {
        let origins: EmbedOrigins =
            "https://School.example/, http://127.0.0.1:8000,https://*.courses.example:443,"
                .parse()
                .unwrap();
        let sources = "https://school.example http://127.0.0.1:8000 https://*.courses.example";
        assert_eq!(origins.sources(), format!("'self' {sources}"));
        assert_eq!(String::from(origins.clone()).parse(), Ok(origins));
    }

    #[test]
    fn what_is_no_origin_is_rejected() {
        for wrong in [
            "",
            " , ",
            "school.example",
            "https://",
            "https://*",
            "https://*.example",
            "https://*.127.0.0.1",
            "https://a.*.example",
            "ftp://school.example",
            "https://me@school.example",
            "https://school.example/course",
            "https://school.example?a",
            "https://school.example; script-src *",
            "https://school.example 'unsafe-inline'",
            "'self'",
            "*, https://school.example",
        ] {
            let error = wrong.parse::<EmbedOrigins>().unwrap_err();
            assert!(error.contains("https://school.example"), "{wrong}: {error}");
        }
    }
}
