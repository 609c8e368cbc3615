//! HTML pages: one layout with an inline style sheet, no script, no external resource. The content security
//! policy allows exactly this style sheet by its hash.

use actix_web::http::header::{CONTENT_SECURITY_POLICY, HeaderValue};
use data_encoding::BASE64;
use sha2::{Digest, Sha256};

use super::caching::Representation;
use crate::config::PublicUrl;

const LAYOUT: &str = include_str!("../../web/layout.html");
const STYLE: &str = include_str!("../../web/style.css");

/// A page with this title, this description and this HTML as its main content, in which `{{base}}` stands for the
/// public address.
#[must_use]
pub fn page(title: &str, description: &str, main: &str, public_url: &PublicUrl) -> Representation {
    let html = fill(
        LAYOUT,
        &[
            ("title", &escape(title)),
            ("description", &escape(description)),
            ("version", env!("CARGO_PKG_VERSION")),
            ("style", STYLE),
            ("main", main),
            // Last, for the main content has it too.
            ("base", &escape(&public_url.to(""))),
        ],
    );
    styled(Representation::new("text/html; charset=utf-8", html), STYLE)
}

/// Adds the content security policy that allows exactly the style sheet in the `style` element of a document.
#[must_use]
pub fn styled(document: Representation, style: &str) -> Representation {
    match HeaderValue::from_str(&policy(style)) {
        Ok(policy) => document.with_header(CONTENT_SECURITY_POLICY, policy),
        // The middleware then adds the policy that allows nothing.
        Err(_) => document,
    }
}

/// Replaces each `{{name}}` of a template with its value, which is HTML.
#[must_use]
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = template.to_owned();
    for (name, value) in values {
        filled = filled.replace(&format!("{{{{{name}}}}}"), value);
    }
    filled
}

/// Escapes a text for HTML and XML.
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
