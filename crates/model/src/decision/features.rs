//! How a framework supports a feature, as sentences of a reason.

use std::borrow::Cow;

use crate::knowledge::format::{CapabilityPhrases, CapabilitySupport, Support};
use crate::knowledge::model::Framework;
use crate::knowledge::{Knowledge, format};
use crate::sentences::{Sentence, Sentences};

/// A feature that was asked for or is required.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'k> {
    /// Its attribute.
    pub attribute: usize,
    /// The option that asks for it.
    pub option: usize,
    /// Its place among the features of the field.
    pub position: usize,
    capability: &'k format::Capability,
}

impl<'k> Wanted<'k> {
    /// How a framework supports it; `None` if nothing is recorded.
    pub fn support_by(&self, framework: &'k Framework) -> Option<&'k CapabilitySupport> {
        framework.record.capabilities.get(&self.capability.id)
    }

    /// The feature of an attribute; `None` for a criterion.
    pub fn new(knowledge: &'k Knowledge, attribute: usize, position: usize) -> Option<Self> {
        let id = knowledge.attributes[attribute].capability.as_ref()?;
        let capability = knowledge.capabilities.iter().find(|capability| capability.id == *id)?;
        let option = knowledge.options.iter().position(|found| found.feature == Some(attribute))?;
        Some(Self { attribute, option, position, capability })
    }
}

/// How one framework supports one feature.
#[derive(Clone, Copy)]
pub(super) struct Feature<'k> {
    framework: &'k Framework,
    capability: &'k format::Capability,
    support: &'k CapabilitySupport,
    sentences: &'static dyn Sentences,
}

impl<'k> Feature<'k> {
    /// The support that is recorded, in these words.
    pub fn new(
        sentences: &'static dyn Sentences,
        framework: &'k Framework,
        wanted: Wanted<'k>,
        support: &'k CapabilitySupport,
    ) -> Self {
        Self { framework, capability: wanted.capability, support, sentences }
    }

    /// Whether the framework or its own project provides it in full.
    pub fn is_full(&self) -> bool {
        self.support.support >= Support::OfficialExtension && !self.support.partial
    }

    /// Name of the capability.
    pub fn name(&self) -> &'k str {
        &self.capability.name
    }

    /// Id of the source of the support.
    pub fn source(&self) -> &'k str {
        &self.support.source
    }

    fn phrases(&self) -> Option<&'k CapabilityPhrases> {
        self.capability.phrases.as_ref()
    }

    /// Module, extension or package that provides it.
    pub fn via(&self) -> Option<&'k str> {
        let companion =
            self.support.companion.as_ref().and_then(|id| {
                self.framework.companions.iter().find(|companion| companion.id == *id)
            });
        companion.map(|found| found.name.as_str()).or(self.support.via.as_deref())
    }

    /// What follows from full support, as a clause after the name of the framework.
    pub fn follows(&self) -> String {
        if let Some(phrases) = self.phrases() {
            return phrases.good.clone();
        }
        self.sentences.say(&match (self.support.support, self.via()) {
            (Support::BuiltIn, None) => Sentence::BuiltIn {},
            (Support::BuiltIn, Some(via)) => Sentence::BuiltInVia { via },
            (_, None) => Sentence::OwnPackage {},
            (_, Some(via)) => Sentence::OwnPackageVia { via },
        })
    }

    /// What is missing, as a clause after the name of the framework.
    pub fn lacks(&self) -> String {
        if let Some(phrases) = self.phrases() {
            return phrases.poor.clone();
        }
        self.sentences.say(&match (self.support.support, self.support.partial, self.via()) {
            (Support::None, false, _) => Sentence::NoPackage {},
            (Support::ThirdParty, false, Some(via)) => Sentence::NeedsPackageVia { via },
            (Support::ThirdParty, true, Some(via)) => Sentence::PartByOthersVia { via },
            (Support::OfficialExtension | Support::BuiltIn, true, Some(via)) => {
                Sentence::PartVia { via }
            }
            (Support::OfficialExtension | Support::BuiltIn, false, _) => {
                Sentence::NeedsOwnPackage {}
            }
            _ => self.in_short(),
        })
    }

    /// The same in a few words, of a rival.
    pub fn lacks_in_short(&self) -> String {
        match self.phrases() {
            Some(phrases) => phrases.poor.clone(),
            None => self.sentences.say(&self.in_short()),
        }
    }

    fn in_short(&self) -> Sentence<'k> {
        match (self.support.support, self.support.partial) {
            (Support::None, false) => Sentence::Nothing {},
            (Support::None, true) => Sentence::BuildingBlocks {},
            (Support::ThirdParty, false) => Sentence::NeedsPackage {},
            (Support::ThirdParty, true) => Sentence::PartByOthers {},
            (_, true) => Sentence::Part {},
            (_, false) => Sentence::NeedsSeparatePackage {},
        }
    }

    /// The same in brackets of a list.
    pub fn remedy(&self) -> String {
        self.sentences.say(&match (self.support.support, self.via()) {
            (Support::None, _) => Sentence::RemedyNone {},
            (_, Some(via)) => Sentence::RemedyVia { via },
            (_, None) => Sentence::RemedyPart {},
        })
    }

    /// The note, as a sentence of its own.
    pub fn note(&self) -> Cow<'k, str> {
        self.support.note_alone()
    }
}
