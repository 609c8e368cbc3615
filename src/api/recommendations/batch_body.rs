//! The body of the response to a batch, in pieces: a hundred recommendations have ten megabytes, which are not copied
//! into one body. Each piece is given back as soon as it is sent, the reserved memory with the last one.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use actix_web::body::{BodySize, MessageBody};
use actix_web::web::Bytes;

use crate::http::admission::memory::Reservation;

/// The longest piece that is handed over at once, in bytes.
const MAX_PIECE: usize = 16 * 1024;

/// The body of a response in pieces.
#[derive(Debug)]
pub(super) struct BatchBody {
    pieces: VecDeque<Bytes>,
    bytes: u64,
    _reservation: Reservation,
}

impl BatchBody {
    /// A body of these pieces, in memory that is reserved.
    pub fn new(pieces: Vec<Bytes>, reservation: Reservation) -> Self {
        let bytes = pieces.iter().map(|piece| piece.len() as u64).sum();
        Self { pieces: pieces.into(), bytes, _reservation: reservation }
    }
}

impl MessageBody for BatchBody {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.bytes)
    }

    fn poll_next(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Infallible>>> {
        let pieces = &mut self.get_mut().pieces;
        while let Some(mut piece) = pieces.pop_front() {
            if piece.is_empty() {
                continue;
            }
            let next = piece.split_to(piece.len().min(MAX_PIECE));
            pieces.push_front(piece);
            return Poll::Ready(Some(Ok(next)));
        }
        Poll::Ready(None)
    }
}
