//! Scores in all draws that are kept.

use super::lanes::Lanes;

/// The scores of the alternatives `0, 1, …` in the draws that are kept: 640 KB for 16 alternatives.
#[derive(Debug)]
pub struct Scores {
    alternatives: usize,
    /// By place of the block, then alternative.
    scores: Vec<Lanes>,
}

impl Scores {
    /// The scores of so many alternatives, by place of the block, then alternative.
    pub fn new(alternatives: usize, scores: Vec<Lanes>) -> Self {
        Self { alternatives, scores }
    }

    /// The scores of an alternative in the block of a place.
    #[inline(always)]
    pub fn get(&self, place: usize, alternative: usize) -> &Lanes {
        &self.scores[place * self.alternatives + alternative]
    }
}
