//! The Model Context Protocol: three tools with which an assistant asks for advice.
//!
//! The tools compute what the HTTP API computes, with the same numbers, and show the part of it that an assistant
//! needs. They store nothing.

/// The arguments that the tools share: the project.
mod arguments;
/// The tool `compare`.
mod compare;
/// HTTP at `/mcp`.
pub mod http;
/// The tool `next_question`.
mod next_question;
/// Reasons with the address of their source.
mod reasons;
/// The tool `recommend`.
mod recommend;
/// What a call of a tool returns.
mod tool_result;
/// The tools, and what an assistant reads before it chooses one.
pub mod tools;
