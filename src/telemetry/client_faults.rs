//! Faults of clients before there is a request: a malformed head, TLS on a port without it, a head that takes too
//! long. actix logs them at the level `error`, but any client can cause them. They are counted, and logged only
//! where the filter has `actix_http=debug`.

use std::fmt::Debug;

use tracing::field::{Field, Visit};
use tracing::{Event, Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, Filter};

use crate::metrics;

/// The module of actix that reads connections.
pub(super) const MODULE: &str = "actix_http::h1::dispatcher";
/// How its message begins.
const MESSAGE: &str = "stream error";

/// Counts these faults.
#[derive(Debug)]
pub(super) struct Counter;

impl<S: Subscriber> Layer<S> for Counter {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if is_client_fault(event) {
            metrics::connection_rejected();
        }
    }
}

/// Hides these faults from a log.
#[derive(Debug)]
pub(super) struct Hidden(pub bool);

impl<S> Filter<S> for Hidden {
    fn enabled(&self, _: &Metadata<'_>, _: &Context<'_, S>) -> bool {
        true
    }

    fn event_enabled(&self, event: &Event<'_>, _: &Context<'_, S>) -> bool {
        !(self.0 && is_client_fault(event))
    }
}

/// Whether an event is a fault of a client.
fn is_client_fault(event: &Event<'_>) -> bool {
    let mut message = Message(false);
    if event.metadata().target() == MODULE {
        event.record(&mut message);
    }
    message.0
}

/// Whether the message of an event begins with [`MESSAGE`].
struct Message(bool);

impl Visit for Message {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if field.name() == "message" {
            self.0 = format!("{value:?}").starts_with(MESSAGE);
        }
    }
}
