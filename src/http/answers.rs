//! Answers that were written lately, so that a request that many send is written once.
//!
//! An answer depends on nothing but the request, the knowledge and whether it was stored, so these
//! are its key; the knowledge never changes while the process lives. Bounded by bytes: the least
//! useful answers leave first (S3-FIFO, Yang et al. 2023).

use actix_web::web::Bytes;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::problem::Problem;
use crate::privacy::NotStored;

/// The request in its canonical form, and why it was not stored.
type Key = (String, Option<NotStored>);

/// A bounded set of written answers.
#[derive(Debug)]
pub struct Answers(Option<Cache<Key, Bytes, InBytes>>);

/// What an answer weighs: its bytes and those of its key.
#[derive(Debug, Clone, Copy)]
struct InBytes;

impl Weighter<Key, Bytes> for InBytes {
    fn weight(&self, (request, _): &Key, answer: &Bytes) -> u64 {
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
        not_stored: Option<NotStored>,
        write: impl FnOnce() -> Result<Vec<u8>, Problem>,
    ) -> Result<Bytes, Problem> {
        let Some(cache) = &self.0 else { return write().map(Bytes::from) };
        let key = (request, not_stored);
        if let Some(answer) = cache.get(&key) {
            return Ok(answer);
        }
        // Without the room to grow that it was written with, which would not be weighed.
        let answer = Bytes::from(write()?.into_boxed_slice());
        cache.insert(key, answer.clone());
        Ok(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn never() -> Result<Vec<u8>, Problem> {
        panic!("it is here already")
    }

    #[test]
    fn a_written_answer_is_not_written_again() {
        let answers = Answers::with_room(1_000);
        let first = answers.get_or_write("a".into(), None, || Ok(b"x".to_vec())).unwrap();
        assert_eq!(answers.get_or_write("a".into(), None, never).unwrap(), first);
        let reason = Some(NotStored::AskedNotTo);
        let other = answers.get_or_write("a".into(), reason, || Ok(b"y".to_vec())).unwrap();
        assert_ne!(first, other);
    }

    #[test]
    fn the_room_is_bounded() {
        let answers = Answers::with_room(10_000);
        for number in 0..1_000 {
            answers.get_or_write(number.to_string(), None, || Ok(vec![0; 1_000])).unwrap();
        }
        assert!(answers.0.unwrap().weight() <= 10_000);
    }

    #[test]
    fn without_room_everything_is_written() {
        let answers = Answers::with_room(0);
        let written = std::cell::Cell::new(0);
        for _ in 0..2 {
            let write = || {
                written.set(written.get() + 1);
                Ok(Vec::new())
            };
            answers.get_or_write(String::new(), None, write).unwrap();
        }
        assert_eq!(written.get(), 2);
    }
}
