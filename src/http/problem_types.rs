//! The table of problem types. The enum, the responses in the API description and the pages at
//! `/problems/{slug}` derive from it.

use std::borrow::Cow;

use actix_web::http::StatusCode;

use crate::texts::catalogue::Texts;
use crate::texts::language::Language;

/// What all problems of a type have in common.
#[derive(Debug)]
pub struct Definition {
    /// Last segment of its address, `/problems/{slug}`.
    pub slug: &'static str,
    /// Status of the responses.
    pub status: StatusCode,
    /// Title, the same for every occurrence.
    pub title: &'static str,
    /// What happened, for readers of the page.
    pub explanation: &'static str,
    /// What the caller can do.
    pub remedy: &'static str,
}

macro_rules! problem_types {
    ($($kind:ident, $slug:literal, $status:ident, $title:literal, $explanation:literal, $remedy:literal;)+) => {
        /// A type of problem.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum ProblemType {
            $(#[doc = $explanation] $kind,)+
        }

        impl ProblemType {
            /// All types, in order of status.
            pub const ALL: &[Self] = &[$(Self::$kind),+];

            /// What all problems of this type have in common.
            #[must_use]
            pub fn definition(self) -> &'static Definition {
                match self {
                    $(Self::$kind => &Definition {
                        slug: $slug,
                        status: StatusCode::$status,
                        title: $title,
                        explanation: $explanation,
                        remedy: $remedy,
                    },)+
                }
            }
        }
    };
}

problem_types! {
    BadRequest, "bad-request", BAD_REQUEST, "Bad request",
        "The request breaks a rule of HTTP, so that it could not be read.",
        "Check how the request is put together: its length, its encoding and its headers.";
    MalformedJson, "malformed-json", BAD_REQUEST, "Malformed JSON",
        "The body is not JSON as RFC 8259 defines it.",
        "Go to the line and column that the response names. For a request without answers, send {}.";
    DuplicateMember, "duplicate-member", BAD_REQUEST, "Duplicate member",
        "An object in the body has two members of the same name. Two programs may then read different values from the same text, so the request is rejected.",
        "Keep one of the two members. A list of values goes into one array.";
    InvalidEncoding, "invalid-encoding", BAD_REQUEST, "Invalid encoding",
        "The body or the query string is not UTF-8, or a percent sign in the query string is not followed by two hexadecimal digits.",
        "Send UTF-8, and percent-encode query strings with the function that your language has for it.";
    OriginRefused, "origin-refused", FORBIDDEN, "Origin refused",
        "The request names a host or an origin from which this address does not answer.",
        "Call the address from a program. If the service has another name than the one it was called by, its operator sets public_url.";
    NotFound, "not-found", NOT_FOUND, "Not found",
        "There is no resource at this address.",
        "Compare the address with the API description at /openapi.json. Paths have no slash at the end.";
    MethodNotAllowed, "method-not-allowed", METHOD_NOT_ALLOWED, "Method not allowed",
        "The address exists, but not for this method.",
        "Use one of the methods in the Allow header of the response.";
    NotAcceptable, "not-acceptable", NOT_ACCEPTABLE, "Not acceptable",
        "The Accept header excludes every media type of this address.",
        "Leave the header out, or add one of the media types that the response lists.";
    RequestTimeout, "request-timeout", REQUEST_TIMEOUT, "Request timeout",
        "The request did not arrive in time, so the service stopped waiting for it.",
        "Send head and body at once, with a Content-Length that is right, and try again.";
    RequestUnderWay, "request-under-way", CONFLICT, "Request under way",
        "A request with the same Idempotency-Key is being processed.",
        "Wait for its response, or send the request again after the seconds in the Retry-After header.";
    Gone, "gone", GONE, "Gone",
        "The cohort of this token has ended, and everything of it is deleted or about to be.",
        "Create another cohort with POST /v1/cohorts.";
    BodyTooLarge, "body-too-large", PAYLOAD_TOO_LARGE, "Body too large",
        "The body is larger than this address accepts.",
        "Send less. A complete request needs less than a tenth of the limit.";
    UriTooLong, "uri-too-long", URI_TOO_LONG, "URI too long",
        "Path and query string together are longer than this service accepts.",
        "Send the answers as JSON with POST /v1/recommendations instead.";
    UnsupportedMediaType, "unsupported-media-type", UNSUPPORTED_MEDIA_TYPE, "Unsupported media type",
        "The body is not declared as JSON, or it is compressed.",
        "Send the header Content-Type: application/json and the body as plain UTF-8.";
    InvalidRequest, "invalid-request", UNPROCESSABLE_ENTITY, "Invalid request",
        "The request can be read, but some of its values are not what the API description allows.",
        "The member errors lists every fault with its place, the allowed values and the value that was probably meant.";
    ContradictoryRequest, "contradictory-request", UNPROCESSABLE_ENTITY, "Contradictory request",
        "Every value is allowed, but the values contradict one another.",
        "The member errors names the values that contradict one another. Remove one of them.";
    KeyReused, "key-reused", UNPROCESSABLE_ENTITY, "Key reused",
        "The Idempotency-Key was used for another request within the last day.",
        "Send the same body as before to repeat a request, or a new key, such as a random UUID, for a new one.";
    TooManyRequests, "too-many-requests", TOO_MANY_REQUESTS, "Too many requests",
        "This client has sent more, or asked for more work, than the service allows one client.",
        "Try again after the number of seconds in the Retry-After header. The RateLimit header tells what is left.";
    HeadTooLarge, "head-too-large", REQUEST_HEADER_FIELDS_TOO_LARGE, "Head too large",
        "The head of the request is larger than this service accepts, or it has too many headers.",
        "Send fewer and shorter headers. Cookies are not needed.";
    InternalError, "internal-error", INTERNAL_SERVER_ERROR, "Internal error",
        "The service has a fault. The cause is in its log only.",
        "Try again later. When you report it, quote the instance of the response, which is in the log too.";
    NotImplemented, "not-implemented", NOT_IMPLEMENTED, "Not implemented",
        "The request asks for a format that the service does not have.",
        "Ask for one of the formats that the response lists.";
    Unavailable, "unavailable", SERVICE_UNAVAILABLE, "Unavailable",
        "The service could not respond in time, or it is busy with other requests.",
        "Try again after the number of seconds in the Retry-After header.";
}

impl ProblemType {
    /// The type with this slug.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|kind| kind.definition().slug == slug)
    }

    /// The type for an error of which only the status is known.
    #[must_use]
    pub fn from_status(status: StatusCode) -> Self {
        let mut all = Self::ALL.iter().copied();
        all.find(|kind| kind.definition().status == status).unwrap_or(if status.is_client_error() {
            Self::BadRequest
        } else {
            Self::InternalError
        })
    }

    /// Its title in this language.
    #[must_use]
    pub fn title(self, language: Language) -> Cow<'static, str> {
        self.text(language, "", self.definition().title)
    }

    /// What happened, in this language.
    #[must_use]
    pub fn explanation(self, language: Language) -> Cow<'static, str> {
        self.text(language, ".explanation", self.definition().explanation)
    }

    /// What the caller can do, in this language.
    #[must_use]
    pub fn remedy(self, language: Language) -> Cow<'static, str> {
        self.text(language, ".remedy", self.definition().remedy)
    }

    /// A part of the definition from the catalogue. The table above is the English one.
    fn text(self, language: Language, part: &str, english: &'static str) -> Cow<'static, str> {
        if language == Language::English {
            return Cow::Borrowed(english);
        }
        let key = format!("problem-type-{}{part}", self.definition().slug);
        Texts::of(language).find(&key).unwrap_or(Cow::Borrowed(english))
    }

    /// The address of its page, which is the `type` of its problems.
    #[must_use]
    pub fn uri(self) -> String {
        format!("/problems/{}", self.definition().slug)
    }
}

#[cfg(test)]
mod tests {
    use super::ProblemType;
    use std::collections::BTreeSet;

    #[test]
    fn slugs_are_unique_and_in_order_of_status() {
        let slugs: BTreeSet<_> = ProblemType::ALL.iter().map(|t| t.definition().slug).collect();
        assert_eq!(slugs.len(), ProblemType::ALL.len());
        assert!(ProblemType::ALL.is_sorted_by_key(|t| t.definition().status.as_u16()));
    }

    #[test]
    fn every_type_is_found_by_its_slug() {
        for kind in ProblemType::ALL {
            assert_eq!(ProblemType::from_slug(kind.definition().slug), Some(*kind));
        }
        assert_eq!(ProblemType::from_slug("teapot"), None);
    }
}
