//! The frameworks of a ranking, and how one of them compares with the others.

use super::features::{Feature, Wanted};
use super::weight_origin::WeightOrigins;
use super::{Decision, Request};
use crate::knowledge::Knowledge;
use crate::knowledge::format::CapabilitySupport;

/// The distance from which on another framework is named as the better or the worse one.
const CLEAR: f64 = 0.15;
/// The number of frameworks that a framework is compared with.
const RIVALS: usize = 3;

/// What all frameworks of a ranking have in common, computed once for all their reasons.
pub struct Comparison<'k, 'r> {
    pub(super) knowledge: &'k Knowledge,
    pub(super) decision: &'r Decision,
    pub(super) origins: WeightOrigins<'k, 'r>,
    /// By attribute: mean and best rating of those compared.
    pub(super) reference: Vec<(f64, f64)>,
    /// The features that were asked for or are required.
    pub(super) features: Vec<Wanted<'k>>,
    /// By framework, empty where it does not take part: the support of each of the features.
    supports: Vec<Vec<Option<&'k CapabilitySupport>>>,
}

impl<'k, 'r> Comparison<'k, 'r> {
    /// The field of a decision.
    #[must_use]
    pub fn new(knowledge: &'k Knowledge, request: &'r Request, decision: &'r Decision) -> Self {
        let ranking = &decision.ranking;
        #[expect(clippy::cast_precision_loss, reason = "there are only tens of frameworks")]
        let count = ranking.len().max(1) as f64;
        let reference = (0..knowledge.attributes.len())
            .map(|attribute| {
                let ratings =
                    ranking.iter().map(|place| rating(knowledge, place.framework, attribute));
                let (sum, best) = ratings
                    .fold((0.0, 0.0_f64), |(sum, best), rating| (sum + rating, best.max(rating)));
                (sum / count, best)
            })
            .collect();
        let mut wanted: Vec<usize> = request.answers.features(knowledge).collect();
        for &feature in &request.must_have.features {
            if !wanted.contains(&feature) {
                wanted.push(feature);
            }
        }
        let mut features: Vec<Wanted<'k>> = Vec::with_capacity(wanted.len());
        for attribute in wanted {
            features.extend(Wanted::new(knowledge, attribute, features.len()));
        }
        let mut supports = vec![Vec::new(); knowledge.frameworks.len()];
        for place in ranking {
            let framework = &knowledge.frameworks[place.framework];
            supports[place.framework] =
                features.iter().map(|wanted| wanted.support_by(framework)).collect();
        }
        let origins = WeightOrigins::new(knowledge, request);
        Self { knowledge, decision, origins, reference, features, supports }
    }

    /// The knowledge that decided.
    #[must_use]
    pub fn knowledge(&self) -> &'k Knowledge {
        self.knowledge
    }

    /// The decision.
    #[must_use]
    pub fn decision(&self) -> &'r Decision {
        self.decision
    }

    /// How a framework of the ranking supports a feature; `None` if nothing is recorded.
    pub(super) fn feature(&self, framework: usize, wanted: Wanted<'k>) -> Option<Feature<'k>> {
        let support = self.supports[framework].get(wanted.position).copied().flatten()?;
        let knowledge = self.knowledge;
        Some(Feature::new(knowledge.sentences, &knowledge.frameworks[framework], wanted, support))
    }

    /// The best three of the other frameworks, best first.
    pub(super) fn rivals(&self, framework: usize) -> impl Iterator<Item = usize> {
        let others = self.decision.ranking.iter().map(|place| place.framework);
        others.filter(move |other| *other != framework).take(RIVALS)
    }

    /// The mean rating of some frameworks; `None` if there are none.
    pub(super) fn mean(&self, frameworks: &[usize], attribute: usize) -> Option<f64> {
        let ratings = frameworks.iter().map(|other| rating(self.knowledge, *other, attribute));
        #[expect(clippy::cast_precision_loss, reason = "there are three at most")]
        let count = frameworks.len() as f64;
        (!frameworks.is_empty()).then(|| ratings.sum::<f64>() / count)
    }

    /// The first in the ranking that is clearly better on an attribute, or else the best that is known.
    pub(super) fn better(&self, framework: usize, attribute: usize) -> Option<usize> {
        let own = rating(self.knowledge, framework, attribute);
        let clearly = |other: &usize| rating(self.knowledge, *other, attribute) - own >= CLEAR;
        let mut ranked = self.decision.ranking.iter().map(|place| place.framework);
        let all = || 0..self.knowledge.frameworks.len();
        ranked.find(clearly).or_else(|| {
            let by_rating = |a: &usize, b: &usize| {
                let ratings = [*a, *b].map(|other| rating(self.knowledge, other, attribute));
                ratings[0].total_cmp(&ratings[1]).then(b.cmp(a))
            };
            all().max_by(by_rating).filter(clearly)
        })
    }

    /// The closest rival that is clearly worse on an attribute.
    pub(super) fn worse(&self, framework: usize, attribute: usize) -> Option<usize> {
        let own = rating(self.knowledge, framework, attribute);
        self.rivals(framework)
            .find(|rival| own - rating(self.knowledge, *rival, attribute) >= CLEAR)
    }

    pub(super) fn name(&self, framework: usize) -> &'k str {
        &self.knowledge.frameworks[framework].record.name
    }
}

/// The rating of a framework on an attribute.
pub(super) fn rating(knowledge: &Knowledge, framework: usize, attribute: usize) -> f64 {
    knowledge.frameworks[framework].ratings[attribute].value.get()
}
