//! The self-audit.

use std::sync::Arc;

use actix_web::rt::task::spawn_blocking;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use tokio::sync::OnceCell;

use crate::http::State;
use crate::http::cache::Representation;
use crate::http::example::Example;
use crate::http::extract::NoQuery;
use crate::http::negotiate::{self, JSON};
use crate::http::problem::Problem;
use crate::http::responses::ReadProblems;
use crate::service::audit::{Audit, Sample, audit};

/// The self-audit
///
/// Over all single answers, all pairs of answers and a fixed sample of complete answer sets: how often
/// each framework comes first and among the first three, which can never come first and by whom they
/// are dominated, and how much depends on each question and criterion. Made once for the knowledge in
/// use, when it is first asked for; while that takes too long the answer is 503.
#[utoipa::path(
    tag = "knowledge",
    responses(
        (status = 200, description = "The audit.", body = Audit<'static>),
        (status = 304, description = "The caller has it already."),
        ReadProblems,
    ),
)]
#[get("/v1/audit")]
pub async fn get_audit(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[JSON])?;
    let shared = state.clone().into_inner();
    let write = move || Representation::json(&audit(shared.knowledge(), Sample::default()));
    Ok(state.prepared().audit.get_or_write(write).await?.respond(&request))
}

/// An answer that is written by the first request that asks for it.
#[derive(Debug, Clone, Default)]
pub struct WrittenOnce(Arc<OnceCell<Representation>>);

impl From<Representation> for WrittenOnce {
    /// What is written already.
    fn from(written: Representation) -> Self {
        Self(Arc::new(OnceCell::from(written)))
    }
}

impl WrittenOnce {
    /// The answer, if it is written.
    #[must_use]
    pub fn get(&self) -> Option<&Representation> {
        self.0.get()
    }

    /// The answer; `write` runs where it holds nobody up, and only if the answer is not here and nobody
    /// else is writing it.
    async fn get_or_write(
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

/// The examples of this resource.
#[must_use]
pub fn examples() -> Vec<Example> {
    vec![Example::live("get_audit", "audit", "The audit of this knowledge", "/v1/audit")]
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;
    use std::time::Duration;

    use super::{Problem, Representation, WrittenOnce};

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
        let (answer, written) = (WrittenOnce::default(), Arc::default());
        let callers = (0..100).map(|_| answer.get_or_write(write(&written)));
        for outcome in futures_util::future::join_all(callers).await {
            assert!(outcome.is_ok());
        }
        assert_eq!(written.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn a_caller_that_gives_up_does_not_throw_the_work_away() {
        let (answer, written) = (WrittenOnce::default(), Arc::default());
        let patience = Duration::from_millis(5);
        let given_up = tokio::time::timeout(patience, answer.get_or_write(write(&written))).await;
        assert!(given_up.is_err());
        assert!(answer.get_or_write(write(&written)).await.is_ok());
        assert_eq!(written.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn a_failure_is_not_kept() {
        let (answer, written) = (WrittenOnce::default(), Arc::default());
        assert!(answer.get_or_write(|| Err(Problem::internal("broken"))).await.is_err());
        assert!(answer.get_or_write(|| panic!("broken")).await.is_err());
        assert!(answer.get_or_write(write(&written)).await.is_ok());
    }
}
