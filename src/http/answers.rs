//! Answers that were written lately, so that a request that many send is written once.
//!
//! An answer depends on nothing but the request, the knowledge and whether it was stored, so these
//! are its key; the knowledge never changes while the process lives. The receipt of a stored one is put
//! in its place when the answer is sent. Bounded by bytes: the least
//! useful answers leave first (S3-FIFO, Yang et al. 2023).

use actix_web::web::Bytes;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::problem::Problem;
use crate::privacy::{NotStored, RECEIPT_LENGTH, Receipt};
use crate::service::StoringOutcome;

/// The request in its canonical form, and why it was not stored.
type Key = (String, Option<NotStored>);

/// An answer, and where its receipt stands if it has one.
type Written = (Bytes, Option<usize>);

/// What is written in place of the receipt of an answer that is kept: nobody is ever given it.
const PLACEHOLDER: Receipt = Receipt::new([0; 20]);

/// A bounded set of written answers.
#[derive(Debug)]
pub struct Answers(Option<Cache<Key, Written, InBytes>>);

/// What an answer weighs: its bytes and those of its key.
#[derive(Debug, Clone, Copy)]
struct InBytes;

impl Weighter<Key, Written> for InBytes {
    fn weight(&self, (request, _): &Key, (answer, _): &Written) -> u64 {
        u64::try_from(request.len() + answer.len()).unwrap_or(u64::MAX)
    }
}

/// Bytes of a usual answer, from which the number of places is estimated.
const USUAL_BYTES: usize = 16 * 1024;

impl Answers {
    /// Room for this many bytes; none for 0.
    #[must_use]
    pub fn with_room(bytes: u64) -> Self {
        let places = usize::try_from(bytes).unwrap_or(usize::MAX) / USUAL_BYTES;
        Self((bytes > 0).then(|| Cache::with_weighter(places.max(1), bytes, InBytes)))
    }

    /// The answer to a request, written by `write` if it is not here.
    ///
    /// # Errors
    /// Those of `write`; they are not kept.
    pub fn get_or_write(
        &self,
        request: String,
        storing: StoringOutcome,
        write: impl FnOnce(StoringOutcome) -> Result<Vec<u8>, Problem>,
    ) -> Result<Bytes, Problem> {
        let Some(cache) = &self.0 else { return write(storing).map(Bytes::from) };
        let key = (request, storing.err());
        let written = if let Some(written) = cache.get(&key) {
            written
        } else {
            let answer = write(storing.map(|_| PLACEHOLDER))?;
            let receipt = storing.ok().and_then(|_| place_of_receipt(&answer));
            // Without the room to grow that it was written with, which would not be weighed.
            let written = (Bytes::from(answer.into_boxed_slice()), receipt);
            cache.insert(key, written.clone());
            written
        };
        Ok(match (written, storing) {
            ((answer, Some(place)), Ok(receipt)) => with_receipt(&answer, place, receipt),
            ((answer, _), _) => answer,
        })
    }
}

/// Where the receipt stands in an answer that was written with the placeholder.
fn place_of_receipt(answer: &[u8]) -> Option<usize> {
    let placeholder = PLACEHOLDER.to_string();
    answer.windows(placeholder.len()).rposition(|part| part == placeholder.as_bytes())
}

/// The answer with this receipt in its place.
fn with_receipt(answer: &[u8], place: usize, receipt: Receipt) -> Bytes {
    let mut answer = answer.to_vec();
    answer[place..place + RECEIPT_LENGTH].copy_from_slice(receipt.to_string().as_bytes());
    Bytes::from(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKED_NOT_TO: StoringOutcome = Err(NotStored::AskedNotTo);

    fn never(_: StoringOutcome) -> Result<Vec<u8>, Problem> {
        panic!("it is here already")
    }

    #[test]
    fn a_written_answer_is_not_written_again() {
        let answers = Answers::with_room(1_000);
        let reason = Err(NotStored::DoNotTrack);
        let first = answers.get_or_write("a".into(), reason, |_| Ok(b"x".to_vec())).unwrap();
        assert_eq!(answers.get_or_write("a".into(), reason, never).unwrap(), first);
        let other = answers.get_or_write("a".into(), ASKED_NOT_TO, |_| Ok(b"y".to_vec())).unwrap();
        assert_ne!(first, other);
    }

    #[test]
    fn each_answer_has_its_own_receipt() {
        let answers = Answers::with_room(1_000);
        let write = |storing: StoringOutcome| {
            Ok(format!("{{\"receipt\":\"{}\",\"links\":{{}}}}", storing.unwrap()).into_bytes())
        };
        for byte in 1..4 {
            let receipt = Receipt::new([byte; 20]);
            let answer = answers.get_or_write("a".into(), Ok(receipt), write).unwrap();
            assert_eq!(answer, write(Ok(receipt)).unwrap());
        }
    }

    #[test]
    fn the_room_is_bounded() {
        let answers = Answers::with_room(10_000);
        for number in 0..1_000 {
            let write = |_| Ok(vec![0; 1_000]);
            answers.get_or_write(number.to_string(), ASKED_NOT_TO, write).unwrap();
        }
        assert!(answers.0.unwrap().weight() <= 10_000);
    }

    #[test]
    fn without_room_everything_is_written() {
        let answers = Answers::with_room(0);
        let written = std::cell::Cell::new(0);
        for _ in 0..2 {
            let write = |_| {
                written.set(written.get() + 1);
                Ok(Vec::new())
            };
            answers.get_or_write(String::new(), ASKED_NOT_TO, write).unwrap();
        }
        assert_eq!(written.get(), 2);
    }
}
