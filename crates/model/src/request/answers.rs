//! What is known of the project and what counts: `answers`, `priorities`, `must_have`.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::decision::{Answers, MustHave};
use crate::fault::Fault;
use crate::knowledge::Knowledge;
use crate::knowledge::format::Support;
use crate::numbers::Weight;
use crate::request::reader::{Reader, given};
use crate::sentences::Wrong;

/// The largest priority that a caller can give.
pub const MAX_PRIORITY: f64 = 5.0;
/// Prefix of the attributes that are features.
pub const FEATURE_PREFIX: &str = "feature:";

/// The answers as options; a question with several options takes a list, any other one string.
pub(super) fn read_answers(
    knowledge: &Knowledge,
    value: Option<&Value>,
    reader: &mut Reader,
) -> Answers {
    let questions = knowledge.questions.iter().map(|question| question.id.as_str());
    let mut chosen = Vec::new();
    for (name, value) in reader.object(&["answers"], value) {
        let path = ["answers", name];
        let Some(index) = reader.one_of(&path, name, "question", questions.clone()) else {
            continue;
        };
        if value.is_null() {
            continue;
        }
        let question = &knowledge.questions[index];
        let options = question.options.iter().map(|option| option.id.as_str());
        let found = if question.multiple {
            reader.list(&path, value, "option", options)
        } else {
            reader.text(&path, value, "option", options).into_iter().collect()
        };
        chosen.extend(found.into_iter().filter_map(|option| {
            knowledge.options.iter().position(|o| o.question == index && o.option == option)
        }));
    }
    // One option for each question that takes one: an object has each question once.
    Answers::new(knowledge, chosen).unwrap_or_default()
}

/// Priorities by attribute.
pub(super) fn read_priorities(
    knowledge: &Knowledge,
    value: Option<&Value>,
    reader: &mut Reader,
) -> BTreeMap<usize, Weight> {
    let attributes = knowledge.attributes.iter().map(|attribute| attribute.id.as_str());
    let mut priorities = BTreeMap::new();
    for (name, value) in reader.object(&["priorities"], value) {
        let path = ["priorities", name];
        let Some(attribute) = reader.one_of(&path, name, "criterion", attributes.clone()) else {
            continue;
        };
        if value.is_null() {
            continue;
        }
        let number = value.as_f64().filter(|number| *number <= MAX_PRIORITY);
        match number.and_then(Weight::new) {
            Some(priority) => {
                priorities.insert(attribute, priority);
            }
            None => reader.push(Fault::wrong(&path, &Wrong::Priority {})),
        }
    }
    priorities
}

pub(super) fn read_must_have(
    knowledge: &Knowledge,
    members: &Map<String, Value>,
    reader: &mut Reader,
) -> MustHave {
    let mut must_have = MustHave::default();
    if let Some(value) = given(members, "must_have") {
        let features = feature_ids(knowledge);
        let offset = knowledge.attributes.len() - features.clone().count();
        must_have.features = reader
            .list(&["must_have"], value, "feature", features)
            .into_iter()
            .map(|feature| offset + feature)
            .collect();
    }
    if let Some(value) = given(members, "minimum_support") {
        let levels = LEVELS.iter().map(|level| level.as_str());
        if let Some(level) = reader.text(&["minimum_support"], value, "support level", levels) {
            must_have.minimum = LEVELS[level];
        }
    }
    must_have
}

/// The support levels that can be demanded.
pub const LEVELS: [Support; 3] =
    [Support::ThirdParty, Support::OfficialExtension, Support::BuiltIn];

/// The features that can be asked for, in the order of their attributes, which are the last ones.
pub fn feature_ids(knowledge: &Knowledge) -> impl Iterator<Item = &str> + Clone {
    knowledge.attributes.iter().filter_map(|attribute| attribute.id.strip_prefix(FEATURE_PREFIX))
}
