//! How weights and ratings vary in the draws.

use crate::knowledge::model::Rating;

/// σ where nothing else is asked for: in two cases of three a weight is within a factor of
/// exp(0.25) ≈ 1.28 of what was stated. `docs/evaluation.md` compares it with other values: with a larger σ, the
/// confidence is lower than the share of recommendations that agree with authors and experts.
pub const DEFAULT_SPREAD: f64 = 0.25;

/// The largest σ: a factor of exp(3) ≈ 20, beyond which hardly anything of what was stated is left.
pub const MAX_SPREAD: f64 = 3.0;

/// The most draws, after which the standard error is below 0.16 percentage points.
pub const MAX_DRAWS: usize = 100_000;

/// How far the stated weights may be off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Spread {
    /// Log-normal factors exp(σ z) around the stated weights; σ in [0, [`MAX_SPREAD`]].
    LogNormal(f64),
    /// All weight vectors of the simplex alike, whatever was stated (SMAA-2 without preference
    /// information); weights of 0 stay 0.
    Uniform,
}

/// How to sample.
///
/// The default is answered from what is kept. Another σ costs an exponential for each weight of each
/// draw, about a quarter more; time grows with the number of draws. Above [`DEFAULT_DRAWS`] the
/// kept draws of the attributes are combined anew, again and again.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sampling {
    /// How far the weights may be off.
    pub spread: Spread,
    /// How many draws, in 1 to [`MAX_DRAWS`].
    pub draws: usize,
}

impl Sampling {
    /// The number of draws, within its bounds.
    pub(in crate::sensitivity) fn draws(self) -> usize {
        self.draws.clamp(1, MAX_DRAWS)
    }
}

impl Default for Sampling {
    fn default() -> Self {
        Self { spread: Spread::LogNormal(DEFAULT_SPREAD), draws: DEFAULT_DRAWS }
    }
}

/// A rating with its uncertainty, `low ≤ value ≤ high`, in the unit of the scores.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// The stated rating.
    pub value: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// The interval of a rating.
    #[must_use]
    pub fn of(rating: &Rating) -> Self {
        let Rating { low, value, high, .. } = rating;
        Self { low: low.get(), value: value.get(), high: high.get() }
    }
}

/// Draws where nothing else is asked for: those that are kept.
pub const DEFAULT_DRAWS: usize = 10_000;
