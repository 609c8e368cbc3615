//! The body of a response on its way to the socket: in pieces, so that a client that reads slowly does not make the
//! service copy a large body, and with the mark that its request is being answered.

use std::pin::Pin;
use std::task::{Context, Poll};

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::web::Bytes;

use crate::http::connections::connection::Answering;

/// Bytes of a piece.
const PIECE_BYTES: usize = 16 * 1024;

/// The body of a response.
#[derive(Debug)]
pub struct ResponseBody {
    body: Body,
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
        Self { body, _answering: answering }
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
        match &mut self.get_mut().body {
            Body::Small(body) => Pin::new(body).poll_next(task),
            Body::Large(bytes) if bytes.is_empty() => Poll::Ready(None),
            Body::Large(bytes) => {
                let piece = bytes.split_to(bytes.len().min(PIECE_BYTES));
                Poll::Ready(Some(Ok(piece)))
            }
        }
    }
}
