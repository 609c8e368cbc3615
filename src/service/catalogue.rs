//! Lists and single things of the knowledge base.

use std::collections::{BTreeMap, BTreeSet};

use super::beside;
use super::framework;
use super::views::{
    CapabilityView, CitingClaim, Collection, Counts, CriterionView, EffectView, FrameworkSummary,
    FullKnowledge, KnowledgeInfo, OptionView, QuestionView, RatingBasis, RubricPoint, SourceDetail,
    SourceView,
};
use crate::knowledge::Knowledge;
use crate::knowledge::model::Answer;
use crate::knowledge::raw::{self, FrameworkKind, Interface, Support};

/// Which frameworks to list; all conditions have to hold.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Capabilities that a framework must have,
    pub capabilities: Vec<String>,
    /// at least at this level.
    pub support: Option<Support>,
    /// A server interface that it must speak.
    pub interface: Option<Interface>,
    /// The sort of framework.
    pub kind: Option<FrameworkKind>,
    /// Text that its id, name or summary contains, whatever the case.
    pub q: Option<String>,
}

/// Which knowledge this is.
#[must_use]
pub fn info(knowledge: &Knowledge) -> KnowledgeInfo<'_> {
    let claims = || knowledge.frameworks.iter().flat_map(|f| &f.record.claims);
    KnowledgeInfo {
        version: &knowledge.version,
        digest: &knowledge.digest,
        schema_version: knowledge.schema_version,
        released_on: knowledge.released_on.to_string(),
        oldest_verified_on: claims().map(|claim| claim.verified_on.as_str()).min(),
        counts: Counts {
            frameworks: knowledge.frameworks.len(),
            claims: claims().count(),
            sources: knowledge.sources.len(),
            criteria: knowledge.criteria.len(),
            capabilities: knowledge.capabilities.len(),
            questions: knowledge.questions.len(),
        },
    }
}

/// Everything.
#[must_use]
pub fn full(knowledge: &Knowledge) -> FullKnowledge<'_> {
    FullKnowledge {
        knowledge: info(knowledge),
        criteria: criteria(knowledge).items,
        capabilities: capabilities(knowledge).items,
        questions: questions(knowledge).items,
        lab: beside::lab(&knowledge.measurements),
        frameworks: knowledge
            .frameworks
            .iter()
            .map(|found| framework::detail(knowledge, found))
            .collect(),
        sources: sources(knowledge).items,
    }
}

/// The frameworks that fit a filter.
#[must_use]
pub fn frameworks<'k>(
    knowledge: &'k Knowledge,
    filter: &Filter,
) -> Collection<'k, FrameworkSummary<'k>> {
    let least = filter.support.unwrap_or(Support::ThirdParty);
    let wanted = filter.q.as_ref().map(|text| text.to_lowercase());
    let fits = |record: &raw::Framework| {
        filter
            .capabilities
            .iter()
            .all(|id| record.capabilities.get(id).is_some_and(|found| found.support >= least))
            && filter.interface.is_none_or(|interface| record.interfaces.contains(&interface))
            && filter.kind.is_none_or(|kind| record.kind == kind)
            && wanted.as_ref().is_none_or(|text| {
                [&record.id, &record.name, &record.summary]
                    .into_iter()
                    .chain(&record.aliases)
                    .any(|place| place.to_lowercase().contains(text))
            })
    };
    let items = knowledge
        .frameworks
        .iter()
        .map(|framework| &framework.record)
        .filter(|record| fits(record))
        .map(|record| FrameworkSummary {
            id: &record.id,
            name: &record.name,
            summary: &record.summary,
            kind: record.kind,
            interfaces: &record.interfaces,
        })
        .collect();
    Collection::new(knowledge, items)
}

/// All criteria.
#[must_use]
pub fn criteria(knowledge: &Knowledge) -> Collection<'_, CriterionView<'_>> {
    let items = knowledge.criteria.iter().map(|criterion| {
        let rubric = &criterion.rubric;
        let point = |rating, meaning| RubricPoint { rating, meaning };
        CriterionView {
            id: &criterion.id,
            name: &criterion.name,
            definition: &criterion.definition,
            base_weight: criterion.base_weight,
            judged: criterion.judged,
            basis: if criterion.derived_from.is_empty() {
                RatingBasis::Editorial
            } else {
                RatingBasis::Derived
            },
            rubric: [
                point(0.0, rubric.zero.as_str()),
                point(0.25, rubric.quarter.as_str()),
                point(0.5, rubric.half.as_str()),
                point(0.75, rubric.three_quarters.as_str()),
                point(1.0, rubric.one.as_str()),
            ],
        }
    });
    Collection::new(knowledge, items.collect())
}

/// All questions.
#[must_use]
pub fn questions(knowledge: &Knowledge) -> Collection<'_, QuestionView<'_>> {
    let items = knowledge.questions.iter().enumerate().map(|(index, question)| QuestionView {
        id: &question.id,
        text: &question.text,
        help: &question.help,
        multiple: question.multiple,
        options: knowledge
            .options
            .iter()
            .filter(|answer| answer.question == index)
            .map(|answer| option(knowledge, answer))
            .collect(),
    });
    Collection::new(knowledge, items.collect())
}

fn option<'k>(knowledge: &'k Knowledge, answer: &'k Answer) -> OptionView<'k> {
    let (_, choice) = knowledge.chosen(answer);
    let effects = answer.effects.iter().map(|(column, weight)| {
        let criterion = knowledge.columns[*column].id.as_str();
        let effect = choice.effect_on(criterion);
        EffectView {
            criterion,
            weight: weight.get(),
            judged: answer.judged(knowledge, *column),
            rationale: effect.map(|effect| effect.rationale.as_str()),
            source: effect.and_then(|effect| effect.source.as_deref()),
        }
    });
    OptionView {
        id: &choice.id,
        text: &choice.text,
        help: &choice.help,
        effects: effects.collect(),
    }
}

/// All capabilities.
#[must_use]
pub fn capabilities(knowledge: &Knowledge) -> Collection<'_, CapabilityView<'_>> {
    let items = knowledge.capabilities.iter().map(|capability| CapabilityView {
        id: &capability.id,
        name: &capability.name,
        definition: &capability.definition,
    });
    Collection::new(knowledge, items.collect())
}

/// All sources.
#[must_use]
pub fn sources(knowledge: &Knowledge) -> Collection<'_, SourceView<'_>> {
    let items = knowledge.sources.iter().map(source_view).collect();
    Collection::new(knowledge, items)
}

/// All sources, each with what leans on it.
#[must_use]
pub fn source_details(knowledge: &Knowledge) -> Vec<SourceDetail<'_>> {
    let mut supports: BTreeMap<&str, Vec<CitingClaim<'_>>> = BTreeMap::new();
    let mut contradicts = supports.clone();
    for framework in &knowledge.frameworks {
        for claim in &framework.record.claims {
            let citing = CitingClaim {
                id: &claim.id,
                framework: &framework.record.id,
                kind: claim.kind,
                text: &claim.text,
                verdict: claim.verdict,
            };
            // Sets, because a claim that cites a source twice still is one claim.
            let sources: BTreeSet<&str> = claim.sources.iter().map(String::as_str).collect();
            for id in sources {
                supports.entry(id).or_default().push(citing.clone());
            }
            let against = claim.counter_evidence.iter().map(|counter| counter.source.as_str());
            for id in against.collect::<BTreeSet<_>>() {
                contradicts.entry(id).or_default().push(citing.clone());
            }
        }
    }
    knowledge
        .sources
        .iter()
        .map(|source| SourceDetail {
            source: source_view(source),
            supports: supports.remove(source.id.as_str()).unwrap_or_default(),
            contradicts: contradicts.remove(source.id.as_str()).unwrap_or_default(),
            knowledge_version: &knowledge.version,
        })
        .collect()
}

fn source_view(source: &raw::Source) -> SourceView<'_> {
    SourceView {
        id: &source.id,
        title: &source.title,
        publisher: &source.publisher,
        kind: source.kind,
        url: &source.url,
        published: source.published.as_deref(),
        accessed: &source.accessed,
        note: source.note.as_deref(),
    }
}
