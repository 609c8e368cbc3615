//! The frameworks that do not meet a demand, and those that come nearest.

use framewise_model::context::Unmet;
use framewise_model::context::environment::limit;
use framewise_model::decision::{Demand, Excluded, NearMiss};
use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::format::Support;
use framewise_model::sentences::Sentence;
use serde::Serialize;
use utoipa::ToSchema;

use super::names::{feature_id, framework_id};
use crate::api::enum_schemas;

/// A framework that does not meet a demand.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Exclusion<'k> {
    /// Its id.
    #[schema(max_length = 64)]
    pub framework: &'k str,
    /// `full` only: why it is excluded, as a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_length = 2000)]
    pub reason: Option<String>,
    /// The required feature that it lacks; null for a demand of the environment.
    #[schema(max_length = 64)]
    pub must_have: Option<&'k str>,
    /// The support that it has for this feature; null for a demand of the environment.
    #[schema(value_type = Option<enum_schemas::Support>)]
    pub support: Option<Support>,
    /// The member of `environment` that it does not satisfy, such as `python` or `operating_system=windows`;
    /// null for a required feature.
    #[schema(max_length = 64)]
    pub environment: Option<&'k str>,
}

/// An excluded framework that fails fewest demands.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Miss<'k> {
    /// Its id.
    #[schema(max_length = 64)]
    pub framework: &'k str,
    /// The score that it would have.
    #[schema(minimum = 0, maximum = 1)]
    pub score: f64,
    /// The features that it lacks and the members of `environment` that it does not satisfy.
    #[schema(max_items = 64, value_type = Vec<String>)]
    pub missing: Vec<&'k str>,
}

impl<'k> Exclusion<'k> {
    /// An exclusion without a sentence.
    pub(super) fn brief(knowledge: &'k Knowledge, excluded: &Excluded) -> Self {
        let (must_have, support, environment) = match excluded.demand {
            Demand::Feature { feature, support } => {
                (Some(feature_id(knowledge, feature)), Some(support), None)
            }
            Demand::Environment(unmet) => (None, None, Some(unmet_name(knowledge, unmet))),
        };
        let framework = framework_id(knowledge, excluded.framework);
        Self { framework, reason: None, must_have, support, environment }
    }

    /// An exclusion with its sentence.
    pub(super) fn full(knowledge: &'k Knowledge, excluded: &Excluded) -> Self {
        let framework = excluded.framework;
        let reason = match excluded.demand {
            Demand::Feature { feature, support } => {
                feature_reason(knowledge, framework, feature, support)
            }
            Demand::Environment(unmet) => environment_reason(knowledge, framework, unmet),
        };
        Self { reason: Some(reason), ..Self::brief(knowledge, excluded) }
    }
}

/// A nearest miss as a view.
pub(super) fn miss<'k>(knowledge: &'k Knowledge, miss: &NearMiss) -> Miss<'k> {
    let name = |demand: &Demand| match *demand {
        Demand::Feature { feature, .. } => feature_id(knowledge, feature),
        Demand::Environment(unmet) => unmet_name(knowledge, unmet),
    };
    Miss {
        framework: framework_id(knowledge, miss.framework),
        score: miss.score,
        missing: miss.missing.iter().map(name).collect(),
    }
}

/// The member of `environment` that is not satisfied.
fn unmet_name(knowledge: &Knowledge, unmet: Unmet) -> &str {
    match unmet {
        Unmet::Constraint(constraint) => &knowledge.context.constraints[constraint].id,
        Unmet::Python(_) => "python",
        Unmet::Memory(_) => "memory_mib",
    }
}

fn feature_reason(
    knowledge: &Knowledge,
    framework: usize,
    feature: usize,
    support: Support,
) -> String {
    let record = &knowledge.frameworks[framework].record;
    let attribute = &knowledge.attributes[feature];
    let note = attribute
        .capability
        .as_ref()
        .and_then(|capability| record.capabilities.get(capability))
        .map_or("", |capability| capability.note.as_str());
    let (feature, name) = (attribute.name.as_str(), record.name.as_str());
    knowledge.sentences.say(&match support {
        Support::None => Sentence::ExcludedNone { feature, name, note },
        Support::ThirdParty => Sentence::ExcludedThirdParty { feature, name, note },
        Support::OfficialExtension => Sentence::ExcludedOfficial { feature, name, note },
        Support::BuiltIn => Sentence::ExcludedBuiltIn { feature, name, note },
    })
}

fn environment_reason(knowledge: &Knowledge, framework: usize, unmet: Unmet) -> String {
    let (words, record) = (knowledge.sentences, &knowledge.frameworks[framework].record);
    let name = &record.name;
    match unmet {
        Unmet::Python((major, minor)) => {
            let release = record.facts.get("latest_release").and_then(|fact| fact.text.as_deref());
            let latest = words.say(&Sentence::LatestRelease {});
            let (release, version) = (release.unwrap_or(&latest), &format!("{major}.{minor}"));
            words.say(&Sentence::NeedsPython { name, release, version })
        }
        Unmet::Memory(needed) => {
            words.say(&Sentence::NeedsMemory { name, mib: &format!("{needed:.0}") })
        }
        Unmet::Constraint(index) => {
            let constraint = &knowledge.context.constraints[index].text;
            words.say(&match limit(knowledge, framework, index) {
                Some(limit) => Sentence::Constraint { constraint, limit: &limit.text },
                None => Sentence::NoInterface { constraint, name },
            })
        }
    }
}
