//! Receipts, which lead to stored queries. Only the response to a query has its receipt.
//!
//! A receipt is `fwr_`, 32 characters of 160 random bits, and 4 check characters.
//!
//! Nothing of a receipt is stored. The id of its row is an HMAC-SHA-256 (RFC 2104) of the receipt under a random key
//! of the week, cut to 128 bits. A reader of the database cannot compute a receipt from it; and once the key of a
//! week is deleted, no receipt leads to a row of that week. `week` says how long a receipt is valid, and
//! `data_inventory` has the default.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::secret_text::{self, Bits, Fault};
use crate::week::Week;

/// The prefix of every receipt, which makes a receipt recognisable.
const PREFIX: &str = "fwr_";
/// Number of characters of a receipt.
pub const RECEIPT_LENGTH: usize = secret_text::LENGTH;

/// A receipt. `Debug` does not show it, because its holder can erase a row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Receipt(Bits);

/// The primary key of a row within its week: 128 bits that are indistinguishable from random ones without both the
/// receipt and the key of the week.
pub type RowId = [u8; 16];

/// The random key with which the receipts of one week lead to its rows. `Debug` does not show it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ReceiptKey([u8; 32]);

/// The keys of several weeks.
#[derive(Debug, Clone, Default)]
pub struct ReceiptKeys(BTreeMap<Week, ReceiptKey>);

/// Why a text is not a receipt. Never repeats the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidReceipt {
    /// Another prefix.
    #[error("a receipt begins with fwr_")]
    Prefix,
    /// Too few or too many characters.
    #[error("a receipt has {RECEIPT_LENGTH} characters, not {0}")]
    Length(usize),
    /// A character outside of the alphabet.
    #[error("after fwr_ a receipt has only letters and the digits 2 to 7")]
    Alphabet,
    /// The check characters do not match.
    #[error("the check characters do not match; a character is mistyped")]
    Check,
}

impl Receipt {
    /// The receipt of these bits, which must be random or a keyed hash.
    #[must_use]
    pub const fn new(bits: Bits) -> Self {
        Self(bits)
    }
}

impl ReceiptKey {
    /// A key of these bits, which must be random.
    #[must_use]
    pub const fn new(bits: [u8; 32]) -> Self {
        Self(bits)
    }

    /// Its bits, for the database.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The id of the row of a receipt in the week of this key.
    #[must_use]
    pub fn row(&self, receipt: &Receipt) -> RowId {
        let mut row = RowId::default();
        row.copy_from_slice(&self.mac(&receipt.0)[..size_of::<RowId>()]);
        row
    }

    fn mac(&self, bits: &[u8]) -> [u8; 32] {
        #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
        let mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("any length will do");
        mac.chain_update(bits).finalize().into_bytes().into()
    }
}

impl ReceiptKeys {
    /// Adds the key of a week.
    pub fn insert(&mut self, week: Week, key: ReceiptKey) {
        self.0.insert(week, key);
    }

    /// Whether there is a key for this week.
    #[must_use]
    pub fn have(&self, week: Week) -> bool {
        self.0.contains_key(&week)
    }

    /// The id of the row of a receipt in this week; none without a key for the week.
    #[must_use]
    pub fn row(&self, week: Week, receipt: &Receipt) -> Option<RowId> {
        self.0.get(&week).map(|key| key.row(receipt))
    }

    /// The possible row of a receipt in each week with a key, sorted by week.
    pub fn rows(&self, receipt: &Receipt) -> impl Iterator<Item = (Week, RowId)> {
        self.0.iter().map(|(week, key)| (*week, key.row(receipt)))
    }
}

impl fmt::Debug for ReceiptKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ReceiptKey(…)")
    }
}

impl fmt::Display for Receipt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&secret_text::write(PREFIX, &self.0))
    }
}

impl fmt::Debug for Receipt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Receipt(…)")
    }
}

impl FromStr for Receipt {
    type Err = InvalidReceipt;

    /// Reads a receipt in upper or lower case, because people copy it by hand.
    fn from_str(text: &str) -> Result<Self, InvalidReceipt> {
        let bits = secret_text::read(PREFIX, text).map_err(|fault| match fault {
            Fault::Prefix => InvalidReceipt::Prefix,
            Fault::Length(characters) => InvalidReceipt::Length(characters),
            Fault::Alphabet => InvalidReceipt::Alphabet,
            Fault::Check => InvalidReceipt::Check,
        })?;
        Ok(Self(bits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_is_read_in_lower_and_upper_case() {
        for byte in 0..=255 {
            let receipt = Receipt::new([byte; 20]);
            let text = receipt.to_string();
            assert_eq!(text.len(), RECEIPT_LENGTH);
            assert_eq!(text.parse(), Ok(receipt));
            assert_eq!(text.to_uppercase().parse(), Ok(receipt));
        }
    }

    #[test]
    fn every_mistyped_character_and_every_swap_is_detected() {
        let text =
            Receipt::new(std::array::from_fn(|n| u8::try_from(n * 13 % 251).unwrap())).to_string();
        for place in PREFIX.len()..RECEIPT_LENGTH {
            for other in "abcdefghijklmnopqrstuvwxyz234567".chars() {
                let mut typed: Vec<char> = text.chars().collect();
                if typed[place] != other {
                    typed[place] = other;
                    let typed: String = typed.iter().collect();
                    assert_eq!(typed.parse::<Receipt>(), Err(InvalidReceipt::Check), "{typed}");
                }
            }
            let mut swapped: Vec<char> = text.chars().collect();
            if place > PREFIX.len() && swapped[place] != swapped[place - 1] {
                swapped.swap(place, place - 1);
                let swapped: String = swapped.iter().collect();
                assert_eq!(swapped.parse::<Receipt>(), Err(InvalidReceipt::Check), "{swapped}");
            }
        }
    }

    #[test]
    fn an_invalid_receipt_is_rejected_with_its_fault() {
        let text = Receipt::new([7; 20]).to_string();
        for (given, fault) in [
            (String::new(), InvalidReceipt::Prefix),
            ("order 66".to_owned(), InvalidReceipt::Prefix),
            (text.replace("fwr_", "fwk_"), InvalidReceipt::Prefix),
            (text[..39].to_owned(), InvalidReceipt::Length(39)),
            (format!("{text}a"), InvalidReceipt::Length(41)),
            (text.replace(&text[8..9], "ü"), InvalidReceipt::Alphabet),
            (format!("{}1", &text[..39]), InvalidReceipt::Alphabet),
        ] {
            assert_eq!(given.parse::<Receipt>(), Err(fault), "{given}");
        }
    }

    #[test]
    fn a_row_id_depends_on_receipt_and_key() {
        let row =
            |key: u8, receipt: u8| ReceiptKey::new([key; 32]).row(&Receipt::new([receipt; 20]));
        assert_eq!(row(1, 2), row(1, 2));
        assert_ne!(row(1, 2), row(1, 3));
        assert_ne!(row(1, 2), row(2, 2));
        // HMAC-SHA-256 of twenty bytes 0x02 under a key of 32 bytes 0x01, computed with Python's `hmac`.
        assert_eq!(data_encoding::HEXLOWER.encode(&row(1, 2)), "97da6c2c5f84e138bd62a3752b812815");
    }

    #[test]
    fn debug_shows_neither_receipt_nor_key() {
        assert_eq!(format!("{:?}", Receipt::new([1; 20])), "Receipt(…)");
        assert_eq!(format!("{:?}", ReceiptKey::new([1; 32])), "ReceiptKey(…)");
    }
}
