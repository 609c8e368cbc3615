//! Sizes of responses in bytes.

use std::io::{self, Write};

use serde::Serialize;

/// Bytes that the outcome of storing adds to a response: a receipt instead of null.
pub(super) const RECEIPT: usize = 40;

/// The length of a value as JSON.
pub(super) fn size(value: &impl Serialize) -> usize {
    let mut counter = Counter(0);
    // Strings, numbers and lists can always be serialised.
    let _ = serde_json::to_writer(&mut counter, value);
    counter.0
}

/// Counts bytes and discards them.
struct Counter(usize);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
