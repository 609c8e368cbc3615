//! A request as a query string, there and back.

use serde_json::{Map, Value};

use super::{
    Detail, ENVIRONMENT, FEATURE_PREFIX, PYTHON, Parsed, UNIFORM, UNWANTED, environment_members,
    environment_pairs,
};
use crate::context::{MIGRATING_FROM, TEAM_KNOWS};
use crate::decision::MustHave;
use crate::knowledge::Knowledge;
use crate::numbers::Weight;
use crate::sensitivity::acceptability::{Sampling, Spread};

/// The parameters that a query string may have in addition to the questions. Plain English is not among them:
/// addresses are kept in histories and logs, so a link carries what was understood in its place.
pub const PARAMETERS: [&str; 14] = [
    "candidates",
    "exclude",
    "must_have",
    "minimum_support",
    UNWANTED,
    TEAM_KNOWS,
    MIGRATING_FROM,
    "priorities",
    "target",
    "spread",
    UNIFORM,
    "draws",
    "detail",
    "limit",
];

/// The parameters besides the questions that are lists.
const LISTS: [&str; 5] = ["candidates", "exclude", "must_have", UNWANTED, TEAM_KNOWS];
/// The list of priorities, each with its factor.
const PRIORITIES: &str = "priorities";

/// The members of the request that a parameter sets; `None` for a list, which may be repeated.
#[must_use]
pub fn place<'n>(knowledge: &Knowledge, name: &'n str) -> Option<Vec<&'n str>> {
    if environment_members(knowledge).contains(&name) {
        return Some(vec![ENVIRONMENT, name]);
    }
    match knowledge.questions.iter().find(|question| question.id == name) {
        Some(question) => (!question.multiple).then(|| vec!["answers", name]),
        None => (!LISTS.contains(&name) && name != PRIORITIES).then(|| vec![name]),
    }
}

/// The JSON request that a query string or a list of flags stands for.
///
/// Items of lists are separated by commas, in one pair or in several of the same name; priorities are written
/// `performance:2`. What is not known stays in place for [`super::parse`] to report.
#[must_use]
pub fn from_pairs<'p>(
    knowledge: &Knowledge,
    pairs: impl IntoIterator<Item = (&'p str, &'p str)>,
) -> Value {
    let mut members = Map::new();
    let mut answers = Map::new();
    let mut environment = Map::new();
    let environment_members = environment_members(knowledge);
    for (name, text) in pairs {
        let list = || Value::from(items(text).collect::<Vec<_>>());
        let question = knowledge.questions.iter().find(|question| question.id == name);
        let (object, value) = match (name, question) {
            (PRIORITIES, _) => (&mut members, priorities(text)),
            ("spread" | "draws" | "limit", _) => {
                (&mut members, number(text).unwrap_or_else(|| text.into()))
            }
            (UNIFORM, _) => (&mut members, truth(text).unwrap_or_else(|| text.into())),
            (_, Some(question)) if question.multiple => (&mut answers, list()),
            (_, Some(_)) => (&mut answers, text.into()),
            (_, None) if LISTS.contains(&name) => (&mut members, list()),
            (_, None) if environment_members.contains(&name) => {
                (&mut environment, environment_value(name, text))
            }
            (_, None) => (&mut members, text.into()),
        };
        match (object.get_mut(name), value) {
            (Some(Value::Array(items)), Value::Array(more)) => items.extend(more),
            (Some(Value::Object(items)), Value::Object(more)) => items.extend(more),
            (_, value) => {
                object.insert(name.to_owned(), value);
            }
        }
    }
    for (name, inner) in [("answers", answers), (ENVIRONMENT, environment)] {
        if !inner.is_empty() {
            members.insert(name.to_owned(), Value::Object(inner));
        }
    }
    Value::Object(members)
}

/// The items of a comma list; a comma too many adds none.
fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|item| !item.is_empty())
}

fn priorities(text: &str) -> Value {
    let priorities = items(text).map(|item| {
        // The last colon: `feature:orm:2` is a feature.
        let (name, digits) = item.rsplit_once(':').unwrap_or((item, ""));
        let number = number(digits);
        (name.trim().to_owned(), number.unwrap_or_else(|| digits.into()))
    });
    Value::Object(priorities.collect())
}

/// The value of a demand of the environment: a number or a truth value where it reads so, a word otherwise. A
/// version of Python is a word, because 3.10 is no number.
fn environment_value(name: &str, text: &str) -> Value {
    let word = || Value::from(text);
    if name == PYTHON { word() } else { truth(text).or_else(|| number(text)).unwrap_or_else(word) }
}

/// A truth value as JSON writes it.
fn truth(text: &str) -> Option<Value> {
    text.parse::<bool>().ok().map(Value::from)
}

/// A number as JSON writes it.
fn number(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok().filter(Value::is_number)
}

/// A number as short as it can be written and still be read as the same number.
fn written(number: f64) -> String {
    let plain = number.to_string();
    // 1e-300 has three hundred digits after the point.
    if plain.len() <= 20 { plain } else { format!("{number:e}") }
}

/// The query string of a request in its canonical order, beginning with `?`; empty if there is nothing to say.
#[must_use]
pub fn query(knowledge: &Knowledge, parsed: &Parsed) -> String {
    let mut pairs = decision_pairs(knowledge, parsed);
    if parsed.detail != Detail::default() {
        pairs.push(("detail", vec![parsed.detail.as_str().to_owned()]));
    }
    if let Some(limit) = parsed.limit {
        pairs.push(("limit", vec![limit.to_string()]));
    }
    written_pairs(&pairs)
}

/// The query string of a request without the parameters that only shorten the response.
#[must_use]
pub fn decision_query(knowledge: &Knowledge, parsed: &Parsed) -> String {
    written_pairs(&decision_pairs(knowledge, parsed))
}

fn written_pairs(pairs: &[(&str, Vec<String>)]) -> String {
    // Ids, commas, colons and numbers need no escaping in a query (RFC 3986, section 3.4).
    let pairs: Vec<String> =
        pairs.iter().map(|(name, list)| format!("{name}={}", list.join(","))).collect();
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

/// The parameters on which the decision and its robustness depend, with the items of each.
fn decision_pairs<'k>(knowledge: &'k Knowledge, parsed: &Parsed) -> Vec<(&'k str, Vec<String>)> {
    let mut pairs: Vec<(&str, Vec<String>)> = Vec::new();
    for option in parsed.request.answers.options() {
        let (question, choice) = knowledge.chosen(&knowledge.options[*option]);
        match pairs.last_mut() {
            Some((name, list)) if *name == question.id => list.push(choice.id.clone()),
            _ => pairs.push((&question.id, vec![choice.id.clone()])),
        }
    }
    let framework = |index: &usize| knowledge.frameworks[*index].record.id.clone();
    if let Some(candidates) = &parsed.candidates {
        pairs.push(("candidates", candidates.iter().map(framework).collect()));
    }
    if !parsed.exclude.is_empty() {
        pairs.push(("exclude", parsed.exclude.iter().map(framework).collect()));
    }
    let must_have = &parsed.request.must_have;
    if !must_have.features.is_empty() {
        let name = |attribute: &usize| {
            let id = &knowledge.attributes[*attribute].id;
            id.strip_prefix(FEATURE_PREFIX).unwrap_or(id).to_owned()
        };
        pairs.push(("must_have", must_have.features.iter().map(name).collect()));
    }
    if must_have.minimum != MustHave::default().minimum {
        pairs.push(("minimum_support", vec![must_have.minimum.as_str().to_owned()]));
    }
    let context = &parsed.context;
    if !context.unwanted.is_empty() {
        let feature = |option: &usize| knowledge.chosen(&knowledge.options[*option]).1.id.clone();
        pairs.push((UNWANTED, context.unwanted.iter().map(feature).collect()));
    }
    if !context.team_knows.is_empty() {
        pairs.push((TEAM_KNOWS, context.team_knows.iter().map(framework).collect()));
    }
    if let Some(present) = &context.migrating_from {
        pairs.push((MIGRATING_FROM, vec![framework(present)]));
    }
    for (member, value) in environment_pairs(knowledge, &parsed.request.environment) {
        pairs.push((member, vec![value]));
    }
    if !parsed.request.priorities.is_empty() {
        let priority = |(attribute, weight): (&usize, &Weight)| {
            format!("{}:{}", knowledge.attributes[*attribute].id, written(weight.get()))
        };
        pairs.push(("priorities", parsed.request.priorities.iter().map(priority).collect()));
    }
    if let Some(target) = &parsed.target {
        pairs.push(("target", vec![framework(target)]));
    }
    let Sampling { spread, draws } = parsed.sampling;
    match spread {
        Spread::LogNormal(own) if spread != Sampling::default().spread => {
            pairs.push(("spread", vec![written(own)]));
        }
        Spread::LogNormal(_) => {}
        Spread::Uniform => pairs.push((UNIFORM, vec![true.to_string()])),
    }
    if draws != Sampling::default().draws {
        pairs.push(("draws", vec![draws.to_string()]));
    }
    pairs
}
