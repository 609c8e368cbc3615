//! Connections that ended before there was a request.

use std::sync::LazyLock;

use prometheus_client::metrics::counter::Counter;
use prometheus_client::registry::Registry;

static REJECTED: LazyLock<Counter> = LazyLock::new(Counter::default);

/// Counts a connection that was closed because no request could be read from it.
pub fn connection_rejected() {
    REJECTED.inc();
}

pub(super) fn register(registry: &mut Registry) {
    registry.register(
        "connections_rejected",
        "Connections that were closed because no request could be read from them",
        REJECTED.clone(),
    );
}
