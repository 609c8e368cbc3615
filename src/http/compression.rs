//! Compressed bodies (RFC 9110, section 8.4.1), for callers that accept them: which bodies, and how.

use std::io::{Read, Write};

use actix_web::HttpRequest;
use actix_web::http::header::{
    ACCEPT_ENCODING, AcceptEncoding, ContentEncoding, Encoding, Header as _,
};
use actix_web::web::Bytes;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

/// Shorter bodies are not compressed: they fit into one packet as they are.
pub const LEAST_BYTES: usize = 1_024;

/// The coding of `offered` that the caller prefers; `identity` if it accepts no other.
#[must_use]
pub fn choose(request: &HttpRequest, offered: &[ContentEncoding]) -> ContentEncoding {
    // Many programs send no such header or `identity` alone, and reading one takes longer than looking for that.
    let mut given = request.headers().get_all(ACCEPT_ENCODING);
    if given.all(|value| value == ContentEncoding::Identity.as_str()) {
        return ContentEncoding::Identity;
    }
    let accepted = AcceptEncoding::parse(request).unwrap_or(AcceptEncoding(Vec::new()));
    let offered: Vec<Encoding> = offered.iter().copied().map(Encoding::Known).collect();
    match accepted.negotiate(offered.iter()) {
        Some(Encoding::Known(coding)) => coding,
        _ => ContentEncoding::Identity,
    }
}

/// The coding for a body of this many bytes: gzip if it is large and the caller accepts it.
#[must_use]
pub fn choose_for(request: &HttpRequest, bytes: usize) -> ContentEncoding {
    if bytes < LEAST_BYTES {
        return ContentEncoding::Identity;
    }
    choose(request, &[ContentEncoding::Gzip, ContentEncoding::Identity])
}

/// A body, given in pieces, in gzip. `level` is from 1 (fastest) to 9 (smallest).
#[must_use]
pub fn gzip(pieces: impl IntoIterator<Item = impl AsRef<[u8]>>, level: u32) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(level));
    for piece in pieces {
        // A vector takes all bytes.
        let _ = encoder.write_all(piece.as_ref());
    }
    Bytes::from(encoder.finish().unwrap_or_default().into_boxed_slice())
}

/// What a body in gzip contains; what comes before the first fault if it is not gzip.
#[must_use]
pub fn gunzip(body: &[u8]) -> Bytes {
    let mut content = Vec::new();
    let _ = GzDecoder::new(body).read_to_end(&mut content);
    Bytes::from(content.into_boxed_slice())
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{ACCEPT_ENCODING, ContentEncoding};
    use actix_web::test::TestRequest;

    use super::{choose, gunzip, gzip};

    #[test]
    fn the_preferred_coding_is_chosen_and_a_missing_header_means_none() {
        use ContentEncoding::{Gzip, Identity};
        let cases = [
            (None, Identity),
            (Some(""), Identity),
            (Some("gzip, deflate, br, zstd"), Gzip),
            (Some("gzip;q=0.5, br;q=1.0"), Gzip),
            (Some("gzip;q=0.5, identity;q=1.0"), Identity),
            (Some("gzip;q=0"), Identity),
            (Some("deflate"), Identity),
            (Some("identity;q=0"), Identity),
            (Some("gzip;q=high"), Identity),
        ];
        for (header, expected) in cases {
            let mut request = TestRequest::default();
            if let Some(header) = header {
                request = request.insert_header((ACCEPT_ENCODING, header));
            }
            let chosen = choose(&request.to_http_request(), &[Gzip, Identity]);
            assert_eq!(chosen, expected, "{header:?}");
        }
    }

    #[test]
    fn what_is_compressed_can_be_read_again() {
        let body = "a body ".repeat(1_000);
        let compressed = gzip([&body[..100], &body[100..]], 6);
        assert!(compressed.len() < body.len() / 10);
        assert_eq!(gunzip(&compressed), body.as_bytes());
    }
}
