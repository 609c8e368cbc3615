//! What a tool is, and what a call of it returns.

use serde_json::{Map, Value};

/// A JSON object.
pub type Object = Map<String, Value>;

/// What a client reads of a tool before it calls it. The tools of this server change nothing, and call no other
/// service.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// The name in a call.
    pub name: &'static str,
    /// The name for people.
    pub title: &'static str,
    /// What it does and when to use it.
    pub description: &'static str,
    /// The JSON Schema of the arguments.
    pub input: Object,
    /// The JSON Schema of the structured content.
    pub output: Object,
}

/// What a call returns.
#[derive(Debug, Clone, PartialEq)]
pub enum ToolResult {
    /// Structured content.
    Found(Value),
    /// What is wrong with the arguments, for the assistant to correct them.
    Refused(String),
}

/// The tools of a server.
pub trait Tools: Send + Sync {
    /// All tools.
    fn definitions(&self) -> &[Definition];

    /// Calls the tool with this name; `None` if there is none. `host` is the header `Host` of a call over HTTP.
    fn call(&self, name: &str, arguments: Object, host: Option<&str>) -> Option<ToolResult>;
}
