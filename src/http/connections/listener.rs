//! The listening socket of the service: how it opens, and how it closes without losing a connection.

use std::io;
use std::net::{Shutdown, SocketAddr, TcpListener};
use std::time::Duration;

use actix_server::ServerHandle;
use socket2::{Domain, Protocol, SockRef, Socket, Type};
use tokio::time::sleep;

/// Connections that the system queues until they are accepted.
const BACKLOG: i32 = 1_024;
/// Bytes that the system takes for a client that does not read; Linux doubles the number. The default grows to
/// megabytes, and a client that reads slowly would then seem to take nothing for minutes.
const SEND_BUFFER_BYTES: usize = 128 * 1024;
/// Time until handshakes have ended that have begun, and all connections are accepted that the system has queued.
const HANDSHAKE: Duration = Duration::from_millis(50);
/// Time until the thread that accepts connections has noticed that it shall not.
const PAUSE: Duration = Duration::from_millis(20);
/// Time until the workers have begun with all connections that were accepted.
const SETTLE: Duration = Duration::from_millis(180);

/// A socket that accepts connections.
#[derive(Debug)]
pub struct Listener {
    socket: TcpListener,
    shared: bool,
}

impl Listener {
    /// Opens a socket.
    ///
    /// # Errors
    /// If the address cannot be bound.
    pub fn bind(address: SocketAddr) -> io::Result<Self> {
        let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
        // As the standard library and actix do: a port whose last connections are still closing can be bound.
        #[cfg(unix)]
        socket.set_reuse_address(true)?;
        // Accepted connections inherit it.
        socket.set_send_buffer_size(SEND_BUFFER_BYTES)?;
        socket.bind(&address.into())?;
        socket.listen(BACKLOG)?;
        Ok(Self { socket: socket.into(), shared: false })
    }

    /// Takes a socket that another process has opened and keeps.
    ///
    /// # Errors
    /// If its buffers cannot be set.
    pub fn adopt(socket: TcpListener) -> io::Result<Self> {
        SockRef::from(&socket).set_send_buffer_size(SEND_BUFFER_BYTES)?;
        Ok(Self { socket, shared: true })
    }

    /// The address that is bound.
    ///
    /// # Errors
    /// If the system does not say it.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.socket.local_addr()
    }

    /// The socket, and what keeps connections from it later.
    ///
    /// # Errors
    /// If the process has no file left.
    pub fn split(self) -> io::Result<(TcpListener, Entrance)> {
        let entrance =
            if self.shared { Entrance::Shared } else { Entrance::Own(self.socket.try_clone()?) };
        Ok((self.socket, entrance))
    }
}

/// Where connections come in.
#[derive(Debug)]
pub enum Entrance {
    /// A socket that closes with the service.
    Own(TcpListener),
    /// A socket that another process keeps for the next start of the service.
    Shared,
}

impl Entrance {
    /// Lets no new connection in, and waits until the workers have those that were in already. If the server stopped
    /// before that, it would reset them: a client that has sent its request sees an error, and a proxy does not repeat
    /// a request that it has sent.
    pub async fn close(self, server: &ServerHandle) {
        match self {
            // New connections wait in its queue.
            Self::Shared => server.pause().await,
            Self::Own(socket) => {
                let ignored = ignore_new(&socket);
                sleep(HANDSHAKE).await;
                server.pause().await;
                sleep(PAUSE).await;
                // Refuses what comes now, and would reset what is queued, so nothing may be queued.
                if let Err(error) =
                    ignored.and_then(|()| SockRef::from(&socket).shutdown(Shutdown::Read))
                {
                    tracing::debug!(%error, "new connections are not refused until the socket closes");
                }
            }
        }
        sleep(SETTLE).await;
    }
}

/// Ignores attempts to connect: the other side repeats them after a second, and is refused then. A handshake that has
/// begun goes on.
#[cfg(target_os = "linux")]
fn ignore_new(socket: &TcpListener) -> io::Result<()> {
    use socket2::SockFilter;

    // Instructions and their codes: "Linux Socket Filtering aka Berkeley Packet Filter (BPF)",
    // https://docs.kernel.org/networking/filter.html. A listening socket gives the filter the header of TCP (RFC 9293,
    // section 3.1).
    const LOAD_BYTE: u16 = 0x30;
    const JUMP_IF_BIT_SET: u16 = 0x45;
    const RETURN: u16 = 0x06;
    const FLAGS: u32 = 13;
    const SYN: u32 = 0x02;
    SockRef::from(socket).attach_filter(&[
        SockFilter::new(LOAD_BYTE, 0, 0, FLAGS),
        SockFilter::new(JUMP_IF_BIT_SET, 0, 1, SYN),
        SockFilter::new(RETURN, 0, 0, 0),
        SockFilter::new(RETURN, 0, 0, u32::MAX),
    ])
}

#[cfg(not(target_os = "linux"))]
fn ignore_new(_: &TcpListener) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
