//! The body of a response on its way to the socket: in pieces, so that a client that reads slowly does not make the
//! service copy a large body, and with the mark that its request is being answered.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::web::Bytes;

use crate::http::connections::connection::Answering;

/// Bytes of a piece.
const PIECE_BYTES: usize = 16 * 1024;
/// Bytes after which other connections of the worker have their turn: a socket may take megabytes at once.
const TURN_BYTES: usize = 64 * 1024;

/// The body of a response.
#[derive(Debug)]
pub struct ResponseBody {
    body: Body,
    /// Bytes that were handed over in this turn.
    in_turn: usize,
    /// Dropped with the body, when all of it is written or the client has gone.
    _answering: Option<Answering>,
}

#[derive(Debug)]
enum Body {
    Small(BoxBody),
    Large(Bytes),
}

impl ResponseBody {
    /// The body of the response to a request.
    #[must_use]
    pub fn new(body: BoxBody, answering: Option<Answering>) -> Self {
        let body = match body.size() {
            BodySize::Sized(bytes) if bytes > PIECE_BYTES as u64 => {
                body.try_into_bytes().map_or_else(Body::Small, Body::Large)
            }
            _ => Body::Small(body),
        };
        Self { body, in_turn: 0, _answering: answering }
    }
}

impl MessageBody for ResponseBody {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        match &self.body {
            Body::Small(body) => body.size(),
            Body::Large(bytes) => bytes.size(),
        }
    }

    fn poll_next(
        self: Pin<&mut Self>,
        task: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        let Self { body, in_turn, .. } = self.get_mut();
        if *in_turn >= TURN_BYTES {
            *in_turn = 0;
            task.waker().wake_by_ref();
            return Poll::Pending;
        }
        let next = match body {
            Body::Small(body) => ready!(Pin::new(body).poll_next(task)),
            Body::Large(bytes) if bytes.is_empty() => None,
            Body::Large(bytes) => Some(Ok(bytes.split_to(bytes.len().min(PIECE_BYTES)))),
        };
        if let Some(Ok(piece)) = &next {
            *in_turn += piece.len();
        }
        Poll::Ready(next)
    }
}
