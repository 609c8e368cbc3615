//! The state that new requests get. New knowledge replaces it while the service runs; requests in progress keep the
//! state that they began with, so that each response is made from one knowledge.

use std::cell::RefCell;
use std::fmt;
use std::net::IpAddr;
use std::rc::Rc;

use actix_web::dev::{Extensions, ServiceRequest};
use actix_web::web::Data;
use framewise_mcp::http::Endpoint;
use framewise_model::knowledge::Knowledge;
use tokio::sync::watch;

use super::state::State;
use crate::mcp::http::endpoint;

/// What the handlers of one request work on.
#[derive(Clone)]
struct Current {
    state: Data<State>,
    mcp: Data<Endpoint>,
}

impl Current {
    /// With the tools for assistants of a service that is bound to this address.
    fn new(state: State, bound: IpAddr) -> Self {
        let state = Data::new(state);
        let mcp = Data::new(endpoint(&state, bound));
        Self { state, mcp }
    }

    /// The same as handlers find it.
    fn data(&self) -> Rc<Extensions> {
        let mut data = Extensions::new();
        data.insert(self.state.clone());
        data.insert(self.mcp.clone());
        Rc::new(data)
    }
}

/// Holds the current state, and replaces it.
pub struct StateSwitch {
    current: watch::Sender<Current>,
    bound: IpAddr,
}

impl StateSwitch {
    /// A switch of a service that is bound to this address, with its first state.
    #[must_use]
    pub fn new(state: State, bound: IpAddr) -> Self {
        Self { current: watch::Sender::new(Current::new(state, bound)), bound }
    }

    /// The state that new requests get.
    #[must_use]
    pub fn state(&self) -> Data<State> {
        self.current.borrow().state.clone()
    }

    /// Makes new requests get a state with this knowledge. It is prepared before, so that no request waits for it.
    pub fn replace_knowledge(&self, knowledge: Knowledge) {
        let state = self.state().with_knowledge(knowledge);
        state.prepare();
        self.current.send_replace(Current::new(state, self.bound));
    }

    /// The current state as one worker sees it.
    #[must_use]
    pub fn view(&self) -> StateView {
        let current = self.current.subscribe();
        let data = current.borrow().data();
        StateView { current: RefCell::new(current), data: RefCell::new(data) }
    }
}

impl fmt::Debug for StateSwitch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("StateSwitch").field("bound", &self.bound).finish_non_exhaustive()
    }
}

/// The current state as one worker sees it. An unchanged state costs a request one atomic load.
pub struct StateView {
    current: RefCell<watch::Receiver<Current>>,
    data: RefCell<Rc<Extensions>>,
}

impl StateView {
    /// Makes the current state that of this request; `Data<State>` of its handler is this one.
    pub fn attach(&self, request: &mut ServiceRequest) {
        let mut current = self.current.borrow_mut();
        // An error means that the service stops, with the state that it has.
        if current.has_changed().unwrap_or(false) {
            *self.data.borrow_mut() = current.borrow_and_update().data();
        }
        request.add_data_container(Rc::clone(&self.data.borrow()));
    }
}

impl fmt::Debug for StateView {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("StateView")
    }
}
