//! ResponseCache that were written lately, so that a request that many send is written once.
//!
//! An answer depends on nothing but the request, the knowledge and whether it was stored, so these
//! are its key; the knowledge never changes while the process lives. The receipt of a stored one is put
//! in its place when the answer is sent. Bounded by bytes: the least useful answers leave first (S3-FIFO,
//! Yang et al. 2023), so nobody can fill the memory, and what is asked for once pushes out nothing that is
//! asked for often.

use std::hash::Hash;

use actix_web::web::Bytes;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::http::caching::Representation;
use crate::http::problem::Problem;
use framewise_storage::privacy::{NotStored, RECEIPT_LENGTH, Receipt};
use framewise_storage::records::StoringOutcome;

/// The request in its canonical form, and why it was not stored.
type Key = (String, Option<NotStored>);

/// An answer, and where its receipt stands if it has one.
type Written = (Bytes, Option<usize>);

/// What is written in place of the receipt of an answer that is kept: nobody is ever given it.
const PLACEHOLDER: Receipt = Receipt::new([0; 20]);

/// Two bounded sets of written answers: recommendations, and resources with a choice of what they show.
#[derive(Debug)]
pub struct ResponseCache {
    recommendations: Option<Cache<Key, Written, InBytes>>,
    /// By path, or by what else selects the representation.
    resources: Option<Cache<String, Representation, InBytes>>,
}

/// What an answer weighs: its bytes, those of its key, and what it takes to keep them.
#[derive(Debug, Clone, Copy)]
struct InBytes;

impl Weighter<Key, Written> for InBytes {
    fn weight(&self, (request, _): &Key, (answer, _): &Written) -> u64 {
        weight(request, answer.len())
    }
}

impl Weighter<String, Representation> for InBytes {
    fn weight(&self, name: &String, answer: &Representation) -> u64 {
        weight(name, answer.size())
    }
}

fn weight(key: &str, bytes: usize) -> u64 {
    u64::try_from(ENTRY_BYTES + key.len() + bytes).unwrap_or(u64::MAX)
}

/// What an answer takes beside its bytes: headers, places in tables. Rounded up, so that many tiny answers
/// stay within the room too.
const ENTRY_BYTES: usize = 512;
/// Bytes of a usual answer, from which the number of places is estimated.
const USUAL_BYTES: usize = 16 * 1024;
/// The part of the room that resources get.
const RESOURCES: u64 = 4;

impl ResponseCache {
    /// Room for this many bytes; none for 0.
    #[must_use]
    pub fn with_room(bytes: u64) -> Self {
        let resources = bytes / RESOURCES;
        Self { recommendations: cache(bytes - resources), resources: cache(resources) }
    }

    /// The answer to a request, written by `write` if it is not here.
    ///
    /// # Errors
    /// Those of `write`; they are not kept.
    pub fn recommendation(
        &self,
        request: String,
        storing: StoringOutcome,
        write: impl FnOnce(StoringOutcome) -> Result<Vec<u8>, Problem>,
    ) -> Result<Bytes, Problem> {
        let Some(cache) = &self.recommendations else { return write(storing).map(Bytes::from) };
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

    /// The resource of this name, rendered by `render` if it is not here.
    ///
    /// # Errors
    /// Those of `render`; they are not kept.
    pub fn get_or_render(
        &self,
        name: &str,
        render: impl FnOnce() -> Result<Representation, Problem>,
    ) -> Result<Representation, Problem> {
        let Some(cache) = &self.resources else { return render() };
        if let Some(rendered) = cache.get(name) {
            return Ok(rendered);
        }
        let rendered = render()?;
        cache.insert(name.to_owned(), rendered.clone());
        Ok(rendered)
    }
}

/// A set with room for this many bytes.
fn cache<K: Eq + Hash, V: Clone>(bytes: u64) -> Option<Cache<K, V, InBytes>>
where
    InBytes: Weighter<K, V>,
{
    let places = usize::try_from(bytes).unwrap_or(usize::MAX) / USUAL_BYTES;
    (bytes > 0).then(|| Cache::with_weighter(places.max(1), bytes, InBytes))
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

    #[test]
    fn a_written_answer_is_not_written_again() {
        let answers = ResponseCache::with_room(10_000);
        let reason = Err(NotStored::DoNotTrack);
        let never = |_| panic!("it is here already");
        let first = answers.recommendation("a".into(), reason, |_| Ok(b"x".to_vec())).unwrap();
        assert_eq!(answers.recommendation("a".into(), reason, never).unwrap(), first);
        let other =
            answers.recommendation("a".into(), ASKED_NOT_TO, |_| Ok(b"y".to_vec())).unwrap();
        assert_ne!(first, other);
    }

    #[test]
    fn each_answer_has_its_own_receipt() {
        let answers = ResponseCache::with_room(10_000);
        let write = |storing: StoringOutcome| {
            Ok(format!("{{\"receipt\":\"{}\",\"links\":{{}}}}", storing.unwrap()).into_bytes())
        };
        for byte in 1..4 {
            let receipt = Receipt::new([byte; 20]);
            let answer = answers.recommendation("a".into(), Ok(receipt), write).unwrap();
            assert_eq!(answer, write(Ok(receipt)).unwrap());
        }
    }

    #[test]
    fn a_written_resource_is_not_written_again() {
        let answers = ResponseCache::with_room(10_000);
        let write = || Representation::json(&"x");
        let never = || panic!("it is here already");
        assert!(answers.get_or_render("/a", write).is_ok());
        assert_eq!(answers.get_or_render("/a", never).unwrap().size(), 3);
        let write = || Representation::json(&"other");
        assert_eq!(answers.get_or_render("/b", write).unwrap().size(), 7);
    }

    #[test]
    fn what_cannot_be_written_is_not_kept() {
        let answers = ResponseCache::with_room(10_000);
        let refuse = || Err(Problem::not_found("nothing"));
        assert!(answers.get_or_render("/a", refuse).is_err());
        assert!(answers.get_or_render("/a", || Representation::json(&"x")).is_ok());
    }

    #[test]
    fn the_room_is_bounded() {
        let answers = ResponseCache::with_room(100_000);
        for number in 0..1_000 {
            let write = |_| Ok(vec![0; 1_000]);
            answers.recommendation(number.to_string(), ASKED_NOT_TO, write).unwrap();
            // Tiny ones: what they take beside their bytes counts too.
            let write = || Representation::json(&1);
            answers.get_or_render(&number.to_string(), write).unwrap();
        }
        let (recommendations, resources) =
            (answers.recommendations.unwrap(), answers.resources.unwrap());
        assert!(recommendations.weight() + resources.weight() <= 100_000);
        assert!(!resources.is_empty() && resources.len() < 50);
    }

    #[test]
    fn without_room_everything_is_written() {
        let answers = ResponseCache::with_room(0);
        let written = std::cell::Cell::new(0);
        let count = || written.set(written.get() + 1);
        for _ in 0..2 {
            let write = |_| {
                count();
                Ok(Vec::new())
            };
            answers.recommendation(String::new(), ASKED_NOT_TO, write).unwrap();
            let write = || {
                count();
                Representation::json(&"x")
            };
            answers.get_or_render("/a", write).unwrap();
        }
        assert_eq!(written.get(), 4);
    }
}
