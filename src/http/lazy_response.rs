//! A response that is rendered once, by the first request for it.

use std::sync::Arc;

use actix_web::rt::task::spawn_blocking;
use tokio::sync::OnceCell;

use super::caching::Representation;
use super::problem::Problem;

/// An answer that is written by the first request that asks for it.
#[derive(Debug, Clone, Default)]
pub struct LazyResponse(Arc<OnceCell<Representation>>);

impl LazyResponse {
    /// The answer, if it is written.
    #[must_use]
    pub fn get(&self) -> Option<&Representation> {
        self.0.get()
    }

    /// The answer; `write` runs where it holds nobody up, and only if the answer is not here and nobody
    /// else is writing it.
    ///
    /// # Errors
    /// Those of `write`; they are not kept.
    pub async fn get_or_render(
        &self,
        write: impl FnOnce() -> Result<Representation, Problem> + Send + 'static,
    ) -> Result<Representation, Problem> {
        if let Some(written) = self.get() {
            return Ok(written.clone());
        }
        let cell = Arc::clone(&self.0);
        // A task of its own: if this caller gives up, the others and the next one still get the answer.
        let waiting = tokio::spawn(async move {
            let writing = || async { spawn_blocking(write).await.map_err(Problem::internal)? };
            cell.get_or_try_init(writing).await.cloned()
        });
        waiting.await.map_err(Problem::internal)?
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;
    use std::time::Duration;

    use super::{LazyResponse, Problem, Representation};

    /// Writes slowly and counts how often.
    fn write(
        written: &Arc<AtomicUsize>,
    ) -> impl FnOnce() -> Result<Representation, Problem> + use<> {
        let written = Arc::clone(written);
        move || {
            thread::sleep(Duration::from_millis(50));
            written.fetch_add(1, Ordering::Relaxed);
            Representation::json(&"audit")
        }
    }

    #[tokio::test]
    async fn a_hundred_callers_at_once_have_it_written_once() {
        let (answer, written) = (LazyResponse::default(), Arc::default());
        let callers = (0..100).map(|_| answer.get_or_render(write(&written)));
        for outcome in futures_util::future::join_all(callers).await {
            assert!(outcome.is_ok());
        }
        assert_eq!(written.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn a_caller_that_gives_up_does_not_throw_the_work_away() {
        let (answer, written) = (LazyResponse::default(), Arc::default());
        let patience = Duration::from_millis(5);
        let given_up = tokio::time::timeout(patience, answer.get_or_render(write(&written))).await;
        assert!(given_up.is_err());
        assert!(answer.get_or_render(write(&written)).await.is_ok());
        assert_eq!(written.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn a_failure_is_not_kept() {
        let (answer, written) = (LazyResponse::default(), Arc::default());
        assert!(answer.get_or_render(|| Err(Problem::internal("broken"))).await.is_err());
        assert!(answer.get_or_render(|| panic!("broken")).await.is_err());
        assert!(answer.get_or_render(write(&written)).await.is_ok());
    }
}
