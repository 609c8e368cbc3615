//! A cache of rendered responses, so that frequent requests are rendered once.
//!
//! A response depends only on the request, the knowledge and the outcome of storing. Each knowledge has a cache of its
//! own, and the outcome is inserted when the response is sent, so the request is the key. The size is
//! bounded in bytes: the least useful responses are evicted first (S3-FIFO, Yang et al. 2023), so a response that
//! is requested once does not evict frequent ones.

use std::hash::Hash;

use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::api::recommendations::rendered::Rendered;
use crate::http::caching::Representation;
use crate::http::problem::Problem;

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
    /// Its capacity in bytes.
    capacity: u64,
    /// By the request in its canonical form.
    recommendations: Option<Cache<String, Rendered, Size>>,
    /// By path, or by path and parameters.
    resources: Option<Cache<String, Representation, Size>>,
}

/// The size of an entry in bytes: key, body and overhead.
#[derive(Debug, Clone, Copy)]
struct Size;

impl Weighter<String, Rendered> for Size {
    fn weight(&self, request: &String, rendered: &Rendered) -> u64 {
        size(request, rendered.size())
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
        Self {
            capacity: bytes,
            recommendations: cache(bytes - resources),
            resources: cache(resources),
        }
    }

    /// An empty cache with the same capacity.
    #[must_use]
    pub fn to_empty(&self) -> Self {
        Self::with_capacity(self.capacity)
    }

    /// The recommendation for a request in its canonical form, if it is cached.
    #[must_use]
    pub fn get(&self, request: &str) -> Option<Rendered> {
        self.recommendations.as_ref()?.get(request)
    }

    /// Caches the recommendation for a request in its canonical form.
    pub fn insert(&self, request: String, rendered: &Rendered) {
        if let Some(cache) = &self.recommendations {
            cache.insert(request, rendered.clone());
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cached_recommendation_is_found_again() {
        let cache = ResponseCache::with_capacity(10_000);
        cache.insert("a".into(), &Rendered::new(b"xyz".to_vec()));
        assert_eq!(cache.get("a").map(|rendered| rendered.size()), Some(3));
        assert!(cache.get("b").is_none());
    }

    #[test]
    fn a_cached_resource_is_not_rendered_again() {
        let cache = ResponseCache::with_capacity(10_000);
        let render = || Representation::json(&"x");
        let never = || panic!("it is cached");
        assert!(cache.get_or_render("/a", render).is_ok());
        assert_eq!(cache.get_or_render("/a", never).unwrap().size(), 3);
        let render = || Representation::json(&"other");
        assert_eq!(cache.get_or_render("/b", render).unwrap().size(), 8);
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
            cache.insert(number.to_string(), &Rendered::new(vec![0; 1_000]));
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
            cache.insert(String::new(), &Rendered::new(Vec::new()));
            assert!(cache.get("").is_none());
            let render = || {
                count();
                Representation::json(&"x")
            };
            cache.get_or_render("/a", render).unwrap();
        }
        assert_eq!(rendered.get(), 2);
    }
}
