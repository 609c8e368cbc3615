//! What every handler can reach, made once and shared by all workers.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::dev::ServiceRequest;
use actix_web::web::Data;
use serde::Serialize;
use utoipa::ToSchema;

use super::Routes;
use super::answers::Answers;
use super::cache::Representation;
use super::description::{DescriptionError, Document};
use super::home;
use super::ops::ProblemPages;
use super::ready::Ready;
use super::v1::Prepared;
use crate::knowledge::Knowledge;
use crate::metrics::{Registry, Requests};
use crate::service::Service;

/// How storing of queries is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Storing {
    /// Queries are stored.
    On,
    /// Storing is switched off by a setting.
    Off,
    /// Storing does not work at present; recommendations are answered all the same.
    Failing,
}

/// Tells how storing is doing, without waiting for anything.
pub type StoringProbe = Box<dyn Fn() -> Storing + Send + Sync>;

/// What every handler can reach.
pub struct State {
    service: Arc<Service>,
    storing: StoringProbe,
    stopping: AtomicBool,
    document: Document,
    home: Representation,
    problem_pages: ProblemPages,
    prepared: Prepared,
    ready: Ready,
    answers: Answers,
    requests: Option<Requests>,
    more_routes: Routes,
}

impl State {
    /// Describes the routes and writes the pages. `more_routes` come after the ones of the service:
    /// tests of the frame add handlers that misbehave.
    ///
    /// # Errors
    /// If the description of the routes does not fit its examples.
    pub fn new(
        service: Arc<Service>,
        storing: StoringProbe,
        answers: Answers,
        more_routes: Routes,
    ) -> Result<Self, DescriptionError> {
        let knowledge = service.knowledge();
        let document = Document::new(more_routes, knowledge)?;
        let home = home::page(knowledge);
        let prepared = Prepared::new(knowledge)?;
        let beside =
            [("/", &home), ("/openapi.json", document.json()), ("/openapi.yaml", document.yaml())];
        let beside = beside.map(|(address, page)| (address.to_owned(), page.clone().into()));
        Ok(Self {
            ready: Ready::new(prepared.by_address(knowledge).into_iter().chain(beside)),
            document,
            home,
            problem_pages: ProblemPages::new(),
            prepared,
            service,
            answers,
            requests: None,
            storing,
            stopping: AtomicBool::new(false),
            more_routes,
        })
    }

    /// Counts requests from now on; what is counted can be written whenever somebody asks.
    pub fn count_requests(&mut self) -> Registry {
        let requests = Requests::new(self.document.paths().templates());
        let mut registry = self.service.metrics();
        requests.register(&mut registry);
        self.requests = Some(requests);
        registry
    }

    /// Where requests are counted; none if nobody can ask for it.
    #[must_use]
    pub fn requests(&self) -> Option<&Requests> {
        self.requests.as_ref()
    }

    /// The state of the application that `request` came to.
    ///
    /// # Panics
    /// In an application that `http::app` did not make.
    #[must_use]
    pub fn of(request: &ServiceRequest) -> Data<Self> {
        #[expect(clippy::expect_used, reason = "`http::app` always registers it")]
        let state = request.app_data::<Data<Self>>().expect("State is registered");
        state.clone()
    }

    /// What recommends and knows.
    #[must_use]
    pub fn service(&self) -> &Service {
        &self.service
    }

    /// What is known of frameworks.
    #[must_use]
    pub fn knowledge(&self) -> &Knowledge {
        self.service.knowledge()
    }

    /// The description of the API.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// How storing is doing.
    #[must_use]
    pub fn storing(&self) -> Storing {
        (self.storing)()
    }

    /// Whether the service is about to stop.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// Lets `/readyz` say that the service is about to stop.
    pub fn announce_stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    pub(super) fn home(&self) -> &Representation {
        &self.home
    }

    pub(super) fn answers(&self) -> &Answers {
        &self.answers
    }

    pub(super) fn ready(&self) -> &Ready {
        &self.ready
    }

    pub(super) fn prepared(&self) -> &Prepared {
        &self.prepared
    }

    pub(super) fn problem_pages(&self) -> &ProblemPages {
        &self.problem_pages
    }

    pub(super) fn more_routes(&self) -> Routes {
        self.more_routes
    }
}
