//! Query strings, parsed strictly: UTF-8, complete percent escapes, no unknown and no repeated parameter.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use crate::http::problem::Problem;
use crate::http::problem_types::ProblemType;
use framewise_model::fault::Fault;
use framewise_model::fault::excerpt;

/// The parameters of a query string, decoded, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Parses a query string.
    ///
    /// # Errors
    /// A problem if it is not UTF-8 or an escape is incomplete.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let pairs = text.split('&').filter(|part| !part.is_empty());
        pairs
            .map(|part| {
                let (name, value) = part.split_once('=').unwrap_or((part, ""));
                Some((decode(name)?, decode(value)?))
            })
            .collect::<Option<_>>()
            .map(Self)
            .ok_or_else(|| {
                let detail = "The query string cannot be decoded to UTF-8.";
                Problem::new(ProblemType::InvalidEncoding, detail)
            })
    }

    /// A fault for each parameter that is not in `known`, and for each repetition.
    #[must_use]
    pub fn faults(&self, known: &[&str]) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (index, (name, _)) in self.0.iter().enumerate() {
            if !known.contains(&name.as_str()) {
                let detail = format!("there is no parameter {}", excerpt(name));
                let fault = Fault::at(&[name], detail);
                faults.push(fault.with_allowed(name, known.iter().copied()));
            } else if self.0[..index].iter().any(|(earlier, _)| earlier == name) {
                let detail = format!("the parameter {} occurs twice", excerpt(name));
                faults.push(Fault::at(&[name], detail));
            }
        }
        faults
    }

    /// The same query string, if all its parameters are in `known` and none occurs twice.
    ///
    /// # Errors
    /// A problem with all faults.
    pub fn only(self, known: &[&str]) -> Result<Self, Problem> {
        let faults = self.faults(known);
        if faults.is_empty() { Ok(self) } else { Err(Problem::invalid(faults)) }
    }

    /// The value of the first parameter of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// All names and values, in their order.
    #[must_use]
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }
}

impl FromRequest for Query {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::parse(request.query_string()))
    }
}

/// The query string of a resource without parameters: any parameter is a fault.
#[derive(Debug)]
pub struct NoQuery;

impl FromRequest for NoQuery {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let query = Query::parse(request.query_string());
        ready(query.and_then(|query| query.only(&[])).map(|_| Self))
    }
}

/// Decodes `application/x-www-form-urlencoded` (URL standard, section 5.1). Unlike the lenient decoders of
/// libraries, it rejects incomplete escapes and invalid UTF-8; it then returns `None`.
fn decode(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'+' => b' ',
            b'%' => 16 * hex_digit(bytes.next()?)? + hex_digit(bytes.next()?)?,
            other => other,
        });
    }
    String::from_utf8(decoded).ok()
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::Query;
    use proptest::prelude::*;
    use url::form_urlencoded::{Serializer, byte_serialize};

    #[test]
    fn what_is_not_utf_8_is_rejected() {
        for bad in ["a=%ff", "a=%f", "a=%", "%zz=1", "a=%C3"] {
            assert!(Query::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn unknown_and_repeated_parameters_are_faults() {
        let query = Query::parse("goal=a&gaol=b&goal=c&&x").unwrap();
        let faults = query.faults(&["goal", "load"]);
        let places: Vec<_> = faults
            .iter()
            .map(|fault| (fault.pointer.as_str(), fault.suggestion.as_deref()))
            .collect();
        assert_eq!(places, [("#/gaol", Some("goal")), ("#/goal", None), ("#/x", None)]);
    }

    proptest! {
        #[test]
        fn what_is_encoded_is_decoded(pairs in proptest::collection::vec((".{1,8}", ".{0,8}"), 0..4)) {
            let text = Serializer::new(String::new()).extend_pairs(&pairs).finish();
            let query = Query::parse(&text).unwrap();
            prop_assert_eq!(query.pairs(), pairs);
        }

        #[test]
        fn single_bytes_above_ascii_are_rejected(byte in 0x80_u8..) {
            let text: String = byte_serialize(&[byte]).collect();
            prop_assert!(Query::parse(&text).is_err());
        }
    }
}
