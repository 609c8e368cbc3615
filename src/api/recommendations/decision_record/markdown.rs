//! A recommendation as a decision record in Markdown.
//!
//! The headings are those of MADR 4.0 (Markdown Any Decision Records), with one for what would change the
//! decision. Sources are footnotes. The record contains no text of the caller, only names of the knowledge and
//! numbers.

use std::fmt::Write as _;

use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::format::{Claim, Verdict};
use framewise_model::request::{Parsed, environment_pairs};

use crate::api::markdown::{Footnotes, escaped};
use crate::api::recommendations::response::{
    Ranked, Reason, Recommendation, Robustness, StabilityView,
};

/// The most weights under "Decision Drivers".
const MAX_DRIVERS: usize = 6;

/// The most weights that are listed with their stability interval.
const MAX_INTERVALS: usize = 3;

/// A recommendation as a Markdown document.
#[must_use]
pub fn markdown<'k>(
    knowledge: &'k Knowledge,
    parsed: &Parsed,
    recommendation: &Recommendation<'k>,
) -> String {
    let mut record = Record { knowledge, notes: Footnotes::default(), text: String::new() };
    let first = recommendation.ranking.first();
    record.line(&match first {
        Some(first) => format!("# Use {} as the web framework\n", name(first)),
        None => "# Choose a Python web framework\n".to_owned(),
    });
    record.line("- Status: proposed");
    record.line(&format!(
        "- Decided with: framewise, knowledge {}",
        recommendation.knowledge_version
    ));
    record.context(parsed, recommendation);
    record.drivers(first);
    record.options(recommendation);
    record.outcome(recommendation);
    record.confidence(recommendation);
    record.changes(recommendation);
    record.alternatives(recommendation);
    record.more(recommendation);
    let notes = record.notes.render(knowledge);
    record.text + &notes
}

/// A document that is being written.
struct Record<'k> {
    knowledge: &'k Knowledge,
    notes: Footnotes<'k>,
    text: String,
}

impl<'k> Record<'k> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn heading(&mut self, heading: &str) {
        self.line(&format!("\n{heading}\n"));
    }

    /// The answers and demands of the request.
    fn context(&mut self, parsed: &Parsed, recommendation: &Recommendation<'_>) {
        let knowledge = self.knowledge;
        self.heading("## Context and Problem Statement");
        self.line("Which Python web framework fits this project?\n");
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
            self.line("- No question was answered.");
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
            let level = request.must_have.minimum.as_str().replace('_', " ");
            let features = attributes(&request.must_have.features);
            self.line(&format!("- Required ({level} or better): **{features}**"));
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
            self.line(&format!("- Not wanted: **{}**", names.join(", ")));
        }
        if !context.team_knows.is_empty() {
            self.line(&format!("- The team knows **{}**", frameworks(&context.team_knows)));
        }
        if let Some(present) = context.migrating_from {
            self.line(&format!("- The project uses **{}** now", frameworks(&[present])));
        }
        for (member, value) in environment_pairs(knowledge, &request.environment) {
            self.line(&format!("- Environment: {} **{value}**", member.replace('_', " ")));
        }
        for (attribute, priority) in &request.priorities {
            let (name, times) = (attributes(&[*attribute]), priority.get());
            self.line(&format!("- {name} counts **{times} times** what the answers say"));
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
            self.line(&format!("- Not answered: {}", open.join(" ")));
        }
    }

    /// The largest weights, which are the same for all frameworks.
    fn drivers(&mut self, first: Option<&Ranked<'_>>) {
        let Some(first) = first else { return };
        self.heading("## Decision Drivers");
        let mut parts: Vec<_> = first.contributions.iter().flatten().collect();
        parts.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        for part in parts.into_iter().take(MAX_DRIVERS) {
            let name = self.attribute_name(part.criterion);
            self.line(&format!("- {name}: {:.0} % of the weight", part.weight * 100.0));
        }
    }

    fn options(&mut self, recommendation: &Recommendation<'_>) {
        self.heading("## Considered Options");
        for place in &recommendation.ranking {
            let tied = if place.tied == Some(true) { ", tied" } else { "" };
            self.line(&format!("- {}: score {:.3}{tied}", name(place), place.score));
        }
        let mut last = "";
        for exclusion in recommendation.excluded.iter().flatten() {
            if exclusion.framework != last {
                last = exclusion.framework;
                self.line(&format!("- {}: left out", escaped(self.framework_name(last))));
            }
        }
    }

    fn outcome(&mut self, recommendation: &Recommendation<'k>) {
        self.heading("## Decision Outcome");
        let summary = escaped(recommendation.summary.as_deref().unwrap_or_default());
        let Some(first) = recommendation.ranking.first() else {
            self.line(&summary);
            for miss in recommendation.nearest_misses.iter().flatten() {
                let missing = miss.missing.iter().map(|id| self.demand_name(id));
                let missing: Vec<String> = missing.collect();
                let name = escaped(self.framework_name(miss.framework));
                self.line(&format!("\nNearest: {name}, which lacks {}.", missing.join(", ")));
            }
            return;
        };
        self.line(&format!("Chosen option: **{}**. {summary}", name(first)));
        if let Some(reason) = recommendation.scope.reason {
            let instead = recommendation.scope.instead.join(", or ");
            self.line(&format!(
                "\nNo web framework seems to be needed. {} Use {}.",
                escaped(reason),
                escaped(&instead)
            ));
        }
        if let Some(moving) = &recommendation.moving {
            self.line(&format!("\n{}", escaped(&moving.text)));
        }
        self.heading("### Consequences");
        self.reasons(first);
    }

    /// Confidence, the winners of other methods, and stability intervals.
    fn confidence(&mut self, recommendation: &Recommendation<'_>) {
        let (Some(confidence), Some(robustness)) =
            (recommendation.confidence, &recommendation.robustness)
        else {
            return;
        };
        self.heading("### How Sure It Is");
        let Robustness { draws, stability, methods, .. } = robustness;
        let percent = confidence * 100.0;
        self.line(&format!("- First in {percent:.1} % of {draws} draws of weights and ratings"));
        for method in methods {
            let name = escaped(self.framework_name(method.winner));
            let tied = if method.tied { ", tied" } else { "" };
            self.line(&format!("- First by {}: {name}{tied}", method_name(method.method)));
        }
        let mut narrow: Vec<_> = stability.iter().filter(|found| distance(found) < 1.0).collect();
        narrow.sort_by(|a, b| distance(a).total_cmp(&distance(b)));
        for found in narrow.into_iter().take(MAX_INTERVALS) {
            let name = self.attribute_name(found.criterion);
            let [from, weight, to] = [found.from, found.weight, found.to].map(|w| w * 100.0);
            self.line(&format!(
                "- Stays first while {name} has {from:.1} % to {to:.1} % of the weight (now {weight:.1} %)"
            ));
        }
    }

    /// Changes of answers that would change the decision, and the next question.
    fn changes(&mut self, recommendation: &Recommendation<'_>) {
        self.heading("## What Would Change It");
        let changes = recommendation.would_change_it.as_deref().unwrap_or_default();
        if changes.is_empty() {
            self.line("- No change of one or two answers.");
        }
        for way in changes {
            self.line(&format!("- {}", escaped(&way.text)));
        }
        if let Some(target) = &recommendation.target {
            self.line(&format!("- {}", escaped(&target.text)));
        }
        if recommendation.settled {
            self.line("- No answer to a question that is still open.");
        }
        if let Some(next) = &recommendation.next_question {
            self.heading("### Next Question");
            self.line(&escaped(next.text));
        }
    }

    fn alternatives(&mut self, recommendation: &Recommendation<'k>) {
        let excluded = recommendation.excluded.as_deref().unwrap_or_default();
        if recommendation.ranking.len() > 1 || !excluded.is_empty() {
            self.heading("## Pros and Cons of the Options");
        }
        for place in recommendation.ranking.iter().skip(1) {
            self.line(&format!("### {}\n", name(place)));
            if let Some(gap) = &place.gap_to_first {
                let most = gap.by_criterion.iter().filter(|part| part.points > 0.0).take(2);
                let most: Vec<String> =
                    most.map(|part| self.attribute_name(part.criterion)).collect();
                let on = if most.is_empty() {
                    String::new()
                } else {
                    format!(", most of all on {}", most.join(" and "))
                };
                self.line(&format!("{:.3} behind{on}.\n", gap.points));
            }
            self.reasons(place);
            self.line("");
        }
        if !excluded.is_empty() {
            self.line("### Left out\n");
            for reason in excluded.iter().filter_map(|exclusion| exclusion.reason.as_deref()) {
                self.line(&format!("- {}", escaped(reason)));
            }
            self.line("");
        }
    }

    fn more(&mut self, recommendation: &Recommendation<'_>) {
        self.heading("## More Information");
        self.line(&format!("- Knowledge version {}", recommendation.knowledge_version));
        let digest = recommendation.knowledge_digest.unwrap_or_default();
        self.line(&format!("- Knowledge digest `{digest}`"));
        let link = recommendation.links.page.as_deref().unwrap_or_default();
        self.line(&format!("- The same recommendation as a link: `{link}`"));
        if let Some(oldest) = &recommendation.oldest_claim {
            let day = oldest.verified_on;
            self.line(&format!("- Oldest evidence behind the choice verified on {day}"));
        }
        self.line("");
    }

    /// Strengths and cautions of a framework with their sources.
    fn reasons(&mut self, place: &Ranked<'k>) {
        for (word, reasons) in [("Good", &place.strengths), ("Bad", &place.cautions)] {
            for reason in reasons.iter().flatten() {
                let line = format!("- {word}: {}", escaped(&reason.text));
                self.text.push_str(&line);
                self.evidence(place.framework, reason);
                self.text.push('\n');
            }
        }
        for limit in place.limits.iter().flatten() {
            let mark = self.notes.mark(limit.source);
            self.line(&format!("- Bad: {}{mark}", escaped(limit.text)));
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
                    let _ = write!(self.text, " But: {}{mark}", escaped(&counter.text));
                }
            }
        }
    }

    fn framework_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.knowledge.framework(id).map_or(id, |found| found.record.name.as_str())
    }

    /// The name of a required feature, or of a demand of the environment.
    fn demand_name(&self, id: &str) -> String {
        let feature = format!("feature:{id}");
        let known = self.knowledge.attribute(&feature).is_some();
        if known { self.attribute_name(&feature) } else { escaped(&id.replace(['_', '='], " ")) }
    }

    fn attribute_name(&self, id: &str) -> String {
        let attribute = self.knowledge.attributes.iter().find(|attribute| attribute.id == id);
        escaped(attribute.map_or(id, |attribute| attribute.name.as_str()))
    }
}

/// The escaped name of a framework.
fn name(place: &Ranked<'_>) -> String {
    escaped(place.name.unwrap_or(place.framework))
}

/// The name of a method in the literature.
fn method_name(method: &str) -> &str {
    match method {
        "weighted_sum" => "weighted sum",
        "topsis" => "TOPSIS",
        "promethee_ii" => "PROMETHEE II",
        "city_block" => "city-block distance to the best",
        other => other,
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
