//! A cache of rendered responses, so that frequent requests are rendered once.
//!
//! A response depends only on the request, the knowledge and the outcome of storing. The knowledge is fixed while
//! the process runs, so request and outcome are the key. A response with a receipt is cached with a placeholder,
//! which is replaced when it is sent. The size is bounded in bytes: the least useful responses are evicted first
//! (S3-FIFO, Yang et al. 2023), so a response that is requested once does not evict frequent ones.

use std::hash::Hash;

use actix_web::web::Bytes;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::http::caching::Representation;
use crate::http::problem::Problem;
use framewise_storage::privacy::{NotStored, RECEIPT_LENGTH, Receipt};
use framewise_storage::records::StoringOutcome;

/// The request in its canonical form, and why it was not stored.
type RecommendationKey = (String, Option<NotStored>);

/// A rendered recommendation, and the offset of its receipt if it has one.
type CachedRecommendation = (Bytes, Option<usize>);

/// Stands for the receipt in a cached response; no query has it.
const PLACEHOLDER: Receipt = Receipt::new([0; 20]);
/// Bytes that an entry takes besides its key and body: headers and table slots. Rounded up, so that many small
/// responses stay within the bound too.
const ENTRY_OVERHEAD: usize = 512;
/// Typical size of a response, from which the number of entries is estimated.
const TYPICAL_BYTES: usize = 16 * 1024;
/// One part in this number of the space is for resources, the rest for recommendations.
const RESOURCE_FRACTION: u64 = 4;

/// Two bounded caches: recommendations, and all other resources.
#[derive(Debug)]
pub struct ResponseCache {
    recommendations: Option<Cache<RecommendationKey, CachedRecommendation, Size>>,
    /// By path, or by path and parameters.
    resources: Option<Cache<String, Representation, Size>>,
}

/// The size of an entry in bytes: key, body and overhead.
#[derive(Debug, Clone, Copy)]
struct Size;

impl Weighter<RecommendationKey, CachedRecommendation> for Size {
    fn weight(&self, (request, _): &RecommendationKey, (body, _): &CachedRecommendation) -> u64 {
        size(request, body.len())
    }
}

impl Weighter<String, Representation> for Size {
    fn weight(&self, key: &String, representation: &Representation) -> u64 {
        size(key, representation.size())
    }
}

fn size(key: &str, bytes: usize) -> u64 {
    u64::try_from(ENTRY_OVERHEAD + key.len() + bytes).unwrap_or(u64::MAX)
}

impl ResponseCache {
    /// A cache of this many bytes; 0 switches it off.
    #[must_use]
    pub fn with_capacity(bytes: u64) -> Self {
        let resources = bytes / RESOURCE_FRACTION;
        Self { recommendations: cache(bytes - resources), resources: cache(resources) }
    }

    /// The response body to a request, rendered by `render` if it is not cached.
    ///
    /// # Errors
    /// Those of `render`; they are not cached.
    pub fn recommendation(
        &self,
        request: String,
        storing: StoringOutcome,
        render: impl FnOnce(StoringOutcome) -> Result<Vec<u8>, Problem>,
    ) -> Result<Bytes, Problem> {
        let Some(cache) = &self.recommendations else { return render(storing).map(Bytes::from) };
        let key = (request, storing.err());
        let cached = if let Some(cached) = cache.get(&key) {
            cached
        } else {
            let body = render(storing.map(|_| PLACEHOLDER))?;
            let receipt = storing.ok().and_then(|_| receipt_offset(&body));
            // A boxed slice has no spare capacity, which would not be counted.
            let rendered = (Bytes::from(body.into_boxed_slice()), receipt);
            cache.insert(key, rendered.clone());
            rendered
        };
        Ok(match (cached, storing) {
            ((body, Some(offset)), Ok(receipt)) => with_receipt(&body, offset, receipt),
            ((body, _), _) => body,
        })
    }

    /// The representation with this key, rendered by `render` if it is not cached.
    ///
    /// # Errors
    /// Those of `render`; they are not cached.
    pub fn get_or_render(
        &self,
        key: &str,
        render: impl FnOnce() -> Result<Representation, Problem>,
    ) -> Result<Representation, Problem> {
        let Some(cache) = &self.resources else { return render() };
        if let Some(cached) = cache.get(key) {
            return Ok(cached);
        }
        let rendered = render()?;
        cache.insert(key.to_owned(), rendered.clone());
        Ok(rendered)
    }
}

/// A cache of this many bytes; `None` for 0.
fn cache<K: Eq + Hash, V: Clone>(bytes: u64) -> Option<Cache<K, V, Size>>
where
    Size: Weighter<K, V>,
{
    let entries = usize::try_from(bytes).unwrap_or(usize::MAX) / TYPICAL_BYTES;
    (bytes > 0).then(|| Cache::with_weighter(entries.max(1), bytes, Size))
}

/// The offset of the placeholder in a body.
fn receipt_offset(body: &[u8]) -> Option<usize> {
    let placeholder = PLACEHOLDER.to_string();
    body.windows(placeholder.len()).rposition(|part| part == placeholder.as_bytes())
}

/// The body with this receipt in place of the placeholder.
fn with_receipt(body: &[u8], offset: usize, receipt: Receipt) -> Bytes {
    let mut body = body.to_vec();
    body[offset..offset + RECEIPT_LENGTH].copy_from_slice(receipt.to_string().as_bytes());
    Bytes::from(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKED_NOT_TO: StoringOutcome = Err(NotStored::AskedNotTo);

    #[test]
    fn a_cached_recommendation_is_not_rendered_again() {
        let cache = ResponseCache::with_capacity(10_000);
        let reason = Err(NotStored::DoNotTrack);
        let never = |_| panic!("it is cached");
        let first = cache.recommendation("a".into(), reason, |_| Ok(b"x".to_vec())).unwrap();
        assert_eq!(cache.recommendation("a".into(), reason, never).unwrap(), first);
        let other = cache.recommendation("a".into(), ASKED_NOT_TO, |_| Ok(b"y".to_vec())).unwrap();
        assert_ne!(first, other);
    }

    #[test]
    fn each_response_has_its_own_receipt() {
        let cache = ResponseCache::with_capacity(10_000);
        let render = |storing: StoringOutcome| {
            Ok(format!("{{\"receipt\":\"{}\",\"links\":{{}}}}", storing.unwrap()).into_bytes())
        };
        for byte in 1..4 {
            let receipt = Receipt::new([byte; 20]);
            let body = cache.recommendation("a".into(), Ok(receipt), render).unwrap();
            assert_eq!(body, render(Ok(receipt)).unwrap());
        }
    }

    #[test]
    fn a_cached_resource_is_not_rendered_again() {
        let cache = ResponseCache::with_capacity(10_000);
        let render = || Representation::json(&"x");
        let never = || panic!("it is cached");
        assert!(cache.get_or_render("/a", render).is_ok());
        assert_eq!(cache.get_or_render("/a", never).unwrap().size(), 3);
        let render = || Representation::json(&"other");
        assert_eq!(cache.get_or_render("/b", render).unwrap().size(), 7);
    }

    #[test]
    fn a_problem_is_not_cached() {
        let cache = ResponseCache::with_capacity(10_000);
        let refuse = || Err(Problem::not_found("nothing"));
        assert!(cache.get_or_render("/a", refuse).is_err());
        assert!(cache.get_or_render("/a", || Representation::json(&"x")).is_ok());
    }

    #[test]
    fn the_size_is_bounded() {
        let cache = ResponseCache::with_capacity(100_000);
        for number in 0..1_000 {
            let render = |_| Ok(vec![0; 1_000]);
            cache.recommendation(number.to_string(), ASKED_NOT_TO, render).unwrap();
            // Small ones: their overhead counts too.
            let render = || Representation::json(&1);
            cache.get_or_render(&number.to_string(), render).unwrap();
        }
        let (recommendations, resources) =
            (cache.recommendations.unwrap(), cache.resources.unwrap());
        assert!(recommendations.weight() + resources.weight() <= 100_000);
        assert!(!resources.is_empty() && resources.len() < 50);
    }

    #[test]
    fn without_capacity_everything_is_rendered() {
        let cache = ResponseCache::with_capacity(0);
        let rendered = std::cell::Cell::new(0);
        let count = || rendered.set(rendered.get() + 1);
        for _ in 0..2 {
            let render = |_| {
                count();
                Ok(Vec::new())
            };
            cache.recommendation(String::new(), ASKED_NOT_TO, render).unwrap();
            let render = || {
                count();
                Representation::json(&"x")
            };
            cache.get_or_render("/a", render).unwrap();
        }
        assert_eq!(rendered.get(), 4);
    }
}
