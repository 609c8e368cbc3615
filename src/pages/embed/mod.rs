//! The advisor in the pages of others: a frame, a custom element that makes the frame, and oEmbed.

/// Links to oEmbed in the head of a page.
pub mod discovery;
/// `GET /embed.js`: the custom element.
pub mod element;
/// `GET /embed`: the advisor in a frame.
pub mod frame;
/// `GET /oembed`: the snippet for a page of this service.
pub mod oembed;
/// What the page around the frame chooses.
mod options;
/// The document in the frame.
mod page;
/// What the page around the frame learns of the result.
mod result_message;
/// `GET /embed/new`: makes a snippet.
pub mod snippet;
/// Addresses that can be embedded.
mod target;
