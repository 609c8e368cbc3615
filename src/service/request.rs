//! A request in names, as callers write it, becomes one in indices, or all of its faults.
//!
//! HTTP bodies, query strings, the command line and lines of an evaluation all come through here, so
//! they accept and refuse the same.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::reader::Reader;
use crate::base::{Fault, Weight, fault::excerpt};
use crate::knowledge::Knowledge;
use crate::knowledge::raw::Support;
use crate::scoring::{Answers, MustHave, Request};

/// The largest priority that a caller can give.
pub const MAX_PRIORITY: f64 = 5.0;
/// Prefix of the columns that are features.
pub(super) const FEATURE_PREFIX: &str = "feature:";

/// What a caller says about a project. Every member may be left out.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecommendationRequest {
    /// Answers by question. A question that takes several options has a list.
    #[schema(value_type = Option<Object>, nullable = false)]
    pub answers: Option<Value>,
    /// How much more (up to 5) or less (down to 0) a criterion or feature counts than the answers say;
    /// 1 where nothing is said.
    #[schema(value_type = Option<Object>, nullable = false)]
    pub priorities: Option<Value>,
    /// The frameworks to choose among; all where left out.
    #[schema(nullable = false, min_items = 1)]
    pub candidates: Option<Vec<String>>,
    /// Frameworks to leave out.
    #[schema(nullable = false)]
    pub exclude: Option<Vec<String>>,
    /// Features without which a framework does not take part.
    #[schema(nullable = false)]
    pub must_have: Option<Vec<String>>,
    /// The least support that is good enough for `must_have`.
    #[schema(nullable = false, default = "third_party")]
    pub minimum_support: Option<Support>,
    /// Whether the answers may be stored anonymously; the server's default where left out.
    #[schema(nullable = false)]
    pub store: Option<bool>,
}

/// The members of [`RecommendationRequest`].
pub const MEMBERS: [&str; 7] =
    ["answers", "priorities", "candidates", "exclude", "must_have", "minimum_support", "store"];

/// A request that is known to make sense.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// What the decision model needs.
    pub request: Request,
    /// The frameworks named as candidates, for a permanent link.
    pub candidates: Option<Vec<usize>>,
    /// The frameworks named to be left out, likewise.
    pub exclude: Vec<usize>,
    /// Whether the caller agreed to storing, refused, or said nothing.
    pub store: Option<bool>,
}

/// Why a request is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Names or values are not those that there are.
    Invalid(Vec<Fault>),
    /// Each part makes sense, but together they ask for the impossible.
    Contradictory(Vec<Fault>),
}

/// Reads a request.
///
/// # Errors
/// [`Refusal`] with every fault of the request.
pub fn parse(knowledge: &Knowledge, value: &Value) -> Result<Parsed, Refusal> {
    let mut reader = Reader::default();
    let Value::Object(members) = value else {
        let detail = "the request must be a JSON object; {} is the shortest";
        return Err(Refusal::Invalid(vec![Fault::at::<&str>(&[], detail)]));
    };
    for name in members.keys().filter(|name| !MEMBERS.contains(&name.as_str())) {
        let detail = format!("{} is not a member of a request", excerpt(name));
        reader.push(Fault::at(&[name], detail).with_allowed(name, MEMBERS));
    }
    let answers = read_answers(knowledge, members.get("answers"), &mut reader);
    let priorities = read_priorities(knowledge, members.get("priorities"), &mut reader);
    let frameworks: Vec<&str> = knowledge.frameworks.iter().map(|f| f.record.id.as_str()).collect();
    let candidates = members.get("candidates").map(|value| {
        let chosen = reader.list(&["candidates"], value, "framework", &frameworks);
        if value.as_array().is_some_and(Vec::is_empty) {
            let detail = "name at least one framework, or leave the member out for all";
            reader.push(
                Fault::at(&["candidates"], detail).with_allowed("", frameworks.iter().copied()),
            );
        }
        chosen
    });
    let exclude = members
        .get("exclude")
        .map_or_else(Vec::new, |value| reader.list(&["exclude"], value, "framework", &frameworks));
    let must_have = read_must_have(knowledge, members, &mut reader);
    let store = members.get("store").and_then(|value| {
        if !value.is_boolean() {
            reader.push(Fault::at(&["store"], "store must be true or false"));
        }
        value.as_bool()
    });
    reader.finish().map_err(Refusal::Invalid)?;
    let compared = compared(knowledge, candidates.as_deref(), &exclude)?;
    Ok(Parsed {
        request: Request { answers, priorities, candidates: compared, must_have },
        candidates,
        exclude,
        store,
    })
}

/// The answers as options; a question with several options takes a list, any other one string.
fn read_answers(knowledge: &Knowledge, value: Option<&Value>, reader: &mut Reader) -> Answers {
    let questions: Vec<&str> = knowledge.questions.iter().map(|q| q.id.as_str()).collect();
    let mut chosen = Vec::new();
    for (name, value) in reader.object(&["answers"], value) {
        let path = ["answers", name];
        let Some(index) = reader.one_of(&path, name, "question", &questions) else {
            continue;
        };
        let question = &knowledge.questions[index];
        let options: Vec<&str> = question.options.iter().map(|o| o.id.as_str()).collect();
        let found = if question.multiple {
            reader.list(&path, value, "option", &options)
        } else {
            reader.text(&path, value, "option", &options).into_iter().collect()
        };
        chosen.extend(found.into_iter().filter_map(|option| {
            knowledge.options.iter().position(|o| o.question == index && o.option == option)
        }));
    }
    // One option for each question that takes one: an object has each question once.
    Answers::new(knowledge, chosen).unwrap_or_default()
}

/// Priorities by column.
fn read_priorities(
    knowledge: &Knowledge,
    value: Option<&Value>,
    reader: &mut Reader,
) -> BTreeMap<usize, Weight> {
    let columns: Vec<&str> = knowledge.columns.iter().map(|c| c.id.as_str()).collect();
    let mut priorities = BTreeMap::new();
    for (name, value) in reader.object(&["priorities"], value) {
        let path = ["priorities", name];
        let Some(column) = reader.one_of(&path, name, "criterion", &columns) else {
            continue;
        };
        let number = value.as_f64().filter(|number| *number <= MAX_PRIORITY);
        match number.and_then(Weight::new) {
            Some(priority) => {
                priorities.insert(column, priority);
            }
            None => reader.push(Fault::at(&path, "a priority is a number from 0 to 5")),
        }
    }
    priorities
}

fn read_must_have(
    knowledge: &Knowledge,
    members: &Map<String, Value>,
    reader: &mut Reader,
) -> MustHave {
    let features = feature_ids(knowledge);
    let offset = knowledge.columns.len() - features.len();
    let mut must_have = MustHave::default();
    if let Some(value) = members.get("must_have") {
        must_have.features = reader
            .list(&["must_have"], value, "feature", &features)
            .into_iter()
            .map(|feature| offset + feature)
            .collect();
    }
    if let Some(value) = members.get("minimum_support") {
        let levels = LEVELS.map(Support::as_str);
        if let Some(level) = reader.text(&["minimum_support"], value, "support level", &levels) {
            must_have.minimum = LEVELS[level];
        }
    }
    must_have
}

/// The support levels that can be demanded.
pub const LEVELS: [Support; 3] =
    [Support::ThirdParty, Support::OfficialExtension, Support::BuiltIn];

/// The features that can be asked for, in the order of their columns, which are the last ones.
#[must_use]
pub fn feature_ids(knowledge: &Knowledge) -> Vec<&str> {
    knowledge.columns.iter().filter_map(|column| column.id.strip_prefix(FEATURE_PREFIX)).collect()
}

/// The frameworks that stay after both lists; `None` where neither was given.
fn compared(
    knowledge: &Knowledge,
    candidates: Option<&[usize]>,
    exclude: &[usize],
) -> Result<Option<Vec<usize>>, Refusal> {
    if candidates.is_none() && exclude.is_empty() {
        return Ok(None);
    }
    let all: Vec<usize> = (0..knowledge.frameworks.len()).collect();
    let named = candidates.unwrap_or(&all);
    let mut faults = Vec::new();
    if candidates.is_some() {
        for framework in exclude.iter().filter(|framework| named.contains(framework)) {
            let id = &knowledge.frameworks[*framework].record.id;
            let detail = format!("{id} is a candidate and excluded; remove it from one of the two");
            faults.push(Fault::at(&["exclude"], detail));
        }
    }
    let mut left: Vec<usize> = named.iter().copied().filter(|f| !exclude.contains(f)).collect();
    left.sort_unstable();
    if left.is_empty() && faults.is_empty() {
        faults.push(Fault::at(&["exclude"], "every framework is excluded; leave at least one"));
    }
    if faults.is_empty() { Ok(Some(left)) } else { Err(Refusal::Contradictory(faults)) }
}

/// The fault of a request in which nothing counts.
#[must_use]
pub fn nothing_counts() -> Refusal {
    let detail =
        "these priorities set every weight to 0, so nothing would count; leave one above 0";
    Refusal::Contradictory(vec![Fault::at(&["priorities"], detail)])
}
