//! From evidence to answers.
//!
//! An option is supported by the sum of the weights of its different phrases; a phrase that is repeated
//! counts once. Where several options of a question that takes one are supported:
//!
//! 1. options that mean a third one together become that one (tables and documents: several databases);
//! 2. the largest support is taken, then the longest phrase. Where options may overlap, the strongest
//!    phrase counts before the sum: a text names the general thing more often than the particular one;
//! 3. where all is equal, the first in the text is taken if the options may overlap, and none otherwise:
//!    nothing in the text speaks for either.
//!
//! Unless the options may overlap, those with at least half of the largest support are a contradiction;
//! less is overruled. A feature that is wanted and not wanted is a contradiction too; the larger support
//! decides, and where both are equal it is not asked for.

use std::cmp::Ordering;

use super::found_phrases::Questionnaire;
use super::{Contradiction, Evidence, Understood, UnderstoodAnswer};

/// The share of the largest support from which another option contradicts it.
const CONTRADICTS: f64 = 0.5;

/// What speaks for an option, or against it.
#[derive(Debug, Clone, Default)]
struct Support {
    weight: f64,
    /// The weight of its strongest phrase.
    strongest: f64,
    patterns: Vec<usize>,
    evidence: Vec<Evidence>,
}

/// What speaks for and against each option.
pub(super) struct Tally<'a> {
    questionnaire: &'a Questionnaire,
    wanted: Vec<Support>,
    unwanted: Vec<Support>,
}

impl Support {
    fn add(&mut self, pattern: usize, weight: f64, evidence: &dyn Fn() -> Evidence) {
        if !self.patterns.contains(&pattern) {
            self.patterns.push(pattern);
            self.weight += weight;
            self.strongest = self.strongest.max(weight);
            self.evidence.push(evidence());
        }
    }

    fn is_there(&self) -> bool {
        !self.evidence.is_empty()
    }

    /// Its longest phrase, in characters.
    fn longest(&self) -> usize {
        self.evidence.iter().map(|found| found.end - found.start).max().unwrap_or_default()
    }

    fn first(&self) -> usize {
        self.evidence.first().map_or(usize::MAX, |found| found.start)
    }

    /// The better supported first; equal if nothing but the place differs.
    fn compare(&self, other: &Self) -> Ordering {
        other.weight.total_cmp(&self.weight).then(other.longest().cmp(&self.longest()))
    }

    fn meant(&self, option: usize) -> UnderstoodAnswer {
        let mut evidence = self.evidence.clone();
        // Phrases that the words around them gave a meaning may overlap others.
        evidence.sort();
        evidence.dedup();
        UnderstoodAnswer { option, evidence }
    }
}

impl<'a> Tally<'a> {
    pub fn new(questionnaire: &'a Questionnaire) -> Self {
        let none = vec![Support::default(); questionnaire.question_of.len()];
        Self { questionnaire, wanted: none.clone(), unwanted: none }
    }

    /// A phrase speaks for these options.
    pub fn add(
        &mut self,
        options: &[usize],
        pattern: usize,
        weight: f64,
        evidence: &dyn Fn() -> Evidence,
    ) {
        for option in options {
            self.wanted[*option].add(pattern, weight, evidence);
        }
    }

    /// A negated phrase speaks against these options, as far as they can be declined.
    pub fn against(
        &mut self,
        options: &[usize],
        pattern: usize,
        weight: f64,
        evidence: &dyn Fn() -> Evidence,
    ) {
        for option in options {
            if self.questionnaire.questions[self.questionnaire.question_of[*option]].multiple {
                self.unwanted[*option].add(pattern, weight, evidence);
            }
        }
    }

    /// The answers.
    pub fn resolve(mut self) -> Understood {
        self.join_together();
        let mut understood = Understood::default();
        for (question, asked) in self.questionnaire.questions.iter().enumerate() {
            if asked.multiple {
                for option in asked.options.clone() {
                    self.accept_or_decline(question, option, &mut understood);
                }
            } else {
                self.choose(question, &mut understood);
            }
        }
        understood
    }

    /// Options that mean a third one together become that one.
    fn join_together(&mut self) {
        for (options, joined) in &self.questionnaire.together {
            if !options.iter().all(|option| self.wanted[*option].is_there()) {
                continue;
            }
            for option in options {
                let part = std::mem::take(&mut self.wanted[*option]);
                let whole = &mut self.wanted[*joined];
                whole.weight += part.weight;
                whole.strongest = whole.strongest.max(part.strongest);
                whole.patterns.extend(part.patterns);
                whole.evidence.extend(part.evidence);
            }
            self.wanted[*joined].evidence.sort();
            self.wanted[*joined].evidence.dedup();
        }
    }

    /// Takes at most one option of a question.
    fn choose(&self, question: usize, understood: &mut Understood) {
        let asked = &self.questionnaire.questions[question];
        let mut options: Vec<usize> =
            asked.options.clone().filter(|option| self.wanted[*option].is_there()).collect();
        let support = |option: &usize| &self.wanted[*option];
        options.sort_by(|a, b| {
            let (a, b) = (support(a), support(b));
            let strongest = b.strongest.total_cmp(&a.strongest);
            let strongest = if asked.overlapping { strongest } else { Ordering::Equal };
            strongest.then(a.compare(b)).then(a.first().cmp(&b.first()))
        });
        let Some(best) = options.first() else { return };
        let open = !asked.overlapping
            && options.get(1).is_some_and(|next| support(best).compare(support(next)).is_eq());
        let chosen = (!open).then_some(*best);
        understood.answers.extend(chosen.map(|option| support(&option).meant(option)));
        let least = support(best).weight * CONTRADICTS;
        options.retain(|option| support(option).weight >= least);
        if !asked.overlapping && options.len() > 1 {
            let options =
                options.into_iter().map(|option| support(&option).meant(option)).collect();
            understood.contradictions.push(Contradiction { question, options, chosen });
        }
    }

    /// Asks for a feature, or declines it.
    fn accept_or_decline(&self, question: usize, option: usize, understood: &mut Understood) {
        let (wanted, unwanted) = (&self.wanted[option], &self.unwanted[option]);
        let accepted = wanted.weight > unwanted.weight;
        if wanted.is_there() && accepted {
            understood.answers.push(wanted.meant(option));
        }
        if unwanted.is_there() && !accepted {
            understood.refused.push(unwanted.meant(option));
        }
        if wanted.is_there() && unwanted.is_there() {
            let mut evidence = [&wanted.evidence[..], &unwanted.evidence[..]].concat();
            evidence.sort();
            let options = vec![UnderstoodAnswer { option, evidence }];
            let chosen = accepted.then_some(option);
            understood.contradictions.push(Contradiction { question, options, chosen });
        }
    }
}
