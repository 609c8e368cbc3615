//! How a framework supports a capability: the level as a word and as a mark.

use framewise_model::knowledge::format::Support;
use maud::{Markup, html};

use super::terms;
use crate::api::frameworks::detail::SupportView;
use crate::pages::site::Site;

/// The level of support.
#[must_use]
pub fn level(site: &Site, view: &SupportView<'_>) -> Markup {
    let class = match view.support {
        Support::None => "none",
        Support::ThirdParty => "third",
        Support::OfficialExtension => "official",
        Support::BuiltIn => "built-in",
    };
    html! {
        span class={ "support " (class) } {
            (terms::support(site, view.support))
            @if view.partial { ", " (site.text("support-partial")) }
        }
    }
}
