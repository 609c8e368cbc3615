//! Which question is worth asking next: how many bits its answer is expected to give about who comes
//! first.
//!
//! The expected information of an experiment (Lindley, *On a Measure of the Information Provided by an
//! Experiment*, Annals of Mathematical Statistics 27, 1956). Let `p_o` be the first-rank
//! acceptabilities after the answer `o` and `l_o` the likelihood of that answer, which is data of the
//! knowledge. Before the question is put, the acceptabilities are `p̄ = Σ_o l_o · p_o`, and its gain is
//! what the answer is expected to take from their entropy (Shannon 1948):
//!
//! ```text
//! gain = H(p̄) − Σ_o l_o · H(p_o),   H(p) = −Σ_a p_a · log₂ p_a
//! ```
//!
//! The entropy is that of `p̄` and not that of the acceptabilities without any answer, because leaving a
//! question out is an answer of its own: it says that nothing is to be added. A question that replaces
//! one safe winner by either of two others, each just as safe, would otherwise gain nothing, and is
//! worth one bit. The gain is never negative (the entropy is concave), and at most the entropy of the
//! likelihoods.
//!
//! Not everybody knows every answer. A gain counts by the share of askers who are expected to know it,
//! which is data of the knowledge, too: a question that is skipped gives no information.
//!
//! For a question that takes several options, each option is a question of its own, whose answer is yes
//! with its likelihood, and the gain is the sum of theirs. Options that are chosen independently of one
//! another give at least that much together: `I(F₁ … Fₙ; X) = Σ I(Fᵢ; X | F₁ … Fᵢ₋₁) ≥ Σ I(Fᵢ; X)`. It
//! is cut off where no more information exists, at the logarithm of the number of frameworks.

use std::ops::Range;

use super::acceptability::sampling_model::Model;
use super::acceptability::weight_additions::{Addition, Wins};
use super::acceptability::{self, Sampling, Spread};
use crate::decision::{Request, weights};
use crate::knowledge::Knowledge;

/// Draws that a gain is computed from, a multiple of 16: the first of those of an acceptability. All
/// answers meet the same draws, so that fewer are enough to compare them.
pub const DRAWS: usize = 1_024;
/// Draws after which [`best_question`] looks only at the contenders, a multiple of 16.
const FIRST_DRAWS: usize = DRAWS / 8;
/// A question is a contender from this share of the best gain on …
const CONTENDING: f64 = 0.6;
/// … less so many bits: a few draws decide between small gains.
const MARGIN: f64 = 0.01;

/// The information that the answer to a question is expected to give.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExpectedGain {
    /// Index of the question.
    pub question: usize,
    /// In bits, in [0, log₂ of the number of frameworks].
    pub gain: f64,
}

/// The open questions, those that say most about who of `frameworks` comes first before the others;
/// equal ones in the order in which they are asked. `frameworks` are those that take part in the
/// request.
///
/// # Panics
/// With more than 255 frameworks.
#[must_use]
pub fn next_questions(
    knowledge: &Knowledge,
    request: &Request,
    frameworks: &[usize],
    spread: Spread,
) -> Vec<ExpectedGain> {
    let open = request.answers.open_questions(knowledge);
    gains(knowledge, request, &open, frameworks, Sampling { spread, draws: DRAWS })
}

/// The same of some of the open questions only, which takes less time. What one says does not depend
/// on which others are looked at. The number of draws is rounded up to a multiple of 16.
///
/// # Panics
/// With more than 255 frameworks.
#[must_use]
pub fn gains(
    knowledge: &Knowledge,
    request: &Request,
    questions: &[usize],
    frameworks: &[usize],
    sampling: Sampling,
) -> Vec<ExpectedGain> {
    let options = options_of(knowledge, questions);
    let draws = 0..sampling.draws();
    let wins = wins(knowledge, request, &options, frameworks, sampling.spread, draws);
    expected_gains(knowledge, questions, &options, &wins)
}

/// The first of [`gains`] with [`DRAWS`] draws; `None` without questions. Questions that say far less than the best one
/// in the first eighth of the draws are not looked at any further, which nearly halves the time. `docs/dev/performance.md`
/// says how often another question would be the first.
///
/// # Panics
/// With more than 255 frameworks.
#[must_use]
pub fn best_question(
    knowledge: &Knowledge,
    request: &Request,
    questions: &[usize],
    frameworks: &[usize],
    spread: Spread,
) -> Option<ExpectedGain> {
    let count =
        |options: &[usize], draws| wins(knowledge, request, options, frameworks, spread, draws);
    if questions.is_empty() {
        return None;
    }
    let options = options_of(knowledge, questions);
    let first = count(&options, 0..FIRST_DRAWS);
    let gains = expected_gains(knowledge, questions, &options, &first);
    let enough = CONTENDING * gains.first()?.gain - MARGIN;
    let contenders = gains.iter().filter(|found| found.gain >= enough);
    let mut questions: Vec<usize> = contenders.map(|found| found.question).collect();
    questions.sort_unstable();
    let (options, after): (Vec<usize>, Vec<Vec<u32>>) = options
        .into_iter()
        .zip(first.after)
        .filter(|(option, _)| questions.contains(&knowledge.options[*option].question))
        .unzip();
    let mut wins = count(&options, FIRST_DRAWS..DRAWS);
    wins.add(&Wins { present: first.present, after });
    expected_gains(knowledge, &questions, &options, &wins).first().copied()
}

/// The options of these questions, ascending.
fn options_of(knowledge: &Knowledge, questions: &[usize]) -> Vec<usize> {
    (0..knowledge.options.len())
        .filter(|option| questions.contains(&knowledge.options[*option].question))
        .collect()
}

/// How often each of `frameworks` comes first, as it is and after each of `options`.
fn wins(
    knowledge: &Knowledge,
    request: &Request,
    options: &[usize],
    frameworks: &[usize],
    spread: Spread,
    draws: Range<usize>,
) -> Wins {
    let stated = weights::unnormalised(knowledge, &request.answers, &request.priorities);
    let added = additions(knowledge, request, &stated, options, spread);
    let mut used = vec![0.0; knowledge.attributes.len()];
    for (attribute, _) in added.iter().flatten() {
        used[*attribute] = 1.0;
    }
    let model = |weights| Model::of(knowledge, weights, frameworks, spread);
    acceptability::weight_additions::wins(&model(&stated), &model(&used), &added, draws)
}

/// The gains of `questions`, the largest first. `wins` has those after each of `options`, which are all options of
/// these questions.
fn expected_gains(
    knowledge: &Knowledge,
    questions: &[usize],
    options: &[usize],
    wins: &Wins,
) -> Vec<ExpectedGain> {
    let present = Shares::of(&wins.present);
    // Where nothing is known, each of them comes first alike.
    let most = Shares::of(&vec![1; wins.present.len()]).entropy;
    let mut gains: Vec<ExpectedGain> = questions
        .iter()
        .map(|&question| {
            let answers: Vec<(f64, Shares)> = options
                .iter()
                .zip(&wins.after)
                .filter(|(option, _)| knowledge.options[**option].question == question)
                .map(|(option, counts)| {
                    (knowledge.options[*option].likelihood.get(), Shares::of(counts))
                })
                .collect();
            let gain = if knowledge.questions[question].multiple {
                let alone = |(likelihood, shares): &(f64, Shares)| {
                    information(&[(*likelihood, shares), (1.0 - likelihood, &present)])
                };
                answers.iter().map(alone).sum::<f64>().min(most)
            } else {
                let answers: Vec<(f64, &Shares)> =
                    answers.iter().map(|(likelihood, shares)| (*likelihood, shares)).collect();
                information(&answers)
            };
            ExpectedGain { question, gain: knowledge.questions[question].answered * gain }
        })
        .collect();
    gains.sort_by(|a, b| b.gain.total_cmp(&a.gain));
    gains
}

/// What each of `options` would add to the weights.
fn additions(
    knowledge: &Knowledge,
    request: &Request,
    weights: &[f64],
    options: &[usize],
    spread: Spread,
) -> Vec<Addition> {
    // Uniform weights ask only whether an attribute counts; adding to one that does changes nothing.
    let stated = |weight: f64| match spread {
        Spread::LogNormal(_) => weight,
        Spread::Uniform => f64::from(weight > 0.0),
    };
    let added = |attribute: usize, effect: f64| {
        let priority = request.priorities.get(&attribute).map_or(1.0, |priority| priority.get());
        (attribute, stated(weights[attribute] + priority * effect) - stated(weights[attribute]))
    };
    options
        .iter()
        .map(|option| {
            let effects = &knowledge.options[*option].effects;
            effects.iter().map(|(attribute, effect)| added(*attribute, effect.get())).collect()
        })
        .collect()
}

/// First-rank acceptabilities with their entropy.
struct Shares {
    shares: Vec<f64>,
    /// In bits.
    entropy: f64,
}

impl Shares {
    fn of(counts: &[u32]) -> Self {
        let total: u32 = counts.iter().sum();
        Self::new(counts.iter().map(|count| f64::from(*count) / f64::from(total.max(1))).collect())
    }

    fn new(shares: Vec<f64>) -> Self {
        let bits = |share: &f64| share * libm::log2(1.0 / share);
        // `+ 0.0` turns −0, the sum of nothing, into 0.
        let entropy = shares.iter().filter(|share| **share > 0.0).map(bits).sum::<f64>() + 0.0;
        Self { shares, entropy }
    }
}

/// `H(Σ_o l_o · p_o) − Σ_o l_o · H(p_o)` in bits.
fn information(answers: &[(f64, &Shares)]) -> f64 {
    let mut mixed = vec![0.0; answers.first().map_or(0, |(_, shares)| shares.shares.len())];
    for (likelihood, shares) in answers {
        for (mixed, share) in mixed.iter_mut().zip(&shares.shares) {
            *mixed += likelihood * share;
        }
    }
    let after: f64 = answers.iter().map(|(likelihood, shares)| likelihood * shares.entropy).sum();
    let gain = Shares::new(mixed).entropy - after;
    // Rounding can leave a trace of what is 0, on either side.
    if gain < 1e-12 { 0.0 } else { gain }
}
