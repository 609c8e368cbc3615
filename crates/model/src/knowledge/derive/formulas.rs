//! The formulas behind ratings, with their reasons; `docs/ratings.md` is generated from this table.

/// A formula that turns what was found into a number between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Formula {
    /// Its name in answers.
    pub name: &'static str,
    /// How it computes.
    pub expression: &'static str,
    /// Why it is so.
    pub reason: &'static str,
}

/// How a derived rating follows from its terms.
pub const WEIGHTED_MEAN: Formula = Formula {
    name: "weighted_mean",
    expression: "Σ shareᵢ · valueᵢ / Σ shareᵢ. The ends of the interval are computed in the same way.",
    reason: "A reader can follow a mean with a pocket calculator, and no term can hide another.",
};

/// What a capability counts.
pub const SUPPORT_LEVEL: Formula = Formula {
    name: "support_level",
    expression: "Built in 1 (times what the criterion says where it is off until configured), official extension 0.8, package by others 0.5 (0.65 for a mature package, 0.3 for an abandoned one, or what the criterion says), none 0; times 0.6 where partial; 0.1 where there are only building blocks; the best way counts where there are several.",
    reason: "What comes along is there on the first day and kept in step; what others provide has to be found, judged and updated. That is least work for a package that many use and that is released (among the 15,000 most downloaded, a release within two years), and most for one that few use and that had no release for three years.",
};

/// What a numeric fact counts.
pub const LOGARITHM: Formula = Formula {
    name: "logarithm",
    expression: "(ln x − ln at_zero) / (ln at_one − ln at_zero), clipped to [0, 1]. Where no number is recorded, what the criterion says counts.",
    reason: "Counts and sizes span orders of magnitude, and what people notice is the factor between them (Fechner 1860).",
};

/// What a measurement counts.
pub const RATIO_LOGARITHM: Formula = Formula {
    name: "ratio_logarithm",
    expression: "The logarithm formula on the ratio to the reference framework measured in the same run.",
    reason: "A ratio taken in one run says the same on a slow and on a fast machine.",
};

/// What a date counts.
pub const YEARS_SINCE: Formula = Formula {
    name: "years_since",
    expression: "The logarithm formula on the years from the date to the day of the knowledge release.",
    reason: "What has lasted for a time tends to last for as long again, so that doubling an age adds the same each time (Lindy effect, Goldman 1964).",
};

/// What the mere existence of a fact counts.
pub const STATED: Formula = Formula {
    name: "stated",
    expression: "1 where the fact is recorded, 0 where a search found nothing.",
    reason: "For a published policy, what matters first is that there is one.",
};

/// All formulas.
pub const ALL: [Formula; 6] =
    [WEIGHTED_MEAN, SUPPORT_LEVEL, LOGARITHM, RATIO_LOGARITHM, YEARS_SINCE, STATED];
