//! Parts that several pages have in common.

/// Bars of ratings and shares, drawn as SVG.
pub mod bars;
/// Claims with verdict, evidence and sources.
pub mod claims;
/// Code within a text.
pub mod code;
/// Dates and numbers as the language of the page writes them.
pub mod dates_and_numbers;
/// The value of a fact.
pub mod facts;
/// Links to other sites.
pub mod links;
/// Names of capabilities, facts and measures in the language of the page.
pub mod names;
/// Pages with a status of 400 or more.
pub mod refusal;
/// How a framework supports a capability.
pub mod support;
/// Tables that are wider than a small screen.
pub mod tables;
/// The words for kinds, verdicts and grades.
pub mod terms;
