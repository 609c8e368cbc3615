//! Stands for `traces` in a program without the feature `traces`.

use std::convert::Infallible;

use actix_web::dev::ServiceRequest;

/// Sends traces: there are none.
#[derive(Debug, Clone)]
pub enum Traces {}

impl Traces {
    /// The traces that the environment asks for: none.
    ///
    /// # Errors
    /// None.
    #[must_use]
    pub fn from_environment() -> Result<Option<Self>, Infallible> {
        Ok(None)
    }

    /// Begins the span of a request.
    #[must_use]
    pub fn begin(&self, _: &ServiceRequest, _: &str, _: Option<&str>) -> RequestSpan {
        match *self {}
    }

    /// Sends what has not been sent yet.
    pub fn stop(&self) {
        match *self {}
    }
}

/// The span of a request that has no response yet.
#[derive(Debug)]
pub enum RequestSpan {}

impl RequestSpan {
    /// Ends the span with the status of the response.
    pub fn end(self, _: u16) {
        match self {}
    }
}
