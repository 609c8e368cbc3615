//! A response that is rendered once, by the first request for it.

use std::sync::Arc;

use actix_web::rt::task::spawn_blocking;
use tokio::sync::OnceCell;

use super::caching::Representation;
use super::problem::Problem;

/// A representation that is rendered by the first request for it, and then shared.
#[derive(Debug, Clone, Default)]
pub struct LazyResponse(Arc<OnceCell<Representation>>);

impl LazyResponse {
    /// The representation, if it has been rendered.
    #[must_use]
    pub fn get(&self) -> Option<&Representation> {
        self.0.get()
    }

    /// The representation. `render` runs on a blocking thread, unless the representation has been rendered or
    /// another request is rendering it.
    ///
    /// # Errors
    /// Those of `render`; the next request then renders again.
    pub async fn get_or_render(
        &self,
        render: impl FnOnce() -> Result<Representation, Problem> + Send + 'static,
    ) -> Result<Representation, Problem> {
        if let Some(rendered) = self.get() {
            return Ok(rendered.clone());
        }
        let cell = Arc::clone(&self.0);
        // A separate task, which goes on when this request is cancelled: other requests wait for it.
        let task = tokio::spawn(async move {
            let rendered = || async { spawn_blocking(render).await.map_err(Problem::internal)? };
            cell.get_or_try_init(rendered).await.cloned()
        });
        task.await.map_err(Problem::internal)?
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;
    use std::time::Duration;

    use super::{LazyResponse, Problem, Representation};

    /// Renders slowly and counts how often.
    fn render(
        count: &Arc<AtomicUsize>,
    ) -> impl FnOnce() -> Result<Representation, Problem> + use<> {
        let count = Arc::clone(count);
        move || {
            thread::sleep(Duration::from_millis(50));
            count.fetch_add(1, Ordering::Relaxed);
            Representation::json(&"audit")
        }
    }

    #[tokio::test]
    async fn a_hundred_requests_at_once_render_once() {
        let (response, count) = (LazyResponse::default(), Arc::default());
        let callers = (0..100).map(|_| response.get_or_render(render(&count)));
        for outcome in futures_util::future::join_all(callers).await {
            assert!(outcome.is_ok());
        }
        assert_eq!(count.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn a_cancelled_request_does_not_discard_the_work() {
        let (response, count) = (LazyResponse::default(), Arc::default());
        let patience = Duration::from_millis(5);
        let cancelled =
            tokio::time::timeout(patience, response.get_or_render(render(&count))).await;
        assert!(cancelled.is_err());
        assert!(response.get_or_render(render(&count)).await.is_ok());
        assert_eq!(count.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn a_failure_is_not_stored() {
        let (response, count) = (LazyResponse::default(), Arc::default());
        assert!(response.get_or_render(|| Err(Problem::internal("broken"))).await.is_err());
        assert!(response.get_or_render(|| panic!("broken")).await.is_err());
        assert!(response.get_or_render(render(&count)).await.is_ok());
    }
}
