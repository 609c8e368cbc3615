//! A random name for each request: in the header `X-Request-Id`, in problems, and in the log beside
//! the cause of an internal error.

use std::cell::RefCell;

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};

use crate::http::problem::Problem;

/// Name of the response header.
pub const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Bytes of an id.
const ID_BYTES: usize = 16;
/// Bytes that a thread asks of the operating system at once: a call for each request would cost as much
/// as everything else that is done for its headers.
const DRAWN_BYTES: usize = 64 * ID_BYTES;

/// Characters of an id.
const LENGTH: usize = 36;

/// The id of a request, in ASCII.
#[derive(Debug, Clone, Copy)]
pub struct RequestId([u8; LENGTH]);

impl RequestId {
    /// Draws an id: a random UUID (RFC 9562, version 4). An id that the caller sends is not taken over: it
    /// would be caller's text in the log.
    ///
    /// # Errors
    /// An internal error if the operating system has no randomness to give.
    pub fn draw() -> Result<Self, Problem> {
        let mut bits = random_bits().map_err(Problem::internal)?;
        bits[6] = bits[6] & 0x0F | 0x40;
        bits[8] = bits[8] & 0x3F | 0x80;
        Ok(Self(written(bits)))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Sends the id with the answer.
    pub fn add(&self, headers: &mut HeaderMap) {
        // Hexadecimal digits and hyphens are always a header.
        if let Ok(value) = HeaderValue::from_bytes(&self.0) {
            headers.insert(X_REQUEST_ID, value);
        }
    }
}

/// Random bytes of a thread that no id has yet.
struct Drawn {
    bytes: [u8; DRAWN_BYTES],
    used: usize,
}

fn random_bits() -> Result<[u8; ID_BYTES], getrandom::Error> {
    thread_local! {
        static DRAWN: RefCell<Drawn> =
            const { RefCell::new(Drawn { bytes: [0; DRAWN_BYTES], used: DRAWN_BYTES }) };
    }
    DRAWN.with_borrow_mut(|drawn| {
        if drawn.used == DRAWN_BYTES {
            getrandom::fill(&mut drawn.bytes)?;
            drawn.used = 0;
        }
        let mut bits = [0; ID_BYTES];
        bits.copy_from_slice(&drawn.bytes[drawn.used..drawn.used + ID_BYTES]);
        drawn.used += ID_BYTES;
        Ok(bits)
    })
}

/// A UUID as text (RFC 9562, section 4).
fn written(bits: [u8; ID_BYTES]) -> [u8; LENGTH] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    /// Where the digits of each byte begin.
    const PLACES: [usize; ID_BYTES] = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];
    let mut text = [b'-'; LENGTH];
    for (byte, place) in bits.into_iter().zip(PLACES) {
        text[place] = DIGITS[usize::from(byte >> 4)];
        text[place + 1] = DIGITS[usize::from(byte & 0x0F)];
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{DRAWN_BYTES, ID_BYTES, RequestId, written};

    #[test]
    fn an_id_has_the_form_of_a_version_4_uuid() {
        let id = RequestId::draw().unwrap();
        let id = id.as_str();
        let lengths: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
        assert_eq!(&id[14..15], "4");
        assert!(matches!(&id[19..20], "8" | "9" | "a" | "b"));
    }

    #[test]
    fn every_byte_has_its_place() {
        let bits = [
            0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF, 0xFE, 0xDC, 0xBA, 0x98, 0x76, 0x54,
            0x32, 0x10,
        ];
        assert_eq!(&written(bits), b"01234567-89ab-cdef-fedc-ba9876543210");
    }

    #[test]
    fn no_two_ids_are_the_same() {
        let many = 3 * DRAWN_BYTES / ID_BYTES + 1;
        let ids: BTreeSet<String> =
            (0..many).map(|_| RequestId::draw().unwrap().as_str().to_owned()).collect();
        assert_eq!(ids.len(), many);
    }
}
