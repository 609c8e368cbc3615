//! Exact samples of the discrete Laplace distribution, in integer arithmetic: floating-point samples have gaps from
//! which exact counts can be found.
//!
//! Algorithms 1 and 2 of Canonne, Kamath and Steinke, *The Discrete Gaussian for Differential Privacy*, NeurIPS 2020,
//! <https://arxiv.org/abs/2004.00010>. With scale `t`, the value `z` has a probability proportional to `exp(-|z|/t)`.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// A source of noise: HMAC-SHA-256 of a counter under a seed. Equal seeds give equal noise, so a seed is drawn for one
/// release, used once and kept nowhere.
pub struct Noise {
    seed: [u8; 32],
    blocks: u64,
    /// Random numbers that are not used yet.
    rest: Vec<u64>,
}

impl std::fmt::Debug for Noise {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Noise").finish_non_exhaustive()
    }
}

impl Noise {
    /// The noise of a seed, which must be random and secret.
    #[must_use]
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self { seed, blocks: 0, rest: Vec::new() }
    }

    /// A sample of the discrete Laplace distribution with this scale; always 0 with scale 0.
    pub(super) fn draw(&mut self, scale: u64) -> i64 {
        if scale == 0 {
            return 0;
        }
        loop {
            let low = self.below(scale);
            if !self.happens_with_exp(low, scale) {
                continue;
            }
            let mut high = 0;
            while self.happens_with_exp(1, 1) {
                high += 1;
            }
            let magnitude = i64::try_from(low + scale * high).unwrap_or(i64::MAX);
            let is_negative = self.below(2) == 1;
            // Otherwise zero would have the probability of two values.
            if is_negative && magnitude == 0 {
                continue;
            }
            return if is_negative { -magnitude } else { magnitude };
        }
    }

    /// True with probability `exp(-numerator/denominator)`, for a fraction from 0 to 1 (Algorithm 1).
    fn happens_with_exp(&mut self, numerator: u64, denominator: u64) -> bool {
        let mut tries = 1;
        while self.below(denominator * tries) < numerator {
            tries += 1;
        }
        tries % 2 == 1
    }

    /// A number below `bound`, each with the same probability: numbers of as many bits as needed, until one is below.
    fn below(&mut self, bound: u64) -> u64 {
        let mask = bound.next_power_of_two() - 1;
        loop {
            let number = self.number() & mask;
            if number < bound {
                return number;
            }
        }
    }

    fn number(&mut self) -> u64 {
        loop {
            if let Some(number) = self.rest.pop() {
                return number;
            }
            #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
            let mac = Hmac::<Sha256>::new_from_slice(&self.seed).expect("any length will do");
            let block = mac.chain_update(self.blocks.to_le_bytes()).finalize().into_bytes();
            self.blocks += 1;
            let (numbers, _) = block.as_chunks();
            self.rest.extend(numbers.iter().copied().map(u64::from_le_bytes));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn frequencies(scale: u64, draws: u32) -> BTreeMap<i64, u32> {
        let mut noise = Noise::from_seed([3; 32]);
        let mut found = BTreeMap::new();
        for _ in 0..draws {
            *found.entry(noise.draw(scale)).or_default() += 1;
        }
        found
    }

    /// The probability of a value (equation 1 of the paper).
    fn probability(scale: f64, value: i32) -> f64 {
        let ratio = (-1.0 / scale).exp();
        (1.0 - ratio) / (1.0 + ratio) * ratio.powi(value.abs())
    }

    #[test]
    fn samples_have_the_distribution() {
        const DRAWS: u32 = 60_000;
        for (scale, reach) in [(1, 6), (2, 10), (12, 40)] {
            let found = frequencies(scale, DRAWS);
            let exact = f64::from(u32::try_from(scale).unwrap());
            // Pearson's statistic over all values that are expected often enough, and the two tails.
            let (mut statistic, mut cells) = (0.0, 0_u32);
            let mut add = |expected: f64, observed: u32| {
                assert!(expected > 5.0, "{expected}");
                statistic += (f64::from(observed) - expected).powi(2) / expected;
                cells += 1;
            };
            let mut inner = 0.0;
            for value in -reach..=reach {
                let expected = probability(exact, value) * f64::from(DRAWS);
                inner += expected;
                add(expected, found.get(&i64::from(value)).copied().unwrap_or(0));
            }
            let tail = (f64::from(DRAWS) - inner) / 2.0;
            let reach = i64::from(reach);
            add(tail, found.range(..-reach).map(|(_, count)| count).sum());
            add(tail, found.range(reach + 1..).map(|(_, count)| count).sum());
            let degrees = f64::from(cells - 1);
            // Mean and five standard deviations of the chi-squared distribution.
            assert!(statistic < degrees + 5.0 * (2.0 * degrees).sqrt(), "{scale}: {statistic}");
        }
    }

    #[test]
    fn the_exponential_of_a_fraction_has_its_probability() {
        const DRAWS: u32 = 40_000;
        let mut noise = Noise::from_seed([4; 32]);
        for (numerator, denominator) in [(0, 1), (1, 12), (1, 2), (11, 12), (1, 1)] {
            let happened = (0..DRAWS).filter(|_| noise.happens_with_exp(numerator, denominator));
            let observed = f64::from(u32::try_from(happened.count()).unwrap()) / f64::from(DRAWS);
            #[expect(clippy::cast_precision_loss, reason = "small numbers")]
            let expected = (-(numerator as f64) / denominator as f64).exp();
            assert!((observed - expected).abs() < 0.012, "{numerator}/{denominator}: {observed}");
        }
    }

    #[test]
    fn equal_seeds_give_equal_noise_and_others_do_not() {
        let of = |seed| {
            let mut noise = Noise::from_seed([seed; 32]);
            (0..50).map(|_| noise.draw(12)).collect::<Vec<_>>()
        };
        assert_eq!(of(1), of(1));
        assert_ne!(of(1), of(2));
        assert_eq!(Noise::from_seed([1; 32]).draw(0), 0);
    }
}
