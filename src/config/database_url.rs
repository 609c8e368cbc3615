//! The URL of the database. It may contain a password, which is never shown.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize, Serializer};
use url::Url;

/// Replaces a password.
const MASK: &str = "***";

/// The URL of a database.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    /// The URL with its password, to connect with.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The URL without its password.
    fn masked(&self) -> String {
        if self.0.starts_with("sqlite:") {
            return self.0.clone();
        }
        // Without a scheme it is not a URL, and anything in it may be a password.
        let Some((scheme, _)) = self.0.split_once("://") else { return MASK.to_owned() };
        // A URL that cannot be parsed may have a password anywhere.
        let Ok(mut url) = Url::parse(&self.0) else { return format!("{scheme}://{MASK}") };
        if url.password().is_some() && url.set_password(Some(MASK)).is_err() {
            return format!("{scheme}://{MASK}");
        }
        if url.query().is_some_and(|query| query.to_lowercase().contains("password")) {
            url.set_query(Some(MASK));
        }
        url.set_fragment(None);
        url.to_string()
    }
}

impl From<&str> for DatabaseUrl {
    fn from(url: &str) -> Self {
        Self(url.to_owned())
    }
}

impl FromStr for DatabaseUrl {
    type Err = Infallible;

    fn from_str(url: &str) -> Result<Self, Infallible> {
        Ok(url.into())
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.masked())
    }
}

impl Serialize for DatabaseUrl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::DatabaseUrl;

    #[test]
    fn a_password_is_never_shown() {
        for (given, shown) in [
            ("sqlite://framewise.db", "sqlite://framewise.db"),
            ("postgres://db/framewise", "postgres://db/framewise"),
            ("postgres://me:secret@db/framewise", "postgres://me:***@db/framewise"),
            ("postgres://me@db/x?password=secret", "postgres://me@db/x?***"),
            ("postgres://me:sec:ret@[bad/x", "postgres://***"),
            ("postgres:me:secret@db/framewise", "***"),
            ("host=db user=me password=secret", "***"),
            ("postgres://db/x#password=secret", "postgres://db/x"),
            ("postgres://db/x?user=me&PassWord=secret", "postgres://db/x?***"),
            ("me:secret@db/framewise", "***"),
            ("sqlite:framewise.db", "sqlite:framewise.db"),
        ] {
            let url = DatabaseUrl::from(given);
            assert_eq!(serde_json::to_value(&url).unwrap(), shown);
            assert_eq!(format!("{url:?}"), shown);
            assert_eq!(url.reveal(), given);
        }
    }
}
