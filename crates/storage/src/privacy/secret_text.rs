//! Secrets as texts that people can copy: a prefix, 32 characters of 160 bits, and 4 check characters, the first 20
//! bits of SHA-256 of the 32 characters, so that one in a million mistyped texts passes. The alphabet is that of RFC
//! 4648, section 6, in lower case: letters and the digits 2 to 7, which are easy to distinguish.

use data_encoding::BASE32_NOPAD;
use sha2::{Digest, Sha256};

/// The bits of a secret.
pub(super) type Bits = [u8; 20];

/// Number of characters of a prefix.
const PREFIX: usize = 4;
/// Number of characters of the bits.
const RANDOM: usize = 32;
/// Number of check characters.
const CHECK: usize = 4;
/// Number of characters of a text.
pub(super) const LENGTH: usize = PREFIX + RANDOM + CHECK;

/// Why a text is not a secret. Never repeats the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Another prefix.
    Prefix,
    /// Too few or too many characters.
    Length(usize),
    /// A character outside of the alphabet.
    Alphabet,
    /// The check characters do not match.
    Check,
}

/// The text of these bits.
pub(super) fn write(prefix: &str, bits: &Bits) -> String {
    let random = BASE32_NOPAD.encode(bits);
    let check = check(&random);
    format!("{prefix}{}{}", random.to_ascii_lowercase(), check.to_ascii_lowercase())
}

/// The bits of a text in upper or lower case, because people copy it by hand.
pub(super) fn read(prefix: &str, text: &str) -> Result<Bits, Fault> {
    let upper = text.to_ascii_uppercase();
    let rest = upper.strip_prefix(&prefix.to_ascii_uppercase()).ok_or(Fault::Prefix)?;
    if text.chars().count() != LENGTH {
        return Err(Fault::Length(text.chars().count()));
    }
    let in_alphabet = |byte: u8| byte.is_ascii_uppercase() || (b'2'..=b'7').contains(&byte);
    if !rest.bytes().all(in_alphabet) {
        return Err(Fault::Alphabet);
    }
    let (random, given) = rest.split_at(RANDOM);
    if check(random) != given {
        return Err(Fault::Check);
    }
    let bits = BASE32_NOPAD.decode(random.as_bytes()).map_err(|_| Fault::Alphabet)?;
    bits.try_into().map_err(|_| Fault::Alphabet)
}

/// The check characters of `random`.
fn check(random: &str) -> String {
    let digest = Sha256::digest(random.as_bytes());
    // Five bytes are eight characters; half of them are used.
    let mut check = BASE32_NOPAD.encode(&digest[..5]);
    check.truncate(CHECK);
    check
}
