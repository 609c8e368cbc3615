//! `team_knows`, `migrating_from`, `unwanted`, `environment`.

use serde_json::{Map, Value};

use super::answers::feature_ids;
use super::reader::{Reader, given};
use super::refusal::Refusal;
use crate::context::environment::version;
use crate::context::{Context, Environment, MIGRATING_FROM, TEAM_KNOWS};
use crate::decision::{Answers, MustHave};
use crate::fault::{Fault, excerpt};
use crate::knowledge::Knowledge;
use crate::sentences::Wrong;

/// The member with the demands of the environment.
pub const ENVIRONMENT: &str = "environment";
/// The member with the features that are rejected.
pub const UNWANTED: &str = "unwanted";

/// A member of `environment` that is no constraint of the knowledge.
pub const PYTHON: &str = "python";
/// Likewise.
pub const MEMORY: &str = "memory_mib";
/// The largest memory in MiB that can be given: 1 TiB.
pub const MAX_MEMORY_MIB: f64 = 1_048_576.0;

/// The context as a request states it.
pub(super) fn read(
    knowledge: &Knowledge,
    members: &Map<String, Value>,
    reader: &mut Reader,
) -> Context {
    let ids = knowledge.frameworks.iter().map(|framework| framework.record.id.as_str());
    let team_knows = given(members, TEAM_KNOWS)
        .map_or_else(Vec::new, |value| reader.list(&[TEAM_KNOWS], value, "framework", ids.clone()));
    let migrating_from = given(members, MIGRATING_FROM)
        .and_then(|value| reader.text(&[MIGRATING_FROM], value, "framework", ids));
    let unwanted = given(members, UNWANTED).map_or_else(Vec::new, |value| {
        reader.list(&[UNWANTED], value, "feature", feature_ids(knowledge))
    });
    let options = knowledge.options.iter().enumerate();
    let features = options.filter(|(_, option)| option.feature.is_some()).map(|(index, _)| index);
    let unwanted =
        unwanted.into_iter().filter_map(|feature| features.clone().nth(feature)).collect();
    Context { team_knows, migrating_from, unwanted }
}

/// Whether a feature, as an option, is asked for or required.
pub(super) fn is_wanted(
    knowledge: &Knowledge,
    answers: &Answers,
    must_have: &MustHave,
    option: usize,
) -> bool {
    let feature = knowledge.options[option].feature;
    answers.options().contains(&option)
        || feature.is_some_and(|feature| must_have.features.contains(&feature))
}

/// No feature is both wanted and rejected.
///
/// # Errors
/// The features that are.
pub(super) fn check(
    knowledge: &Knowledge,
    context: &Context,
    answers: &Answers,
    must_have: &MustHave,
) -> Result<(), Refusal> {
    let faults: Vec<Fault> = context
        .unwanted
        .iter()
        .filter(|option| is_wanted(knowledge, answers, must_have, **option))
        .map(|option| {
            let (_, feature) = knowledge.chosen(&knowledge.options[*option]);
            let id = &feature.id;
            Fault::wrong(&[UNWANTED], &Wrong::WantedUnwanted { id })
        })
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(Refusal::Contradictory(faults.into())) }
}

/// The members that `environment` can have, in the order in which they are shown.
#[must_use]
pub fn environment_members(knowledge: &Knowledge) -> Vec<&str> {
    let mut members = vec![PYTHON, MEMORY];
    for constraint in &knowledge.context.constraints {
        let (member, _) = split(&constraint.id);
        if !members.contains(&member) {
            members.push(member);
        }
    }
    members
}

/// The member of `environment` and the value that a constraint is given by; no value where it is true or false.
pub(super) fn split(constraint: &str) -> (&str, Option<&str>) {
    constraint.split_once('=').map_or((constraint, None), |(member, value)| (member, Some(value)))
}

/// The demands of the environment.
pub(super) fn read_environment(
    knowledge: &Knowledge,
    value: Option<&Value>,
    reader: &mut Reader,
) -> Environment {
    let mut environment = Environment::default();
    if value.is_none() {
        return environment;
    }
    let known = environment_members(knowledge);
    for (name, value) in reader.object(&[ENVIRONMENT], value) {
        let path = [ENVIRONMENT, name];
        match name {
            _ if value.is_null() && known.contains(&name) => {}
            PYTHON => {
                let read = value.as_str().filter(|text| is_version(text)).and_then(version);
                if read.is_none() {
                    reader.push(Fault::wrong(&path, &Wrong::NoVersion {}));
                }
                environment.python = read;
            }
            MEMORY => {
                let read = value.as_f64().filter(|mib| *mib > 0.0 && *mib <= MAX_MEMORY_MIB);
                if read.is_none() {
                    reader.push(Fault::wrong(&path, &Wrong::NoMemory {}));
                }
                environment.memory_mib = read;
            }
            _ if known.contains(&name) => {
                environment.constraints.extend(constraint(knowledge, name, value, reader));
            }
            _ => {
                reader.push_with(|| {
                    let wrong = Wrong::NoEnvironmentMember { given: &excerpt(name) };
                    Fault::wrong(&path, &wrong).with_allowed(name, known.iter().copied())
                });
            }
        }
    }
    environment.constraints.sort_unstable();
    environment
}

/// Whether a text is a version: up to four numbers of up to four digits, such as `3.10`.
fn is_version(text: &str) -> bool {
    let number = |part: &str| {
        (1..=4).contains(&part.len()) && part.bytes().all(|digit| digit.is_ascii_digit())
    };
    text.split('.').all(number) && text.split('.').count() <= 4
}

/// The constraint that a member and its value stand for; none where it is switched off.
fn constraint(
    knowledge: &Knowledge,
    name: &str,
    value: &Value,
    reader: &mut Reader,
) -> Option<usize> {
    let constraints = knowledge.context.constraints.iter().enumerate();
    let constraints: Vec<(usize, Option<&str>)> = constraints
        .map(|(index, constraint)| (index, split(&constraint.id)))
        .filter(|(_, (member, _))| *member == name)
        .map(|(index, (_, value))| (index, value))
        .collect();
    if let [(index, None)] = constraints.as_slice() {
        if !value.is_boolean() {
            reader.push(Fault::wrong(&[ENVIRONMENT, name], &Wrong::NoTruth {}));
        }
        return value.as_bool().is_some_and(|demanded| demanded).then_some(*index);
    }
    let values = constraints.iter().filter_map(|(_, value)| *value);
    let place = reader.text(&[ENVIRONMENT, name], value, "value", values)?;
    constraints.iter().filter(|(_, value)| value.is_some()).nth(place).map(|(index, _)| *index)
}

/// The demands as members and values, in the order of [`environment_members`].
#[must_use]
pub fn environment_pairs<'k>(
    knowledge: &'k Knowledge,
    environment: &Environment,
) -> Vec<(&'k str, String)> {
    let mut pairs = Vec::new();
    if let Some((major, minor)) = environment.python {
        pairs.push((PYTHON, format!("{major}.{minor}")));
    }
    if let Some(memory) = environment.memory_mib {
        pairs.push((MEMORY, memory.to_string()));
    }
    for constraint in &environment.constraints {
        let (member, value) = split(&knowledge.context.constraints[*constraint].id);
        pairs.push((member, value.unwrap_or("true").to_owned()));
    }
    pairs
}
