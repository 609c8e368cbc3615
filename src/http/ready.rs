//! Answers that need neither router nor handler, because they are written already: the resources that
//! depend on nothing but the knowledge.
//!
//! A handler gives the same answer to the same request; whatever is not found here, or is asked for in
//! another form, goes to it. So nothing here can refuse anything or answer differently.

use std::borrow::Cow;
use std::collections::HashMap;

use actix_web::http::Method;
use actix_web::{HttpRequest, HttpResponse};

use super::State;
use super::cache::Representation;
use super::negotiate::{self, JSON, MARKDOWN};
use super::v1::audit::WrittenOnce;

/// What lasts as long as the process, by path and query string.
#[derive(Debug, Default)]
pub struct Ready(HashMap<String, WrittenOnce>);

impl Ready {
    /// These answers.
    pub fn new(answers: impl IntoIterator<Item = (String, WrittenOnce)>) -> Self {
        Self(answers.into_iter().collect())
    }

    fn get(&self, address: &str) -> Option<&Representation> {
        self.0.get(address)?.get()
    }
}

/// The answer, if it is ready.
#[must_use]
pub fn answer(state: &State, request: &HttpRequest) -> Option<HttpResponse> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return None;
    }
    let address = request.uri().path_and_query()?.as_str();
    if let Some(lasting) = state.ready().get(address) {
        negotiate::accepted(request, &[lasting.media_type()])?;
        return Some(lasting.respond(request));
    }
    if !address.contains('?') {
        return None;
    }
    let form = negotiate::accepted(request, &[JSON, MARKDOWN])?;
    let kept = state.answers().resource(&name(form, usual(address)))?;
    Some(kept.respond(request))
}

/// The name under which a form of the resource at an address is kept. An address begins with a slash, so
/// no two have the same name.
#[must_use]
pub fn name<'a>(form: &str, address: Cow<'a, str>) -> Cow<'a, str> {
    if form == JSON { address } else { Cow::Owned(format!("{form} {address}")) }
}

/// The address as handlers write it: many clients escape the commas between the values of a list.
fn usual(address: &str) -> Cow<'_, str> {
    if address.contains('%') {
        Cow::Owned(address.replace("%2C", ",").replace("%2c", ","))
    } else {
        Cow::Borrowed(address)
    }
}
