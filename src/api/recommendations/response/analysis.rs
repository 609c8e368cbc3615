//! What both forms of a recommendation rest on.

use framewise_model::decision::{Decision, decide, sentences};
use framewise_model::knowledge::Knowledge;
use framewise_model::request::{self, Parsed, Refusal, query_string};
use framewise_model::sensitivity::acceptability::Sampling;
use framewise_model::sensitivity::certificate::{Certificate, certificate};
use framewise_model::sensitivity::next_question::{DRAWS, gains};

use super::confidence::{self, NextQuestionView};
use super::names::framework_name;
use super::wording;

/// A decision with its certificate and open questions.
pub(super) struct Analysis<'k, 'p> {
    pub knowledge: &'k Knowledge,
    pub parsed: &'p Parsed,
    pub decision: Decision,
    /// The frameworks that take part, best first.
    pub frameworks: Vec<usize>,
    /// The questions without an answer.
    pub open: Vec<usize>,
    pub certificate: Certificate,
}

impl<'k, 'p> Analysis<'k, 'p> {
    /// Decides a request.
    ///
    /// # Errors
    /// [`Refusal`] if nothing would count.
    pub fn new(knowledge: &'k Knowledge, parsed: &'p Parsed) -> Result<Self, Refusal> {
        let request = &parsed.request;
        let decision = decide(knowledge, request).map_err(|_| request::nothing_counts())?;
        let frameworks = decision.ranking.iter().map(|place| place.framework).collect();
        let open = request.answers.open_questions(knowledge);
        let certificate = certificate(knowledge, request, &decision);
        Ok(Self { knowledge, parsed, decision, frameworks, open, certificate })
    }

    /// The winner, the confidence, and whether open questions can still change it, in sentences.
    pub fn summary(&self, confidence: Option<f64>) -> String {
        let Self { knowledge, parsed, decision, .. } = self;
        let ranking = &decision.ranking;
        let weights = &decision.weights;
        let mut text = sentences::summary(knowledge, &parsed.request, weights, ranking);
        if let ([first, _, ..], Some(share)) = (ranking.as_slice(), confidence) {
            let name = framework_name(knowledge, first.framework);
            text.push(' ');
            text.push_str(&wording::confidence(name, share, parsed.sampling));
            if self.certificate.settled && !self.open.is_empty() {
                text.push(' ');
                text.push_str(wording::SETTLED);
            }
        }
        text
    }

    /// The question with the largest expected gain among those that can still change the recommendation.
    pub fn next_question(&self) -> Option<NextQuestionView<'k>> {
        let questions = &self.certificate.can_change;
        if questions.is_empty() {
            return None;
        }
        let request = &self.parsed.request;
        let sampling = Sampling { draws: DRAWS, ..self.parsed.sampling };
        let gains = gains(self.knowledge, request, questions, &self.frameworks, sampling);
        let best = gains.first().filter(|next| next.gain > 0.0);
        best.map(|next| confidence::next(self.knowledge, *next))
    }

    /// The address of the same request.
    pub fn permalink(&self) -> String {
        format!("/v1/recommendations{}", query_string::query(self.knowledge, self.parsed))
    }
}
