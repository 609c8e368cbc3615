//! How a framework supports a feature, as sentences of a reason.

use std::borrow::Cow;

use crate::knowledge::format::{CapabilityPhrases, CapabilitySupport, Support};
use crate::knowledge::model::Framework;
use crate::knowledge::{Knowledge, format};

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
}

impl<'k> Feature<'k> {
    /// The support that is recorded.
    pub fn new(
        framework: &'k Framework,
        wanted: Wanted<'k>,
        support: &'k CapabilitySupport,
    ) -> Self {
        Self { framework, capability: wanted.capability, support }
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
        let via = self.via().map_or_else(String::new, |via| format!(" ({via})"));
        match self.support.support {
            Support::BuiltIn => format!("has this built in{via}"),
            _ => format!("has this in a separate package of its own project{via}"),
        }
    }

    /// What is missing, as a clause after the name of the framework.
    pub fn lacks(&self) -> String {
        if let Some(phrases) = self.phrases() {
            return phrases.poor.clone();
        }
        let via = self.via();
        match (self.support.support, self.support.partial) {
            (Support::None, false) => {
                "has nothing for this, and no package is known that adds it".to_owned()
            }
            (Support::None, true) => "has only building blocks for this".to_owned(),
            (Support::ThirdParty, false) => match via {
                Some(via) => format!("needs a package by others for this, usually {via}"),
                None => "needs a package by others for this".to_owned(),
            },
            (Support::ThirdParty, true) => match via {
                Some(via) => format!("has this only in part, through packages by others ({via})"),
                None => "has this only in part, through packages by others".to_owned(),
            },
            (_, true) => match via {
                Some(via) => format!("has only a part of this ({via})"),
                None => "has only a part of this".to_owned(),
            },
            (_, false) => "needs a separate package of its own project for this".to_owned(),
        }
    }

    /// The same in a few words, of a rival.
    pub fn lacks_in_short(&self) -> &'k str {
        if let Some(phrases) = self.phrases() {
            return &phrases.poor;
        }
        match (self.support.support, self.support.partial) {
            (Support::None, false) => "has nothing for this",
            (Support::None, true) => "has only building blocks for this",
            (Support::ThirdParty, false) => "needs a package by others for this",
            (Support::ThirdParty, true) => "has this only in part, through packages by others",
            (_, true) => "has only a part of this",
            (_, false) => "needs a separate package for this",
        }
    }

    /// The same in brackets of a list.
    pub fn remedy(&self) -> &'k str {
        match (self.via(), self.support.support) {
            (_, Support::None) => "no package known",
            (Some(via), _) => via,
            (None, _) => "in part",
        }
    }

    /// The note, as a sentence of its own.
    pub fn note(&self) -> Cow<'k, str> {
        self.support.note_alone()
    }
}
