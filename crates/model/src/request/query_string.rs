//! A request as a query string, there and back. The service decodes escapes, `a[]` and `a[0]` before
//! (`src/http/extract/query.rs`).

use std::fmt::{Display, Write as _};

use serde_json::{Map, Value};

use super::{
    Detail, ENVIRONMENT, FEATURE_PREFIX, PYTHON, Parsed, UNIFORM, UNWANTED, environment_members,
    environment_pairs,
};
use crate::context::{MIGRATING_FROM, TEAM_KNOWS};
use crate::decision::MustHave;
use crate::knowledge::Knowledge;
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
    let mut query = Pairs::default();
    query.add_decision(knowledge, parsed);
    if parsed.detail != Detail::default() {
        query.add("detail", parsed.detail.as_str());
    }
    if let Some(limit) = parsed.limit {
        query.add("limit", limit);
    }
    query.text
}

/// The query string of a request without the parameters that only shorten the response.
#[must_use]
pub fn decision_query(knowledge: &Knowledge, parsed: &Parsed) -> String {
    let mut query = Pairs::default();
    query.add_decision(knowledge, parsed);
    query.text
}

/// A query string that is being written.
///
/// Ids, commas, colons and numbers need no escaping in a query (RFC 3986, section 3.4).
#[derive(Default)]
struct Pairs<'k> {
    text: String,
    /// The parameter that was written last.
    last: Option<&'k str>,
}

impl<'k> Pairs<'k> {
    /// Adds a value, as a further item if the parameter is the one that was written last.
    fn add(&mut self, name: &'k str, value: impl Display) {
        // Writing to a string cannot fail.
        let _ = match self.last {
            Some(last) if last == name => write!(self.text, ",{value}"),
            Some(_) => write!(self.text, "&{name}={value}"),
            None => write!(self.text, "?{name}={value}"),
        };
        self.last = Some(name);
    }

    /// Adds the parameters on which the decision and its robustness depend.
    fn add_decision(&mut self, knowledge: &'k Knowledge, parsed: &Parsed) {
        let framework = |index: usize| &knowledge.frameworks[index].record.id;
        for option in parsed.request.answers.options() {
            let (question, choice) = knowledge.chosen(&knowledge.options[*option]);
            self.add(&question.id, &choice.id);
        }
        for candidate in parsed.candidates.iter().flatten() {
            self.add("candidates", framework(*candidate));
        }
        for excluded in &parsed.exclude {
            self.add("exclude", framework(*excluded));
        }
        let must_have = &parsed.request.must_have;
        for attribute in &must_have.features {
            let id = &knowledge.attributes[*attribute].id;
            self.add("must_have", id.strip_prefix(FEATURE_PREFIX).unwrap_or(id));
        }
        if must_have.minimum != MustHave::default().minimum {
            self.add("minimum_support", must_have.minimum.as_str());
        }
        for option in &parsed.context.unwanted {
            self.add(UNWANTED, &knowledge.chosen(&knowledge.options[*option]).1.id);
        }
        for known in &parsed.context.team_knows {
            self.add(TEAM_KNOWS, framework(*known));
        }
        if let Some(present) = parsed.context.migrating_from {
            self.add(MIGRATING_FROM, framework(present));
        }
        for (member, value) in environment_pairs(knowledge, &parsed.request.environment) {
            self.add(member, value);
        }
        for (attribute, weight) in &parsed.request.priorities {
            let priority = written(weight.get());
            self.add(
                PRIORITIES,
                format_args!("{}:{priority}", knowledge.attributes[*attribute].id),
            );
        }
        if let Some(target) = parsed.target {
            self.add("target", framework(target));
        }
        let Sampling { spread, draws } = parsed.sampling;
        match spread {
            Spread::LogNormal(own) if spread != Sampling::default().spread => {
                self.add("spread", written(own));
            }
            Spread::LogNormal(_) => {}
            Spread::Uniform => self.add(UNIFORM, true),
        }
        if draws != Sampling::default().draws {
            self.add("draws", draws);
        }
    }
}
