//! Links to oEmbed in the head of the pages that can be embedded. Consumers such as WordPress follow them. They have to be
//! complete, so they need the setting `public_url`.

use maud::{Markup, html};

use super::oembed::{self, Format};
use super::target;
use crate::pages::site::{self, Site};

/// The links of a page; none if it cannot be embedded, or the public address is not known.
#[must_use]
pub fn links(site: &Site, address: &str) -> Markup {
    let is_known = !site.public_url().origin().is_empty();
    let link = |format: Format| {
        let parameters = [("url", &*site.link(address)), ("format", format.name())];
        site.file(&site::address(oembed::PATH, &parameters))
    };
    html! {
        @if is_known && target::is_embeddable(address) {
            @for format in Format::ALL {
                link rel="alternate" type=(format.link_type()) href=(link(format)) title="oEmbed";
            }
        }
    }
}
