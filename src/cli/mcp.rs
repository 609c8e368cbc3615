//! `framewise mcp`: the Model Context Protocol on standard input and output.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use framewise_command_line::{Failure, OK, UNAVAILABLE};
use framewise_mcp::stdio;

use super::load::load_knowledge;
use super::runtime::wait;
use crate::api::openapi::description::describe;
use crate::api::openapi::document::Document;
use crate::api::response_cache::ResponseCache;
use crate::api::routes;
use crate::api::state::State;
use crate::config::{PublicUrl, TrustedProxies};
use crate::http::admission::control::AdmissionControl;
use crate::mcp::tools::server;

/// Serve an assistant on standard input and output (Model Context Protocol)
///
/// An assistant starts the command and ends it. It offers three tools to get and compare recommendations, and stores
/// nothing. A running service offers the same tools at /mcp.
/// Exit code 0: the assistant closed the connection; 1: the knowledge has faults; 3: the knowledge cannot be
/// read, or the connection failed.
#[derive(Debug, Args)]
#[command(after_help = "Example, a configuration of an assistant:
  {\"mcpServers\": {\"framewise\": {\"command\": \"framewise\", \"args\": [\"mcp\"]}}}")]
pub struct Mcp {
    /// Knowledge folder to use instead of the knowledge in the binary
    #[arg(long, value_name = "DIR", env = "FRAMEWISE_KNOWLEDGE")]
    knowledge: Option<PathBuf>,
}

/// Runs the command until standard input ends.
///
/// # Errors
/// [`Failure`] if the knowledge is not usable or the connection fails.
pub fn run(arguments: &Mcp) -> Result<u8, Failure> {
    let knowledge = load_knowledge(arguments.knowledge.as_deref())?;
    let document = Document::new(Arc::new(|knowledge: &_| {
        describe(routes::no_routes, knowledge, &PublicUrl::default())
    }));
    let cache = ResponseCache::with_capacity(0);
    // One assistant, so nothing is shared and nothing is limited.
    let admission =
        Arc::new(AdmissionControl::new(NonZeroUsize::MIN, TrustedProxies::default(), false));
    let state = Arc::new(State::new(knowledge, None, false, cache, document, admission));
    wait(async {
        stdio::serve(server(state)).await.map_err(|error| Failure::new(UNAVAILABLE, error))?;
        Ok(OK)
    })?
}
