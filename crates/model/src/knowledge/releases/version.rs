//! Calendar versions: year, month, number within the month.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// `2026.11.1`: the first release of November 2026. Later versions are greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Version {
    year: i16,
    month: i8,
    number: u32,
}

/// A text is not a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a version is year, month and number within the month, such as 2026.11.1")]
pub struct ParseVersionError;

impl Version {
    /// The first version of the month of `day` that is greater than `last`.
    #[must_use]
    pub fn next(last: Option<Self>, day: Date) -> Self {
        let first = Self { year: day.year(), month: day.month(), number: 1 };
        match last {
            Some(last) if last >= first => Self { number: last.number + 1, ..last },
            _ => first,
        }
    }

    /// Whether `day` lies in the month that this version names.
    #[must_use]
    pub fn is_of(self, day: Date) -> bool {
        (self.year, self.month) == (day.year(), day.month())
    }
}

impl FromStr for Version {
    type Err = ParseVersionError;

    fn from_str(text: &str) -> Result<Self, ParseVersionError> {
        let parsed = || {
            let mut parts = text.splitn(3, '.');
            Some(Self {
                year: parts.next()?.parse().ok()?,
                month: parts.next()?.parse().ok()?,
                number: parts.next()?.parse().ok()?,
            })
        };
        let version = parsed().ok_or(ParseVersionError)?;
        let in_range = (2000..2100).contains(&version.year)
            && (1..=12).contains(&version.month)
            && (1..u32::MAX).contains(&version.number);
        // One spelling for each version, so that texts are equal where versions are: no `2026.011.1`.
        if in_range && version.to_string() == text { Ok(version) } else { Err(ParseVersionError) }
    }
}

impl TryFrom<String> for Version {
    type Error = ParseVersionError;

    fn try_from(text: String) -> Result<Self, ParseVersionError> {
        text.parse()
    }
}

impl From<Version> for String {
    fn from(version: Version) -> Self {
        version.to_string()
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.year, self.month, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_version_has_one_spelling() {
        for bad in ["", "2026", "2026.11", "2026.11.0", "2026.13.1", "2026.011.1", "2026.11.1.1"] {
            assert_eq!(bad.parse::<Version>(), Err(ParseVersionError), "{bad}");
        }
        for bad in ["+2026.11.1", "2026.11.+1", " 2026.11.1", "1999.1.1", "2026.11.4294967295"] {
            assert_eq!(bad.parse::<Version>(), Err(ParseVersionError), "{bad}");
        }
    }

    #[test]
    fn the_next_version_is_of_this_month_and_greater() {
        let last = Some("2026.11.9".parse().unwrap());
        assert_eq!(Version::next(last, date(2026, 11, 30)).to_string(), "2026.11.10");
        assert_eq!(Version::next(last, date(2026, 12, 1)).to_string(), "2026.12.1");
        assert_eq!(Version::next(last, date(2026, 10, 1)).to_string(), "2026.11.10");
        assert_eq!(Version::next(None, date(2026, 10, 1)).to_string(), "2026.10.1");
    }
}
