//! How well recommendations agree with published advice.

/// How well plain English is understood.
pub mod advice_texts;
/// How many statements agree.
pub mod agreement;
/// How often authors agree where confidence is high, and where it is low.
pub mod confidence;
/// How many questions it takes to know the recommendation.
pub mod interview;
/// Published statements that a recommendation is compared with.
pub mod items;
/// How well texts are understood that come with answers.
pub mod labelled_texts;
/// All measurements in Markdown.
pub mod report;
/// Counts of agreeing statements.
pub mod tally;
/// What comes first without a shortlist.
pub mod without_shortlist;
