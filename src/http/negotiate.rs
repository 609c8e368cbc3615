//! Chooses the media type of a response by `Accept` (RFC 9110, section 12.5.1).

use actix_web::HttpRequest;
use actix_web::http::header::{ACCEPT, Accept, Header as _, Quality};

use super::problem::Problem;
use super::problem_sentences::Detail;
use super::problem_types::ProblemType;

/// JSON.
pub const JSON: &str = "application/json";
/// A page, with its encoding.
pub const HTML: &str = "text/html; charset=utf-8";
/// YAML (RFC 9512).
pub const YAML: &str = "application/yaml";
/// An Atom feed (RFC 4287).
pub const ATOM: &str = "application/atom+xml";
/// Comma-separated values (RFC 4180).
pub const CSV: &str = "text/csv";
/// An image (PNG).
pub const PNG: &str = "image/png";
/// A vector image (SVG).
pub const SVG: &str = "image/svg+xml";
/// Markdown (RFC 7763).
pub const MARKDOWN: &str = "text/markdown";
/// Plain text.
pub const TEXT: &str = "text/plain; charset=utf-8";

/// The `Content-Type` of a media type: text says that it is UTF-8.
#[must_use]
pub fn content_type(media_type: &'static str) -> &'static str {
    if media_type == MARKDOWN { "text/markdown; charset=utf-8" } else { media_type }
}

/// Chooses the media type of `offered` that the caller accepts most; the first of equals. A resource with
/// more than one has to send `Vary: Accept`.
///
/// # Errors
/// A problem that lists `offered` if `Accept` excludes all of them.
pub fn choose(
    request: &HttpRequest,
    offered: &'static [&'static str],
) -> Result<&'static str, Problem> {
    accepted(request, offered).ok_or_else(|| {
        let detail = Detail::MediaTypes { types: &offered.join(", ") }.to_message();
        Problem::new(ProblemType::NotAcceptable, detail)
    })
}

/// The media type of `offered` that the caller accepts most; the first of equals. A missing `Accept`
/// excludes nothing, and neither does one with a part that cannot be read.
#[must_use]
pub fn accepted<'a>(request: &HttpRequest, offered: &[&'a str]) -> Option<&'a str> {
    // Many programs send no such header, and reading one takes longer than looking for it.
    if !request.headers().contains_key(ACCEPT) {
        return offered.first().copied();
    }
    let ranges = Accept::parse(request).unwrap_or(Accept(Vec::new()));
    let mut best = None;
    for media_type in offered {
        let quality = quality(&ranges, media_type);
        // Strictly better, so that ties go to the first.
        if quality > best.map_or(Quality::ZERO, |(highest, _)| highest) {
            best = Some((quality, *media_type));
        }
    }
    match best {
        Some((_, media_type)) => Some(media_type),
        // The default header of Java's HTTP client has the parts `*; q=.2` and `*/*; q=.2`.
        None if ranges.is_empty() || ranges.len() < parts(request) => offered.first().copied(),
        None => None,
    }
}

/// How many media ranges `Accept` lists, readable or not.
fn parts(request: &HttpRequest) -> usize {
    let values = request.headers().get_all(ACCEPT);
    let parts = values.flat_map(|value| value.as_bytes().split(|byte| *byte == b','));
    parts.filter(|part| !part.trim_ascii().is_empty()).count()
}

/// The quality of the most specific range that covers `media_type` (RFC 9110, section 12.5.1).
fn quality(ranges: &Accept, media_type: &str) -> Quality {
    let kind = media_type.split('/').next().unwrap_or(media_type);
    let covering = ranges.iter().filter_map(|range| {
        let precision = match (range.item.type_().as_str(), range.item.subtype().as_str()) {
            ("*", "*") => 0,
            (name, "*") if name == kind => 1,
            // Not `subtype`, which ends at the `+` of `image/svg+xml`.
            _ if range.item.essence_str() == media_type => 2,
            _ => return None,
        };
        Some((precision, range.quality))
    });
    covering.max_by_key(|(precision, _)| *precision).map_or(Quality::ZERO, |(_, quality)| quality)
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::{ATOM, JSON, MARKDOWN, SVG, accepted};

    fn best<'a>(accept: &str, offered: &[&'a str]) -> Option<&'a str> {
        let request = TestRequest::default().insert_header(("Accept", accept));
        accepted(&request.to_http_request(), offered)
    }

    #[test]
    fn the_first_is_the_default() {
        let javas_default = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2";
        for accept in ["", "*/*", "application/*", "nonsense", "text/html;q=2", ",,", javas_default]
        {
            assert_eq!(best(accept, &[JSON, MARKDOWN]), Some(JSON), "{accept}");
        }
    }

    #[test]
    fn the_highest_quality_wins() {
        let accept = "application/json;q=0.5, text/markdown;q=0.55";
        assert_eq!(best(accept, &[JSON, MARKDOWN]), Some(MARKDOWN));
        assert_eq!(best("text/markdown", &[JSON, MARKDOWN]), Some(MARKDOWN));
        assert_eq!(best("TEXT/Markdown; charset=utf-8", &[JSON, MARKDOWN]), Some(MARKDOWN));
    }

    #[test]
    fn the_most_specific_range_counts() {
        let accept = "*/*, application/json;q=0.1, text/*;q=0.2";
        assert_eq!(best(accept, &[JSON, MARKDOWN]), Some(MARKDOWN));
        assert_eq!(best("application/json;q=0, */*", &[JSON, MARKDOWN]), Some(MARKDOWN));
    }

    #[test]
    fn a_subtype_with_a_suffix_is_compared_as_a_whole() {
        for media_type in [SVG, ATOM] {
            assert_eq!(best(media_type, &[JSON, media_type]), Some(media_type));
        }
        assert_eq!(best("image/svg", &[SVG]), None);
    }

    #[test]
    fn everything_excluded_is_nothing() {
        for accept in ["image/png", "*/*;q=0", "application/json;q=0.000", "text/html, image/*"] {
            assert_eq!(best(accept, &[JSON]), None, "{accept}");
        }
    }
}
