//! The frame of HTML pages: one layout, one style sheet inside the page, no script, nothing from
//! elsewhere. The content security policy allows exactly this style sheet, by its hash.

use actix_web::http::header::{CONTENT_SECURITY_POLICY, HeaderValue};
use data_encoding::BASE64;
use sha2::{Digest, Sha256};

use super::caching::Representation;

const LAYOUT: &str = include_str!("../../web/layout.html");
const STYLE: &str = include_str!("../../web/style.css");

/// A page with this title and this HTML inside `main`.
#[must_use]
pub fn page(title: &str, description: &str, main: &str) -> Representation {
    let html = fill(
        LAYOUT,
        &[
            ("title", &escape(title)),
            ("description", &escape(description)),
            ("version", env!("CARGO_PKG_VERSION")),
            ("style", STYLE),
            ("main", main),
        ],
    );
    styled(Representation::new("text/html; charset=utf-8", html), STYLE)
}

/// Allows a document exactly this style sheet, which it has in a `style` element.
#[must_use]
pub fn styled(document: Representation, style: &str) -> Representation {
    match HeaderValue::from_str(&policy(style)) {
        Ok(policy) => document.with_header(CONTENT_SECURITY_POLICY, policy),
        // Without it the document has the strictest policy, and no style.
        Err(_) => document,
    }
}

/// Puts each value in the place of `{{name}}`. Values are HTML.
#[must_use]
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = template.to_owned();
    for (name, value) in values {
        filled = filled.replace(&format!("{{{{{name}}}}}"), value);
    }
    filled
}

/// Text as HTML.
#[must_use]
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn policy(style: &str) -> String {
    let hash = BASE64.encode(&Sha256::digest(style));
    format!(
        "default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'"
    )
}

#[cfg(test)]
mod tests {
    use super::{LAYOUT, escape};

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(escape("<a href=\"x\">&"), "&lt;a href=&quot;x&quot;&gt;&amp;");
    }

    #[test]
    fn the_style_element_holds_the_style_sheet_and_nothing_else() {
        // The hash covers every byte between the tags, white space too.
        assert!(LAYOUT.contains("<style>{{style}}</style>"));
    }
}
