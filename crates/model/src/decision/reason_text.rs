//! The sentences of one reason.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::features::{Feature, Wanted};
use super::field::Field;
use super::reasons::{FEATURE_FIT, Reason, Side};
use super::said::Said;
use crate::english::{joined, lower_first, upper_first};
use crate::knowledge::format::CriterionPhrases;
use crate::knowledge::model::Evidence;

impl<'k> Field<'k, '_> {
    pub(super) fn phrases(&self, criterion: usize) -> Option<&'k CriterionPhrases> {
        self.knowledge.criteria[criterion].phrases.as_ref()
    }

    pub(super) fn evidence(
        &self,
        framework: usize,
        criterion: usize,
        side: Side,
    ) -> Option<&'k Evidence> {
        let sides = self.knowledge.frameworks[framework].evidence.get(criterion)?;
        match side {
            Side::Strength => sides.advantage.as_ref(),
            Side::Caution => sides.disadvantage.as_ref(),
        }
    }

    /// What the context says for a framework that it names: "Your team knows it. A team is productive from the first
    /// day in what it knows, and makes fewer mistakes there."
    pub(super) fn context_reasons(&self, framework: usize) -> Vec<Reason<'k>> {
        let context = &self.knowledge.context;
        let named =
            [&context.team_knows, &context.migrating_from].into_iter().filter_map(|context| {
                let id = &context.attribute.id;
                let said = format!("{id}={}", self.knowledge.frameworks[framework].record.id);
                let (attribute, _) =
                    self.knowledge.raised.iter().find(|(_, label)| *label == said)?;
                (self.decision.weights.get(*attribute) > 0.0).then(|| Reason {
                    text: format!("{}. {}", upper_first(&context.because), context.rationale),
                    criterion: id,
                    because: vec![Cow::Owned(said)],
                    rival: None,
                    claims: Vec::new(),
                    sources: Vec::new(),
                })
            });
        named.collect()
    }

    /// "You want an admin interface: Django has this built in (django.contrib.admin). … Flask needs a package …."
    pub(super) fn feature_reason(
        &self,
        framework: usize,
        wanted: Wanted<'k>,
        side: Side,
    ) -> Option<Reason<'k>> {
        let support = self.feature(framework, wanted)?;
        let said = self.sayings.about_feature(wanted);
        if said.is_empty() {
            return None;
        }
        let name = self.name(framework);
        let clause = match side {
            Side::Strength => support.follows(),
            Side::Caution => support.lacks(),
        };
        let mut text = String::with_capacity(320);
        let _ = write!(text, "You {}: {name} {clause}. {}", said.clause, support.note());
        let rival = match side {
            Side::Strength => self.worse(framework, wanted.attribute),
            Side::Caution => self
                .rivals(framework)
                .find(|rival| self.feature(*rival, wanted).is_some_and(|found| found.is_full())),
        };
        if let Some((rival, found)) =
            rival.and_then(|rival| Some((rival, self.feature(rival, wanted)?)))
        {
            let clause = match side {
                Side::Strength => Cow::Borrowed(found.lacks_in_short()),
                Side::Caution => Cow::Owned(found.follows()),
            };
            let _ = write!(text, " {} {clause}.", self.name(rival));
        }
        Some(Reason {
            text,
            criterion: &self.knowledge.attributes[wanted.attribute].id,
            because: said.because,
            rival,
            claims: Vec::new(),
            sources: vec![support.source()],
        })
    }

    /// "You are new to web development, so an easy start matters: Flask is easy to learn. … Django takes longer …."
    pub(super) fn criterion_reason(
        &self,
        framework: usize,
        criterion: usize,
        said: Said<'k>,
        side: Side,
    ) -> Option<Reason<'k>> {
        let phrases = self.phrases(criterion)?;
        let evidence = self.evidence(framework, criterion, side)?;
        let name = self.name(framework);
        let mut text = String::with_capacity(320);
        if !said.is_empty() {
            let _ = write!(text, "You {}, so {}: ", said.clause, phrases.matters);
        }
        let rival = match side {
            Side::Strength => {
                let _ = write!(text, "{name} {}. {}", phrases.good, evidence.text);
                let rival = self.worse(framework, criterion);
                if let Some(rival) = rival {
                    let _ = write!(text, " {} {}.", self.name(rival), phrases.poor);
                }
                rival
            }
            Side::Caution => {
                let rival = self.better(framework, criterion)?;
                let than = self.name(rival);
                let _ = write!(text, "{name} {} than {than}. ", phrases.poor);
                let _ = write!(text, "{} {}", evidence.text, phrases.remedy);
                Some(rival)
            }
        };
        Some(Reason {
            text,
            criterion: &self.knowledge.attributes[criterion].id,
            because: said.because,
            rival,
            claims: evidence.claims.iter().map(String::as_str).collect(),
            sources: evidence.sources.iter().map(String::as_str).collect(),
        })
    }

    /// One sentence on the features that have no reason of their own.
    pub(super) fn other_features(
        &self,
        framework: usize,
        features: &[Wanted<'k>],
        side: Side,
    ) -> Option<Reason<'k>> {
        let found: Vec<Feature<'k>> =
            features.iter().filter_map(|wanted| self.feature(framework, *wanted)).collect();
        if found.is_empty() {
            return None;
        }
        let name = self.name(framework);
        let text = match side {
            Side::Strength => {
                let names: Vec<String> =
                    found.iter().map(|found| lower_first(found.name())).collect();
                format!("{name} also supports {}, which you want too.", joined(&names))
            }
            Side::Caution => {
                let names: Vec<String> = found
                    .iter()
                    .map(|found| format!("{} ({})", lower_first(found.name()), found.remedy()))
                    .collect();
                format!("{name} does not fully support {}, which you want too.", joined(&names))
            }
        };
        let because = features.iter().filter_map(|wanted| self.sayings.label(*wanted));
        Some(Reason {
            text,
            criterion: FEATURE_FIT,
            because: because.collect(),
            rival: None,
            claims: Vec::new(),
            sources: found.iter().map(Feature::source).collect(),
        })
    }
}
