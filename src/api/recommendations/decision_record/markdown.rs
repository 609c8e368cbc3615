//! A recommendation as a decision record in Markdown.
//!
//! The headings are those of MADR 4.0 (Markdown Any Decision Records), with one for what would change the
//! decision. Sources are footnotes. The record contains no text of the caller, only names of the knowledge and
//! numbers.

use std::fmt::Write as _;

use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::format::{Claim, Support, Verdict};
use framewise_model::request::{Parsed, environment_pairs};
use framewise_model::sentences::Sentence;

use super::writer::{Record, name};
use crate::api::markdown::{Footnotes, escaped};
use crate::api::recommendations::response::{
    Ranked, Reason, Recommendation, Robustness, StabilityView,
};
use crate::texts::language::Language;

/// The most weights under "Decision Drivers".
const MAX_DRIVERS: usize = 6;

/// The most weights that are listed with their stability interval.
const MAX_INTERVALS: usize = 3;

/// A recommendation as a Markdown document in this language, which is that of the knowledge.
#[must_use]
pub fn markdown<'k>(
    knowledge: &'k Knowledge,
    parsed: &Parsed,
    recommendation: &Recommendation<'k>,
    language: Language,
) -> String {
    let notes = Footnotes::default();
    let mut record = Record { knowledge, language, notes, text: String::new() };
    let first = recommendation.ranking.first();
    let title = match first {
        Some(first) => record.with("record-title", &[("framework", name(first).into())]),
        None => record.with("record-title-open", &[]),
    };
    record.line(&format!("# {title}\n"));
    record.item("record-status", &[]);
    record.item("record-by", &[("version", recommendation.knowledge_version.into())]);
    record.context(parsed, recommendation);
    record.drivers(first);
    record.options(recommendation);
    record.outcome(recommendation);
    record.confidence(recommendation);
    record.changes(recommendation);
    record.alternatives(recommendation);
    record.more(recommendation);
    let notes = record.notes.render(knowledge, language);
    record.text + &notes
}

impl<'k> Record<'k> {
    /// The answers and demands of the request.
    fn context(&mut self, parsed: &Parsed, recommendation: &Recommendation<'_>) {
        let knowledge = self.knowledge;
        self.heading("##", "record-context");
        let question = self.with("record-question", &[]);
        self.line(&format!("{question}\n"));
        let request = &parsed.request;
        let mut answers: Vec<(&str, Vec<String>)> = Vec::new();
        for option in request.answers.options() {
            let (question, choice) = knowledge.chosen(&knowledge.options[*option]);
            let chosen = escaped(&choice.text);
            match answers.last_mut() {
                Some((text, list)) if *text == question.text => list.push(chosen),
                _ => answers.push((&question.text, vec![chosen])),
            }
        }
        if answers.is_empty() {
            self.item("record-no-answer", &[]);
        }
        for (question, chosen) in answers {
            self.line(&format!("- {} **{}**", escaped(question), chosen.join(", ")));
        }
        let attributes = |attributes: &[usize]| {
            let names =
                attributes.iter().map(|attribute| escaped(&knowledge.attributes[*attribute].name));
            names.collect::<Vec<_>>().join(", ")
        };
        if !request.must_have.features.is_empty() {
            let level = match request.must_have.minimum {
                Support::None | Support::ThirdParty => "record-level-third-party",
                Support::OfficialExtension => "record-level-official",
                Support::BuiltIn => "record-level-built-in",
            };
            let level = self.with(level, &[]);
            let features = attributes(&request.must_have.features);
            let values = [("level", level.into()), ("features", features.into())];
            self.item("record-required", &values);
        }
        let context = &parsed.context;
        let frameworks = |frameworks: &[usize]| {
            let names = frameworks.iter().map(|index| &knowledge.frameworks[*index].record.name);
            names.map(|name| escaped(name)).collect::<Vec<_>>().join(", ")
        };
        if !context.unwanted.is_empty() {
            let unwanted = context.unwanted.iter().map(|option| &knowledge.options[*option]);
            let names: Vec<String> =
                unwanted.map(|option| escaped(&knowledge.chosen(option).1.text)).collect();
            self.item("record-unwanted", &[("features", names.join(", ").into())]);
        }
        if !context.team_knows.is_empty() {
            self.item("record-team", &[("frameworks", frameworks(&context.team_knows).into())]);
        }
        if let Some(present) = context.migrating_from {
            self.item("record-present", &[("framework", frameworks(&[present]).into())]);
        }
        for (member, value) in environment_pairs(knowledge, &request.environment) {
            let member = member.replace('_', " ");
            let values = [("member", member.into()), ("value", value.clone().into())];
            self.item("record-environment", &values);
        }
        for (attribute, priority) in &request.priorities {
            let times = self.language.number(&priority.get().to_string());
            let values = [("name", attributes(&[*attribute]).into()), ("times", times.into())];
            self.item("record-priority", &values);
        }
        let open: Vec<String> = knowledge
            .questions
            .iter()
            .filter(|question| {
                let open = recommendation.open_questions.iter().flatten();
                open.into_iter().any(|id| *id == question.id)
            })
            .map(|question| escaped(&question.text))
            .collect();
        if !open.is_empty() {
            self.item("record-open", &[("questions", open.join(" ").into())]);
        }
    }

    /// The largest weights, which are the same for all frameworks.
    fn drivers(&mut self, first: Option<&Ranked<'_>>) {
        let Some(first) = first else { return };
        self.heading("##", "record-drivers");
        let mut parts: Vec<_> = first.contributions.iter().flatten().collect();
        parts.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        for part in parts.into_iter().take(MAX_DRIVERS) {
            let name = self.attribute_name(part.criterion);
            let share = self.percent(part.weight, 0);
            self.item("record-weight", &[("name", name.into()), ("share", share.into())]);
        }
    }

    fn options(&mut self, recommendation: &Recommendation<'_>) {
        self.heading("##", "record-options");
        for place in &recommendation.ranking {
            let tied = place.tied == Some(true);
            let key = if tied { "record-score-tied" } else { "record-score" };
            let score = self.language.decimal(place.score, 3);
            self.item(key, &[("name", name(place).into()), ("score", score.into())]);
        }
        let mut last = "";
        for exclusion in recommendation.excluded.iter().flatten() {
            if exclusion.framework != last {
                last = exclusion.framework;
                let name = escaped(self.framework_name(last));
                self.item("record-excluded", &[("name", name.into())]);
            }
        }
    }

    fn outcome(&mut self, recommendation: &Recommendation<'k>) {
        self.heading("##", "record-outcome");
        let summary = escaped(recommendation.summary.as_deref().unwrap_or_default());
        let Some(first) = recommendation.ranking.first() else {
            self.line(&summary);
            for miss in recommendation.nearest_misses.iter().flatten() {
                let missing = miss.missing.iter().map(|id| self.demand_name(id));
                let missing: Vec<String> = missing.collect();
                let name = escaped(self.framework_name(miss.framework));
                let values = [("name", name.into()), ("missing", missing.join(", ").into())];
                let nearest = self.with("record-nearest", &values);
                self.line(&format!("\n{nearest}"));
            }
            return;
        };
        let values = [("framework", name(first).into()), ("summary", summary.into())];
        let chosen = self.with("record-chosen", &values);
        self.line(&chosen);
        if let Some(reason) = recommendation.scope.reason {
            let instead = recommendation.scope.instead.join(&self.with("record-instead-or", &[]));
            let values =
                [("reason", escaped(reason).into()), ("instead", escaped(&instead).into())];
            let scope = self.with("record-scope", &values);
            self.line(&format!("\n{scope}"));
        }
        if let Some(moving) = &recommendation.moving {
            self.line(&format!("\n{}", escaped(&moving.text)));
        }
        self.heading("###", "record-consequences");
        self.reasons(first);
    }

    /// Confidence, the winners of other methods, and stability intervals.
    fn confidence(&mut self, recommendation: &Recommendation<'_>) {
        let (Some(confidence), Some(robustness)) =
            (recommendation.confidence, &recommendation.robustness)
        else {
            return;
        };
        self.heading("###", "record-sure");
        let Robustness { draws, stability, methods, .. } = robustness;
        let share = self.percent(confidence, 1);
        let values = [("share", share.into()), ("draws", draws.to_string().into())];
        self.item("record-first-in", &values);
        for method in methods {
            let name = escaped(self.framework_name(method.winner));
            let values =
                [("method", self.method_name(method.method).into()), ("name", name.into())];
            let key = if method.tied { "record-first-by-tied" } else { "record-first-by" };
            self.item(key, &values);
        }
        let mut narrow: Vec<_> = stability.iter().filter(|found| distance(found) < 1.0).collect();
        narrow.sort_by(|a, b| distance(a).total_cmp(&distance(b)));
        for found in narrow.into_iter().take(MAX_INTERVALS) {
            let name = self.attribute_name(found.criterion);
            let values = [
                ("name", name.into()),
                ("from", self.percent(found.from, 1).into()),
                ("to", self.percent(found.to, 1).into()),
                ("weight", self.percent(found.weight, 1).into()),
            ];
            self.item("record-stays", &values);
        }
    }

    /// Changes of answers that would change the decision, and the next question.
    fn changes(&mut self, recommendation: &Recommendation<'_>) {
        self.heading("##", "record-changes");
        let changes = recommendation.would_change_it.as_deref().unwrap_or_default();
        if changes.is_empty() {
            self.item("record-no-change", &[]);
        }
        for way in changes {
            self.line(&format!("- {}", escaped(&way.text)));
        }
        if let Some(target) = &recommendation.target {
            self.line(&format!("- {}", escaped(&target.text)));
        }
        if recommendation.settled {
            self.item("record-settled", &[]);
        }
        if let Some(next) = &recommendation.next_question {
            self.heading("###", "record-next");
            self.line(&escaped(next.text));
        }
    }

    fn alternatives(&mut self, recommendation: &Recommendation<'k>) {
        let excluded = recommendation.excluded.as_deref().unwrap_or_default();
        if recommendation.ranking.len() > 1 || !excluded.is_empty() {
            self.heading("##", "record-pros");
        }
        for place in recommendation.ranking.iter().skip(1) {
            self.line(&format!("### {}\n", name(place)));
            if let Some(gap) = &place.gap_to_first {
                let most = gap.by_criterion.iter().filter(|part| part.points > 0.0).take(2);
                let most: Vec<String> =
                    most.map(|part| self.attribute_name(part.criterion)).collect();
                let points = ("points", self.language.decimal(gap.points, 3).into());
                let behind = if most.is_empty() {
                    self.with("record-behind", &[points])
                } else {
                    let both = |one: String, other: String| {
                        let both = Sentence::Both { one: &one, other: &other };
                        self.knowledge.sentences.say(&both)
                    };
                    let criteria = most.into_iter().reduce(both).unwrap_or_default();
                    self.with("record-behind-on", &[points, ("criteria", criteria.into())])
                };
                self.line(&format!("{behind}\n"));
            }
            self.reasons(place);
            self.line("");
        }
        if !excluded.is_empty() {
            let left_out = self.with("record-left-out", &[]);
            self.line(&format!("### {left_out}\n"));
            for reason in excluded.iter().filter_map(|exclusion| exclusion.reason.as_deref()) {
                self.line(&format!("- {}", escaped(reason)));
            }
            self.line("");
        }
    }

    fn more(&mut self, recommendation: &Recommendation<'_>) {
        self.heading("##", "record-more");
        self.item("record-version", &[("version", recommendation.knowledge_version.into())]);
        let digest = recommendation.knowledge_digest.unwrap_or_default();
        self.item("record-digest", &[("digest", digest.into())]);
        let link = recommendation.links.page.as_deref().unwrap_or_default();
        self.item("record-link", &[("link", link.into())]);
        if let Some(oldest) = &recommendation.oldest_claim {
            self.item("record-oldest", &[("day", oldest.verified_on.to_string().into())]);
        }
        self.line("");
    }

    /// Strengths and cautions of a framework with their sources.
    fn reasons(&mut self, place: &Ranked<'k>) {
        for (key, reasons) in [("record-good", &place.strengths), ("record-bad", &place.cautions)] {
            for reason in reasons.iter().flatten() {
                let line = self.with(key, &[("text", escaped(&reason.text).into())]);
                let _ = write!(self.text, "- {line}");
                self.evidence(place.framework, reason);
                self.text.push('\n');
            }
        }
        for limit in place.limits.iter().flatten() {
            let mark = self.notes.mark(limit.source);
            let line = self.with("record-bad", &[("text", escaped(limit.text).into())]);
            self.line(&format!("- {line}{mark}"));
        }
    }

    /// The sources of a reason, and its counter-evidence.
    fn evidence(&mut self, framework: &str, reason: &Reason<'_>) {
        let knowledge = self.knowledge;
        let claims = knowledge.framework(framework).map(|found| found.record.claims.as_slice());
        let cited =
            |claim: &&Claim| reason.claims.iter().flatten().any(|cited| cited.id == claim.id);
        for source in reason.sources.iter().filter_map(|source| knowledge.source(source.id)) {
            self.text.push_str(&self.notes.mark(&source.id));
        }
        for claim in claims.unwrap_or_default().iter().filter(cited) {
            if claim.verdict != Verdict::Supported {
                for counter in &claim.counter_evidence {
                    let mark = self.notes.mark(&counter.source);
                    let but = self.with("record-but", &[("text", escaped(&counter.text).into())]);
                    let _ = write!(self.text, " {but}{mark}");
                }
            }
        }
    }
}

/// The distance of a weight from the nearest end of its stability interval; 1 if no end differs visibly from 0 %
/// and 100 % with one digit after the point.
fn distance(found: &StabilityView<'_>) -> f64 {
    const VISIBLE: f64 = 0.000_5;
    let down = if found.from >= VISIBLE { found.weight - found.from } else { 1.0 };
    let up = if found.to <= 1.0 - VISIBLE { found.to - found.weight } else { 1.0 };
    down.min(up)
}
