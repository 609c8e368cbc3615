//! The tools on the state of a service, and what an assistant reads before it chooses one.

use std::sync::Arc;

use framewise_mcp::server::{About, Server};
use framewise_mcp::tools::{Definition, Object, ToolResult, Tools};
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};

use super::{arguments, compare, next_question, recommend};
use crate::api::state::State;

/// What an assistant reads before it chooses a tool.
pub const INSTRUCTIONS: &str = "\
framewise ranks Python web frameworks for one project and explains the ranking with sourced claims. Use `recommend` \
when somebody asks which Python web framework fits a project, `compare` when they name two to four frameworks, and \
`next_question` to find out what to ask them. Pass what they said as `text`, in their words and in English. Do not use \
it for other languages, front ends, or questions on how to write code with a framework. Name the source of a reason \
when you repeat it, and say how sure the result is.";

/// A server of the protocol on this state.
#[must_use]
pub fn server(state: Arc<State>) -> Server {
    let about = About {
        name: "framewise",
        version: env!("CARGO_PKG_VERSION"),
        description: env!("CARGO_PKG_DESCRIPTION"),
        instructions: INSTRUCTIONS,
    };
    Server::new(about, Arc::new(StateTools::new(state)))
}

/// The tools on the state of a service.
#[derive(Debug)]
struct StateTools {
    state: Arc<State>,
    definitions: [Definition; 3],
}

impl StateTools {
    fn new(state: Arc<State>) -> Self {
        let knowledge = state.knowledge();
        let definitions = [
            Definition {
                name: "recommend",
                title: "Recommend a Python web framework",
                description: "Ranks Python web frameworks for a project. Returns the first choice with reasons, cautions \
                    and sources, how sure it is, what would change it, and the next question to ask. Without any \
                    information on the project the ranking is only a starting point: ask first.",
                input: arguments::schema(knowledge),
                output: output_schema::<recommend::Advice>(),
            },
            Definition {
                name: "compare",
                title: "Compare Python web frameworks",
                description: "Compares two to four Python web frameworks: scores for the project, reasons for and \
                    against each with sources, and the capabilities in which they differ. Use it when somebody asks \
                    \"X or Y?\".",
                input: arguments::schema_with_frameworks(knowledge),
                output: output_schema::<compare::ComparisonAdvice>(),
            },
            Definition {
                name: "next_question",
                title: "Find the next question to ask",
                description: "Returns the one question whose answer says most about which framework fits, with its \
                    options, given what is known so far; or says that the result is settled. Use it to interview \
                    somebody step by step.",
                input: arguments::short_schema(),
                output: output_schema::<next_question::Question>(),
            },
        ];
        Self { state, definitions }
    }
}

impl Tools for StateTools {
    fn definitions(&self) -> &[Definition] {
        &self.definitions
    }

    /// Links of the result begin with the public address, or with the one by which a request came over HTTP. Over
    /// standard input and output it is not known, because no service needs to run.
    fn call(&self, name: &str, arguments: Object, host: Option<&str>) -> Option<ToolResult> {
        let base = self.state.public_url().or_host(host.unwrap_or_default());
        Some(match name {
            "recommend" => recommend::recommend(&self.state, arguments, &base),
            "compare" => compare::compare(&self.state, arguments, &base),
            "next_question" => next_question::next_question(&self.state, arguments),
            _ => return None,
        })
    }
}

/// The schema of an output, without what a reader does not need: its version, its own name, formats of numbers.
fn output_schema<Output: JsonSchema>() -> Object {
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
