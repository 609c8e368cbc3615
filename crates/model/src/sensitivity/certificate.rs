//! Whether any answer to the open questions can still change who is first.
//!
//! An open question is one without an answer. A combination `x` gives each of them one option, or, where
//! it takes several, any set of options, or leaves it open. The lead of `a` over `b` in points is a sum
//! over questions, `D_ab(x) = S_a − S_b + Σ_q δ_q`, so its minimum over all combinations is the sum of
//! the minima question by question: the least `δ` of its options or 0, where several may be chosen the
//! sum of the negative ones. These minima are attained; they are not merely bounds.
//!
//! **Settled.** Scores that differ by less than `TIE` are equal and go by id; in points that is
//! `|D_ab(x)| < TIE·W(x)`, and `W(x)` is a sum over questions too. So `a` is first in every combination
//! if the minimum of `D_ab(x) + TIE·W(x)` is above 0 for every rival behind it by id, and that of
//! `D_ab(x) − TIE·W(x)` for every rival before it. What is asked for is more than the rounding errors, so
//! `settled` is never wrong; its absence is wrong at most where scores are that close to a tie.
//!
//! **What can change it.** A question matters if in some combination of answers to the others an answer
//! to it changes who is first. To prove that one does not, the others are answered one after another in
//! every way (branch and bound, Land & Doig 1960), until the one that is first then is first in every
//! combination of what is left, the question itself among it: the same test as above. Where all others
//! are answered, the test is about the question alone. A question is left out if every branch ends so;
//! it is listed if one does not, or if the proof would take more than `STEPS`.
//!
//! Something is listed where it is not settled. For let `b` be first for the answers `x`, and let them be
//! given one after another: the first changes at some step, and the question of that step matters.

use std::cell::OnceCell;

use crate::decision::answer_points::{Points, ROUNDING, Sum};
use crate::decision::rank::TIE;
use crate::decision::{Decision, Request};
use crate::knowledge::Knowledge;

/// After how many branches in all no proof is looked for any more. Three open questions of three options
/// need less than 200; with ten, nearly every question can change something in one of a million
/// combinations.
pub const STEPS: usize = 1_000;

/// What open questions can still do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// Whether it is proved that no combination of answers to the open questions changes who is first.
    pub settled: bool,
    /// Indices of the open questions that may still take part in changing it, ascending; the others are
    /// proved to make no difference in any combination. Empty exactly where it is settled.
    pub can_change: Vec<usize>,
}

/// Certifies a decision. Where fewer than two take part, it is settled. `decision` must be that of
/// `request`.
#[must_use]
pub fn certificate(knowledge: &Knowledge, request: &Request, decision: &Decision) -> Certificate {
    let field = Field::new(knowledge, request, decision);
    if field.is_certain(decision) {
        return Certificate { settled: true, can_change: Vec::new() };
    }
    let mut open: Vec<usize> = field.choices.iter().map(|choice| choice.question).collect();
    open.dedup();
    let steps = STEPS / open.len();
    let matters = |question: &usize| !Proof::new(&field, *question, steps).idle();
    let can_change: Vec<usize> = open.iter().copied().filter(matters).collect();
    // Within rounding errors of a tie, each question can be proved idle and yet nothing settled.
    Certificate {
        settled: false,
        can_change: if can_change.is_empty() { open } else { can_change },
    }
}

/// Only [`Certificate::settled`], which takes a small part of the time.
#[must_use]
pub fn settled(knowledge: &Knowledge, request: &Request, decision: &Decision) -> bool {
    Field::new(knowledge, request, decision).is_certain(decision)
}

/// Options of an open question of which at most one is chosen. A question that takes several is as many
/// choices as it has options.
#[derive(Debug)]
struct Choice {
    question: usize,
    options: Vec<usize>,
}

/// Who takes part, and what may still be chosen.
#[derive(Debug)]
struct Field {
    points: Points,
    choices: Vec<Choice>,
    /// Rounding errors of all leads are below this.
    doubt: f64,
    /// By framework, [`Field::least`], made when it is first asked for.
    least: Vec<OnceCell<Vec<f64>>>,
}

impl Field {
    fn new(knowledge: &Knowledge, request: &Request, decision: &Decision) -> Self {
        let points = Points::of_request(knowledge, request, decision);
        let mut choices: Vec<Choice> = Vec::new();
        let open = request.answers.open_questions(knowledge);
        for (option, answer) in knowledge.options.iter().enumerate() {
            let question = answer.question;
            // What moves no weight moves no framework.
            if open.binary_search(&question).is_err() || points.option(option).weight <= 0.0 {
                continue;
            }
            match choices.last_mut() {
                Some(last)
                    if last.question == question && !knowledge.questions[question].multiple =>
                {
                    last.options.push(option);
                }
                _ => choices.push(Choice { question, options: vec![option] }),
            }
        }
        let most = |choice: &Choice| {
            choice.options.iter().map(|option| points.option(*option).weight).fold(0.0, f64::max)
        };
        let heaviest = points.now.weight + choices.iter().map(most).sum::<f64>();
        let least = vec![OnceCell::new(); points.frameworks.len()];
        Self { points, choices, doubt: ROUNDING * heaviest, least }
    }

    /// By choice, then by rival: the least that the choice can add to the lead of `own`, ties settled.
    fn least(&self, own: usize) -> &[f64] {
        self.least[own].get_or_init(|| {
            let count = self.points.frameworks.len();
            let mut least = vec![0.0_f64; self.choices.len() * count];
            for (row, choice) in least.chunks_exact_mut(count).zip(&self.choices) {
                for option in &choice.options {
                    let Sum { points, weight } = self.points.option(*option);
                    for (rival, (least, other)) in row.iter_mut().zip(points).enumerate() {
                        *least = least.min(points[own] - other + tie(own, rival) * weight);
                    }
                }
            }
            least
        })
    }

    /// The option of a choice that takes most from the lead of `own` over `rival`, and what it adds to it; `None` if none
    /// takes anything.
    fn best_for(&self, rival: usize, own: usize, choice: usize) -> Option<(usize, f64)> {
        let options = self.choices[choice].options.iter();
        let change = |option: &usize| (*option, self.points.option(*option).difference(own, rival));
        options.map(change).filter(|(_, change)| *change < 0.0).min_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// By place in `order`, then by rival: the same of all choices from there on.
    fn least_from(&self, order: &[usize], own: usize) -> Vec<f64> {
        let count = self.points.frameworks.len();
        let least = self.least(own);
        let mut sums = vec![0.0; (order.len() + 1) * count];
        for (place, choice) in order.iter().enumerate().rev() {
            let (row, later) = sums[place * count..].split_at_mut(count);
            let added = &least[choice * count..][..count];
            for ((sum, later), added) in row.iter_mut().zip(&*later).zip(added) {
                *sum = later + added;
            }
        }
        sums
    }

    /// Whether the first of this decision is first whatever is chosen.
    fn is_certain(&self, decision: &Decision) -> bool {
        let own = decision.ranking.first().and_then(|first| self.points.place(first.framework));
        self.choices.is_empty() || own.is_none_or(|own| self.settled(own))
    }

    /// Whether `own` is first whatever is chosen.
    fn settled(&self, own: usize) -> bool {
        let all: Vec<usize> = (0..self.choices.len()).collect();
        let least = self.least_from(&all, own);
        self.first_in_all(own, &self.points.now.points, self.points.now.weight, &least)
    }

    /// Whether `own` is first with these points, and after everything that adds no less than `least`.
    fn first_in_all(&self, own: usize, points: &[f64], weight: f64, least: &[f64]) -> bool {
        points.iter().zip(least).enumerate().all(|(rival, (other, least))| {
            let lead = points[own] - other + tie(own, rival) * weight;
            rival == own || lead + least > self.doubt
        })
    }
}

/// By how much of the weight a lead may be below zero: frameworks stand in the order of their ids, and
/// of equal ones the first by id is first.
fn tie(own: usize, rival: usize) -> f64 {
    if own < rival { TIE } else { -TIE }
}

/// The attempt to prove that a question makes no difference.
#[derive(Debug)]
struct Proof<'f> {
    field: &'f Field,
    /// The choices of the other questions, then those of this one.
    order: Vec<usize>,
    /// How many of them belong to the others.
    others: usize,
    /// By framework, [`Field::least_from`], made when it is first asked for.
    least: Vec<Option<Vec<f64>>>,
    /// How many branches may still be looked at.
    steps: usize,
}

impl<'f> Proof<'f> {
    fn new(field: &'f Field, question: usize, steps: usize) -> Self {
        let (own, mut order): (Vec<usize>, Vec<usize>) = (0..field.choices.len())
            .partition(|choice| field.choices[*choice].question == question);
        let others = order.len();
        order.extend(own);
        let least = vec![None; field.points.frameworks.len()];
        Self { field, order, others, least, steps }
    }

    fn idle(mut self) -> bool {
        let Sum { points, weight } = &self.field.points.now;
        !self.decides_a_close_race() && self.same_first(0, points, *weight)
    }

    /// Whether the question changes who is first after answers that bring a rival as near to the first place as they
    /// can without giving it away. Most questions that matter are found so in a tenth of the time that a failing
    /// proof takes; for the others this says nothing.
    fn decides_a_close_race(&self) -> bool {
        let points = &self.field.points;
        let (others, question) = self.order.split_at(self.others);
        let Some(own) = points.now.winner() else { return false };
        let mut rivals = (0..points.frameworks.len()).filter(|rival| *rival != own);
        rivals.any(|rival| {
            let mut sum = points.now.clone();
            let mut lead = sum.difference(own, rival);
            for choice in others {
                if let Some((option, change)) = self.field.best_for(rival, own, *choice)
                    && lead + change > 0.0
                {
                    sum.add(points.option(option), 1.0);
                    lead += change;
                }
            }
            let before = sum.winner();
            for choice in question {
                if let Some((option, _)) = self.field.best_for(rival, own, *choice) {
                    sum.add(points.option(option), 1.0);
                }
            }
            sum.winner() != before
        })
    }

    /// Whether, with the first `made` choices made, the question makes no difference.
    fn same_first(&mut self, made: usize, points: &[f64], weight: f64) -> bool {
        let field = self.field;
        let best = points.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let Some(own) = points.iter().position(|sum| best - sum < TIE * weight) else {
            return false;
        };
        let least = self.least[own].get_or_insert_with(|| field.least_from(&self.order, own));
        if field.first_in_all(own, points, weight, &least[made * points.len()..]) {
            return true;
        }
        if made == self.others || self.steps == 0 {
            return false;
        }
        self.steps -= 1;
        let choice = &field.choices[self.order[made]];
        choice.options.iter().all(|option| {
            let added = field.points.option(*option);
            let sums = points.iter().zip(&added.points).map(|(sum, more)| sum + more);
            self.same_first(made + 1, &sums.collect::<Vec<f64>>(), weight + added.weight)
        }) && self.same_first(made + 1, points, weight)
    }
}
