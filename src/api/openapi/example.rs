//! Examples of requests and answers in the description.

use std::borrow::Cow;

use serde_json::Value;

use crate::http::negotiate;

/// An example of a request or an answer.
#[derive(Debug, Clone)]
pub struct Example {
    /// Id of the operation.
    pub operation: &'static str,
    /// What it is an example of.
    pub part: Part,
    /// Media type of the example.
    pub media_type: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it shows.
    pub summary: &'static str,
    /// The example itself.
    pub value: Shown,
}

/// How an example is shown.
#[derive(Debug, Clone)]
pub enum Shown {
    /// As it stands.
    Value(Value),
    /// By an address of this service that answers it: for what is too long to be read in place.
    Live(Cow<'static, str>),
}

impl Example {
    /// A JSON body of a request.
    #[must_use]
    pub fn request(
        operation: &'static str,
        name: &'static str,
        summary: &'static str,
        value: Value,
    ) -> Self {
        let value = Shown::Value(value);
        Self { operation, part: Part::Request, media_type: negotiate::JSON, name, summary, value }
    }

    /// A JSON answer with status 200.
    #[must_use]
    pub fn response(
        operation: &'static str,
        name: &'static str,
        summary: &'static str,
        value: Value,
    ) -> Self {
        let part = Part::Response(200);
        let value = Shown::Value(value);
        Self { operation, part, media_type: negotiate::JSON, name, summary, value }
    }

    /// A long JSON answer with status 200, which `address` answers.
    #[must_use]
    pub fn live(
        operation: &'static str,
        name: &'static str,
        summary: &'static str,
        address: impl Into<Cow<'static, str>>,
    ) -> Self {
        let value = Shown::Live(address.into());
        Self { value, ..Self::response(operation, name, summary, Value::Null) }
    }
}

/// What an example is an example of.
#[derive(Debug, Clone, Copy)]
pub enum Part {
    /// The body of the request.
    Request,
    /// The body of the answer with this status.
    Response(u16),
}
