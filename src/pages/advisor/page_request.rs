//! What a visitor asks. A link may be old or mistyped, so what cannot be read is left out and reported on the page,
//! and the rest counts.

use framewise_model::fault::{Fault, excerpt};
use framewise_model::knowledge::Knowledge;
use framewise_model::request::query_string::{self, PARAMETERS};
use framewise_model::request::{Language, Parsed, Refusal, environment_members, parse_in};
use serde_json::{Value, json};

use crate::http::extract::Query;
use crate::pages::site::LANGUAGE_PARAMETER;

/// The parameter with the ids of questions that the visitor does not want to answer now.
pub const SKIP: &str = "skip";
/// The parameter with a description in plain English.
pub const TEXT: &str = "text";
/// The parameters that only pages have.
pub const PAGE_PARAMETERS: [&str; 2] = [LANGUAGE_PARAMETER, SKIP];
/// How often faults are removed; each time, others may come to light.
const MAX_ROUNDS: usize = 8;

/// A request that makes sense, and what had to be left out for that.
#[derive(Debug, Clone, Default)]
pub struct PageRequest {
    /// The request.
    pub parsed: Parsed,
    /// The description in plain English.
    pub text: Option<String>,
    /// Indices of the questions that are skipped.
    pub skipped: Vec<usize>,
    /// What was left out.
    pub left_out: Vec<LeftOut>,
}

/// A part of an address that does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The parameter, in quotes.
    pub name: String,
    /// Its value, in quotes; `None` if all of it was left out.
    pub value: Option<String>,
    /// What was probably meant.
    pub suggestion: Option<String>,
    /// Why it was left out.
    pub why: Why,
}

/// Why a part of an address does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// There is no such name or value.
    Unknown,
    /// It is allowed by itself and contradicts the rest.
    Contradiction,
    /// The text has too many characters.
    Length,
}

impl PageRequest {
    /// Reads the parameters of an address or the fields of a form.
    #[must_use]
    pub fn read(language: &Language<'_>, fields: &Query) -> Self {
        let knowledge = language.knowledge();
        let (known, unknown): (Vec<_>, Vec<_>) = fields
            .pairs()
            .filter(|(name, _)| !PAGE_PARAMETERS.contains(name))
            .partition(|(name, _)| is_known(knowledge, name));
        let mut left_out: Vec<LeftOut> = unknown
            .iter()
            .take(framewise_model::fault::MAX_FAULTS)
            .map(|(name, value)| LeftOut {
                name: excerpt(name),
                value: Some(excerpt(value)),
                suggestion: None,
                why: Why::Unknown,
            })
            .collect();
        let mut value = query_string::from_pairs(knowledge, known);
        let mut parsed = None;
        for _ in 0..MAX_ROUNDS {
            match parse_in(language, &value) {
                Ok(read) => {
                    parsed = Some(read);
                    break;
                }
                Err(refusal) => {
                    let why = match refusal {
                        Refusal::Invalid(_) => Why::Unknown,
                        Refusal::Contradictory(_) => Why::Contradiction,
                    };
                    // Backwards, so that the indices of a list stay right.
                    for fault in refusal.faults().kept().iter().rev() {
                        left_out.extend(remove(&mut value, fault, why));
                    }
                }
            }
        }
        let skipped = fields
            .items(SKIP)
            .filter_map(|id| knowledge.questions.iter().position(|question| question.id == id));
        let nothing = || parse_in(language, &json!({})).unwrap_or_default();
        Self {
            parsed: parsed.unwrap_or_else(nothing),
            text: fields.get(TEXT).map(str::to_owned),
            skipped: skipped.collect(),
            left_out,
        }
    }

    /// The parameters of the request in their canonical order, without the text: it is replaced by what was
    /// understood.
    #[must_use]
    pub fn parameters(&self, knowledge: &Knowledge) -> Parameters {
        let query = query_string::decision_query(knowledge, &self.parsed);
        let pairs =
            query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
        Parameters(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }
}

/// The parameters of a request, to change some of them for a link.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Names and values.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The items of a list.
    pub fn items<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p str> {
        let values = self.pairs().filter(move |(known, _)| *known == name);
        values.flat_map(|(_, value)| value.split(','))
    }

    /// The same without one item of a list, or without a parameter that has this one value.
    #[must_use]
    pub fn without(&self, name: &str, item: &str) -> Self {
        let rest = |value: &str| {
            value.split(',').filter(|found| *found != item).collect::<Vec<_>>().join(",")
        };
        let pairs = self.0.iter().map(|(known, value)| {
            let value = if known == name { rest(value) } else { value.clone() };
            (known.clone(), value)
        });
        Self(pairs.filter(|(_, value)| !value.is_empty()).collect())
    }

    /// The same with one more item of a list.
    #[must_use]
    pub fn with(mut self, name: &str, item: &str) -> Self {
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, value)) => {
                value.push(',');
                value.push_str(item);
            }
            None => self.0.push((name.to_owned(), item.to_owned())),
        }
        self
    }

    /// The address of the page with these parameters: path and query string. Ids, commas and numbers need no escaping.
    #[must_use]
    pub fn address(&self, path: &str) -> String {
        let pairs: Vec<String> =
            self.pairs().map(|(name, value)| format!("{name}={value}")).collect();
        if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
    }
}

fn is_known(knowledge: &Knowledge, name: &str) -> bool {
    name == TEXT
        || PARAMETERS.contains(&name)
        || knowledge.questions.iter().any(|question| question.id == name)
        || environment_members(knowledge).contains(&name)
}

/// Removes what a fault is about; if that is not found, the whole member that it is in.
fn remove(value: &mut Value, fault: &Fault, why: Why) -> Option<LeftOut> {
    let tokens: Vec<&str> = fault.pointer.split('/').skip(1).collect();
    let [first, inner @ ..] = tokens.as_slice() else { return None };
    let name = match (*first, inner) {
        ("answers" | "environment", [name, ..]) => *name,
        _ => *first,
    };
    let removed = take(value, &tokens).or_else(|| take(value, &tokens[..1]))?;
    let value = match removed {
        // Text of a visitor is not repeated.
        _ if name == TEXT => None,
        Value::String(text) => Some(excerpt(&text)),
        Value::Array(_) | Value::Object(_) => None,
        other => Some(excerpt(&other.to_string())),
    };
    let suggestion = fault.suggestion.clone();
    let why = if name == TEXT { Why::Length } else { why };
    Some(LeftOut { name: excerpt(name), value, suggestion, why })
}

/// Takes the value at a place out of a document.
fn take(value: &mut Value, tokens: &[&str]) -> Option<Value> {
    let (last, path) = tokens.split_last()?;
    let mut place = value;
    for token in path {
        place = match place {
            Value::Object(members) => members.get_mut(*token)?,
            Value::Array(items) => items.get_mut(token.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    match place {
        Value::Object(members) => members.remove(*last),
        Value::Array(items) => {
            let index = last.parse::<usize>().ok().filter(|index| *index < items.len())?;
            Some(items.remove(index))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::OnceLock;

    use framewise_model::knowledge::{Files, Knowledge, load};

    use super::*;

    fn knowledge() -> Knowledge {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/knowledge");
        load(&Files::read(Path::new(folder)).unwrap()).unwrap()
    }

    fn read(query: &str) -> (PageRequest, String) {
        let knowledge = knowledge();
        let lexicon = OnceLock::new();
        let language = Language::new(&knowledge, &lexicon);
        let page_request = PageRequest::read(&language, &Query::parse(query).unwrap());
        let address = page_request.parameters(&knowledge).address("/");
        (page_request, address)
    }

    #[test]
    fn what_is_unknown_is_left_out_and_the_rest_counts() {
        let (page_request, address) = read(
            "project_type=rest-api&features=orm,nonsense,api_docs,more&team_size=solo&colour=red",
        );
        assert_eq!(address, "/?team_size=solo&features=orm,api_docs");
        let mut names: Vec<_> =
            page_request.left_out.iter().map(|found| found.name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["“colour”", "“features”", "“features”", "“project_type”"]);
        let meant =
            page_request.left_out.iter().find(|found| found.name == "“project_type”").unwrap();
        assert_eq!(meant.suggestion.as_deref(), Some("rest_api"));
    }

    #[test]
    fn what_contradicts_the_rest_is_left_out() {
        let (page_request, address) =
            read("features=orm&unwanted=orm&priorities=%3Cscript%3E:2,performance:2");
        assert!(page_request.left_out.iter().any(|found| found.why == Why::Contradiction));
        assert_eq!(address, "/?features=orm");
    }

    #[test]
    fn parameters_change_one_at_a_time() {
        let (page_request, _) = read("project_type=cms&features=orm,forms");
        let parameters = page_request.parameters(&knowledge());
        assert_eq!(
            parameters.without("features", "orm").address("/"),
            "/?project_type=cms&features=forms"
        );
        assert_eq!(parameters.without("project_type", "cms").address("/"), "/?features=orm,forms");
        let more = parameters.with("features", "caching").with("team_knows", "flask");
        assert_eq!(
            more.address("/"),
            "/?project_type=cms&features=orm,forms,caching&team_knows=flask"
        );
    }

    #[test]
    fn skipped_questions_are_no_answers() {
        let (page_request, address) = read("skip=goal,budget&skip=nonsense&text=A+blog&lang=tr");
        assert_eq!(page_request.skipped.len(), 2);
        assert_eq!(page_request.text.as_deref(), Some("A blog"));
        assert!(
            !address.contains("skip")
                && !address.contains("text")
                && page_request.left_out.is_empty()
        );
    }
}
