//! The model of framewise: the knowledge format, the decision model and its analyses.
//!
//! Files come in as bytes, texts and requests as values; everything else is a pure function. This crate
//! depends on no runtime, clock, HTTP or SQL.

/// The self-audit: the share of the answer space that each framework wins.
pub mod audit;
/// What counts besides the answers: what the team knows and has, and where the project must run.
pub mod context;
/// The decision model: answers in, an explained ranking out.
pub mod decision;
/// How numbers and names stand in an English sentence.
pub mod english;
/// A fault of an input: its place, what is wrong, and what would be right.
pub mod fault;
/// Strict JSON (RFC 8259): no duplicate members.
pub mod json;
/// The knowledge: TOML files in, a checked and rated model out.
pub mod knowledge;
/// Numbers that cannot leave their range.
pub mod numbers;
/// Requests in names, as callers write them, become requests in indices.
pub mod request;
/// How sensitive a decision is.
pub mod sensitivity;
/// The sentences of the model, and how a language says them.
pub mod sentences;
/// The nearest allowed name to a mistyped one.
pub mod suggest;
/// A text in plain English becomes answers.
pub mod text;
