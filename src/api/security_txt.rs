//! Where to report a vulnerability of this service (RFC 9116).

use std::fmt::Write as _;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_storage::clock::today;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::api::openapi::responses::{PageProblems, Text};
use crate::api::state::State;
use crate::config::{PublicUrl, SecurityContact};
use crate::http::caching::Representation;
use crate::http::extract::NoQuery;
use crate::http::negotiate::TEXT;
use crate::http::problem::Problem;

/// The path (RFC 9116, section 3).
const PATH: &str = "/.well-known/security.txt";
/// Days until the file expires, which section 2.5.5 recommends to be less than a year. A service that runs writes it
/// anew each day.
const VALID_DAYS: i64 = 180;

/// Where to report a vulnerability
///
/// The contact of this service for reports of vulnerabilities.
#[utoipa::path(
    tag = "pages",
    responses(
        (status = 200, description = "The contact.", content_type = "text/plain", body = Text),
        (status = 304, description = "The caller has it already."),
        PageProblems,
    ),
)]
#[get("/.well-known/security.txt")]
pub async fn get_security_contact(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    // The project has no address of its own (`maintainers`), so only the operator can name a contact.
    let contact = state.security_contact().ok_or_else(|| {
        Problem::not_found(
            "This service names no contact for reports of vulnerabilities. Its operator can name one with the \
             setting security_contact.",
        )
    })?;
    let text = security_txt(contact, state.public_url(), today());
    Ok(Representation::new(TEXT, text).respond(&request))
}

/// The file as it is on this day.
fn security_txt(contact: &SecurityContact, public_url: &PublicUrl, today: Date) -> String {
    let expires = today.saturating_add(VALID_DAYS.days());
    let mut text = format!("Contact: {}\nExpires: {expires}T00:00:00Z\n", contact.as_str());
    text.push_str("Preferred-Languages: en\n");
    let canonical = public_url.to(PATH);
    // A canonical address must be one of HTTPS (section 2.5.2).
    if canonical.starts_with("https:") {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "Canonical: {canonical}");
    }
    text
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::security_txt;
    use crate::config::PublicUrl;

    #[test]
    fn the_file_has_all_fields_and_expires_within_a_year() {
        let contact = "mailto:security@tools.example".parse().unwrap();
        let public_url = "https://tools.example".parse().unwrap();
        assert_eq!(
            security_txt(&contact, &public_url, date(2026, 11, 30)),
            "Contact: mailto:security@tools.example\nExpires: 2027-05-29T00:00:00Z\n\
             Preferred-Languages: en\nCanonical: https://tools.example/.well-known/security.txt\n"
        );
    }

    #[test]
    fn only_an_address_of_https_is_canonical() {
        let contact = "https://tools.example/security".parse().unwrap();
        for public_url in [PublicUrl::default(), "http://tools.example".parse().unwrap()] {
            let text = security_txt(&contact, &public_url, date(2026, 11, 30));
            assert!(!text.contains("Canonical"), "{text}");
        }
    }
}
