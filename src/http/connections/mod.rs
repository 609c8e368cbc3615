//! Connections: a bounded number of them, each with a bounded wait for requests, for heads and for clients that do
//! not read. actix has a deadline for the first head only, so a socket of our own stands between it and TCP.

/// Error responses before there is a request.
pub mod bare_error;
/// The client that a connection or a request counts for.
pub mod client;
/// The state of one connection.
pub mod connection;
/// How long and how many.
pub mod connection_limits;
/// The table of open connections.
pub mod connection_table;
/// Whether the workers make progress.
pub mod heartbeats;
/// The listening socket.
pub mod listener;
/// The limit of open files.
pub mod open_files;
/// Serves connections.
pub mod server;
/// The socket of a connection.
pub mod socket;
