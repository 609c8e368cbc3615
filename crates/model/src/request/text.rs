//! Plain English: what it says becomes answers, and explicit answers win over it.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::context::{Context, Environment, MIGRATING_FROM, TEAM_KNOWS};
use crate::decision::{Answers, MustHave, Request};
use crate::fault::Fault;
use crate::knowledge::Knowledge;
use crate::request::context::{is_wanted, split};
use crate::request::reader::{Reader, given};
use crate::sentences::Wrong;
use crate::text::{MAX_CHARACTERS, Understood, UnderstoodReading};

/// The reading of a text that names the framework of the present application.
const PRESENT_FRAMEWORK: &str = "present_framework";

/// Reads `text`. What stands in it goes into no message.
pub(super) fn read<'v>(members: &'v Map<String, Value>, reader: &mut Reader) -> Option<&'v str> {
    let Value::String(text) = given(members, "text")? else {
        reader.push(Fault::wrong(&["text"], &Wrong::NoDescription {}));
        return None;
    };
    let count = text.chars().count();
    if count > MAX_CHARACTERS {
        let (count, max) = (&count.to_string(), &MAX_CHARACTERS.to_string());
        reader.push(Fault::wrong(&["text"], &Wrong::LongDescription { count, max }));
        return None;
    }
    Some(text)
}

/// Explicit answers together with what was understood: a question that takes one option is answered
/// from the text only where it was not answered explicitly; features are united, except those that are
/// explicitly unwanted.
pub(super) fn united(
    knowledge: &Knowledge,
    explicit: &Answers,
    context: &Context,
    understood: &Understood,
) -> Answers {
    let meant = understood.answers.iter().map(|meant| meant.option);
    let counting = meant.filter(|option| {
        counts(knowledge, explicit, *option) && !context.unwanted.contains(option)
    });
    // One option for each question that takes one, because explicit answers were looked at first.
    Answers::new(knowledge, explicit.options().iter().copied().chain(counting))
        .unwrap_or_else(|_| explicit.clone())
}

/// Whether an option that was understood counts in addition to these explicit answers.
#[must_use]
pub fn counts(knowledge: &Knowledge, explicit: &Answers, option: usize) -> bool {
    let question = knowledge.options[option].question;
    let answered =
        || explicit.options().iter().any(|option| knowledge.options[*option].question == question);
    knowledge.questions[question].multiple || !answered()
}

/// The explicitly unwanted features and those that a text rejects, as far as they are not asked for.
pub(super) fn rejected(
    knowledge: &Knowledge,
    explicit: &Context,
    answers: &Answers,
    must_have: &MustHave,
    understood: &Understood,
) -> Vec<usize> {
    let meant = understood.refused.iter().map(|meant| meant.option);
    let meant = meant.filter(|option| !is_wanted(knowledge, answers, must_have, *option));
    let mut unwanted: Vec<usize> = explicit.unwanted.iter().copied().chain(meant).collect();
    unwanted.sort_unstable();
    unwanted.dedup();
    unwanted
}

/// Adds what a text says about the team, the present framework and the environment, as far as the request does not
/// say it itself.
pub(super) fn heard(
    knowledge: &Knowledge,
    understood: &Understood,
    context: &mut Context,
    environment: &mut Environment,
) {
    let (explicit, demanded) = (context.clone(), environment.clone());
    let (mut present, mut constraints) = (BTreeSet::new(), BTreeSet::new());
    for found in &understood.readings {
        let reading = &knowledge.lexicon.readings[found.reading];
        match (reading.id.as_str(), found.framework) {
            (TEAM_KNOWS, Some(framework)) if explicit.team_knows.is_empty() => {
                context.team_knows.push(framework);
            }
            (MIGRATING_FROM | PRESENT_FRAMEWORK, Some(framework)) => {
                present.insert(framework);
            }
            (id, None) => {
                let mut known = knowledge.context.constraints.iter();
                let known = known.position(|constraint| constraint.id == id);
                constraints.extend(known.filter(|index| !is_stated(knowledge, &demanded, *index)));
            }
            _ => {}
        }
    }
    context.team_knows.sort_unstable();
    context.team_knows.dedup();
    // Of two values of one member neither is what the project demands.
    let same = |one: usize, other: usize| member(knowledge, one) == member(knowledge, other);
    let is_clear =
        |one: &&usize| constraints.iter().filter(|other| same(**one, **other)).count() == 1;
    environment.constraints.extend(constraints.iter().filter(is_clear));
    environment.constraints.sort_unstable();
    // Of two present frameworks neither is the one that the project moves from.
    if let (1, None) = (present.len(), explicit.migrating_from) {
        context.migrating_from = present.first().copied();
    }
}

/// Whether a request states the member of the environment that a constraint belongs to.
fn is_stated(knowledge: &Knowledge, environment: &Environment, constraint: usize) -> bool {
    let member_of = member(knowledge, constraint);
    environment.constraints.iter().any(|stated| member(knowledge, *stated) == member_of)
}

/// The member of the environment that a constraint belongs to.
fn member(knowledge: &Knowledge, constraint: usize) -> &str {
    split(&knowledge.context.constraints[constraint].id).0
}

/// Whether a reading of a text counts in a request: it is in its context or its environment.
#[must_use]
pub fn reading_counts(
    knowledge: &Knowledge,
    context: &Context,
    environment: &Environment,
    found: &UnderstoodReading,
) -> bool {
    let id = knowledge.lexicon.readings[found.reading].id.as_str();
    match (id, found.framework) {
        (TEAM_KNOWS, Some(framework)) => context.team_knows.contains(&framework),
        (MIGRATING_FROM | PRESENT_FRAMEWORK, Some(framework)) => {
            context.migrating_from == Some(framework)
        }
        _ => environment
            .constraints
            .iter()
            .any(|constraint| knowledge.context.constraints[*constraint].id == id),
    }
}

/// What a text alone asks for: the request and its context.
#[must_use]
pub fn of_text(knowledge: &Knowledge, understood: &Understood) -> (Request, Context) {
    let (mut context, mut environment) = (Context::default(), Environment::default());
    let answers = united(knowledge, &Answers::default(), &context, understood);
    heard(knowledge, understood, &mut context, &mut environment);
    context.unwanted = rejected(knowledge, &context, &answers, &MustHave::default(), understood);
    (Request { answers, environment, ..Request::default() }, context)
}
