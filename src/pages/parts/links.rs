//! Links to other sites: only `http` and `https`, and the other site learns nothing of this one.

use maud::{Markup, Render, html};
use url::Url;

/// A link to an address of the knowledge. What is no address of the web, such as a package URL, is shown as text.
#[must_use]
pub fn external(address: &str, text: impl Render) -> Markup {
    html! {
        @if is_web(address) {
            a href=(address) rel="noopener noreferrer" { (text) }
        } @else {
            (text)
        }
    }
}

/// Whether a text is an address of the web.
#[must_use]
pub fn is_web(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| ["http", "https"].contains(&url.scheme()) && url.has_host())
}

/// An address without its scheme, which is short enough for a table.
#[must_use]
pub fn shown(address: &str) -> &str {
    let shown = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    shown.unwrap_or(address).trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::{external, shown};

    #[test]
    fn only_addresses_of_the_web_are_links() {
        let link = external("https://a.example/?b=\"&c", "<b>").into_string();
        let expected = "<a href=\"https://a.example/?b=&quot;&amp;c\" rel=\"noopener noreferrer\">&lt;b&gt;</a>";
        assert_eq!(link, expected);
        for other in [
            "javascript:alert(1)",
            " javascript:alert(1)",
            "data:text/html,x",
            "pkg:pypi/flask@3.1.3",
            "/relative",
            "//host.example",
            "mailto:a@b.example",
        ] {
            assert_eq!(external(other, "text").into_string(), "text", "{other}");
        }
    }

    #[test]
    fn an_address_is_shown_without_its_scheme() {
        assert_eq!(shown("https://flask.example/docs/"), "flask.example/docs");
        assert_eq!(shown("pkg:pypi/flask"), "pkg:pypi/flask");
    }
}
