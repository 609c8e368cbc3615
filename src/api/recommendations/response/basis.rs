//! What every answer rests on, in full or in brief.

use super::confidence::NextQuestionView;
use super::names::framework_name;
use super::{confidence, wording};
use framewise_model::decision::{Decision, decide, sentences};
use framewise_model::knowledge::Knowledge;
use framewise_model::request;
use framewise_model::request::permalink;
use framewise_model::request::{Parsed, Refusal};
use framewise_model::sensitivity::acceptability::Sampling;
use framewise_model::sensitivity::certificate::{Certificate, certificate};
use framewise_model::sensitivity::next_question::{DRAWS, gains};

/// A decision with what is still open.
pub(super) struct Basis<'k, 'p> {
    pub knowledge: &'k Knowledge,
    pub parsed: &'p Parsed,
    pub decision: Decision,
    /// Those who take part, best first.
    pub frameworks: Vec<usize>,
    /// The questions without an answer.
    pub open: Vec<usize>,
    pub certificate: Certificate,
}

impl<'k, 'p> Basis<'k, 'p> {
    /// Decides.
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

    /// What the ranking comes to, how sure that is, and whether it is settled by more than the answers.
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

    /// Of the questions that can still change who is recommended, the one that is expected to tell
    /// most.
    pub fn next_question(&self) -> Option<NextQuestionView<'k>> {
        let asked = &self.certificate.can_change;
        if asked.is_empty() {
            return None;
        }
        let request = &self.parsed.request;
        let sampling = Sampling { draws: DRAWS, ..self.parsed.sampling };
        let gains = gains(self.knowledge, request, asked, &self.frameworks, sampling);
        let best = gains.first().filter(|next| next.gain > 0.0);
        best.map(|next| confidence::next(self.knowledge, *next))
    }

    /// The same request as an address that can be shared.
    pub fn permalink(&self) -> String {
        format!("/v1/recommendations{}", permalink::query(self.knowledge, self.parsed))
    }
}
