//! Standard input and output.

use std::error::Error;

use rmcp::ServiceExt as _;
use rmcp::transport::stdio;

use crate::BoxedFuture;
use crate::server::Server;

/// Serves the client on standard input and output until it closes its end.
///
/// # Errors
/// If the client does not speak the protocol, or the server fails.
#[must_use]
pub fn serve(server: Server) -> BoxedFuture<'static, Result<(), Box<dyn Error + Send + Sync>>> {
    Box::pin(async {
        server.serve(stdio()).await?.waiting().await?;
        Ok(())
    })
}
