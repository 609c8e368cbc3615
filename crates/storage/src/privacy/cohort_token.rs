//! The two tokens of a cohort: one only adds answers, the other only reads, closes and deletes.
//!
//! A token is `fwj_` (join) or `fwc_` (read), 32 characters of 144 random bits and of the day on which it ends, and 4
//! check characters. Because of the day, a server can say that a token has ended after everything of its cohort is
//! deleted. Only SHA-256 of a token is stored: 144 random bits cannot be found by trying.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use sha2::{Digest, Sha256};

use super::secret_text::{self, Bits, Fault};

/// Number of characters of a token.
pub const TOKEN_LENGTH: usize = secret_text::LENGTH;

/// Maximum of weeks after which a cohort ends.
pub const MAX_WEEKS: u8 = 26;

/// The first day that a token can hold.
const FIRST_DAY: Date = date(2020, 1, 1);

/// SHA-256 of a token, the only form in which it is stored.
pub type TokenHash = [u8; 32];

/// What a token can do.
pub trait TokenKind: Copy {
    /// The first characters of the token.
    const PREFIX: &'static str;
    /// Its name for readers.
    const NAME: &'static str;
    /// The first characters of the other token.
    const OTHER_PREFIX: &'static str;
    /// What to do with the other token.
    const OTHER_USE: &'static str;
}

/// Adds answers to a cohort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Join;

/// Reads, closes and deletes a cohort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Read;

impl TokenKind for Join {
    const PREFIX: &'static str = "fwj_";
    const NAME: &'static str = "join token";
    const OTHER_PREFIX: &'static str = Read::PREFIX;
    const OTHER_USE: &'static str = "this is the read token, which only the teacher keeps";
}

impl TokenKind for Read {
    const PREFIX: &'static str = "fwc_";
    const NAME: &'static str = "read token";
    const OTHER_PREFIX: &'static str = Join::PREFIX;
    const OTHER_USE: &'static str = "this is the join token, which only adds answers";
}

/// A token. `Debug` does not show it, because it is a secret.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Token<Kind>(Bits, PhantomData<Kind>);

/// The token that adds answers.
pub type JoinToken = Token<Join>;
/// The token that reads, closes and deletes.
pub type ReadToken = Token<Read>;

/// Why a text is not a token of this kind. Never repeats the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidToken {
    /// Another prefix.
    #[error("a {name} begins with {prefix}")]
    Prefix {
        /// The kind of token.
        name: &'static str,
        /// Its first characters.
        prefix: &'static str,
    },
    /// The other token of the cohort.
    #[error("{given}; a {name} begins with {prefix}")]
    OtherToken {
        /// What was given.
        given: &'static str,
        /// The kind of token.
        name: &'static str,
        /// Its first characters.
        prefix: &'static str,
    },
    /// Too few or too many characters.
    #[error("a token has {TOKEN_LENGTH} characters, not {0}")]
    Length(usize),
    /// A character outside of the alphabet.
    #[error("after its first four characters, a token has only letters and the digits 2 to 7")]
    Alphabet,
    /// The check characters do not match.
    #[error("the check characters do not match; a character of the token is mistyped")]
    Check,
}

impl<Kind: TokenKind> Token<Kind> {
    /// The token with these bits, which must be random, and this day. Days that are too far away are limited to the
    /// first or last one that a token can hold.
    #[must_use]
    pub fn new(random: [u8; 18], ends_on: Date) -> Self {
        let days = (ends_on - FIRST_DAY).get_days();
        let days = u16::try_from(days).unwrap_or(if days < 0 { 0 } else { u16::MAX });
        let mut bits = Bits::default();
        bits[..18].copy_from_slice(&random);
        bits[18..].copy_from_slice(&days.to_be_bytes());
        Self(bits, PhantomData)
    }

    /// The first day in UTC on which it is not valid any more.
    #[must_use]
    pub fn ends_on(&self) -> Date {
        let days = u16::from_be_bytes([self.0[18], self.0[19]]);
        FIRST_DAY.saturating_add(i32::from(days).days())
    }

    /// The form in which it is stored.
    #[must_use]
    pub fn hash(&self) -> TokenHash {
        Sha256::new().chain_update(Kind::PREFIX).chain_update(self.0).finalize().into()
    }
}

impl<Kind: TokenKind> fmt::Display for Token<Kind> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&secret_text::write(Kind::PREFIX, &self.0))
    }
}

impl<Kind: TokenKind> fmt::Debug for Token<Kind> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(…)")
    }
}

impl<Kind: TokenKind> FromStr for Token<Kind> {
    type Err = InvalidToken;

    /// Reads a token in upper or lower case, because people copy it by hand.
    fn from_str(text: &str) -> Result<Self, InvalidToken> {
        let (name, prefix) = (Kind::NAME, Kind::PREFIX);
        let bits = secret_text::read(prefix, text).map_err(|fault| match fault {
            Fault::Prefix if text.to_ascii_lowercase().starts_with(Kind::OTHER_PREFIX) => {
                InvalidToken::OtherToken { given: Kind::OTHER_USE, name, prefix }
            }
            Fault::Prefix => InvalidToken::Prefix { name, prefix },
            Fault::Length(characters) => InvalidToken::Length(characters),
            Fault::Alphabet => InvalidToken::Alphabet,
            Fault::Check => InvalidToken::Check,
        })?;
        Ok(Self(bits, PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Date = date(2027, 1, 25);

    #[test]
    fn a_token_is_read_as_written_and_holds_its_day() {
        let token = JoinToken::new([7; 18], DAY);
        assert_eq!(token.ends_on(), DAY);
        let text = token.to_string();
        assert!(text.starts_with("fwj_") && text.len() == TOKEN_LENGTH);
        assert_eq!(text.parse(), Ok(token));
        assert_eq!(text.to_uppercase().parse(), Ok(token));
        assert_eq!(JoinToken::new([7; 18], date(1999, 1, 1)).ends_on(), FIRST_DAY);
        assert_eq!(JoinToken::new([7; 18], date(9999, 1, 1)).ends_on().year(), 2199);
    }

    #[test]
    fn the_hash_depends_on_kind_bits_and_day() {
        let hash = JoinToken::new([7; 18], DAY).hash();
        assert_ne!(hash, ReadToken::new([7; 18], DAY).hash());
        assert_ne!(hash, JoinToken::new([8; 18], DAY).hash());
        assert_ne!(hash, JoinToken::new([7; 18], DAY.tomorrow().unwrap()).hash());
    }

    #[test]
    fn an_invalid_token_is_rejected_with_its_fault() {
        let join = JoinToken::new([7; 18], DAY).to_string();
        let read = ReadToken::new([7; 18], DAY).to_string();
        let fault = |text: &str| text.parse::<JoinToken>().unwrap_err();
        assert!(fault(&read).to_string().starts_with("this is the read token"));
        let other = join.parse::<ReadToken>().unwrap_err().to_string();
        assert!(other.starts_with("this is the join token"), "{other}");
        assert_eq!(fault("order 66").to_string(), "a join token begins with fwj_");
        assert_eq!(fault(&join[..39]), InvalidToken::Length(39));
        assert_eq!(fault(&join.replace(&join[8..9], "ü")), InvalidToken::Alphabet);
        let mistyped = if &join[9..10] == "a" { "b" } else { "a" };
        assert_eq!(fault(&format!("{}{mistyped}{}", &join[..9], &join[10..])), InvalidToken::Check);
    }

    #[test]
    fn debug_shows_no_token() {
        assert_eq!(format!("{:?}", JoinToken::new([1; 18], DAY)), "Token(…)");
    }
}
