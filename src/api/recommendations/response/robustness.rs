//! How robust the ranking is against other weights and ratings, and under other methods.

use framewise_model::decision::Decision;
use framewise_model::knowledge::Knowledge;
use framewise_model::sensitivity::acceptability::{Sampling, Spread};
use framewise_model::sensitivity::methods::agreement;
use framewise_model::sensitivity::stability::stability;
use serde::Serialize;
use utoipa::ToSchema;

use super::names::framework_id;

/// Robustness of the ranking against variation of weights and ratings, and under other methods.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Robustness<'k> {
    /// Number of draws of weights and ratings.
    #[schema(format = Int32, minimum = 1, maximum = 100_000)]
    pub draws: usize,
    /// Spread of the weights: the standard deviation of the logarithm of each weight's factor; null for uniform weights.
    #[schema(minimum = 0, maximum = 3)]
    pub spread: Option<f64>,
    /// Whether the weights are uniform: all of them equally likely, whatever the answers.
    pub uniform: bool,
    /// For each criterion and feature that counts: the interval of its weight in which the first framework
    /// stays first, while the other weights keep their proportions.
    #[schema(max_items = 64)]
    pub stability: Vec<StabilityView<'k>>,
    /// Winners of other methods with the same weights; the weighted sum decides.
    #[schema(max_items = 8)]
    pub methods: Vec<MethodView<'k>>,
}

/// The interval of the weight of a criterion in which the first framework stays first.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct StabilityView<'k> {
    /// Id of the criterion, or `feature:` and the id of a feature.
    #[schema(max_length = 64)]
    pub criterion: &'k str,
    /// Its current share of the weights.
    #[schema(minimum = 0, maximum = 1)]
    pub weight: f64,
    /// The least share.
    #[schema(minimum = 0, maximum = 1)]
    pub from: f64,
    /// The largest share.
    #[schema(minimum = 0, maximum = 1)]
    pub to: f64,
}

/// The winner of one method.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MethodView<'k> {
    /// Name of the method.
    #[schema(max_length = 32)]
    pub method: &'static str,
    /// Id of the framework that comes first.
    #[schema(max_length = 64)]
    pub winner: &'k str,
    /// Whether another framework ties with it.
    pub tied: bool,
}

/// The robustness of a decision.
pub(super) fn robustness<'k>(
    knowledge: &'k Knowledge,
    decision: &Decision,
    sampling: Sampling,
) -> Robustness<'k> {
    let intervals = stability(knowledge, decision).into_iter();
    let methods = agreement(knowledge, decision).outcomes.into_iter();
    Robustness {
        draws: sampling.draws,
        spread: match sampling.spread {
            Spread::LogNormal(spread) => Some(spread),
            Spread::Uniform => None,
        },
        uniform: sampling.spread == Spread::Uniform,
        stability: intervals
            .filter(|interval| interval.weight > 0.0)
            .map(|interval| StabilityView {
                criterion: &knowledge.attributes[interval.attribute].id,
                weight: interval.weight,
                from: interval.from,
                to: interval.to,
            })
            .collect(),
        methods: methods
            .map(|outcome| MethodView {
                method: outcome.method.as_str(),
                winner: framework_id(knowledge, outcome.winner),
                tied: outcome.tied,
            })
            .collect(),
    }
}
