//! Requests with an `Idempotency-Key`, and what is stored of the key.
//!
//! Neither key nor body is stored, only keyed hashes (HMAC-SHA-256, RFC 2104) under a secret of the database, in
//! another table than the query and without a link to it. The receipt is a keyed hash as well, so that a repeat
//! has the same one although it is not stored.

use std::collections::BTreeSet;
use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::receipt::Receipt;

/// Minimum length of a key in bytes.
pub const MIN_KEY_BYTES: usize = 16;
/// Maximum length of a key in bytes.
pub const MAX_KEY_BYTES: usize = 255;
/// Minimum number of different characters in a key. A random UUID has fewer once in five billion.
pub const MIN_KEY_CHARACTERS: usize = 8;
/// Hours in which a key is remembered.
pub const KEY_HOURS: i64 = 24;

/// The key of the keyed hashes, one for each database. `Debug` does not show it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Secret([u8; 32]);

/// The value of an `Idempotency-Key` header. It is a secret: who sends the same key and the same body gets the same
/// receipt, and can erase the query with it. Keys that are easily guessed are therefore rejected. `Debug` does not
/// show it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct IdempotencyKey<'a>(&'a str);

/// A request with an idempotency key: the key, and the body in a form that equal requests share.
#[derive(Debug, Clone, Copy)]
pub struct Repeatable<'a> {
    /// The key of the caller.
    pub key: IdempotencyKey<'a>,
    /// The body.
    pub body: &'a [u8],
}

/// Why a header is not a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidKey {
    /// Too short or too long.
    #[error("Idempotency-Key has {MIN_KEY_BYTES} to {MAX_KEY_BYTES} characters, not {0}")]
    Length(usize),
    /// Easily guessed.
    #[error(
        "Idempotency-Key has at least {MIN_KEY_CHARACTERS} different characters, such as those of a random UUID"
    )]
    Guessable,
    /// It holds other characters than visible ASCII.
    #[error("Idempotency-Key has only visible ASCII characters, such as those of a UUID")]
    Alphabet,
}

/// What is stored of a request with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyRecord {
    /// Keyed hash of the key.
    pub key_mac: [u8; 32],
    /// Keyed hash of key and body.
    pub body_mac: [u8; 32],
    /// The first hour, counted from 1970, in which the key is forgotten.
    pub expires_hour: i64,
    /// Random bits of this attempt. A repeat has the same hashes and receipt, and so the same row; only the attempt
    /// that stored the row may remove it.
    pub attempt: [u8; 16],
}

impl KeyRecord {
    /// The hour in which the record was made. Keys that expire in this hour or before are forgotten.
    #[must_use]
    pub const fn created_hour(&self) -> i64 {
        self.expires_hour - KEY_HOURS
    }
}

impl Secret {
    /// A secret of these bits, which must be random.
    #[must_use]
    pub const fn new(bits: [u8; 32]) -> Self {
        Self(bits)
    }

    /// Its bits, for the database.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The record and the receipt of a request with this key and body that arrived in `hour`; `attempt` must be
    /// random.
    #[must_use]
    pub fn derive(
        &self,
        key: IdempotencyKey<'_>,
        body: &[u8],
        hour: i64,
        attempt: [u8; 16],
    ) -> (KeyRecord, Receipt) {
        let key = key.0.as_bytes();
        let record = KeyRecord {
            key_mac: self.mac(b"key", key, b""),
            body_mac: self.mac(b"body", key, body),
            expires_hour: hour + KEY_HOURS,
            attempt,
        };
        let mut bits = [0; 20];
        bits.copy_from_slice(&self.mac(b"receipt", key, body)[..20]);
        (record, Receipt::new(bits))
    }

    /// The record that a request with this key and body was counted for a cohort in `hour`; `attempt` must be random. It
    /// has nothing in common with the record of the same request as a stored query.
    #[must_use]
    pub fn derive_for_cohort(
        &self,
        key: IdempotencyKey<'_>,
        body: &[u8],
        hour: i64,
        attempt: [u8; 16],
    ) -> KeyRecord {
        let key = key.0.as_bytes();
        KeyRecord {
            key_mac: self.mac(b"cohort key", key, body),
            body_mac: self.mac(b"cohort body", key, body),
            expires_hour: hour + KEY_HOURS,
            attempt,
        }
    }

    /// The keyed hash of a purpose, a key and a body, each after its length.
    fn mac(&self, purpose: &[u8], key: &[u8], body: &[u8]) -> [u8; 32] {
        #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("any length will do");
        for part in [purpose, key, body] {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

impl<'a> IdempotencyKey<'a> {
    /// The value of the header.
    ///
    /// # Errors
    /// [`InvalidKey`] if it is too short, too long, easily guessed, or not of visible ASCII characters.
    pub fn new(header: &'a [u8]) -> Result<Self, InvalidKey> {
        if !(MIN_KEY_BYTES..=MAX_KEY_BYTES).contains(&header.len()) {
            return Err(InvalidKey::Length(header.len()));
        }
        if !header.iter().all(u8::is_ascii_graphic) {
            return Err(InvalidKey::Alphabet);
        }
        if header.iter().collect::<BTreeSet<_>>().len() < MIN_KEY_CHARACTERS {
            return Err(InvalidKey::Guessable);
        }
        std::str::from_utf8(header).map(Self).map_err(|_| InvalidKey::Alphabet)
    }
}

impl fmt::Debug for IdempotencyKey<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("IdempotencyKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> IdempotencyKey<'_> {
        IdempotencyKey(text)
    }

    #[test]
    fn equal_requests_have_equal_receipts_and_others_do_not() {
        let secret = Secret::new([1; 32]);
        let (record, receipt) = secret.derive(key("a"), b"body", 100, [7; 16]);

        assert_eq!(secret.derive(key("a"), b"body", 100, [7; 16]), (record, receipt));
        assert_eq!(record.expires_hour, 124);
        let (other_body, other_receipt) = secret.derive(key("a"), b"Body", 100, [7; 16]);
        assert_eq!(other_body.key_mac, record.key_mac);
        assert!(other_body.body_mac != record.body_mac && other_receipt != receipt);
        let (other_key, other_receipt) = secret.derive(key("b"), b"body", 100, [7; 16]);
        assert!(other_key.key_mac != record.key_mac && other_key.body_mac != record.body_mac);
        assert_ne!(other_receipt, receipt);
        let (other_secret, other_receipt) =
            Secret::new([2; 32]).derive(key("a"), b"body", 100, [7; 16]);
        assert!(other_secret.key_mac != record.key_mac && other_receipt != receipt);
    }

    #[test]
    fn the_record_of_a_cohort_cannot_be_connected_with_that_of_a_query() {
        let secret = Secret::new([1; 32]);
        let (query, _) = secret.derive(key("a"), b"body", 100, [7; 16]);
        let cohort = secret.derive_for_cohort(key("a"), b"body", 100, [7; 16]);
        assert_eq!(cohort.expires_hour, query.expires_hour);
        assert!(cohort.key_mac != query.key_mac && cohort.body_mac != query.body_mac);
        let other = secret.derive_for_cohort(key("a"), b"Body", 100, [7; 16]);
        assert!(other.key_mac != cohort.key_mac);
    }

    #[test]
    fn the_border_of_key_and_body_changes_the_receipt() {
        let secret = Secret::new([1; 32]);
        assert_ne!(
            secret.derive(key("ab"), b"c", 0, [7; 16]).1,
            secret.derive(key("a"), b"bc", 0, [7; 16]).1
        );
    }

    #[test]
    fn a_key_has_visible_characters_and_a_maximum_length() {
        let invalid = |header: &[u8]| IdempotencyKey::new(header).unwrap_err();
        let long = b"b0a1c2d3".repeat(32);
        assert_eq!(invalid(b""), InvalidKey::Length(0));
        assert_eq!(invalid(&long[..15]), InvalidKey::Length(15));
        assert_eq!(invalid(&long), InvalidKey::Length(256));
        assert!(IdempotencyKey::new(&long[..MIN_KEY_BYTES]).is_ok());
        assert!(IdempotencyKey::new(&long[..MAX_KEY_BYTES]).is_ok());
        for header in ["b0a1c2d3 b0a1c2d3", "b0a1c2d3\tb0a1c2d3", "b0a1c2d3äb0a1c2d3"] {
            assert_eq!(invalid(header.as_bytes()), InvalidKey::Alphabet);
        }
        assert_eq!(invalid(&[0xff; 16]), InvalidKey::Alphabet);
        for header in ["aaaaaaaaaaaaaaaa", "1234567123456712", "0000-0000-0000-0001"] {
            assert_eq!(invalid(header.as_bytes()), InvalidKey::Guessable);
        }
        assert!(IdempotencyKey::new(b"9b2f8a52-8d1e-4c8e-9f5e-2b1d6a0c7e3f").is_ok());
    }

    #[test]
    fn debug_shows_neither_secret_nor_key() {
        assert_eq!(
            format!("{:?}{:?}", Secret::new([1; 32]), key("mine")),
            "Secret(…)IdempotencyKey(…)"
        );
    }
}
