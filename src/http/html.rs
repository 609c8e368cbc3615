//! Text in markup, and the policy of a document with its own style sheet.

use actix_web::http::header::{CONTENT_SECURITY_POLICY, HeaderValue};
use data_encoding::BASE64;
use sha2::{Digest, Sha256};

use super::caching::Representation;

/// Adds the content security policy that allows exactly the style sheet in the `style` element of a document.
#[must_use]
pub fn styled(document: Representation, style: &str) -> Representation {
    match HeaderValue::from_str(&policy(style)) {
        Ok(policy) => document.with_header(CONTENT_SECURITY_POLICY, policy),
        // The middleware then adds the policy that allows nothing.
        Err(_) => document,
    }
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
    use super::escape;

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(escape("<a href=\"x\">&"), "&lt;a href=&quot;x&quot;&gt;&amp;");
    }
}
