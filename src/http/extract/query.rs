//! Query strings, parsed strictly: UTF-8, complete percent escapes, no unknown and no repeated parameter. Two things
//! are ignored: parameters that trackers add to shared links, and parameters without a value, as an HTML form sends
//! for a field that is left empty. Every address knows the parameter `lang`, because every address has texts for
//! people, if only those of problems; `texts::language` reads it. Libraries that write a list as `a[]=x` or `a[0]=x` mean the parameter `a`.
//! `framewise_model::request::query_string` reads the lists and priorities inside a value.

use std::collections::BTreeSet;
use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use framewise_model::fault::{Fault, Faults, excerpt};

use crate::http::problem::Problem;
use crate::http::problem_sentences::Detail;
use crate::http::problem_types::ProblemType;
use crate::texts::language;

/// Parameters that are added to shared links to follow readers; those that begin with `utm_` too.
const TRACKERS: [&str; 7] = ["fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "yclid"];

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
                let mut name = decode(name)?;
                name.truncate(without_index(&name).len());
                Some((name, decode(value)?))
            })
            .filter(|pair| pair.as_ref().is_none_or(|(name, _)| !is_tracker(name)))
            .collect::<Option<_>>()
            .map(Self)
            .ok_or_else(|| {
                let detail = Detail::Query {}.to_message();
                Problem::new(ProblemType::InvalidEncoding, detail)
            })
    }

    /// A fault for each parameter that is neither `lang` nor in `known`, and for each repetition. `place` gives the members at
    /// which a repetition is reported; `None` for a list, which may be repeated.
    pub fn faults<'n>(
        &'n self,
        known: &[&str],
        place: impl Fn(&'n str) -> Option<Vec<&'n str>>,
    ) -> Faults {
        let mut faults = Faults::default();
        let mut seen = BTreeSet::new();
        for (name, _) in self.0.iter().filter(|(name, _)| name != language::PARAMETER) {
            if !known.contains(&name.as_str()) {
                faults.push(|| {
                    let detail = Detail::Parameter { given: &excerpt(name) }.to_message();
                    Fault::at(&[name], detail).with_allowed(name, known.iter().copied())
                });
            } else if !seen.insert(name)
                && let Some(place) = place(name)
            {
                faults.push(|| {
                    let detail = Detail::Twice { given: &excerpt(name) }.to_message();
                    Fault::at(&place, detail)
                });
            }
        }
        faults
    }

    /// The same query string, if all its parameters are in `known` and none occurs twice.
    ///
    /// # Errors
    /// A problem with all faults.
    pub fn only(self, known: &[&str]) -> Result<Self, Problem> {
        self.checked(known, |name| Some(vec![name]))
    }

    /// The same query string, if it has no [`faults`](Self::faults).
    ///
    /// # Errors
    /// A problem with all faults.
    pub fn checked(
        self,
        known: &[&str],
        place: impl Fn(&str) -> Option<Vec<&str>>,
    ) -> Result<Self, Problem> {
        let faults = self.faults(known, place);
        if faults.is_empty() { Ok(self) } else { Err(Problem::invalid(faults)) }
    }

    /// The same query string without the parameters of these names.
    #[must_use]
    pub fn without(mut self, names: &[&str]) -> Self {
        self.0.retain(|(name, _)| !names.contains(&name.as_str()));
        self
    }

    /// Whether a parameter has no value, as an HTML form sends a field that is left empty.
    #[must_use]
    pub fn has_empty(&self) -> bool {
        self.pairs().count() < self.0.len()
    }

    /// The items of a list: separated by commas, in one parameter or in several of the same name.
    pub fn items<'q>(&'q self, name: &'q str) -> impl Iterator<Item = &'q str> {
        let values = self.pairs().filter(move |(known, _)| *known == name);
        values
            .flat_map(|(_, value)| value.split(',').map(str::trim))
            .filter(|item| !item.is_empty())
    }

    /// The value of a parameter; `None` also if it is empty.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// The names and values of parameters with a value, in their order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        pairs.filter(|(_, value)| !value.trim().is_empty())
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

/// `features` for `features`, `features[]` and `features[0]`.
fn without_index(name: &str) -> &str {
    let index = name.strip_suffix(']').and_then(|open| open.rsplit_once('['));
    let list = index.filter(|(_, index)| index.bytes().all(|digit| digit.is_ascii_digit()));
    list.map_or(name, |(list, _)| list)
}

fn is_tracker(name: &str) -> bool {
    name.starts_with("utm_") || TRACKERS.contains(&name)
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
        let faults = query.faults(&["goal", "load"], |name| Some(vec![name]));
        let places: Vec<_> = faults
            .kept()
            .iter()
            .map(|fault| (fault.pointer.as_str(), fault.suggestion.as_deref()))
            .collect();
        assert_eq!(places, [("#/gaol", Some("goal")), ("#/goal", None), ("#/x", None)]);
        let places = query.faults(&["goal", "gaol", "x"], |name| Some(vec!["answers", name]));
        assert_eq!(places.kept()[0].pointer, "#/answers/goal");
        assert!(query.faults(&["goal", "gaol", "x"], |_| None).is_empty());
    }

    #[test]
    fn trackers_and_empty_fields_are_ignored() {
        let query = Query::parse("utm_source=a&goal=&fbclid=b&load=+&q=c&gclid=d").unwrap();
        assert_eq!(query.pairs().collect::<Vec<_>>(), [("q", "c")]);
        assert!(query.only(&["goal", "load", "q"]).is_ok());
    }

    #[test]
    fn a_list_is_written_in_one_parameter_or_in_several() {
        for text in ["a=x,y&b=1&a=z&a=", "a[]=x&a[]=y&a%5B%5D=z", "a[0]=x&a[1]=y&a[10]=z"] {
            let query = Query::parse(text).unwrap();
            assert_eq!(query.items("a").collect::<Vec<_>>(), ["x", "y", "z"], "{text}");
            assert_eq!(query.items("c").count(), 0);
        }
        let query = Query::parse("a[x]=1&[]=2&a]=3").unwrap();
        let names: Vec<_> = query.pairs().map(|(name, _)| name).collect();
        assert_eq!(names, ["a[x]", "", "a]"]);
    }

    proptest! {
        #[test]
        fn what_is_encoded_is_decoded(pairs in proptest::collection::vec((".{1,8}", "\\S{1,8}"), 0..4)) {
            let text = Serializer::new(String::new()).extend_pairs(&pairs).finish();
            let query = Query::parse(&text).unwrap();
            let decoded = query.pairs().map(|(name, value)| (name.to_owned(), value.to_owned()));
            prop_assert_eq!(decoded.collect::<Vec<_>>(), pairs);
        }

        #[test]
        fn single_bytes_above_ascii_are_rejected(byte in 0x80_u8..) {
            let text: String = byte_serialize(&[byte]).collect();
            prop_assert!(Query::parse(&text).is_err());
        }
    }
}
