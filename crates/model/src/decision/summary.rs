//! What a ranking comes to, in at most three sentences: the choice and its main reason, the closest alternative and
//! when it would be better, and how sure the choice is.

use super::contributions::gap;
use super::reasons::{Comparison, MainReason};
use super::rivals::rating;
use super::{Place, Request};
use crate::knowledge::Knowledge;
use crate::sentences::{Sentence, Sentences};

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
pub fn summary(request: &Request, comparison: &Comparison<'_, '_>, certainty: Certainty) -> String {
    let knowledge = comparison.knowledge;
    let ranking = &comparison.decision.ranking;
    let name = |place: &Place| knowledge.frameworks[place.framework].record.name.as_str();
    let empty = request.answers.is_empty();
    let sentences = knowledge.sentences;
    let mut text = match ranking.as_slice() {
        [] => return sentences.say(&Sentence::NoneLeft {}),
        [only] => sentences.say(&Sentence::OneLeft { name: name(only) }),
        [first, ..] if first.tied => {
            let tied = ranking.iter().filter(|place| place.rank == 1);
            let names: Vec<String> = tied.map(|place| name(place).to_owned()).collect();
            sentences.say(&Sentence::Tied { names: &sentences.joined(&names) })
        }
        [first, ..] => choice(comparison, first, empty),
    };
    if empty && (ranking.len() == 1 || ranking[0].tied) {
        text.push(' ');
        text.push_str(&sentences.say(&Sentence::StartingPoint {}));
    }
    if let [first, second, ..] = ranking.as_slice()
        && !first.tied
    {
        text.push(' ');
        text.push_str(&alternative(comparison, first.framework, second.framework));
        if let Some(share) = certainty.confidence {
            text.push(' ');
            text.push_str(&confidence(sentences, share, certainty, name(first), name(second)));
        }
    }
    text
}

/// The first framework and why.
fn choice(comparison: &Comparison<'_, '_>, first: &Place, empty: bool) -> String {
    let name = &comparison.knowledge.frameworks[first.framework].record.name;
    let sentences = comparison.knowledge.sentences;
    if let Some(because) = by_context(comparison, first.framework) {
        return sentences.say(&Sentence::FitsBecause { name, because });
    }
    sentences.say(&match &comparison.main_reason(first.framework) {
        Some(MainReason { said, follows }) => Sentence::Fits { name, said, follows },
        None if empty => Sentence::FirstInGeneral { name },
        None => Sentence::FitsOnTheWhole { name },
    })
}

/// Why the context decides: the lead over the second framework is largest on a criterion of the context, on which the
/// first has the best rating.
fn by_context<'k>(comparison: &Comparison<'k, '_>, first: usize) -> Option<&'k str> {
    let knowledge = comparison.knowledge;
    let second = comparison.decision.ranking.get(1)?.framework;
    let largest = *gap(knowledge, &comparison.decision.weights, first, second).first()?;
    let context = &knowledge.context;
    let criterion = [&context.team_knows, &context.migrating_from]
        .into_iter()
        .find(|found| found.attribute.id == knowledge.attributes[largest.attribute].id)?;
    let leads = largest.points > 0.0 && rating(knowledge, first, largest.attribute) >= 1.0;
    leads.then_some(criterion.because.as_str())
}

/// The second framework, and what would have to count more for it to be better.
fn alternative(comparison: &Comparison<'_, '_>, first: usize, second: usize) -> String {
    let Comparison { knowledge, decision, .. } = comparison;
    let name = &knowledge.frameworks[second].record.name;
    let sentences = knowledge.sentences;
    let better = gap(knowledge, &decision.weights, first, second)
        .into_iter()
        .filter(|gap| gap.points < 0.0)
        .find_map(|gap| better_if(knowledge, name, gap.attribute));
    better.unwrap_or_else(|| sentences.say(&Sentence::AlternativeWorse { name }))
}

/// That a framework would be better if an attribute counted more; `None` if there are no words for the attribute.
fn better_if(knowledge: &Knowledge, name: &str, attribute: usize) -> Option<String> {
    let sentences = knowledge.sentences;
    if let Some(criterion) = knowledge.criteria.get(attribute) {
        let matters = &criterion.phrases.as_ref()?.matters;
        return Some(sentences.say(&Sentence::AlternativeIf { name, matters }));
    }
    let id = knowledge.attributes[attribute].capability.as_ref()?;
    let capability = knowledge.capabilities.iter().find(|capability| capability.id == *id)?;
    let feature = &sentences.lower_first(&capability.name);
    Some(sentences.say(&Sentence::AlternativeFor { name, feature }))
}

/// How sure the first place is, in words.
fn confidence(
    sentences: &dyn Sentences,
    share: f64,
    certainty: Certainty,
    first: &str,
    second: &str,
) -> String {
    let level = confidence_level(share);
    let readings = &sentences.say(&if certainty.blind {
        Sentence::BlindWeights {}
    } else {
        Sentence::Readings {}
    });
    let settled = &match (certainty.settled, level) {
        (false, _) => String::new(),
        (true, Confidence::Close) => sentences.say(&Sentence::SettledOrder {}),
        (true, _) => sentences.say(&Sentence::SettledChoice {}),
    };
    sentences.say(&match level {
        Confidence::Very => Sentence::VerySure { readings, settled },
        Confidence::Fairly => Sentence::FairlySure { readings, settled },
        Confidence::Moderately => Sentence::ModeratelySure { readings, settled },
        Confidence::Close => Sentence::Close { first, second, settled },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentences::English;

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
            let sentence = confidence(&English, share, Certainty::default(), "Flask", "Quart");
            assert!(sentence.starts_with(words), "{share}: {sentence}");
        }
    }

    #[test]
    fn a_proof_is_mentioned() {
        let certainty = Certainty { settled: true, ..Certainty::default() };
        let sentence = confidence(&English, 0.95, certainty, "Flask", "Quart");
        assert!(sentence.ends_with(", and no answer to the open questions can change it."));
    }
}
