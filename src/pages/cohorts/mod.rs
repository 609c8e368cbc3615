//! Pages for the teacher of a cohort, and what its participants see. The tokens stay in the browser and in bodies of
//! requests: a page gets a token from the fragment of its address, which no server sees, and its script sends it to the
//! API.

/// `GET /cohorts`: create a cohort.
pub mod create;
/// What the advisor shows to participants.
pub(super) mod participant;
/// `GET /cohort`: what a group answered.
pub mod teacher;

use maud::{Markup, html};

use super::site::Site;

/// The texts for what can go wrong, of which a script shows one.
fn trouble(site: &Site) -> Markup {
    html! {
        div.trouble id="trouble" role="alert" hidden {
            p data-case="mistyped" hidden { (site.text("cohort-mistyped")) }
            p data-case="unknown" hidden { (site.text("cohort-unknown")) }
            p data-case="ended" hidden { (site.text("cohort-ended")) }
            p data-case="limit" hidden { (site.text("cohort-limit")) }
            p data-case="busy" hidden { (site.text("cohort-busy")) }
        }
        noscript { p { (site.text("cohort-noscript")) } }
    }
}
