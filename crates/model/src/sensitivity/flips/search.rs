//! All sets of a few changes after which a framework is first, or is not. [`super`] asks for sets of one change before
//! it asks for larger ones; of the sets of one size, `nearest` takes the closest.
//!
//! The leads of the framework `a` over its rivals, `S_a − S_b`, change with each answer by amounts that
//! do not depend on the other answers. So a set of changes is tested by one addition and one comparison
//! for each rival. Before the last changes are chosen, the best that they can still do for each rival
//! is known: `reach_k(i) = max(reach_k(i+1), gain_i + reach_{k−1}(i+1))`, the largest sum of `k` of the
//! changes from the `i`-th on (the smallest, where the framework is to lose). Where even that is not
//! enough, the sets are ruled out together. That two changes may exclude one another is left aside there,
//! which makes the bound weaker, never wrong.

use super::change::{Change, apply, changes};
use super::rival_rows::{LANES, Row, add, leads, least, pick};
use crate::decision::answer_points::{Points, ROUNDING};
use crate::decision::rank::{self, TIE};
use crate::decision::{Answers, Decision, Place, Request, Weights};
use crate::knowledge::Knowledge;

/// The most changes in one set.
const MOST: usize = super::flip::MAX_TARGET_CHANGES;

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goal {
    /// Sets after which the framework is first.
    Win,
    /// Sets after which it is not.
    Lose,
}

/// A set of changes, as indices of [`Search::moves`]; only the first few are in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Set {
    moves: [usize; MOST],
    size: usize,
}

/// A change, and what it does.
#[derive(Debug)]
pub(super) struct Move {
    pub change: Change,
    /// The question, if a set can change it only once.
    exclusive: Option<usize>,
    /// By rival, what the change adds to the lead over it.
    gains: Row,
    /// What the change adds to `W`.
    pub weight: f64,
    /// What it adds and what it takes away, whose rounding errors stay even where they cancel.
    pub moved: f64,
}

/// A search for one framework.
#[derive(Debug)]
pub(super) struct Search<'a> {
    pub knowledge: &'a Knowledge,
    pub request: &'a Request,
    pub decision: &'a Decision,
    pub points: Points,
    framework: usize,
    goal: Goal,
    /// Indices of the rivals, ascending.
    rivals: Vec<usize>,
    /// The leads before any change.
    leads: Row,
    moves: Vec<Move>,
    /// The largest `W` that can come up, which rounding errors are measured by.
    heaviest: f64,
}

impl Set {
    /// The changes of the set.
    pub fn moves(&self) -> &[usize] {
        &self.moves[..self.size]
    }

    fn with(mut self, index: usize) -> Self {
        self.moves[self.size] = index;
        self.size += 1;
        self
    }
}

impl<'a> Search<'a> {
    /// A search for this framework; `None` if it takes no part.
    pub fn new(
        knowledge: &'a Knowledge,
        request: &'a Request,
        decision: &'a Decision,
        framework: usize,
        goal: Goal,
    ) -> Option<Self> {
        let points = Points::of_request(knowledge, request, decision);
        let own = points.place(framework)?;
        let mut largest = 0.0_f64;
        let moves = changes(knowledge, &request.answers)
            .into_iter()
            .filter_map(|change| {
                let weight =
                    |option: Option<usize>| option.map_or(0.0, |o| points.option(o).weight);
                let (lost, won) = (weight(change.from), weight(change.to));
                largest = largest.max(lost + won);
                let question = change.question;
                let multiple = knowledge.questions[question].multiple;
                // What moves no weight moves no framework.
                (lost + won > 0.0).then(|| Move {
                    change,
                    exclusive: (!multiple).then_some(question),
                    gains: gains(&points, own, change),
                    weight: won - lost,
                    moved: won + lost,
                })
            })
            .collect();
        let mut search = Self {
            rivals: points.frameworks.iter().copied().filter(|f| *f != framework).collect(),
            // What stands beyond the last rival is behind, whatever is added to it.
            leads: leads(&points.now.points, own, f64::INFINITY),
            heaviest: points.now.weight + largest * 3.0,
            knowledge,
            request,
            decision,
            points,
            framework,
            goal,
            moves,
        };
        search.put_the_strongest_first();
        Some(search)
    }

    /// The changes of a set, in the order of their options.
    pub fn changes(&self, set: Set) -> Vec<Change> {
        let mut changes: Vec<Change> =
            set.moves().iter().map(|index| self.moves[*index].change).collect();
        changes.sort_unstable_by_key(|change| change.to.or(change.from));
        changes
    }

    /// A change that may be part of a set.
    pub fn get(&self, index: usize) -> &Move {
        &self.moves[index]
    }

    /// Whether this ranking is what is looked for.
    pub fn met_by(&self, ranking: &[Place]) -> bool {
        let first = ranking.first().is_some_and(|place| place.framework == self.framework);
        first == (self.goal == Goal::Win)
    }

    /// Weights and ranking after these changes; `None` if nothing would count.
    pub fn decide(&self, changes: &[Change]) -> Option<(Weights, Vec<Place>)> {
        let answers: Answers = apply(self.knowledge, &self.request.answers, changes).ok()?;
        let weights = Weights::new(self.knowledge, &answers, &self.request.priorities).ok()?;
        let ranking = rank::rank(self.knowledge, &weights, &self.points.frameworks);
        Some((weights, ranking))
    }

    /// Takes sets of one change out of all further sets.
    pub fn leave_out(&mut self, singles: &[Set]) {
        let mut index = 0;
        self.moves.retain(|_| {
            index += 1;
            !singles.iter().any(|single| single.moves() == [index - 1])
        });
    }

    /// All sets of this many changes that are what is looked for.
    pub fn sets(&self, size: usize) -> Vec<Set> {
        let mut found = Vec::new();
        let reach = self.reach(size);
        let mut rows = vec![self.leads.clone(); size];
        let none = Set { moves: [0; MOST], size: 0 };
        self.descend(&reach, &mut rows, 0, none, &mut found);
        found
    }

    /// Adds one change after another; `rows` has the leads so far, and room for those of later steps.
    fn descend(
        &self,
        reach: &[Vec<Row>],
        rows: &mut [Row],
        start: usize,
        set: Set,
        found: &mut Vec<Set>,
    ) {
        let Some((row, rest)) = rows.split_first_mut() else {
            return;
        };
        let left = rest.len();
        for (index, next) in self.moves.iter().enumerate().skip(start) {
            let excluded = next.exclusive.is_some()
                && set.moves().iter().any(|other| self.moves[*other].exclusive == next.exclusive);
            if excluded || self.moves.len() - index <= left {
                continue;
            }
            match rest.first_mut() {
                None => {
                    if self.meets(row, next, set) {
                        found.push(set.with(index));
                    }
                }
                Some(leads) => {
                    for ((sum, lead), gain) in leads.iter_mut().zip(&*row).zip(&next.gains) {
                        for lane in 0..LANES {
                            sum[lane] = lead[lane] + gain[lane];
                        }
                    }
                    if self.can_meet(leads, &reach[left - 1][index + 1]) {
                        self.descend(reach, rest, index + 1, set.with(index), found);
                    }
                }
            }
        }
    }

    /// What the leads have to be on the safe side of: within it, ties and rounding errors decide.
    fn doubt(&self) -> f64 {
        (2.0 * TIE + ROUNDING) * self.heaviest
    }

    /// Whether any set that goes on from here can be what is looked for.
    fn can_meet(&self, leads: &Row, reach: &Row) -> bool {
        let least = least(leads, reach);
        match self.goal {
            Goal::Win => least >= -self.doubt(),
            Goal::Lose => least <= self.doubt(),
        }
    }

    /// Whether one more change makes a set that is looked for.
    fn meets(&self, leads: &Row, next: &Move, set: Set) -> bool {
        let least = least(leads, &next.gains);
        if least > self.doubt() {
            return self.goal == Goal::Win;
        }
        if least < -self.doubt() {
            return self.goal == Goal::Lose;
        }
        self.meets_in_doubt(leads, next, set)
    }

    /// The same where another framework is about equal: by the rule for ties, and where even that is in doubt, by
    /// deciding.
    fn meets_in_doubt(&self, leads: &Row, next: &Move, set: Set) -> bool {
        let steps = || set.moves().iter().map(|index| &self.moves[*index]).chain([next]);
        let weight = self.points.now.weight + steps().map(|step| step.weight).sum::<f64>();
        let moved = self.points.now.weight + steps().map(|step| step.moved).sum::<f64>();
        let ahead = leads.as_flattened().iter().zip(next.gains.as_flattened());
        let ahead: Vec<f64> =
            ahead.map(|(lead, gain)| lead + gain).take(self.rivals.len()).collect();
        // How far the best one is ahead of the framework, and each below the best.
        let best = ahead.iter().fold(0.0_f64, |best, lead| best.max(-lead));
        let others = self.rivals.iter().zip(ahead.iter().map(|lead| best + lead));
        let mut first = self.framework;
        let mut clear = true;
        for (framework, behind) in others.chain([(&self.framework, best)]) {
            let beyond_tie = behind - TIE * weight;
            clear &= beyond_tie.abs() > ROUNDING * moved;
            if beyond_tie < 0.0 {
                first = first.min(*framework);
            }
        }
        if clear {
            let tied = best < TIE * weight;
            return (tied && first == self.framework) == (self.goal == Goal::Win);
        }
        let changes: Vec<Change> = steps().map(|step| step.change).collect();
        self.decide(&changes).is_some_and(|(_, ranking)| self.met_by(&ranking))
    }

    /// By number of changes less one, and by the first that may be used: what they can add at best to
    /// each lead.
    fn reach(&self, size: usize) -> Vec<Vec<Row>> {
        let better = |a: f64, b: f64| if self.goal == Goal::Win { a.max(b) } else { a.min(b) };
        let nothing = vec![[0.0; LANES]; self.leads.len()];
        let mut reach: Vec<Vec<Row>> = Vec::new();
        for count in 0..size.saturating_sub(1) {
            let mut rows: Vec<Row> = vec![nothing.clone(); self.moves.len() + 1];
            // Fewer than `count + 1` changes are left from later places, and none starts there.
            for start in (0..self.moves.len().saturating_sub(count)).rev() {
                let later = if count == 0 { &nothing } else { &reach[count - 1][start + 1] };
                let used = add(&self.moves[start].gains, later);
                let last = start + count + 1 == self.moves.len();
                rows[start] = if last { used } else { pick(&used, &rows[start + 1], better) };
            }
            reach.push(rows);
        }
        reach
    }

    /// Orders the changes by what they do to the lead over the strongest rival, so that bounds fail early.
    fn put_the_strongest_first(&mut self) {
        let leads = self.leads.as_flattened();
        let strongest = (0..self.rivals.len()).min_by(|a, b| leads[*a].total_cmp(&leads[*b]));
        if let Some(rival) = strongest {
            let gain = |change: &Move| change.gains.as_flattened()[rival];
            self.moves.sort_by(|a, b| match self.goal {
                Goal::Win => gain(b).total_cmp(&gain(a)),
                Goal::Lose => gain(a).total_cmp(&gain(b)),
            });
        }
    }
}

/// What a change adds to the lead of the framework at place `own` over each rival.
fn gains(points: &Points, own: usize, change: Change) -> Row {
    let of =
        |option: Option<usize>| option.map(|option| leads(&points.option(option).points, own, 0.0));
    match (of(change.from), of(change.to)) {
        (None, Some(won)) => won,
        (Some(lost), None) => pick(&lost, &lost, |lost, _| 0.0 - lost),
        (Some(lost), Some(won)) => pick(&lost, &won, |lost, won| won - lost),
        (None, None) => Row::new(),
    }
}
