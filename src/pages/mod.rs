//! Pages for people: HTML that works without JavaScript, in several languages. `layout` shows how a page is made.

/// `GET /`: the advisor.
pub mod advisor;
/// `GET /assets/{file}`: style sheet and scripts.
pub mod assets;
/// `GET /cohorts`, `GET /cohort`: pages for the teacher of a group, and what its participants see.
pub mod cohorts;
/// `GET /compare`: frameworks side by side.
pub mod compare;
/// `GET /corrections`: how to dispute a claim.
pub mod corrections;
/// The advisor in the pages of others.
pub mod embed;
/// A problem as a page.
pub mod error;
/// `GET /frameworks/{id}`: everything about a framework.
pub mod framework;
/// `GET /frameworks`: the frameworks in a table.
pub mod frameworks;
/// What all pages have in common.
pub mod layout;
/// `GET /method`: how a recommendation comes about.
pub mod method;
/// Parts that several pages have in common.
pub mod parts;
/// Texts of the knowledge in the language of a page.
pub mod phrases;
/// `GET /privacy`: what is stored.
pub mod privacy;
/// `GET /problems/{slug}`.
pub mod problems;
/// What every page needs: language, texts, links.
pub mod site;
/// `GET /statistics`: the published statistics with charts.
pub mod statistics;
