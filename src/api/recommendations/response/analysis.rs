//! What all levels of detail rest on.

use framewise_model::decision::reasons::Comparison;
use framewise_model::decision::summary::{Certainty, summary};
use framewise_model::decision::{Decision, decide};
use framewise_model::knowledge::Knowledge;
use framewise_model::request::{self, Detail, Parsed, Refusal, query_string};
use framewise_model::sensitivity::acceptability::Spread;
use framewise_model::sensitivity::certificate::{Certificate, certificate, settled};
use framewise_model::sensitivity::next_question::best_question;

use super::next_question::{self, NextQuestionView};
use crate::config::PublicUrl;
use crate::texts::language;

/// A decision, and what its open questions can still do.
pub(super) struct Analysis<'k, 'p> {
    pub knowledge: &'k Knowledge,
    pub parsed: &'p Parsed,
    pub decision: Decision,
    /// The frameworks that take part, best first.
    pub frameworks: Vec<usize>,
    /// Whether it is proved that no answer to the open questions changes the first place.
    pub settled: bool,
    /// The open questions that may still change the first place; `brief` does not show them, so they are not
    /// computed for it.
    pub can_change: Vec<usize>,
    /// The base of all links.
    public_url: &'p PublicUrl,
}

impl<'k, 'p> Analysis<'k, 'p> {
    /// Decides a request.
    ///
    /// # Errors
    /// [`Refusal`] if nothing would count.
    pub fn new(
        knowledge: &'k Knowledge,
        parsed: &'p Parsed,
        public_url: &'p PublicUrl,
    ) -> Result<Self, Refusal> {
        let request = &parsed.request;
        let decision = decide(knowledge, request).map_err(|_| request::nothing_counts())?;
        let frameworks = decision.ranking.iter().map(|place| place.framework).collect();
        let Certificate { settled, can_change } = match parsed.detail {
            Detail::Brief => {
                let settled = settled(knowledge, request, &decision);
                Certificate { settled, can_change: Vec::new() }
            }
            Detail::Standard | Detail::Full => certificate(knowledge, request, &decision),
        };
        Ok(Self { knowledge, parsed, decision, frameworks, settled, can_change, public_url })
    }

    /// The questions without an answer.
    pub fn open_questions(&self) -> Vec<usize> {
        self.parsed.request.answers.open_questions(self.knowledge)
    }

    /// What reasons are taken from.
    pub fn comparison(&self) -> Comparison<'k, '_> {
        Comparison::new(self.knowledge, &self.parsed.request, &self.decision)
    }

    /// The winner and its main reason, the closest alternative, and how sure the choice is.
    pub fn summary(&self, comparison: &Comparison<'k, '_>, confidence: Option<f64>) -> String {
        let certainty = Certainty {
            confidence,
            blind: self.parsed.sampling.spread == Spread::Uniform,
            settled: self.settled && !self.open_questions().is_empty(),
        };
        summary(&self.parsed.request, comparison, certainty)
    }

    /// The question with the largest expected gain among those that can still change the recommendation and that are
    /// not skipped.
    pub fn next_question(&self, skipped: &[usize]) -> Option<NextQuestionView<'k>> {
        let questions = self.can_change.iter().copied();
        let questions: Vec<usize> = questions.filter(|found| !skipped.contains(found)).collect();
        let Parsed { request, sampling, .. } = self.parsed;
        let best =
            best_question(self.knowledge, request, &questions, &self.frameworks, sampling.spread);
        best.filter(|next| next.gain > 0.0).map(|next| next_question::next(self.knowledge, next))
    }

    /// The address of the same request.
    pub fn permalink(&self) -> String {
        let query = query_string::query(self.knowledge, self.parsed);
        self.public_url.to(&self.in_language(format!("/v1/recommendations{query}")))
    }

    /// The address of the same recommendation as a page for people.
    pub fn page(&self) -> String {
        let query = query_string::decision_query(self.knowledge, self.parsed);
        self.public_url.to(&self.in_language(format!("/{query}")))
    }

    /// An address that gives texts in the language of this response; English needs no parameter.
    fn in_language(&self, address: String) -> String {
        let sentences = self.knowledge.sentences;
        if sentences.is_english() {
            return address;
        }
        let separator = if address.contains('?') { '&' } else { '?' };
        format!("{address}{separator}{}={}", language::PARAMETER, sentences.tag())
    }
}
