//! The sentences of one reason.

use std::borrow::Cow;

use super::features::{Feature, Wanted};
use super::reasons::{FEATURE_FIT, Reason, Side};
use super::rivals::Comparison;
use super::weight_origin::WeightOrigin;
use crate::knowledge::format::CriterionPhrases;
use crate::knowledge::model::Evidence;
use crate::sentences::Sentence;

impl<'k> Comparison<'k, '_> {
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
                let answer = format!("{id}={}", self.knowledge.frameworks[framework].record.id);
                let (attribute, _) =
                    self.knowledge.raised.iter().find(|(_, label)| *label == answer)?;
                (self.decision.weights.get(*attribute) > 0.0).then(|| Reason {
                    text: self.knowledge.sentences.say(&Sentence::Context {
                        because: &self.knowledge.sentences.upper_first(&context.because),
                        rationale: &context.rationale,
                    }),
                    quote: None,
                    criterion: id,
                    because: vec![Cow::Owned(answer)],
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
        let origin = self.origins.about_feature(wanted);
        if origin.is_empty() {
            return None;
        }
        let name = self.name(framework);
        let sentences = self.knowledge.sentences;
        let clause = match side {
            Side::Strength => support.follows(),
            Side::Caution => support.lacks(),
        };
        let said_before = origin.clause(sentences);
        let mut text =
            sentences.say(&Sentence::Feature { said: &said_before, name, clause: &clause });
        let note = support.note();
        text.push(' ');
        text.push_str(&sentences.say(&Sentence::Quote { text: &note }));
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
                Side::Strength => found.lacks_in_short(),
                Side::Caution => found.follows(),
            };
            text.push(' ');
            text.push_str(
                &sentences.say(&Sentence::About { name: self.name(rival), clause: &clause }),
            );
        }
        Some(Reason {
            text,
            quote: (!sentences.is_english()).then_some(note),
            criterion: &self.knowledge.attributes[wanted.attribute].id,
            because: origin.because,
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
        origin: WeightOrigin<'k>,
        side: Side,
    ) -> Option<Reason<'k>> {
        let phrases = self.phrases(criterion)?;
        let evidence = self.evidence(framework, criterion, side)?;
        let name = self.name(framework);
        let sentences = self.knowledge.sentences;
        let said_before = origin.clause(sentences);
        let mut text;
        let rival = match side {
            Side::Strength => {
                let CriterionPhrases { matters, good, poor, .. } = phrases;
                text = sentences.say(&if origin.is_empty() {
                    Sentence::About { name, clause: good }
                } else {
                    Sentence::GoodBecause { said: &said_before, matters, name, good }
                });
                text.push(' ');
                text.push_str(&evidence.text);
                let rival = self.worse(framework, criterion);
                if let Some(rival) = rival {
                    let about = Sentence::About { name: self.name(rival), clause: poor };
                    text.push(' ');
                    text.push_str(&sentences.say(&about));
                }
                rival
            }
            Side::Caution => {
                let better = self.better(framework, criterion)?;
                let rival = self.name(better);
                let CriterionPhrases { matters, poor, remedy, .. } = phrases;
                text = sentences.say(&if origin.is_empty() {
                    Sentence::Poor { name, poor, rival }
                } else {
                    Sentence::PoorBecause { said: &said_before, matters, name, poor, rival }
                });
                for more in [&evidence.text, remedy] {
                    text.push(' ');
                    text.push_str(more);
                }
                Some(better)
            }
        };
        Some(Reason {
            text,
            quote: evidence.quote.as_deref().map(Cow::Borrowed),
            criterion: &self.knowledge.attributes[criterion].id,
            because: origin.because,
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
        let sentences = self.knowledge.sentences;
        let names = found.iter().map(|found| {
            let feature = sentences.lower_first(found.name());
            match side {
                Side::Strength => feature,
                Side::Caution => format!("{feature} ({})", found.remedy()),
            }
        });
        let features_named = sentences.joined(&names.collect::<Vec<_>>());
        let text = sentences.say(&match side {
            Side::Strength => Sentence::AlsoSupports { name, features: &features_named },
            Side::Caution => Sentence::AlsoLacks { name, features: &features_named },
        });
        let because = features.iter().filter_map(|wanted| self.origins.label(*wanted));
        Some(Reason {
            text,
            quote: None,
            criterion: FEATURE_FIT,
            because: because.collect(),
            rival: None,
            claims: Vec::new(),
            sources: found.iter().map(Feature::source).collect(),
        })
    }
}
