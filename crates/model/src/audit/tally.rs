//! Who comes first how often, and where everybody came nearest to it.

use crate::decision::{self, Answers, Place, Request};
use crate::knowledge::Knowledge;

/// How many places count as being among the first.
const FIRST: usize = 3;

/// Counts over some sets of answers, by framework.
#[derive(Debug)]
pub struct Tally {
    /// How many sets were decided.
    pub sets: usize,
    wins: Vec<f64>,
    first_three: Vec<f64>,
}

/// The set of answers in which a framework did best so far.
#[derive(Debug, Clone, Default)]
pub struct Nearest {
    /// The answers, as ascending indices of options.
    pub options: Vec<usize>,
    /// Its score minus that of the best other one.
    margin: Option<f64>,
}

impl Tally {
    /// Decides every set as a recommendation would, and notes in `nearest` who did best where.
    pub fn count(
        knowledge: &Knowledge,
        sets: impl Iterator<Item = Answers>,
        nearest: &mut [Nearest],
    ) -> Self {
        let count = knowledge.frameworks.len();
        let mut tally = Self { sets: 0, wins: vec![0.0; count], first_three: vec![0.0; count] };
        for answers in sets {
            let request = Request { answers, ..Request::default() };
            // A set for which nothing counts is refused, so it has no winner.
            let Ok(decision) = decision::decide(knowledge, &request) else { continue };
            tally.add(&decision.ranking);
            for (position, place) in decision.ranking.iter().enumerate() {
                let other = decision.ranking.get(usize::from(position == 0));
                nearest[place.framework].see(
                    place.score - other.map_or(0.0, |other| other.score),
                    request.answers.options(),
                );
            }
        }
        tally
    }

    /// Those that tie share: each of `k` first ones gets `1/k` of the win, and each of `k` that tie for
    /// the last places among the first three an equal part of these places.
    fn add(&mut self, ranking: &[Place]) {
        self.sets += 1;
        for tied in ranking.chunk_by(|a, b| a.rank == b.rank) {
            let left = (FIRST + 1).saturating_sub(tied[0].rank).min(tied.len());
            for place in tied {
                self.first_three[place.framework] += share(left, tied.len());
                if place.rank == 1 {
                    self.wins[place.framework] += share(1, tied.len());
                }
            }
        }
    }

    /// Share of the sets that a framework wins.
    #[must_use]
    pub fn wins(&self, framework: usize) -> f64 {
        self.wins[framework] / float(self.sets.max(1))
    }

    /// Share of the sets in which a framework is among the first three.
    #[must_use]
    pub fn first_three(&self, framework: usize) -> f64 {
        self.first_three[framework] / float(self.sets.max(1))
    }
}

impl Nearest {
    fn see(&mut self, margin: f64, options: &[usize]) {
        if self.margin.is_none_or(|known| margin > known) {
            self.margin = Some(margin);
            self.options = options.to_vec();
        }
    }
}

/// A count as a share; 0 of nothing is 0.
#[must_use]
pub fn share(count: usize, all: usize) -> f64 {
    float(count) / float(all.max(1))
}

#[expect(clippy::cast_precision_loss, reason = "there are only thousands of sets")]
fn float(count: usize) -> f64 {
    count as f64
}
