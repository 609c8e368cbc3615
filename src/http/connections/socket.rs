//! The socket of a connection, between the TCP stream and the HTTP/1 dispatcher of actix. It reports what happens to
//! the `Connection`, and obeys its orders: an end of the stream makes the dispatcher close the connection in order,
//! an error makes it close at once.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use actix_web::http::StatusCode;
use actix_web::web::{Buf, Bytes};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use super::bare_error::{self, BareErrors};
use super::connection::Connection;
use super::connection_limits::MIN_PROGRESS_BYTES;
use super::connection_table::Place;

/// Bytes that are discarded at once while a client reads the last response.
const DISCARD_BYTES: usize = 4_096;

/// The socket of a connection.
#[derive(Debug)]
pub struct Socket {
    stream: TcpStream,
    place: Place,
    errors: Arc<BareErrors>,
    /// A response in place of one of actix.
    own: Option<Own>,
    /// Bytes that were taken since the client stalled.
    taken: usize,
    /// Whether our direction is closed.
    is_shut_down: bool,
}

/// A response of the socket itself.
#[derive(Debug)]
struct Own {
    rest: Bytes,
    /// Bytes of the response of actix that it replaces.
    replaced: usize,
}

impl Socket {
    /// The socket of a connection that has a place in the table.
    #[must_use]
    pub fn new(stream: TcpStream, place: Place, errors: Arc<BareErrors>) -> Self {
        Self { stream, place, errors, own: None, taken: 0, is_shut_down: false }
    }

    /// The connection.
    #[must_use]
    pub fn connection(&self) -> &Arc<Connection> {
        self.place.connection()
    }

    /// Writes to the stream, and notes whether the client takes bytes.
    fn write(&mut self, task: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let Self { stream, place, taken, .. } = self;
        let connection = place.connection();
        let outcome = Pin::new(stream).poll_write(task, bytes);
        match &outcome {
            Poll::Ready(Ok(bytes)) if connection.is_stalled() => {
                *taken += bytes;
                if *taken >= MIN_PROGRESS_BYTES {
                    connection.takes();
                    *taken = 0;
                }
            }
            Poll::Ready(_) => (),
            Poll::Pending => {
                connection.stalls();
                connection.register(task.waker());
            }
        }
        outcome
    }

    /// Writes the response of the socket itself to its end.
    fn write_own(&mut self, task: &mut Context<'_>) -> Poll<io::Result<usize>> {
        while let Some(mut own) = self.own.take() {
            if own.rest.is_empty() {
                return Poll::Ready(Ok(own.replaced));
            }
            let outcome = self.write(task, &own.rest);
            if let Poll::Ready(Ok(written)) = outcome {
                own.rest.advance(written);
            }
            self.own = Some(own);
            ready!(outcome)?;
        }
        Poll::Ready(Ok(0))
    }

    fn is_aborted(&self) -> io::Result<()> {
        if self.connection().is_aborted() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        Ok(())
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        task: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.is_aborted()?;
        let is_last_chance = self.connection().is_at_end() && self.connection().may_resume();
        if self.connection().is_at_end() && !is_last_chance {
            return Poll::Ready(Ok(()));
        }
        let before = buffer.filled().len();
        let outcome = Pin::new(&mut self.stream).poll_read(task, buffer);
        let connection = self.connection();
        match &outcome {
            Poll::Ready(Ok(())) if buffer.filled().len() > before => {
                if is_last_chance {
                    connection.resume();
                }
                connection.received();
            }
            Poll::Ready(_) => connection.received_end(),
            Poll::Pending => {
                connection.register(task.waker());
                // An order may have come before there was a task to wake.
                if connection.is_at_end() {
                    return Poll::Ready(Ok(()));
                }
            }
        }
        outcome
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        mut self: Pin<&mut Self>,
        task: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.is_aborted()?;
        if self.own.is_some() {
            return self.write_own(task);
        }
        if !self.connection().is_answering()
            && let Some(start) = bare_error::find(bytes)
        {
            if start > 0 {
                return self.write(task, &bytes[..start]);
            }
            self.connection().is_malformed();
            let rest = self.errors.replace(bytes);
            self.own = Some(Own { rest, replaced: bytes.len() });
            return self.write_own(task);
        }
        self.write(task, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.is_aborted()?;
        if self.connection().has_ignored() {
            // All responses are written. The dispatcher waits for one that will not come, so the socket closes itself.
            ready!(self.poll_shutdown(task))?;
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        Pin::new(&mut self.stream).poll_flush(task)
    }

    /// Closes our direction, and gives the client time to read: a socket with unread bytes that is closed at once
    /// is reset, and the client may lose the response.
    fn poll_shutdown(mut self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.is_aborted()?;
        if self.connection().gives_up_head() && self.own.is_none() && !self.is_shut_down {
            let rest = self.errors.response(StatusCode::REQUEST_TIMEOUT);
            self.own = Some(Own { rest, replaced: 0 });
        }
        if self.own.is_some() {
            ready!(self.write_own(task))?;
        }
        if !self.is_shut_down {
            ready!(Pin::new(&mut self.stream).poll_shutdown(task))?;
            self.is_shut_down = true;
            self.connection().lingers();
        }
        let mut discarded = [0; DISCARD_BYTES];
        loop {
            if self.connection().has_lingered() {
                return Poll::Ready(Ok(()));
            }
            let mut buffer = ReadBuf::new(&mut discarded);
            match Pin::new(&mut self.stream).poll_read(task, &mut buffer) {
                Poll::Ready(Ok(())) if !buffer.filled().is_empty() => (),
                Poll::Ready(_) => return Poll::Ready(Ok(())),
                Poll::Pending => {
                    self.connection().register(task.waker());
                    return Poll::Pending;
                }
            }
        }
    }
}
