//! What a ranking comes to, in at most three sentences: the choice and its main reason, the closest alternative and
//! when it would be better, and how sure the choice is.

use super::explain::gap;
use super::field::rating;
use super::reasons::Field;
use super::{Place, Request};
use crate::english::{joined, lower_first};
use crate::knowledge::Knowledge;

/// How sure a choice is, and what is open.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Certainty {
    /// Share of the draws in which the first framework comes first; `None` if it was not computed.
    pub confidence: Option<f64>,
    /// Whether the draws ignored the answers and took every weighting as equally likely.
    pub blind: bool,
    /// Whether it is proved that no answer to the open questions, of which there are some, changes the first place.
    pub settled: bool,
}

/// How sure a choice is, from a share of the draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confidence {
    /// Nearly all draws.
    Very,
    /// Most draws.
    Fairly,
    /// More than half of the draws.
    Moderately,
    /// The first two frameworks are close, and either is defensible.
    Close,
}

/// The level of confidence for a share of the draws in which the first framework comes first.
#[must_use]
pub fn confidence_level(share: f64) -> Confidence {
    match share {
        share if share >= 0.9 => Confidence::Very,
        share if share >= 0.75 => Confidence::Fairly,
        share if share >= 0.6 => Confidence::Moderately,
        _ => Confidence::Close,
    }
}

/// The summary of the decision of a field.
#[must_use]
pub fn summary(request: &Request, field: &Field<'_, '_>, certainty: Certainty) -> String {
    let knowledge = field.knowledge;
    let ranking = &field.decision.ranking;
    let name = |place: &Place| knowledge.frameworks[place.framework].record.name.as_str();
    let empty = request.answers.is_empty();
    let mut text = match ranking.as_slice() {
        [] => return "No framework has everything that must be there.".to_owned(),
        [only] => format!("Only {} is left to choose from.", name(only)),
        [first, ..] if first.tied => {
            let tied = ranking.iter().filter(|place| place.rank == 1);
            let names: Vec<String> = tied.map(|place| name(place).to_owned()).collect();
            format!("{} score the same; each of them is defensible.", joined(&names))
        }
        [first, ..] => choice(field, first, empty),
    };
    if empty && (ranking.len() == 1 || ranking[0].tied) {
        text.push_str(" No question was answered: take this as a starting point, not as advice.");
    }
    if let [first, second, ..] = ranking.as_slice()
        && !first.tied
    {
        text.push(' ');
        text.push_str(&alternative(field, first.framework, second.framework));
        if let Some(share) = certainty.confidence {
            text.push(' ');
            text.push_str(&confidence(share, certainty, name(first), name(second)));
        }
    }
    text
}

/// The first framework and why.
fn choice(field: &Field<'_, '_>, first: &Place, empty: bool) -> String {
    let name = &field.knowledge.frameworks[first.framework].record.name;
    if let Some(because) = by_context(field, first.framework) {
        return format!("{name} fits best: {because}.");
    }
    match field.main_reason(first.framework) {
        Some(reason) => {
            format!("{name} fits best: you {}, and it {}.", reason.said, reason.follows)
        }
        None if empty => format!(
            "No question was answered, so {name} comes first on general qualities alone: take it as a starting point, not as advice."
        ),
        None => format!(
            "{name} fits best on the whole, although it stands out in nothing that you said."
        ),
    }
}

/// Why the context decides: the lead over the second framework is largest on a criterion of the context, on which the
/// first has the best rating.
fn by_context<'k>(field: &Field<'k, '_>, first: usize) -> Option<&'k str> {
    let knowledge = field.knowledge;
    let second = field.decision.ranking.get(1)?.framework;
    let largest = *gap(knowledge, &field.decision.weights, first, second).first()?;
    let context = &knowledge.context;
    let criterion = [&context.team_knows, &context.migrating_from]
        .into_iter()
        .find(|found| found.attribute.id == knowledge.attributes[largest.attribute].id)?;
    let leads = largest.points > 0.0 && rating(knowledge, first, largest.attribute) >= 1.0;
    leads.then_some(criterion.because.as_str())
}

/// The main reason for a place in one sentence: for the first framework what speaks for it, for the others where they
/// are behind it most of all.
#[must_use]
pub fn place(field: &Field<'_, '_>, first: usize, framework: usize) -> String {
    let knowledge = field.knowledge;
    if framework == first {
        return match field.main_reason(framework) {
            Some(reason) => format!("You {}, and it {}.", reason.said, reason.follows),
            None => "The best on the whole.".to_owned(),
        };
    }
    let gaps = gap(knowledge, &field.decision.weights, first, framework);
    match gaps.iter().find(|gap| gap.points > 0.0) {
        Some(gap) => {
            let name = &knowledge.attributes[gap.attribute].name;
            format!("Behind most of all on {}.", lower_first(name))
        }
        None => "As good as the first on everything that counts.".to_owned(),
    }
}

/// The second framework, and what would have to count more for it to be better.
fn alternative(field: &Field<'_, '_>, first: usize, second: usize) -> String {
    let Field { knowledge, decision, .. } = field;
    let name = &knowledge.frameworks[second].record.name;
    let better = gap(knowledge, &decision.weights, first, second)
        .into_iter()
        .filter(|gap| gap.points < 0.0)
        .find_map(|gap| condition(knowledge, gap.attribute));
    match better {
        Some(condition) => {
            format!("The closest alternative is {name}, which is better {condition}.")
        }
        None => format!(
            "The closest alternative is {name}, which is better at nothing that counts here."
        ),
    }
}

fn condition(knowledge: &Knowledge, attribute: usize) -> Option<String> {
    if let Some(criterion) = knowledge.criteria.get(attribute) {
        let phrases = criterion.phrases.as_ref()?;
        return Some(format!("if {} more", phrases.matters));
    }
    let id = knowledge.attributes[attribute].capability.as_ref()?;
    let capability = knowledge.capabilities.iter().find(|capability| capability.id == *id)?;
    Some(format!("for {}", lower_first(&capability.name)))
}

/// How sure the first place is, in words.
fn confidence(share: f64, certainty: Certainty, first: &str, second: &str) -> String {
    let readings = if certainty.blind {
        "weightings drawn blindly"
    } else {
        "plausible readings of your priorities"
    };
    let level = confidence_level(share);
    let words = match level {
        Confidence::Very => "This is very sure: the choice stays the same in nearly all",
        Confidence::Fairly => "This is fairly sure: the choice stays the same in most",
        Confidence::Moderately => "This is moderately sure: another framework comes first in some",
        Confidence::Close => "",
    };
    let mut text = if level == Confidence::Close {
        format!("{first} and {second} are close; either is defensible")
    } else {
        format!("{words} {readings}")
    };
    if certainty.settled {
        text.push_str(", and no answer to the open questions can change ");
        text.push_str(if level == Confidence::Close { "their order" } else { "it" });
    }
    text.push('.');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_level_of_confidence_has_its_words() {
        for (share, words) in [
            (1.0, "This is very sure: "),
            (0.9, "This is very sure: "),
            (0.899, "This is fairly sure: "),
            (0.75, "This is fairly sure: "),
            (0.6, "This is moderately sure: "),
            (0.599, "Flask and Quart are close; either is defensible."),
            (0.0, "Flask and Quart are close; either is defensible."),
        ] {
            let sentence = confidence(share, Certainty::default(), "Flask", "Quart");
            assert!(sentence.starts_with(words), "{share}: {sentence}");
        }
    }

    #[test]
    fn a_proof_is_mentioned() {
        let certainty = Certainty { settled: true, ..Certainty::default() };
        let sentence = confidence(0.95, certainty, "Flask", "Quart");
        assert!(sentence.ends_with(", and no answer to the open questions can change it."));
    }
}
