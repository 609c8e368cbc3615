//! Pages for people: HTML that works without JavaScript, in several languages. `layout` shows how a page is made.

/// `GET /`: the advisor.
pub mod advisor;
/// `GET /assets/{file}`: style sheet and scripts.
pub mod assets;
/// `GET /cohorts`, `GET /cohort`: pages for the teacher of a group.
pub mod cohorts;
/// The languages of the pages.
pub mod language;
/// What all pages have in common.
pub mod layout;
/// Texts of the knowledge in the language of a page.
pub mod names;
/// `GET /problems/{slug}`.
pub mod problems;
/// What every page needs: language, texts, links.
pub mod site;
/// Catalogues of texts.
pub mod texts;
