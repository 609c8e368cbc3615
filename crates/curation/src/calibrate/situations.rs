//! What the weights are fitted to: statements in a form in which every score is linear in the weights.

use framewise_model::context::Context;
use framewise_model::decision::weights::unnormalised;
use framewise_model::decision::{Request, constraints};
use framewise_model::knowledge::Knowledge;
use framewise_model::text::Lexicon;

use super::parameters::Parameter;
use crate::evaluate::agreement::understood;
use crate::evaluate::items::Selected;

/// A statement in one of its forms: with its answers, or with those that are understood of its text.
///
/// A framework scores `(Σ_p w_p · ratings_p + constant) / (Σ_p w_p + constant_weight)`, with the sums over the
/// parameters that count in the situation.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Situation {
    /// The site that the statement stands on.
    pub site: String,
    /// How much it counts.
    pub weight: f64,
    /// Indices of the parameters that count.
    pub parameters: Vec<usize>,
    /// Each framework that takes part.
    pub frameworks: Vec<Candidate>,
    /// What the context of a text adds to the sum of the weights, such as a known framework.
    pub constant_weight: f64,
}

/// A framework that takes part.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    /// Its ratings, in the order of [`Situation::parameters`].
    pub ratings: Vec<f64>,
    /// Whether the statement recommends it.
    pub is_chosen: bool,
    /// What the context of a text adds to its sum.
    pub constant: f64,
}

/// The site of a statement; one that names none stands for itself.
pub(super) fn site(item: &Selected) -> &str {
    if item.item.domain.is_empty() { &item.item.id } else { &item.item.domain }
}

/// Both forms of all statements. The weights then suit what callers write, with its gaps, as well as what they choose.
/// Each statement comes with how much it counts.
pub(super) fn situations(
    knowledge: &Knowledge,
    parameters: &[Parameter],
    lexicon: &Lexicon,
    items: &[(&Selected, f64)],
) -> Vec<Situation> {
    let mut found = Vec::new();
    for (item, weight) in items {
        let weight = *weight;
        let prepare = |request: &Request, context: &Context| {
            situation(knowledge, parameters, item, weight, request, context)
        };
        let mut answered = prepare(&item.request(item.answers.clone()), &Context::default());
        if let Ok((request, context)) = understood(knowledge, lexicon, item) {
            let written = prepare(&request, &context);
            if written == answered {
                answered.weight += weight;
            } else {
                found.push(written);
            }
        }
        found.push(answered);
    }
    found.retain(Situation::is_informative);
    found
}

fn situation(
    knowledge: &Knowledge,
    parameters: &[Parameter],
    item: &Selected,
    weight: f64,
    request: &Request,
    context: &Context,
) -> Situation {
    let applied = context.apply(knowledge);
    let mut added = unnormalised(&applied, &request.answers, &request.priorities);
    let alone = unnormalised(knowledge, &request.answers, &request.priorities);
    for (added, alone) in added.iter_mut().zip(alone) {
        *added -= alone;
    }
    let compared = request.candidates.clone().unwrap_or_default();
    let (taking_part, _) =
        constraints::split(&applied, &compared, &request.must_have, &request.environment);
    let counts = |index: &usize| {
        parameters[*index].option.is_none_or(|option| request.answers.options().contains(&option))
    };
    let counting: Vec<usize> = (0..parameters.len()).filter(counts).collect();
    let candidate = |framework: usize| {
        let ratings = &applied.frameworks[framework].ratings;
        let value = |attribute: usize| ratings[attribute].value.get();
        Candidate {
            ratings: counting.iter().map(|index| value(parameters[*index].attribute)).collect(),
            is_chosen: item.agrees_with(framework),
            constant: added.iter().enumerate().map(|(index, added)| added * value(index)).sum(),
        }
    };
    Situation {
        site: site(item).to_owned(),
        weight,
        frameworks: taking_part.into_iter().map(candidate).collect(),
        constant_weight: added.iter().sum(),
        parameters: counting,
    }
}

impl Situation {
    /// Whether the weights decide if the choice comes first.
    fn is_informative(&self) -> bool {
        let chosen = self.frameworks.iter().filter(|candidate| candidate.is_chosen).count();
        0 < chosen && chosen < self.frameworks.len()
    }
}
