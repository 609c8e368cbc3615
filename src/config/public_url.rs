//! The address by which clients reach the service: that of a proxy, for example, which may serve it under a path.

use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use url::Url;

/// The base of every link that the service gives out. By default it is empty: then links are paths.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicUrl {
    /// Without a slash at the end.
    base: Arc<str>,
    /// `https://tools.example:8443`.
    origin: Arc<str>,
    host: Arc<str>,
}

impl PublicUrl {
    /// The link to a path of this service, which begins with a slash.
    #[must_use]
    pub fn to(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// The address itself; a slash if it is not known.
    #[must_use]
    pub fn to_root(&self) -> &str {
        if self.base.is_empty() { "/" } else { &self.base }
    }

    /// Scheme, host and port; empty if the address is not known.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// This address, or the one by which a request came (its `Host`) if this one is not known.
    #[must_use]
    pub fn or_host(&self, host: &str) -> Self {
        if self.base.is_empty() {
            format!("http://{host}").parse().unwrap_or_default()
        } else {
            self.clone()
        }
    }

    /// The name of the host; empty if it is not known.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }
}

impl FromStr for PublicUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let advice = || {
            "write an address such as https://tools.example/framewise, without user, query and fragment"
                .to_owned()
        };
        let url = Url::parse(text).map_err(|_| advice())?;
        let is_plain = ["http", "https"].contains(&url.scheme())
            && url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none();
        let host = url.host_str().filter(|_| is_plain).ok_or_else(advice)?;
        Ok(Self {
            base: url.as_str().trim_end_matches('/').into(),
            origin: url.origin().ascii_serialization().into(),
            host: host.trim_matches(['[', ']']).into(),
        })
    }
}

impl TryFrom<String> for PublicUrl {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<PublicUrl> for String {
    fn from(url: PublicUrl) -> Self {
        url.base.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::PublicUrl;

    #[test]
    fn links_have_the_address_and_its_path() {
        for (given, link, origin) in [
            ("https://tools.example", "https://tools.example/v1/audit", "https://tools.example"),
            ("https://tools.example/", "https://tools.example/v1/audit", "https://tools.example"),
            (
                "http://tools.example:8080/a/framewise/",
                "http://tools.example:8080/a/framewise/v1/audit",
                "http://tools.example:8080",
            ),
        ] {
            let url: PublicUrl = given.parse().unwrap();
            assert_eq!(url.to("/v1/audit"), link);
            assert_eq!(url.origin(), origin);
            assert_eq!(url.host(), "tools.example");
        }
        assert_eq!(PublicUrl::default().to("/v1/audit"), "/v1/audit");
    }

    #[test]
    fn an_unknown_address_is_the_one_of_the_request() {
        let unknown = PublicUrl::default();
        assert_eq!(unknown.or_host("127.0.0.1:8080").to("/a"), "http://127.0.0.1:8080/a");
        assert_eq!(unknown.or_host("").to("/a"), "/a");
        assert_eq!(unknown.or_host("a?b").to("/a"), "/a");
        let known: PublicUrl = "https://tools.example/framewise".parse().unwrap();
        assert_eq!(known.or_host("127.0.0.1").to("/a"), "https://tools.example/framewise/a");
    }

    #[test]
    fn what_is_no_address_of_a_service_is_rejected() {
        for wrong in [
            "",
            "tools.example",
            "/framewise",
            "ftp://tools.example",
            "https://me@tools.example",
            "https://me:secret@tools.example",
            "https://tools.example?a=b",
            "https://tools.example#a",
        ] {
            let advice = wrong.parse::<PublicUrl>().unwrap_err();
            assert!(
                advice.contains("https://tools.example/framewise") && !advice.contains("secret")
            );
        }
    }
}
