//! What the caller said that makes an attribute count, in words.
//!
//! Each part is a clause after "You": an answer ("are building a REST API"), a required feature ("want an admin
//! interface") or a priority. A reason names at most two of them.

use std::borrow::Cow;

use super::Request;
use super::features::Wanted;
use crate::knowledge::Knowledge;
use crate::sentences::{Sentence, Sentences};

/// The most clauses that one reason names.
const MAX_CLAUSES: usize = 2;
/// A second answer is named if its effect is at least this share of the effect of the first.
const COMPARABLE: f64 = 0.75;
/// A criterion is explained by the features that were asked for if they raise its weight by more than this share of
/// what other answers add.
const EXPLAINED: f64 = 0.5;

/// What the caller said about one attribute.
#[derive(Debug, Clone, Default)]
pub(super) struct WeightOrigin<'k> {
    /// The clauses after "You"; empty if nothing was said.
    pub clauses: Vec<String>,
    /// `project_type=rest_api`, `must_have=orm`, `priorities=security`.
    pub because: Vec<Cow<'k, str>>,
    /// The answers among them, as indices of the options.
    pub options: Vec<usize>,
}

impl<'k> WeightOrigin<'k> {
    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.because.is_empty()
    }

    /// The clauses after "You", joined.
    pub fn clause(&self, sentences: &dyn Sentences) -> String {
        sentences.joined(&self.clauses)
    }

    fn add(&mut self, clause: &str, label: Cow<'k, str>) {
        self.clauses.push(clause.to_owned());
        self.because.push(label);
    }
}

/// The origins, by attribute.
pub(super) struct WeightOrigins<'k, 'r> {
    knowledge: &'k Knowledge,
    request: &'r Request,
    /// By attribute: the answers that raised its weight and have a clause, the largest effect first. Features have
    /// reasons of their own.
    raised_by: Vec<Vec<(f64, usize)>>,
    /// By attribute: what the features that were asked for add to its weight.
    by_features: Vec<f64>,
}

impl<'k, 'r> WeightOrigins<'k, 'r> {
    /// Reads the answers of a request.
    pub fn new(knowledge: &'k Knowledge, request: &'r Request) -> Self {
        let mut raised_by = vec![Vec::new(); knowledge.attributes.len()];
        let mut by_features = vec![0.0; knowledge.attributes.len()];
        for &option in request.answers.options() {
            let answer = &knowledge.options[option];
            if knowledge.chosen(answer).1.you.is_none() {
                continue;
            }
            for (attribute, effect) in &answer.effects {
                if answer.feature.is_some() {
                    by_features[*attribute] += effect.get();
                } else if effect.get() > 0.0 {
                    raised_by[*attribute].push((effect.get(), option));
                }
            }
        }
        for answers in &mut raised_by {
            answers.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        }
        Self { knowledge, request, raised_by, by_features }
    }

    /// The answer or the demand that asks for a feature.
    pub fn label(&self, Wanted { attribute, option, .. }: Wanted<'k>) -> Option<Cow<'k, str>> {
        let answer = &self.knowledge.options[option];
        if self.request.answers.options().contains(&option) {
            return Some(Cow::Borrowed(&answer.label));
        }
        let (_, id) = answer.label.split_once('=')?;
        let required = self.request.must_have.features.contains(&attribute);
        required.then(|| Cow::Owned(format!("must_have={id}")))
    }

    /// The wish for a feature that was asked for or is required.
    pub fn about_feature(&self, wanted: Wanted<'k>) -> WeightOrigin<'k> {
        let mut origin = WeightOrigin::default();
        let answer = &self.knowledge.options[wanted.option];
        let you = self.knowledge.chosen(answer).1.you.as_ref();
        if let Some((you, label)) = you.zip(self.label(wanted)) {
            origin.add(you, label);
        }
        origin
    }

    /// Whether something that was said raised the weight of a criterion, and features do not explain most of it.
    pub fn raise(&self, criterion: usize) -> bool {
        let by_others: f64 = self.raised_by[criterion].iter().map(|(effect, _)| effect).sum();
        let explained = self.by_features[criterion] > EXPLAINED * by_others;
        self.has_priority(criterion) || (by_others > 0.0 && !explained)
    }

    fn has_priority(&self, attribute: usize) -> bool {
        self.request.priorities.get(&attribute).is_some_and(|priority| priority.get() > 1.0)
    }

    /// What raised the weight of a criterion; answers that are not in `named` come first.
    pub fn about_criterion(&self, criterion: usize, named: &[usize]) -> WeightOrigin<'k> {
        let mut origin = WeightOrigin::default();
        let attribute = &self.knowledge.attributes[criterion];
        if self.has_priority(criterion) {
            let clause =
                self.knowledge.sentences.say(&Sentence::Priority { name: &attribute.name });
            origin.add(&clause, Cow::Owned(format!("priorities={}", attribute.id)));
        }
        let room = MAX_CLAUSES - origin.because.len();
        let answers = &self.raised_by[criterion];
        let mut chosen: Vec<(f64, usize)> =
            answers.iter().filter(|(_, option)| !named.contains(option)).copied().collect();
        if chosen.is_empty() && origin.is_empty() {
            chosen.extend(answers.first());
        }
        let largest = chosen.first().map_or(0.0, |(effect, _)| *effect);
        chosen.retain(|(effect, _)| *effect >= COMPARABLE * largest);
        chosen.truncate(room);
        // In the order of the questions.
        chosen.sort_by_key(|(_, option)| *option);
        for (_, option) in chosen {
            let answer = &self.knowledge.options[option];
            if let Some(you) = &self.knowledge.chosen(answer).1.you {
                origin.add(you, Cow::Borrowed(&answer.label));
                origin.options.push(option);
            }
        }
        origin
    }
}
