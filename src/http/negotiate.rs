//! Which of its media types a resource answers with (RFC 9110, section 12.5.1).

use actix_web::HttpRequest;
use actix_web::http::header::ACCEPT;

use super::problem::Problem;
use super::problem_types::ProblemType;

/// JSON.
pub const JSON: &str = "application/json";
/// YAML (RFC 9512).
pub const YAML: &str = "application/yaml";
/// An Atom feed (RFC 4287).
pub const ATOM: &str = "application/atom+xml";
/// Comma-separated values (RFC 4180).
pub const CSV: &str = "text/csv";
/// A picture of lines and texts (SVG).
pub const SVG: &str = "image/svg+xml";
/// Markdown (RFC 7763).
pub const MARKDOWN: &str = "text/markdown";

/// The one of `offered` that the caller likes best; ties and a missing or unreadable `Accept` go to
/// the first. A resource with more than one has to say `Vary: Accept`.
///
/// # Errors
/// A problem that lists `offered` if `Accept` excludes all of them.
pub fn choose(
    request: &HttpRequest,
    offered: &'static [&'static str],
) -> Result<&'static str, Problem> {
    accepted(request, offered).ok_or_else(|| {
        let detail = format!("This address answers {}.", offered.join(", "));
        Problem::new(ProblemType::NotAcceptable, detail)
    })
}

/// The one of `offered` that [`choose`] chooses, if any.
pub fn accepted<'a>(request: &HttpRequest, offered: &[&'a str]) -> Option<&'a str> {
    let headers = request.headers().get_all(ACCEPT);
    best(headers.filter_map(|value| value.to_str().ok()), offered)
}

/// The best for these headers, each of them a list.
fn best<'a, 'h>(accept: impl Iterator<Item = &'h str>, offered: &[&'a str]) -> Option<&'a str> {
    let ranges: Vec<Range> =
        accept.flat_map(|list| list.split(',')).filter_map(Range::parse).collect();
    if ranges.is_empty() {
        return offered.first().copied();
    }
    let mut best = None;
    for media_type in offered {
        let quality = quality(&ranges, media_type);
        // Strictly better, so that ties go to the first.
        if quality > best.map_or(0, |(highest, _)| highest) {
            best = Some((quality, *media_type));
        }
    }
    best.map(|(_, media_type)| media_type)
}

/// What the most specific range that covers `media_type` says, in thousandths.
fn quality(ranges: &[Range], media_type: &str) -> u16 {
    let covering = ranges.iter().filter_map(|range| {
        let precision = range.covers(media_type)?;
        Some((precision, range.quality))
    });
    covering.max().map_or(0, |(_, quality)| quality)
}

/// One part of an `Accept` header: `text/*;q=0.5`.
struct Range<'h> {
    kind: &'h str,
    subkind: &'h str,
    quality: u16,
}

impl<'h> Range<'h> {
    fn parse(text: &'h str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let (kind, subkind) = parts.next()?.split_once('/')?;
        if kind.is_empty() || subkind.is_empty() || kind == "*" && subkind != "*" {
            return None;
        }
        // Other parameters are ignored: no media type here has any that would tell two apart.
        let mut quality = 1_000;
        for part in parts {
            if let Some(("q" | "Q", value)) = part.split_once('=') {
                quality = thousandths(value)?;
            }
        }
        Some(Self { kind, subkind, quality })
    }

    /// How precisely it covers `media_type`, if it does.
    fn covers(&self, media_type: &str) -> Option<u8> {
        let (kind, subkind) = media_type.split_once('/')?;
        if (self.kind, self.subkind) == ("*", "*") {
            Some(0)
        } else if !self.kind.eq_ignore_ascii_case(kind) {
            None
        } else if self.subkind == "*" {
            Some(1)
        } else {
            self.subkind.eq_ignore_ascii_case(subkind).then_some(2)
        }
    }
}

/// `0.5` as 500; RFC 9110 allows three digits after the point.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    if rest.len() > 3 || !matches!(whole, "0" | "1") {
        return None;
    }
    let fraction: u16 = match rest {
        "" => 0,
        digits if digits.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{digits:0<3}").parse().ok()?
        }
        _ => return None,
    };
    let quality = if whole == "1" { 1_000 + fraction } else { fraction };
    (quality <= 1_000).then_some(quality)
}

#[cfg(test)]
mod tests {
    use super::{JSON, MARKDOWN};

    fn best<'a>(accept: &str, offered: &[&'a str]) -> Option<&'a str> {
        super::best([accept].into_iter(), offered)
    }

    #[test]
    fn the_first_is_the_default() {
        for accept in ["", "*/*", "application/*", "nonsense", "text/html;q=2", ",,"] {
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
    fn everything_excluded_is_nothing() {
        for accept in ["image/png", "*/*;q=0", "application/json;q=0.000", "text/html, image/*"] {
            assert_eq!(best(accept, &[JSON]), None, "{accept}");
        }
    }
}
