//! The server: what it says of itself, and its tools.

use std::fmt;
use std::sync::Arc;

use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, Implementation,
    ListToolsResult, PaginatedRequestParams, ServerCapabilities, ServerConfig, Tool,
    ToolAnnotations,
};
use rmcp::service::RequestContext;
use rmcp::{ErrorData, RoleServer, ServerHandler};

use crate::tools::{Definition, ToolResult, Tools};

/// What a server says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// Its name, also for people.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// What it is.
    pub description: &'static str,
    /// What an assistant reads before it chooses a tool.
    pub instructions: &'static str,
}

/// A server with tools. Cheap to clone.
#[derive(Clone)]
pub struct Server {
    about: About,
    tools: Arc<dyn Tools>,
    list: Arc<[Tool]>,
}

impl Server {
    /// A server with these tools.
    #[must_use]
    pub fn new(about: About, tools: Arc<dyn Tools>) -> Self {
        let list = tools.definitions().iter().map(tool).collect();
        Self { about, tools, list }
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Server").field("about", &self.about).finish_non_exhaustive()
    }
}

fn tool(definition: &Definition) -> Tool {
    let annotations = ToolAnnotations::new()
        .read_only(true)
        .destructive(false)
        .idempotent(true)
        .open_world(false);
    Tool::new(definition.name, definition.description, Arc::new(definition.input.clone()))
        .with_title(definition.title)
        .with_raw_output_schema(Arc::new(definition.output.clone()))
        .with_annotations(annotations)
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        let About { name, version, description, instructions } = self.about;
        let implementation =
            Implementation::new(name, version).with_title(name).with_description(description);
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(implementation)
            .with_instructions(instructions)
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(self.list.to_vec()))
    }

    fn get_tool(&self, name: &str) -> Option<Tool> {
        self.list.iter().find(|tool| tool.name == name).cloned()
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let head = context.extensions.get::<http::request::Parts>();
        let host = head.and_then(|head| head.headers.get(http::header::HOST)?.to_str().ok());
        match self.tools.call(&request.name, request.arguments.unwrap_or_default(), host) {
            Some(ToolResult::Found(value)) => Ok(CallToolResult::structured(value).into()),
            Some(ToolResult::Refused(reason)) => {
                Ok(CallToolResult::error(vec![ContentBlock::text(reason)]).into())
            }
            None => {
                let names: Vec<&str> = self.list.iter().map(|tool| &*tool.name).collect();
                let detail = format!("there is no such tool; there are {}", names.join(", "));
                Err(ErrorData::invalid_params(detail, None))
            }
        }
    }
}
