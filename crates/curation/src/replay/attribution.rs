//! One difference between two knowledge bases in words, with what has changed behind it.

use framewise_model::knowledge::releases::change::Change;
use serde::Serialize;

use super::causes::{Cause, effect};
use super::changed_inputs::{UnderlyingChange, underlying_changes};
use super::counting::Replay;
use super::pairs::BeforeAfter;

/// One difference between the two, and what it does.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Attribution {
    /// What differs, as a sentence.
    pub sentence: String,
    /// What it adds to the lead of `to` over `from`, the mean over the rows; below 0 where it works against
    /// the change. The points of all causes sum to what the lead has grown by.
    pub points: f64,
    /// The framework whose rating it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub framework: Option<String>,
    /// The criterion or feature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub criterion: Option<String>,
    /// The answer whose effect it is, `question=option`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// The rating or weight before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<f64>,
    /// The rating or weight after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<f64>,
    /// What has changed behind it.
    pub behind: Vec<UnderlyingChange>,
}

/// A cause with all that can be said of it.
pub(super) fn attribution(
    replay: &Replay<'_>,
    changes: &[Change],
    cause: Cause,
    points: f64,
) -> Attribution {
    let described = match cause {
        Cause::Rating { framework, attribute } => of_rating(replay, changes, framework, attribute),
        Cause::Base { attribute } => of_base(replay, attribute),
        Cause::Effect { option, attribute } => of_effect(replay, option, attribute),
        Cause::Answer { option } => {
            let answer = replay.options.items[option].id.clone();
            let sentence = format!("{answer} is understood of texts by one of the two only");
            Attribution { sentence, answer: Some(answer), ..Attribution::default() }
        }
    };
    Attribution { points, ..described }
}

fn of_rating(
    replay: &Replay<'_>,
    changes: &[Change],
    framework: usize,
    attribute: usize,
) -> Attribution {
    let found = &replay.frameworks.items[framework];
    let attribute = &replay.attributes.items[attribute];
    let sides = replay.knowledge.zip(found.index).zip(attribute.index);
    let BeforeAfter { before, after } = sides.map(|((knowledge, framework), attribute)| {
        knowledge.frameworks.get(framework?)?.ratings.get(attribute?)
    });
    // A rating that only one of the two has is no cause.
    let behind = before.zip(after).map(|(before, after)| {
        underlying_changes(replay.knowledge, changes, &found.id, BeforeAfter { before, after })
    });
    let [before, after] = [before, after].map(|rating| rating.map(|rating| rating.value.get()));
    let (was, is) = apart(before.unwrap_or_default(), after.unwrap_or_default());
    Attribution {
        sentence: format!("{} is rated {is} instead of {was} on {}", found.name, attribute.name),
        framework: Some(found.id.clone()),
        criterion: Some(attribute.id.clone()),
        before,
        after,
        behind: behind.unwrap_or_default(),
        ..Attribution::default()
    }
}

fn of_base(replay: &Replay<'_>, attribute: usize) -> Attribution {
    let attribute = &replay.attributes.items[attribute];
    let BeforeAfter { before, after } = replay
        .knowledge
        .zip(attribute.index)
        .map(|(knowledge, index)| index.map(|index| knowledge.attributes[index].base_weight.get()));
    let (was, is) = apart(before.unwrap_or_default(), after.unwrap_or_default());
    let name = &attribute.name;
    let sentence = match (before, after) {
        (None, _) => format!("{name} is new and weighs {is} before any answer"),
        (_, None) => format!("{name} has gone; it weighed {was} before any answer"),
        _ => format!("{name} weighs {is} instead of {was} before any answer"),
    };
    let criterion = Some(attribute.id.clone());
    Attribution { sentence, criterion, before, after, ..Attribution::default() }
}

fn of_effect(replay: &Replay<'_>, option: usize, attribute: usize) -> Attribution {
    let option = &replay.options.items[option];
    let attribute = &replay.attributes.items[attribute];
    let sides = replay.knowledge.zip(option.index).zip(attribute.index);
    let weight = sides.map(|((knowledge, option), attribute)| {
        option.map(|option| effect(knowledge, option, attribute))
    });
    let reason = sides.map(|((knowledge, option), _)| {
        let (_, choice) = knowledge.chosen(knowledge.options.get(option?)?);
        Some(choice.effect_on(&attribute.id)?.rationale.as_str())
    });
    let BeforeAfter { before, after } = weight;
    let (was, is) = apart(before.unwrap_or_default(), after.unwrap_or_default());
    Attribution {
        sentence: format!(
            "{} adds {is} instead of {was} to the weight of {}",
            option.id, attribute.name
        ),
        answer: Some(option.id.clone()),
        criterion: Some(attribute.id.clone()),
        before,
        after,
        behind: UnderlyingChange::reason(reason.before, reason.after).into_iter().collect(),
        ..Attribution::default()
    }
}

/// Two different numbers with as many decimals as show the difference, two at least.
fn apart(before: f64, after: f64) -> (String, String) {
    let shown = (2..17).map(|digits| (format!("{before:.digits$}"), format!("{after:.digits$}")));
    let mut all = shown.filter(|(before, after)| before != after);
    all.next().unwrap_or_else(|| (before.to_string(), after.to_string()))
}
