//! What both databases read in the same way.

use crate::privacy::{ReceiptKey, ReceiptKeys};
use crate::week::Week;

/// A week as the database writes it.
pub(super) fn week(text: &str) -> Result<Week, sqlx::Error> {
    text.parse().map_err(|error: crate::week::NoWeek| sqlx::Error::Decode(error.into()))
}

/// Bytes of a length that the schema holds them to.
pub(super) fn bits<const LENGTH: usize>(bytes: &[u8]) -> Result<[u8; LENGTH], sqlx::Error> {
    bytes.try_into().map_err(|_| {
        sqlx::Error::Decode(format!("{} bytes in place of {LENGTH}", bytes.len()).into())
    })
}

/// The rows of `receipt_keys`.
pub(super) fn receipt_keys(rows: Vec<(String, Vec<u8>)>) -> Result<ReceiptKeys, sqlx::Error> {
    let mut keys = ReceiptKeys::default();
    for (text, value) in rows {
        keys.insert(week(&text)?, ReceiptKey::new(bits(&value)?));
    }
    Ok(keys)
}

/// A row without a key of its week would be stored, and its receipt would lead nowhere.
pub(super) fn no_receipt_key() -> sqlx::Error {
    sqlx::Error::Decode("a week has no key for its receipts".into())
}
