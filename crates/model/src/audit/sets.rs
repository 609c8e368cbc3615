//! The sets of answers that are looked at: all single answers, all pairs, and a fixed sample of
//! complete ones.
//!
//! The sample is drawn with `SplitMix64` (Steele, Lea & Flood, *Fast Splittable Pseudorandom Number
//! Generators*, 2014) from a published seed: everybody who draws it again gets the same sets.

use crate::decision::Answers;
use crate::knowledge::Knowledge;

/// The most features that a complete set of the sample asks for. Each number from none to this one is
/// equally likely; choosing every feature with probability one half would ask for eleven at a time,
/// and the features would drown everything else.
pub const MAX_FEATURES_OF_A_SET: usize = 6;

/// How the complete sets are drawn.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    /// How many.
    pub size: usize,
    /// State of the generator before the first draw; small, so that every reader of JSON gets it unchanged.
    pub seed: u32,
}

impl Default for Sample {
    /// A share that is estimated from 20,000 sets has a standard error of at most 0.0036.
    fn default() -> Self {
        Self { size: 20_000, seed: 2026 }
    }
}

/// All sets of one answer.
pub fn singles(knowledge: &Knowledge) -> impl Iterator<Item = Answers> {
    (0..knowledge.options.len()).filter_map(|option| Answers::new(knowledge, [option]).ok())
}

/// All sets of two answers; two options of a question that takes one are no set.
pub fn pairs(knowledge: &Knowledge) -> impl Iterator<Item = Answers> {
    let count = knowledge.options.len();
    let pairs =
        (0..count).flat_map(move |first| (first + 1..count).map(move |second| [first, second]));
    pairs.filter_map(|pair| Answers::new(knowledge, pair).ok())
}

/// A sample of complete sets: one option of every question that takes one, each equally likely, and
/// some options of every question that takes several.
pub fn complete(knowledge: &Knowledge, sample: Sample) -> impl Iterator<Item = Answers> {
    let mut generator = SplitMix64(u64::from(sample.seed));
    let questions: Vec<(bool, Vec<usize>)> = knowledge
        .questions
        .iter()
        .enumerate()
        .map(|(index, question)| (question.multiple, knowledge.options_of(index).collect()))
        .collect();
    (0..sample.size).filter_map(move |_| {
        let mut chosen = Vec::new();
        for (multiple, options) in &questions {
            let number = if *multiple {
                generator.below(MAX_FEATURES_OF_A_SET.min(options.len()) + 1)
            } else {
                options.len().min(1)
            };
            chosen.extend(generator.choose(options, number));
        }
        Answers::new(knowledge, chosen).ok()
    })
}

/// The generator.
#[derive(Debug)]
struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to below `bound`, by multiplication (Lemire, *Fast Random Integer Generation in
    /// an Interval*, 2019) without his rejection: for bounds this small no number is favoured by more
    /// than 1e-17.
    fn below(&mut self, bound: usize) -> usize {
        let product = u128::from(self.next()) * bound as u128;
        // Smaller than `bound`, so it always fits.
        usize::try_from(product >> 64).unwrap_or_default()
    }

    /// `number` different ones of `options`, every choice equally likely: the first steps of a shuffle
    /// by Fisher and Yates.
    fn choose(&mut self, options: &[usize], number: usize) -> Vec<usize> {
        let mut options = options.to_vec();
        for place in 0..number {
            let other = place + self.below(options.len() - place);
            options.swap(place, other);
        }
        options.truncate(number);
        options
    }
}

#[cfg(test)]
mod tests {
    use super::SplitMix64;

    #[test]
    fn the_generator_gives_the_published_numbers() {
        // The first outputs of the authors' implementation for the seed 1234567.
        let mut generator = SplitMix64(1_234_567);
        let expected = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973];
        assert_eq!([generator.next(), generator.next()], expected);
    }

    #[test]
    fn a_choice_has_different_options_and_reaches_all_of_them() {
        let mut generator = SplitMix64(1);
        let mut reached = [0; 5];
        for _ in 0..1_000 {
            let mut chosen = generator.choose(&[0, 1, 2, 3, 4], 3);
            for option in &chosen {
                reached[*option] += 1;
            }
            chosen.sort_unstable();
            chosen.dedup();
            assert_eq!(chosen.len(), 3);
        }
        // 600 expected, standard deviation about 15.
        assert!(reached.iter().all(|count| (520..=680).contains(count)), "{reached:?}");
    }
}
