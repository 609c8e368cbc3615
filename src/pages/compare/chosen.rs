//! The frameworks that the address of a comparison names. A name that is unknown is reported, and the rest is compared.

use framewise_model::fault::excerpt;
use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::model::Framework;
use framewise_model::suggest::nearest;
use maud::{Markup, html};

use crate::api::comparison::response::MAX_FRAMEWORKS;
use crate::http::extract::Query;
use crate::pages::site::Site;

/// The parameter with their ids.
pub(super) const PARAMETER: &str = "frameworks";
/// The most unknown names that are reported.
const MAX_REPORTED: usize = 8;

/// What the address names.
pub(super) struct Chosen<'k> {
    frameworks: Vec<&'k Framework>,
    unknown: Vec<Unknown<'k>>,
    is_too_many: bool,
}

/// A name that no framework has as its id.
struct Unknown<'k> {
    given: String,
    meant: Option<&'k Framework>,
}

impl<'k> Chosen<'k> {
    /// Reads the frameworks in their order; one that is repeated counts once.
    pub(super) fn read(knowledge: &'k Knowledge, query: &Query) -> Self {
        let mut chosen = Self { frameworks: Vec::new(), unknown: Vec::new(), is_too_many: false };
        for id in query.items(PARAMETER) {
            match knowledge.framework(id) {
                Some(found) if chosen.contains(&found.record.id) => {}
                Some(_) if chosen.frameworks.len() == MAX_FRAMEWORKS => chosen.is_too_many = true,
                Some(found) => chosen.frameworks.push(found),
                None if chosen.unknown.len() == MAX_REPORTED => {}
                None => {
                    let ids = knowledge.frameworks.iter().map(|found| found.record.id.as_str());
                    let meant =
                        knowledge.known_as(id).or_else(|| knowledge.framework(nearest(id, ids)?));
                    chosen.unknown.push(Unknown { given: excerpt(id), meant });
                }
            }
        }
        chosen
    }

    pub(super) fn frameworks(&self) -> &[&'k Framework] {
        &self.frameworks
    }

    pub(super) fn contains(&self, id: &str) -> bool {
        self.frameworks.iter().any(|found| found.record.id == id)
    }

    /// The ids, separated by commas.
    pub(super) fn ids(&self) -> String {
        let ids: Vec<&str> = self.frameworks.iter().map(|found| found.record.id.as_str()).collect();
        ids.join(",")
    }

    pub(super) fn has_faults(&self) -> bool {
        !self.unknown.is_empty() || self.is_too_many
    }

    /// What could not be compared, with what was probably meant.
    pub(super) fn faults(&self, site: &Site) -> Markup {
        html! {
            @if self.has_faults() {
                div.card.notice role="alert" {
                    p.label { (site.text("compare-faults")) }
                    ul {
                        @for unknown in &self.unknown { li { (self.unknown(site, unknown)) } }
                        @if self.is_too_many {
                            li { (site.with("compare-fault-many", &[("limit", MAX_FRAMEWORKS.into())])) }
                        }
                    }
                }
            }
        }
    }

    fn unknown(&self, site: &Site, unknown: &Unknown<'_>) -> Markup {
        html! {
            (site.with("compare-fault-unknown", &[("given", unknown.given.as_str().into())]))
            @if let Some(meant) = unknown.meant {
                @let ids = match self.ids() {
                    ids if ids.is_empty() || self.contains(&meant.record.id) => meant.record.id.clone(),
                    ids => format!("{ids},{}", meant.record.id),
                };
                " " a href=(site.link_with("/compare", &[(PARAMETER, &ids)])) {
                    (site.with("compare-fault-meant", &[("name", meant.record.name.as_str().into())]))
                }
            }
        }
    }
}
