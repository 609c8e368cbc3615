//! An invented audit for the description: the audit itself takes seconds.

use framewise_model::knowledge::Knowledge;

use super::response::{
    AnswerSets, Audit, CriterionInfluence, FrameworkAudit, QuestionInfluence, Shares,
};

/// An audit of the first framework, question and criterion.
pub(super) fn sample(knowledge: &Knowledge) -> Audit<'_> {
    let frameworks = knowledge.frameworks.iter().take(1).map(|framework| FrameworkAudit {
        framework: &framework.record.id,
        name: &framework.record.name,
        wins: Shares { singles: 0.25, pairs: 0.22, complete: 0.2 },
        first_three: Shares { singles: 0.6, pairs: 0.58, complete: 0.55 },
        can_win: Some(true),
        witness: None,
        nearest: None,
        dominated_by: Vec::new(),
        jointly_dominated_by: Vec::new(),
    });
    let questions = knowledge.questions.iter().take(1);
    let criteria = knowledge.criteria.iter().take(1);
    Audit {
        answer_sets: AnswerSets {
            singles: 60,
            pairs: 1_700,
            complete: 10_000,
            seed: 1,
            most_features: 8,
        },
        frameworks: frameworks.collect(),
        questions: questions
            .map(|question| QuestionInfluence { question: &question.id, changes_winner: 0.3 })
            .collect(),
        criteria: criteria
            .map(|criterion| CriterionInfluence { criterion: &criterion.id, changes_winner: 0.1 })
            .collect(),
        knowledge_version: &knowledge.version,
        knowledge_digest: &knowledge.digest,
    }
}
