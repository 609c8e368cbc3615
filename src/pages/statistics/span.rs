//! The weeks of a release in words.

use crate::pages::site::Site;

/// `Week 2026-W47`, or `Weeks 2026-W46 to 2026-W47`.
pub(super) fn span_words(site: &Site, first: &str, last: &str) -> String {
    if first == last {
        return site.with("statistics-release", &[("week", last.into())]);
    }
    site.with("statistics-release-span", &[("first", first.into()), ("last", last.into())])
}
