//! Where to report a vulnerability of this service: a mail address or a page.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use url::Url;

/// A contact for `/.well-known/security.txt`: a `mailto:` or `https:` URL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SecurityContact(Url);

impl SecurityContact {
    /// The URL, in which only ASCII without line breaks and spaces can stand.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl FromStr for SecurityContact {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let advice = || {
            "write a URL such as mailto:security@tools.example or https://tools.example/security"
                .to_owned()
        };
        let url = Url::parse(text).map_err(|_| advice())?;
        let is_contact = match url.scheme() {
            "mailto" => is_mail_address(url.path()) && url.fragment().is_none(),
            "https" => url.has_host() && url.username().is_empty() && url.password().is_none(),
            _ => false,
        };
        // The parser drops line breaks and encodes spaces; neither was meant.
        let is_plain = !text.contains(|c: char| c.is_whitespace() || c.is_control());
        if is_contact && is_plain { Ok(Self(url)) } else { Err(advice()) }
    }
}

/// Whether this is one address with a name and a host; more is up to the mail server.
fn is_mail_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.contains(['@', ',', '/'])
    })
}

impl TryFrom<String> for SecurityContact {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<SecurityContact> for String {
    fn from(contact: SecurityContact) -> Self {
        contact.0.into()
    }
}

#[cfg(test)]
mod tests {
    use super::SecurityContact;

    #[test]
    fn a_mail_address_and_a_page_are_contacts() {
        for contact in [
            "mailto:security@tools.example",
            "mailto:security@tools.example?subject=framewise",
            "https://tools.example/security",
            "https://tools.example/security#report",
        ] {
            assert_eq!(contact.parse::<SecurityContact>().unwrap().as_str(), contact);
        }
    }

    #[test]
    fn what_leads_nowhere_is_rejected() {
        for wrong in [
            "",
            "security@tools.example",
            "mailto:",
            "mailto:security",
            "mailto:@tools.example",
            "mailto:a@tools.example,b@tools.example",
            "http://tools.example/security",
            "https://me:secret@tools.example/security",
            "tel:+491234",
            "https://tools.example/\nContact: mailto:evil@tools.example",
            "mailto:security@tools.example\r\nExpires: never",
        ] {
            let advice = wrong.parse::<SecurityContact>().unwrap_err();
            assert!(advice.contains("mailto:security@tools.example"), "{wrong}");
            assert!(!advice.contains("secret"));
        }
    }
}
