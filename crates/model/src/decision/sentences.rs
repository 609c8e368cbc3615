//! Why a framework stands where it stands, in sentences.
//!
//! A strength is an attribute on which the framework is good and better than those it is compared with; a
//! caution is one on which it is bad or clearly worse. Both are ordered by what they mean for this
//! request: weight times distance. The sentence that gives the reason is the best claim about the
//! criterion; features are summed up in one sentence each way.

use std::fmt::Write as _;

use super::figures::{Hundredths, Lead, Percent, lower_first, plural};
use super::rank::Place;
use super::{Request, Weights};
use crate::knowledge::Knowledge;
use crate::knowledge::format::{CapabilitySupport, Support};

/// A rating from which on something is called strong.
const STRONG: f64 = 0.6;
/// A rating up to which something is called weak.
const WEAK: f64 = 0.4;
/// The distance to the others from which on it is worth a sentence.
const NOTICEABLE: f64 = 0.05;
/// How far behind the best of those compared something is called weak although it is not bad.
const FAR_BEHIND: f64 = 0.2;
/// The number of sentences about criteria, each way.
const MAX_SENTENCES: usize = 3;
/// What the features together are called where a criterion is expected.
pub const FEATURE_FIT: &str = "feature_fit";

/// A sentence with what it is about and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence<'k> {
    /// The sentence.
    pub text: String,
    /// Id of the criterion, or `feature_fit`.
    pub criterion: &'k str,
    /// Ids of the claims.
    pub claims: Vec<&'k str>,
}

/// What all frameworks of a ranking have in common, worked out once for all their sentences.
pub struct Field<'k> {
    knowledge: &'k Knowledge,
    /// By attribute: mean and best rating of those compared.
    reference: Vec<(f64, f64)>,
    /// Columns of the features asked for.
    features: Vec<usize>,
}

impl<'k> Field<'k> {
    /// The field of a ranking.
    #[must_use]
    pub fn new(knowledge: &'k Knowledge, request: &Request, ranking: &[Place]) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "there are only tens of frameworks")]
        let count = ranking.len().max(1) as f64;
        let reference = (0..knowledge.attributes.len())
            .map(|attribute| {
                let ratings = ranking.iter().map(|place| {
                    knowledge.frameworks[place.framework].ratings[attribute].value.get()
                });
                let (sum, best) = ratings
                    .fold((0.0, 0.0_f64), |(sum, best), rating| (sum + rating, best.max(rating)));
                (sum / count, best)
            })
            .collect();
        Self { knowledge, reference, features: request.answers.features(knowledge).collect() }
    }

    /// What speaks for a framework, the most important first.
    #[must_use]
    pub fn strengths(&self, weights: &Weights, framework: usize) -> Vec<Sentence<'k>> {
        let lone = self.is_alone(framework);
        self.select(weights, framework, |rating, mean, _| {
            let lead = if lone { rating - STRONG } else { rating - mean };
            (rating >= STRONG && lead >= NOTICEABLE).then_some(lead)
        })
        .into_iter()
        .map(|attribute| self.sentence(weights, framework, attribute, true))
        .chain(self.provided(framework))
        .collect()
    }

    /// What speaks against a framework, the most important first.
    #[must_use]
    pub fn cautions(&self, weights: &Weights, framework: usize) -> Vec<Sentence<'k>> {
        self.select(weights, framework, |rating, mean, best| {
            let lag = mean.max(STRONG) - rating;
            let weak = rating <= WEAK || best - rating >= FAR_BEHIND;
            (weak && lag >= NOTICEABLE).then_some(lag)
        })
        .into_iter()
        .map(|attribute| self.sentence(weights, framework, attribute, false))
        .chain(self.lacking(framework))
        .collect()
    }

    /// Whether all means are the framework's own ratings: it is compared with no other, or with none
    /// that differs. Then good ratings are strengths by themselves.
    fn is_alone(&self, framework: usize) -> bool {
        let ratings = &self.knowledge.frameworks[framework].ratings;
        self.reference
            .iter()
            .zip(ratings)
            .all(|((mean, _), rating)| (mean - rating.value.get()).abs() < f64::EPSILON)
    }

    /// The criteria for which `distance` (of rating, mean and best) gives one, by weight × distance.
    fn select(
        &self,
        weights: &Weights,
        framework: usize,
        distance: impl Fn(f64, f64, f64) -> Option<f64>,
    ) -> Vec<usize> {
        let ratings = &self.knowledge.frameworks[framework].ratings;
        let mut found: Vec<(f64, usize)> = (0..self.knowledge.criteria.len())
            .filter(|attribute| weights.get(*attribute) > 0.0)
            .filter_map(|attribute| {
                let (mean, best) = self.reference[attribute];
                let distance = distance(ratings[attribute].value.get(), mean, best)?;
                Some((weights.get(attribute) * distance, attribute))
            })
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found.truncate(MAX_SENTENCES);
        found.into_iter().map(|(_, attribute)| attribute).collect()
    }

    /// "Security (12 % of the weight, rated 0.85): …" with its key claim.
    fn sentence(
        &self,
        weights: &Weights,
        framework: usize,
        attribute: usize,
        speaks_for: bool,
    ) -> Sentence<'k> {
        let knowledge = self.knowledge;
        let framework = &knowledge.frameworks[framework];
        let criterion = &knowledge.criteria[attribute];
        let key_claims = &framework.key_claims[attribute];
        let claim = if speaks_for { key_claims.advantage } else { key_claims.disadvantage };
        let claim = claim.map(|index| &framework.record.claims[index]);
        let reason = claim.map_or("", |claim| claim.text.as_str());
        let mut text = String::with_capacity(criterion.name.len() + reason.len() + 48);
        text.push_str(&criterion.name);
        let rating = framework.ratings[attribute].value.get();
        let _ = write!(
            text,
            " ({} of the weight, rated {})",
            Percent(weights.get(attribute)),
            Hundredths(rating)
        );
        text.push_str(if claim.is_some() { ": " } else { "." });
        text.push_str(reason);
        Sentence {
            text,
            criterion: &criterion.id,
            claims: claim.map(|claim| claim.id.as_str()).into_iter().collect(),
        }
    }

    /// One sentence on the features asked for that the framework or its project brings along.
    fn provided(&self, framework: usize) -> Option<Sentence<'k>> {
        let items = self.features_where(framework, |support| {
            support.support >= Support::OfficialExtension && !support.partial
        });
        self.features_sentence("Brings along", &items)
    }

    /// One sentence on the features asked for that it does not bring along, or only in part.
    fn lacking(&self, framework: usize) -> Option<Sentence<'k>> {
        let items = self.features_where(framework, |support| {
            support.support < Support::OfficialExtension || support.partial
        });
        self.features_sentence("Does not fully bring along", &items)
    }

    /// "ORM (django.db.models)" for every feature asked for whose support fits.
    fn features_where(
        &self,
        framework: usize,
        fits: impl Fn(&CapabilitySupport) -> bool,
    ) -> Vec<String> {
        let framework = &self.knowledge.frameworks[framework];
        let record = &framework.record;
        self.features
            .iter()
            .filter_map(|&attribute| {
                let attribute = &self.knowledge.attributes[attribute];
                let support = record.capabilities.get(attribute.capability.as_ref()?)?;
                fits(support).then(|| {
                    let name = lower_first(&attribute.name);
                    let companion = support.companion.as_ref().and_then(|id| {
                        framework.companions.iter().find(|companion| companion.id == *id)
                    });
                    if let Some(companion) = companion {
                        return format!("{name} (with {})", companion.name);
                    }
                    match (&support.via, support.support) {
                        (_, Support::None) => format!("{name} (nothing)"),
                        (Some(via), Support::ThirdParty) => format!("{name} (by others: {via})"),
                        (Some(via), _) if support.partial => format!("{name} (in part: {via})"),
                        (Some(via), _) => format!("{name} ({via})"),
                        (None, _) => name,
                    }
                })
            })
            .collect()
    }

    fn features_sentence(&self, verb: &str, items: &[String]) -> Option<Sentence<'k>> {
        if items.is_empty() {
            return None;
        }
        let text = format!(
            "{verb} {} of the {} asked for: {}.",
            items.len(),
            plural(self.features.len(), "feature"),
            items.join("; "),
        );
        Some(Sentence { text, criterion: FEATURE_FIT, claims: Vec::new() })
    }
}

/// What the ranking comes to, in one to three sentences.
#[must_use]
pub fn summary(
    knowledge: &Knowledge,
    request: &Request,
    weights: &Weights,
    ranking: &[Place],
) -> String {
    let name = |place: &Place| knowledge.frameworks[place.framework].record.name.as_str();
    let mut text = match ranking {
        [] => "No framework has everything that must be there.".to_owned(),
        [only] => format!("Only {} is left to choose from.", name(only)),
        [first, ..] if first.tied => {
            let names: Vec<&str> =
                ranking.iter().filter(|place| place.rank == 1).map(name).collect();
            format!("{} score the same.", names.join(" and "))
        }
        [first, second, ..] => format!(
            "{} leads {} by {}{}.",
            name(first),
            name(second),
            Lead(first.score - second.score),
            decisive(knowledge, weights, first.framework, second.framework),
        ),
    };
    if request.answers.is_empty() {
        text.push_str(
            " No question was answered, so only the base weights speak: take it as a starting point, not as advice.",
        );
    }
    text
}

/// The one or two attributes that make most of the lead.
fn decisive(knowledge: &Knowledge, weights: &Weights, first: usize, second: usize) -> String {
    let names: Vec<String> = super::explain::gap(knowledge, weights, first, second)
        .iter()
        .filter(|gap| gap.points > 0.0)
        .take(2)
        .map(|gap| lower_first(&knowledge.attributes[gap.attribute].name))
        .collect();
    if names.is_empty() {
        String::new()
    } else {
        format!(", most of all on {}", names.join(" and "))
    }
}
