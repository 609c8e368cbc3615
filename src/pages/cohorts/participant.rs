//! What the advisor shows to participants of a cohort. Its script gets the join token from the fragment of the address,
//! which no server sees, and shows one of these texts; for other visitors all of it stays hidden.

use framewise_model::request::query_string;
use maud::{Markup, html};
use serde_json::Value;

use crate::pages::advisor::view::View;
use crate::pages::site::Site;

/// The states in which a participant can try again to count.
const AGAIN: &str = "offline busy database queue_full timed_out rate_limited";

/// The notice that a cohort counts, and what became of the answers. `data-for` names the states of the script in which a
/// part is shown, `data-do` what a button does.
pub fn notice(site: &Site) -> Markup {
    let states = [
        ("agreed", "participant-agreed"),
        ("sending", "participant-sending"),
        ("counted", "participant-counted"),
        ("declined", "participant-declined"),
        ("mistyped", "participant-mistyped"),
        ("read_token", "participant-read-token"),
        ("unknown", "participant-unknown"),
        ("closed", "participant-closed"),
        ("ended", "participant-ended"),
        ("gpc", "participant-gpc"),
        ("dnt", "participant-dnt"),
        ("client_quota", "participant-client-quota"),
        ("switched_off", "participant-switched-off"),
        ("rate_limited", "participant-rate-limited"),
        ("database queue_full timed_out", "participant-database"),
        ("offline", "participant-offline"),
        ("busy", "participant-busy"),
    ];
    let button = |states: &str, action: &str, text: &str| {
        html! { button type="button" data-for=(states) data-do=(action) { (site.text(text)) } }
    };
    html! {
        section #participation.card hidden tabindex="-1" aria-label=(site.text("participant-label"))
            data-api=(site.file("/v1/recommendations")) {
            div data-for="asked" {
                h2 { (site.text("participant-asked")) }
                p { (site.text("participant-asked-what")) }
                p {
                    (site.text("participant-asked-who")) " "
                    a href=(site.link("/cohorts#counted")) target="_blank" rel="noopener" {
                        (site.text("participant-more"))
                    }
                }
            }
            div role="status" { @for (state, text) in states { p data-for=(state) { (site.text(text)) } } }
            p.actions {
                (button("asked declined", "agree", "participant-agree"))
                (button("asked", "decline", "participant-decline"))
                (button("agreed", "count", "participant-count"))
                (button("agreed", "decline", "participant-withdraw"))
                (button(AGAIN, "count", "advisor-try-again"))
            }
        }
    }
}

/// The answers as the request that counts them, for the script; nothing before the first answer. `finished` if no
/// question remains to be asked.
pub fn answered(view: &View<'_>, finished: bool) -> Markup {
    let questions = &view.knowledge.questions;
    let has_answer = view
        .parameters
        .pairs()
        .any(|(name, _)| questions.iter().any(|question| question.id == name));
    // How sure the first place is, is not counted: one draw is computed in no time.
    let short = [("detail", "brief"), ("draws", "1")];
    let pairs = view.parameters.pairs().filter(|(name, _)| *name != "draws").chain(short);
    let request: Value = query_string::from_pairs(view.knowledge, pairs);
    html! {
        div #participated data-part {
            @if has_answer { div #answered hidden data-finished=(finished) data-request=(request) {} }
        }
    }
}
