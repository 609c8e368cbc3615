//! Why a framework stands where it stands, in sentences.
//!
//! A reason has three parts: what the caller said, what follows for this framework, and the evidence. What the team
//! knows and what the project uses already come first, then features that were asked for, then criteria whose weight an
//! answer raised; general qualities stand in only where
//! there is nothing else. Each framework is compared with its rivals, the best three of the others: what separates
//! it from them comes before what does not. Among reasons of one kind, weight times distance decides.

use std::borrow::Cow;

use super::features::Wanted;
use super::rivals::rating;
use super::weight_origin::WeightOrigin;

pub use super::rivals::Comparison;

/// A rating from which on something is called strong.
const STRONG: f64 = 0.6;
/// A rating up to which something is called weak.
const WEAK: f64 = 0.4;
/// The distance to the others from which on it is worth a sentence.
const NOTICEABLE: f64 = 0.05;
/// How far behind the best of those compared something is called weak although it is not bad.
const FAR_BEHIND: f64 = 0.2;
/// The number of features with a reason of their own, each way.
const MAX_FEATURES: usize = 2;
/// The number of reasons about single features and criteria, each way.
const MAX_REASONS: usize = 3;
/// The number of reasons about general qualities, each way.
const MAX_GENERAL: usize = 2;
/// What several features together are called where a criterion is expected.
pub const FEATURE_FIT: &str = "feature_fit";

/// A reason for or against a framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason<'k> {
    /// The reason in sentences.
    pub text: String,
    /// The part of the text that is English in every language, where the rest is not.
    pub quote: Option<Cow<'k, str>>,
    /// Id of the criterion or of the feature, or [`FEATURE_FIT`].
    pub criterion: &'k str,
    /// What the caller said: `project_type=rest_api`, `must_have=orm`, `priorities=security`. Empty for a general
    /// quality.
    pub because: Vec<Cow<'k, str>>,
    /// Index of the framework that it is compared with.
    pub rival: Option<usize>,
    /// Ids of the claims.
    pub claims: Vec<&'k str>,
    /// Ids of the sources.
    pub sources: Vec<&'k str>,
}

/// The two ways in which a reason may speak.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Strength,
    Caution,
}

/// A criterion that may give a reason.
struct Candidate {
    criterion: usize,
    /// 0 for what separates the framework from its rivals, more for what does so less.
    class: u8,
    /// Weight times distance.
    size: f64,
}

/// The main reason for a framework: what was said as a clause after "you", and what follows as a clause after "it".
pub(super) struct MainReason {
    pub said: String,
    pub follows: String,
}

impl<'k> Comparison<'k, '_> {
    /// What speaks for a framework, the most important first.
    #[must_use]
    pub fn strengths(&self, framework: usize) -> Vec<Reason<'k>> {
        self.reasons(framework, Side::Strength)
    }

    /// What speaks against a framework, the most important first, with what usually helps.
    #[must_use]
    pub fn cautions(&self, framework: usize) -> Vec<Reason<'k>> {
        self.reasons(framework, Side::Caution)
    }

    /// The main reason for the first framework; `None` if nothing that was said speaks for it.
    pub(super) fn main_reason(&self, framework: usize) -> Option<MainReason> {
        let (features, separating) = self.features_of(framework, Side::Strength);
        let feature = |wanted| {
            let origin = self.origins.about_feature(wanted);
            let support = self.feature(framework, wanted)?;
            (!origin.is_empty()).then(|| MainReason {
                said: origin.clause(self.knowledge.sentences),
                follows: support.follows(),
            })
        };
        if separating > 0 {
            return feature(features[0]);
        }
        let named = self.criteria(framework, Side::Strength);
        let origin =
            named.iter().find(|candidate| candidate.class < GENERAL).and_then(|candidate| {
                let origin = self.origins.about_criterion(candidate.criterion, &[]);
                let phrases = self.phrases(candidate.criterion)?;
                Some(MainReason {
                    said: origin.clause(self.knowledge.sentences),
                    follows: phrases.good.clone(),
                })
            });
        origin.or_else(|| feature(*features.first()?))
    }

    fn reasons(&self, framework: usize, side: Side) -> Vec<Reason<'k>> {
        let (features, separating) = self.features_of(framework, side);
        let mut reasons = match side {
            Side::Strength => self.context_reasons(framework),
            Side::Caution => Vec::new(),
        };
        let single = features.len().min(MAX_FEATURES).min(MAX_REASONS - reasons.len());
        let (single, others) = features.split_at(single);
        let mut of_features: Vec<Reason<'k>> = single
            .iter()
            .filter_map(|feature| self.feature_reason(framework, *feature, side))
            .collect();
        // What does not separate comes after the criteria.
        let later = of_features.split_off(separating.min(of_features.len()));
        reasons.extend(of_features);
        let room = MAX_REASONS - reasons.len() - later.len();
        let candidates = self.criteria(framework, side);
        let nothing_else = reasons.is_empty() && later.is_empty();
        let general =
            nothing_else && candidates.first().is_some_and(|first| first.class >= GENERAL);
        let room = if general { MAX_GENERAL } else { room };
        let mut named = Vec::new();
        for candidate in
            candidates.iter().take_while(|found| general || found.class < GENERAL).take(room)
        {
            let origin = if candidate.class < GENERAL {
                self.origins.about_criterion(candidate.criterion, &named)
            } else {
                WeightOrigin::default()
            };
            named.extend_from_slice(&origin.options);
            reasons.extend(self.criterion_reason(framework, candidate.criterion, origin, side));
        }
        reasons.extend(later);
        reasons.extend(self.other_features(framework, others, side));
        reasons
    }

    /// The features that a framework has in full, or those that it lacks, and how many of them separate it from its
    /// rivals; these come first.
    fn features_of(&self, framework: usize, side: Side) -> (Vec<Wanted<'k>>, usize) {
        let rivals: Vec<usize> = self.rivals(framework).collect();
        let mut found: Vec<(bool, f64, Wanted<'k>)> = self
            .features
            .iter()
            .filter_map(|&wanted| {
                let full = self.feature(framework, wanted)?.is_full();
                if full != (side == Side::Strength) {
                    return None;
                }
                let feature = wanted.attribute;
                let own = rating(self.knowledge, framework, feature);
                let mean = self.mean(&rivals, feature);
                let distance = match side {
                    Side::Strength => own - mean.unwrap_or(0.0),
                    Side::Caution => mean.unwrap_or(1.0) - own,
                };
                let weight = self.decision.weights.get(feature);
                Some((distance >= NOTICEABLE, weight * distance, wanted))
            })
            .collect();
        found.sort_by(|a, b| {
            b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.option.cmp(&b.2.option))
        });
        let separating = found.iter().filter(|(separates, _, _)| *separates).count();
        (found.into_iter().map(|(_, _, wanted)| wanted).collect(), separating)
    }

    /// The criteria that may give a reason, the most important first.
    fn criteria(&self, framework: usize, side: Side) -> Vec<Candidate> {
        let rivals: Vec<usize> = self.rivals(framework).collect();
        let mut found: Vec<Candidate> = (0..self.knowledge.criteria.len())
            .filter_map(|criterion| self.candidate(framework, &rivals, criterion, side))
            .collect();
        found.sort_by(|a, b| {
            let order = a.class.cmp(&b.class).then(b.size.total_cmp(&a.size));
            order.then(a.criterion.cmp(&b.criterion))
        });
        found
    }

    fn candidate(
        &self,
        framework: usize,
        rivals: &[usize],
        criterion: usize,
        side: Side,
    ) -> Option<Candidate> {
        let weight = self.decision.weights.get(criterion);
        if weight <= 0.0 {
            return None;
        }
        let own = rating(self.knowledge, framework, criterion);
        let (mean, best) = self.reference[criterion];
        let (class, distance) = match side {
            Side::Strength if own < STRONG => return None,
            Side::Strength => {
                let lead = own - self.mean(rivals, criterion).unwrap_or(STRONG);
                match lead {
                    lead if lead >= NOTICEABLE => (0, lead),
                    // What rivals do better counts only where there is nothing else.
                    lead if lead <= -NOTICEABLE => (GENERAL + 3, own - WEAK),
                    _ if own - mean >= NOTICEABLE => (1, own - mean),
                    _ => (2, own - WEAK),
                }
            }
            Side::Caution => {
                let lag = mean.max(STRONG) - own;
                let weak = own <= WEAK || best - own >= FAR_BEHIND;
                if !weak || lag < NOTICEABLE {
                    return None;
                }
                (0, lag)
            }
        };
        self.phrases(criterion)?;
        self.evidence(framework, criterion, side)?;
        if side == Side::Caution {
            self.better(framework, criterion)?;
        }
        let is_raised = self.origins.raise(criterion);
        let class = if is_raised || class >= GENERAL { class } else { GENERAL + class };
        Some(Candidate { criterion, class, size: weight * distance })
    }
}

/// Classes from this on are general qualities, which nothing that was said makes more important.
const GENERAL: u8 = 10;
