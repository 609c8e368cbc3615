//! Cacheable responses: a strong `ETag` (RFC 9110, section 8.8.3) computed from the body, and 304 for a
//! caller that has it. Equal bodies have equal tags on every instance and after a restart. Large bodies are
//! compressed for callers that accept it (`compression`).

use std::sync::{Arc, OnceLock};

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_TYPE, ContentEncoding, ETAG,
    HeaderMap, HeaderName, HeaderValue, IF_NONE_MATCH, VARY,
};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use framewise_model::knowledge::digest::hex;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::compression::{self, LEAST_BYTES};
use super::negotiate;
use super::problem::Problem;
use crate::texts::language::Language;

/// Fresh for five minutes; for one more day a cache may send it while it fetches a new one.
const PUBLIC: HeaderValue =
    HeaderValue::from_static("public, max-age=300, stale-while-revalidate=86400");
/// Fresh for a year: the content of this address never changes (RFC 8246).
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// 128 bits of a SHA-256, so that different bodies practically never have the same tag.
const TAG_BYTES: usize = 16;

/// Level of compression of representations that are rendered here: they are compressed once and sent often.
const GZIP_LEVEL: u32 = 6;

/// On what of a request, besides `Accept-Encoding`, the response of a resource depends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Variation {
    /// On nothing.
    #[default]
    None,
    /// On the media type.
    MediaType,
    /// On the language.
    Language,
    /// On both.
    MediaTypeAndLanguage,
}

impl Variation {
    /// The header `Vary`; `is_coded` if the response may be compressed.
    fn header(self, is_coded: bool) -> Option<HeaderValue> {
        Some(HeaderValue::from_static(match (self, is_coded) {
            (Self::None, false) => return None,
            (Self::None, true) => "Accept-Encoding",
            (Self::MediaType, false) => "Accept",
            (Self::MediaType, true) => "Accept, Accept-Encoding",
            (Self::Language, false) => "Accept-Language",
            (Self::Language, true) => "Accept-Language, Accept-Encoding",
            (Self::MediaTypeAndLanguage, false) => "Accept, Accept-Language",
            (Self::MediaTypeAndLanguage, true) => "Accept, Accept-Language, Accept-Encoding",
        }))
    }
}

/// A representation of a resource: its bytes, media type and tag. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Representation(Arc<Parts>);

/// The headers are stored as they are sent, so that a response only has to be assembled.
#[derive(Debug, Clone)]
struct Parts {
    body: Body,
    media_type: &'static str,
    content_type: HeaderValue,
    /// The tags of the body as it is and of the compressed one: different bytes have different tags.
    etag: HeaderValue,
    gzip_etag: HeaderValue,
    variation: Variation,
    /// The language of its texts; `None` if it has no texts for people.
    language: Option<Language>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

/// A body in the codings that callers accept; what is not there yet is made when a caller first asks for it.
#[derive(Debug, Clone)]
enum Body {
    /// Rendered by this process.
    Rendered { identity: Bytes, gzip: OnceLock<Bytes> },
    /// Compressed when this program was built.
    Compressed { gzip: &'static [u8], identity: OnceLock<Bytes> },
}

impl Body {
    /// The codings that callers may choose from.
    fn codings(&self) -> &'static [ContentEncoding] {
        use ContentEncoding::{Gzip, Identity};
        match self {
            Self::Rendered { identity, .. } if identity.len() < LEAST_BYTES => &[Identity],
            _ => &[Gzip, Identity],
        }
    }

    /// The body in one of these codings.
    fn bytes(&self, coding: ContentEncoding) -> Bytes {
        match (self, coding) {
            (Self::Rendered { identity, gzip }, ContentEncoding::Gzip) => {
                gzip.get_or_init(|| compression::gzip([identity], GZIP_LEVEL)).clone()
            }
            (Self::Rendered { identity, .. }, _) => identity.clone(),
            (Self::Compressed { gzip, .. }, ContentEncoding::Gzip) => Bytes::from_static(gzip),
            (Self::Compressed { gzip, identity, .. }, _) => {
                identity.get_or_init(|| compression::gunzip(gzip)).clone()
            }
        }
    }
}

impl Representation {
    /// A representation with these bytes and this content type.
    pub fn new(content_type: &'static str, body: impl Into<Bytes>) -> Self {
        let identity = body.into();
        let tag = tag(&identity);
        Self::with_body(content_type, &tag, Body::Rendered { identity, gzip: OnceLock::new() })
    }

    /// A representation that is stored compressed in the binary.
    #[must_use]
    pub fn compressed(content_type: &'static str, gzip: &'static [u8]) -> Self {
        let body = Body::Compressed { gzip, identity: OnceLock::new() };
        Self::with_body(content_type, &tag(gzip), body)
    }

    /// `value` as JSON, with texts in English.
    ///
    /// # Errors
    /// An internal error if it cannot be serialised.
    pub fn json(value: &impl Serialize) -> Result<Self, Problem> {
        let body = serde_json::to_vec(value).map_err(Problem::internal)?;
        // A boxed slice has no spare capacity.
        Ok(Self::new(negotiate::JSON, body.into_boxed_slice()).in_language(Language::English))
    }

    fn with_body(content_type: &'static str, tag: &str, body: Body) -> Self {
        // Hexadecimal digits and a suffix in quotes are always a valid header.
        let etag = |suffix: &str| {
            HeaderValue::try_from(format!("\"{tag}{suffix}\""))
                .unwrap_or(HeaderValue::from_static("\"\""))
        };
        Self(Arc::new(Parts {
            media_type: content_type.split(';').next().unwrap_or(content_type),
            content_type: HeaderValue::from_static(negotiate::content_type(content_type)),
            etag: etag(""),
            gzip_etag: etag("-gzip"),
            variation: Variation::None,
            language: None,
            headers: Vec::new(),
            body,
        }))
    }

    /// The same with `Vary: Accept`, for a resource with several media types.
    #[must_use]
    pub fn varying_on_accept(self) -> Self {
        let variation = match self.0.variation {
            Variation::None | Variation::MediaType => Variation::MediaType,
            Variation::Language | Variation::MediaTypeAndLanguage => {
                Variation::MediaTypeAndLanguage
            }
        };
        self.varying_on(variation)
    }

    /// The same for a resource whose response depends on more of a request.
    #[must_use]
    pub fn varying_on(mut self, variation: Variation) -> Self {
        Arc::make_mut(&mut self.0).variation = variation;
        self
    }

    /// The same with texts in this language, whatever the request asks for.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        Arc::make_mut(&mut self.0).language = Some(language);
        self
    }

    /// The same with texts in the language that the request asks for, which is this one.
    #[must_use]
    pub fn translated(self, language: Language) -> Self {
        let variation = match self.0.variation {
            Variation::None | Variation::Language => Variation::Language,
            Variation::MediaType | Variation::MediaTypeAndLanguage => {
                Variation::MediaTypeAndLanguage
            }
        };
        self.varying_on(variation).in_language(language)
    }

    /// The same with one more header.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        Arc::make_mut(&mut self.0).headers.push((name, value));
        self
    }

    /// Its media type, without parameters.
    #[must_use]
    pub fn media_type(&self) -> &'static str {
        self.0.media_type
    }

    /// Its body without a coding.
    #[must_use]
    pub fn body(&self) -> Bytes {
        self.0.body.bytes(ContentEncoding::Identity)
    }

    /// How much memory its body takes in bytes, with room for the compressed one.
    #[must_use]
    pub fn size(&self) -> usize {
        match &self.0.body {
            Body::Rendered { identity, .. } => with_compressed(identity.len()),
            Body::Compressed { .. } => 0,
        }
    }

    /// The response: 200 with the bytes in the coding that the caller prefers, or 304 if `If-None-Match` has
    /// their tag.
    #[must_use]
    pub fn respond(&self, request: &HttpRequest) -> HttpResponse {
        self.respond_for(request, PUBLIC)
    }

    /// The same for an address whose content never changes.
    #[must_use]
    pub fn respond_forever(&self, request: &HttpRequest) -> HttpResponse {
        self.respond_for(request, FOREVER)
    }

    fn respond_for(&self, request: &HttpRequest, freshness: HeaderValue) -> HttpResponse {
        let Parts { body, content_type, variation, language, headers: more, .. } = &*self.0;
        let codings = body.codings();
        let coding = match codings {
            [only] => *only,
            _ => compression::choose(request, codings),
        };
        let etag = match coding {
            ContentEncoding::Identity => &self.0.etag,
            _ => &self.0.gzip_etag,
        };
        let known = is_known(request.headers(), etag);
        let mut response = if known {
            HttpResponse::new(StatusCode::NOT_MODIFIED)
        } else {
            HttpResponse::with_body(StatusCode::OK, BoxBody::new(body.bytes(coding)))
        };
        let headers = response.headers_mut();
        headers.insert(ETAG, etag.clone());
        headers.insert(CACHE_CONTROL, freshness);
        if let Some(vary) = variation.header(codings.len() > 1) {
            headers.insert(VARY, vary);
        }
        if let Some(language) = language {
            headers.insert(CONTENT_LANGUAGE, language.header());
        }
        for (name, value) in more {
            headers.insert(name.clone(), value.clone());
        }
        if !known {
            headers.insert(CONTENT_TYPE, content_type.clone());
            if coding != ContentEncoding::Identity {
                headers.insert(CONTENT_ENCODING, HeaderValue::from_static(coding.as_str()));
            }
        }
        response
    }
}

/// The bytes of a body with room for the compressed one: a response in JSON shrinks to less than a quarter.
#[must_use]
pub fn with_compressed(bytes: usize) -> usize {
    bytes + bytes / 4
}

/// The strong tag of a body, without quotes and without the suffix for its coding.
fn tag(body: &[u8]) -> String {
    hex(&Sha256::digest(body)[..TAG_BYTES])
}

/// Whether `If-None-Match` names the tag, by weak comparison (RFC 9110, section 13.1.2).
fn is_known(headers: &HeaderMap, etag: &HeaderValue) -> bool {
    headers
        .get_all(IF_NONE_MATCH)
        // The tags of this service contain no comma, so a tag that is split at one cannot match.
        .flat_map(|value| value.as_bytes().split(|byte| *byte == b','))
        .map(<[u8]>::trim_ascii)
        .any(|tag| tag == b"*" || tag.strip_prefix(b"W/").unwrap_or(tag) == etag.as_bytes())
}
