//! The server of the protocol: its tools, and what it says of itself.

use std::sync::Arc;

use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, Implementation,
    JsonObject, ListToolsResult, PaginatedRequestParams, ServerCapabilities, ServerConfig, Tool,
    ToolAnnotations,
};
use rmcp::schemars::generate::SchemaSettings;
use rmcp::schemars::transform::RecursiveTransform;
use rmcp::schemars::{JsonSchema, Schema};
use rmcp::service::RequestContext;
use rmcp::{ErrorData, RoleServer, ServerHandler};

use super::tool_result::ToolResult;
use super::{arguments, compare, next_question, recommend};
use crate::api::state::State;
use crate::config::PublicUrl;

/// What an assistant reads before it chooses a tool.
pub const INSTRUCTIONS: &str = "\
framewise ranks Python web frameworks for one project and explains the ranking with sourced claims. Use `recommend` \
when somebody asks which Python web framework fits a project, `compare` when they name two to four frameworks, and \
`next_question` to find out what to ask them. Pass what they said as `text`, in their words and in English. Do not use \
it for other languages, front ends, or questions on how to write code with a framework. Name the source of a reason \
when you repeat it, and say how sure the result is.";

/// The tools on the state of a service.
#[derive(Debug, Clone)]
pub struct Server {
    state: Arc<State>,
    tools: Arc<Vec<Tool>>,
}

impl Server {
    /// A server on this state.
    #[must_use]
    pub fn new(state: Arc<State>) -> Self {
        let knowledge = state.knowledge();
        let tools = vec![
            tool::<recommend::Advice>(
                "recommend",
                "Recommend a Python web framework",
                "Ranks Python web frameworks for a project. Returns the first choice with reasons, cautions and sources, \
                 how sure it is, what would change it, and the next question to ask. Without any information on the \
                 project the ranking is only a starting point: ask first.",
                arguments::schema(knowledge),
            ),
            tool::<compare::ComparisonAdvice>(
                "compare",
                "Compare Python web frameworks",
                "Compares two to four Python web frameworks: scores for the project, reasons for and against each with \
                 sources, and the capabilities in which they differ. Use it when somebody asks \"X or Y?\".",
                arguments::schema_with_frameworks(knowledge),
            ),
            tool::<next_question::Question>(
                "next_question",
                "Find the next question to ask",
                "Returns the one question whose answer says most about which framework fits, with its options, given what \
                 is known so far; or says that the result is settled. Use it to interview somebody step by step.",
                arguments::short_schema(),
            ),
        ];
        Self { state, tools: Arc::new(tools) }
    }

    fn call(&self, name: &str, arguments: JsonObject, base: &PublicUrl) -> Option<ToolResult> {
        Some(match name {
            "recommend" => recommend::recommend(&self.state, arguments, base),
            "compare" => compare::compare(&self.state, arguments, base),
            "next_question" => next_question::next_question(&self.state, arguments),
            _ => return None,
        })
    }
}

/// The base of links: the public address, or the one by which a request came over HTTP. Over standard input and output
/// it is not known, because no service needs to run.
fn base(state: &State, context: &RequestContext<RoleServer>) -> PublicUrl {
    let head = context.extensions.get::<http::request::Parts>();
    let host = head.and_then(|head| head.headers.get(http::header::HOST));
    state.public_url().or_host(host.and_then(|host| host.to_str().ok()).unwrap_or_default())
}

/// A tool that changes nothing and calls no other service.
fn tool<Output: JsonSchema>(
    name: &'static str,
    title: &str,
    description: &'static str,
    input: JsonObject,
) -> Tool {
    let annotations = ToolAnnotations::new()
        .read_only(true)
        .destructive(false)
        .idempotent(true)
        .open_world(false);
    Tool::new(name, description, Arc::new(input))
        .with_title(title)
        .with_raw_output_schema(Arc::new(output_schema::<Output>()))
        .with_annotations(annotations)
}

/// The schema of an output, without what a reader does not need: its version, its own name, formats of numbers.
fn output_schema<Output: JsonSchema>() -> JsonObject {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.meta_schema = None);
    let mut schema = settings
        .with_transform(RecursiveTransform(|schema: &mut Schema| {
            schema.remove("format");
            schema.remove("title");
        }))
        .into_generator()
        .into_root_schema_for::<Output>();
    schema.ensure_object().clone()
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        let implementation = Implementation::new("framewise", env!("CARGO_PKG_VERSION"))
            .with_title("framewise")
            .with_description(env!("CARGO_PKG_DESCRIPTION"));
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(implementation)
            .with_instructions(INSTRUCTIONS)
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(self.tools.to_vec()))
    }

    fn get_tool(&self, name: &str) -> Option<Tool> {
        self.tools.iter().find(|tool| tool.name == name).cloned()
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let base = base(&self.state, &context);
        match self.call(&request.name, request.arguments.unwrap_or_default(), &base) {
            Some(ToolResult::Found(value)) => Ok(CallToolResult::structured(value).into()),
            Some(ToolResult::Refused(reason)) => {
                Ok(CallToolResult::error(vec![ContentBlock::text(reason)]).into())
            }
            None => {
                let names: Vec<&str> = self.tools.iter().map(|tool| &*tool.name).collect();
                let detail = format!("there is no such tool; there are {}", names.join(", "));
                Err(ErrorData::invalid_params(detail, None))
            }
        }
    }
}
