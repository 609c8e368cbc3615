//! The one layer around the router: what happens to every request, in its order.
//!
//! One layer and not one for each concern, because each layer of actix-web costs two allocations and a
//! future, which together took longer than the answers that are ready.

use std::future::{Ready, ready};
use std::rc::Rc;

use actix_web::Error;
use actix_web::body::BoxBody;
use actix_web::dev::{Service, ServiceRequest, ServiceResponse, Transform, forward_ready};
use actix_web::web::Data;
use futures_util::future::{Either, LocalBoxFuture};

use super::access_log::Arrival;
use super::request_id::RequestId;
use super::{
    body, cors, deadline, head, panics, problems, security_headers, uri_limit, with_headers,
};
use crate::http::ready::answer as ready_answer;
use crate::http::{Limits, State};

type Answer = Result<ServiceResponse<BoxBody>, Error>;

/// What happens to every request, whatever it asks for.
#[derive(Clone)]
pub struct Frame {
    /// What is known to all workers.
    pub state: Data<State>,
    /// What bounds a request.
    pub limits: Limits,
}

/// The frame around a router.
pub struct Framed<S> {
    frame: Frame,
    router: Rc<S>,
}

impl<S> Transform<S, ServiceRequest> for Frame
where
    S: Service<ServiceRequest, Response = ServiceResponse<BoxBody>, Error = Error> + 'static,
{
    type Response = ServiceResponse<BoxBody>;
    type Error = Error;
    type Transform = Framed<S>;
    type InitError = ();
    type Future = Ready<Result<Framed<S>, ()>>;

    fn new_transform(&self, router: S) -> Self::Future {
        ready(Ok(Framed { frame: self.clone(), router: Rc::new(router) }))
    }
}

impl<S> Service<ServiceRequest> for Framed<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<BoxBody>, Error = Error> + 'static,
{
    type Response = ServiceResponse<BoxBody>;
    type Error = Error;
    type Future = Either<Ready<Answer>, LocalBoxFuture<'static, Answer>>;

    forward_ready!(router);

    fn call(&self, request: ServiceRequest) -> Self::Future {
        // First: everything inside may need the id.
        let id = match RequestId::draw() {
            Ok(id) => id,
            Err(problem) => return Either::Left(ready(Err(problem.into()))),
        };
        let arrival = Arrival::of(&self.frame.state, &request);
        let state = &self.frame.state;
        if let Some(response) = cors::answer_options(state, &request) {
            let answer = Ok(request.into_response(response));
            return Either::Left(ready(finish(state, id, arrival, answer)));
        }
        // Before everything that protects handlers or protects from them.
        if let Some(mut response) = ready_answer(state, request.request()) {
            cors::add(response.headers_mut());
            let answer = Ok(request.into_response(response));
            return Either::Left(ready(finish(state, id, arrival, answer)));
        }
        let Frame { state, limits } = self.frame.clone();
        let router = Rc::clone(&self.router);
        Either::Right(Box::pin(async move {
            // Around everything that can panic.
            let result = panics::catch(route(limits, request, router)).await;
            // Around everything that can end in an error, so that each becomes a problem.
            let answer = problems::finish(&id, result);
            // Around problems, so that pages of other origins can read those too.
            finish(&state, id, arrival, with_headers(answer, cors::add))
        }))
    }
}

/// What comes before the router.
async fn route<S>(limits: Limits, mut request: ServiceRequest, router: Rc<S>) -> Answer
where
    S: Service<ServiceRequest, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    // Before anything looks at the address as a whole.
    uri_limit::check(&request)?;
    // Before the router, which knows GET only.
    head::as_get(&mut request);
    // Before the handler, so that no handler can forget it.
    body::read(limits, &mut request).await?;
    // Last: the patience with a handler does not include the wait for the body.
    deadline::enforce(limits, router.call(request)).await
}

/// What comes after every answer, also after problems and answers to `OPTIONS`.
fn finish(state: &State, id: RequestId, arrival: Option<Arrival>, answer: Answer) -> Answer {
    if let Some(arrival) = arrival {
        arrival.log(state, &answer);
    }
    with_headers(answer, move |headers| {
        security_headers::add(headers);
        id.add(headers);
    })
}
