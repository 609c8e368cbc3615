//! The state of one connection, shared by its socket, the middleware and the table of all connections. It decides when
//! a connection is closed, by the times in `http::request_limits`; `socket` sends the response with status 408.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, AtomicU64, Ordering::Relaxed};
use std::task::Waker;
use std::time::{Duration, Instant};

use futures_util::task::AtomicWaker;

use super::client::Client;
use super::connection_limits::{ConnectionLimits, LINGER};
use crate::metrics::Closed;

/// What the socket does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Order {
    /// Goes on.
    Serve,
    /// Reads no further request, and closes when the last response is sent.
    Finish,
    /// Answers that the head took too long, and closes.
    GiveUpHead,
    /// Closes at once.
    Abort,
}

/// The state of one connection.
#[derive(Debug)]
pub struct Connection {
    /// The client at the other end of the socket; `None` for a trusted proxy.
    pub(super) client: Option<Client>,
    opened: Instant,
    /// Milliseconds from `opened`: since when the connection waits for a request or for the rest of a head.
    waiting_since: AtomicU64,
    /// Whether the head of a request has begun.
    in_head: AtomicBool,
    /// Whether bytes that arrived as the time ran out have given the head more time.
    is_extended: AtomicBool,
    /// Milliseconds from `opened`, plus one: since when the client takes no bytes; 0 if it does.
    stalled_since: AtomicU64,
    /// Milliseconds from `opened`, plus one: since when the client may read the last response; 0 before.
    lingering_since: AtomicU64,
    /// Requests that are being answered.
    answering: AtomicU32,
    /// Requests that have begun.
    requests: AtomicU32,
    /// Whether the client sends nothing more.
    sent_all: AtomicBool,
    /// Whether a request came after the last one that is answered.
    has_ignored: AtomicBool,
    order: AtomicU8,
    /// Why the service closes it.
    reason: AtomicU8,
    waker: AtomicWaker,
}

/// A request that is being answered; until it is dropped, its connection waits for nothing.
#[derive(Debug)]
pub struct Answering(Arc<Connection>);

impl Connection {
    /// A connection that was opened just now.
    #[must_use]
    pub(super) fn new(client: Option<Client>) -> Self {
        Self {
            client,
            opened: Instant::now(),
            waiting_since: AtomicU64::new(0),
            in_head: AtomicBool::new(false),
            is_extended: AtomicBool::new(false),
            stalled_since: AtomicU64::new(0),
            lingering_since: AtomicU64::new(0),
            answering: AtomicU32::new(0),
            requests: AtomicU32::new(0),
            sent_all: AtomicBool::new(false),
            has_ignored: AtomicBool::new(false),
            order: AtomicU8::new(Order::Serve as u8),
            reason: AtomicU8::new(Closed::ByClient as u8),
            waker: AtomicWaker::new(),
        }
    }

    fn now(&self) -> u64 {
        u64::try_from(self.opened.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Begins to answer a request. The last request that the limits allow closes the connection.
    #[must_use]
    pub fn begin(self: &Arc<Self>, limits: &ConnectionLimits) -> Answering {
        self.answering.fetch_add(1, Relaxed);
        let earlier = self.requests.fetch_add(1, Relaxed);
        if earlier.saturating_add(1) >= limits.requests || self.opened.elapsed() >= limits.age {
            self.finish(Closed::Retired);
        }
        Answering(Arc::clone(self))
    }

    /// Closes the connection after the response that is being written; its request was not read to the end.
    pub fn finish_unread(&self) {
        self.finish(Closed::UnreadBody);
    }

    /// Closes the connection after the response that is being written, as the client asks.
    pub fn finish_as_asked(&self) {
        self.finish(Closed::ByClient);
    }

    /// Closes the connection after the response that is being written, because the service is about to stop: a proxy must
    /// not send its next request on it.
    pub fn finish_to_stop(&self) {
        self.finish(Closed::Retired);
    }

    /// Ignores a request that came after the last one (RFC 9112, section 9.6).
    pub fn ignore(&self) {
        self.has_ignored.store(true, Relaxed);
    }

    fn finish(&self, reason: Closed) {
        let serving = Order::Serve as u8;
        let order = Order::Finish as u8;
        if self.order.compare_exchange(serving, order, Relaxed, Relaxed).is_ok() {
            self.reason.store(reason as u8, Relaxed);
        }
    }

    /// Whether the response that is being written is the last one.
    #[must_use]
    pub fn is_finishing(&self) -> bool {
        self.order.load(Relaxed) != Order::Serve as u8
    }

    /// Whether the client sends nothing more. It may still wait for the response, but most have gone.
    #[must_use]
    pub fn has_sent_all(&self) -> bool {
        self.sent_all.load(Relaxed)
    }

    // For the socket.

    /// Whether the socket reads nothing more.
    pub(super) fn is_at_end(&self) -> bool {
        self.is_finishing() && !self.is_answering()
    }

    /// Whether the dispatcher waits for a response that will not come.
    pub(super) fn has_ignored(&self) -> bool {
        self.has_ignored.load(Relaxed)
    }

    pub(super) fn is_answering(&self) -> bool {
        self.answering.load(Relaxed) > 0
    }

    /// Whether the socket closes at once.
    pub(super) fn is_aborted(&self) -> bool {
        self.order.load(Relaxed) == Order::Abort as u8
    }

    /// Whether the socket answers that the head took too long.
    pub(super) fn gives_up_head(&self) -> bool {
        self.order.load(Relaxed) == Order::GiveUpHead as u8
    }

    /// Whether bytes that have arrived still count, although the time is over: a busy worker may have left them unread.
    /// They count once for each request.
    pub(super) fn may_resume(&self) -> bool {
        let is_idle = self.reason.load(Relaxed) == Closed::Idle as u8;
        (is_idle || self.gives_up_head()) && !self.is_extended.swap(true, Relaxed)
    }

    /// Bytes have arrived after all.
    pub(super) fn resume(&self) {
        self.waiting_since.store(self.now(), Relaxed);
        self.reason.store(Closed::ByClient as u8, Relaxed);
        self.order.store(Order::Serve as u8, Relaxed);
    }

    /// Whether the client has had its time to read the last response.
    pub(super) fn has_lingered(&self) -> bool {
        let since = self.lingering_since.load(Relaxed);
        since > 0 && self.elapsed_since(since - 1) >= LINGER
    }

    /// Bytes have arrived.
    pub(super) fn received(&self) {
        if !self.is_answering() && !self.in_head.load(Relaxed) {
            self.in_head.store(true, Relaxed);
            self.waiting_since.store(self.now(), Relaxed);
        }
    }

    /// The client has closed its direction.
    pub(super) fn received_end(&self) {
        self.sent_all.store(true, Relaxed);
    }

    /// The client takes no bytes at present.
    pub(super) fn stalls(&self) {
        if self.stalled_since.load(Relaxed) == 0 {
            self.stalled_since.store(self.now() + 1, Relaxed);
        }
    }

    /// The client takes bytes.
    pub(super) fn takes(&self) {
        self.stalled_since.store(0, Relaxed);
    }

    pub(super) fn is_stalled(&self) -> bool {
        self.stalled_since.load(Relaxed) > 0
    }

    /// The last response is sent.
    pub(super) fn lingers(&self) {
        if self.lingering_since.load(Relaxed) == 0 {
            self.lingering_since.store(self.now() + 1, Relaxed);
        }
    }

    /// The head of the only request cannot be read.
    pub(super) fn is_malformed(&self) {
        self.reason.store(Closed::Malformed as u8, Relaxed);
    }

    /// The task to wake when the state changes.
    pub(super) fn register(&self, waker: &Waker) {
        self.waker.register(waker);
    }

    // For the table.

    /// Gives the socket an order if a deadline has passed.
    pub(super) fn check(&self, limits: &ConnectionLimits) {
        let stalled = self.stalled_since.load(Relaxed);
        if stalled > 0 && self.elapsed_since(stalled - 1) >= limits.stall {
            return self.order(Order::Abort, Closed::Stalled);
        }
        if self.has_lingered() {
            return self.waker.wake();
        }
        if self.is_answering() || self.is_finishing() {
            return;
        }
        let waited = self.elapsed_since(self.waiting_since.load(Relaxed));
        match self.in_head.load(Relaxed) {
            true if waited >= limits.head => self.order(Order::GiveUpHead, Closed::SlowHead),
            false if waited >= limits.idle => self.order(Order::Finish, Closed::Idle),
            _ => (),
        }
    }

    /// Milliseconds for which the connection waits for a request; `None` if it answers one or is being closed.
    pub(super) fn waiting(&self) -> Option<Duration> {
        (!self.is_answering() && !self.is_finishing())
            .then(|| self.elapsed_since(self.waiting_since.load(Relaxed)))
    }

    /// Closes the connection for another one: at once, because a client that is given time to read the end would keep
    /// its place, and a thousand of them would keep all others out.
    pub(super) fn evict(&self) {
        self.order(Order::Abort, Closed::Evicted);
    }

    /// Why it was closed.
    pub(super) fn closed_because(&self) -> Closed {
        let reason = self.reason.load(Relaxed);
        Closed::ALL.into_iter().find(|known| *known as u8 == reason).unwrap_or(Closed::ByClient)
    }

    fn order(&self, order: Order, reason: Closed) {
        self.order.store(order as u8, Relaxed);
        self.reason.store(reason as u8, Relaxed);
        self.waker.wake();
    }

    fn elapsed_since(&self, since: u64) -> Duration {
        Duration::from_millis(self.now().saturating_sub(since))
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        let connection = &self.0;
        if connection.answering.fetch_sub(1, Relaxed) == 1 {
            connection.in_head.store(false, Relaxed);
            connection.is_extended.store(false, Relaxed);
            connection.waiting_since.store(connection.now(), Relaxed);
            if connection.is_finishing() {
                // The dispatcher has to read the end of the stream.
                connection.waker.wake();
            }
        }
    }
}
