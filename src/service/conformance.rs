//! Requests with the results that independent libraries give (`tests/vectors`), as they are in the
//! binary; `docs/conformance.md` tells where each number comes from and how close an answer has to be.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::request::RecommendationRequest;

/// All requests and results as JSON: a [`ConformanceVectors`], put together when the program is built.
pub const VECTORS: &str = concat!(
    "{\"requests\":",
    include_str!("../../tests/vectors/requests.json"),
    ",\"results\":[",
    include_str!("../../tests/vectors/results/options.json"),
    ",",
    include_str!("../../tests/vectors/results/answers.json"),
    ",",
    include_str!("../../tests/vectors/results/restricted.json"),
    ",",
    include_str!("../../tests/vectors/results/simplex.json"),
    ",",
    include_str!("../../tests/vectors/results/targets.json"),
    ",",
    include_str!("../../tests/vectors/results/edges.json"),
    "]}\n",
);

/// Requests, and what comes of them.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConformanceVectors {
    /// The requests.
    #[schema(max_items = 10_000)]
    pub requests: Vec<ConformanceRequest>,
    /// The results, in groups; together one for each request, in the same order.
    #[schema(max_items = 100)]
    pub results: Vec<ConformanceGroup>,
}

/// A request.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConformanceRequest {
    /// Its group and its name, as in `options/project_type=rest_api`.
    #[schema(max_length = 100)]
    pub id: String,
    /// The body of POST /v1/recommendations.
    #[schema(value_type = RecommendationRequest)]
    pub request: Value,
}

/// Results of one sort of request.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConformanceGroup {
    /// What the ids of its requests begin with.
    #[schema(max_length = 100)]
    pub group: String,
    /// Version of the knowledge that they hold for.
    #[schema(max_length = 32)]
    pub knowledge_version: String,
    /// Digest of the knowledge that they hold for.
    #[schema(max_length = 71)]
    pub knowledge_digest: String,
    /// How many draws `counts` are counted in.
    #[schema(minimum = 1, maximum = 10_000_000)]
    pub draws: u32,
    /// The results.
    #[schema(max_items = 10_000)]
    pub results: Vec<ConformanceResult>,
}

/// What comes of a request. Lists by framework are in the order of `frameworks`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConformanceResult {
    /// Id of the request.
    #[schema(max_length = 100)]
    pub id: String,
    /// By criterion, or `feature:` and the id of a feature: its share in all weights, where it has one.
    pub weights: BTreeMap<String, f64>,
    /// The framework in first place; null if nobody has everything that must be there.
    #[schema(max_length = 64)]
    pub recommended: Option<String>,
    /// The frameworks that take part, best first, those that tie by id.
    #[schema(max_items = 64)]
    pub frameworks: Vec<String>,
    /// The rank of each; those that tie share one.
    #[schema(max_items = 64)]
    pub ranks: Vec<usize>,
    /// What each method gives them: `weighted_sum` is the score; `topsis` and `promethee_ii`, more is
    /// better; `city_block`, less is better.
    pub scores: BTreeMap<String, Vec<f64>>,
    /// The framework that each method puts first, the first by id of those that tie.
    pub winners: BTreeMap<String, Option<String>>,
    /// By framework, in how many draws it takes the first rank, the second and so on; zeros at the end
    /// are left out.
    #[schema(max_items = 64)]
    pub counts: Vec<Vec<u32>>,
    /// By criterion or feature, the least and the largest weight with which the first stays first, all
    /// other weights in proportion; 0 and 1 where it is left out.
    pub stability: BTreeMap<String, [f64; 2]>,
    /// The smallest and closest sets of at most two changed answers after which another framework is
    /// first; five at most.
    #[schema(max_items = 5)]
    pub would_change_it: Vec<ConformanceFlip>,
    /// For `uniform` weights of two to six criteria: the exact share of first ranks of each framework if
    /// no rating had an uncertainty.
    #[schema(max_items = 64)]
    pub exact_first_ranks: Option<Vec<f64>>,
    /// Where the request names a `target`: what would make it win.
    pub target: Option<ConformanceTarget>,
}

/// Changed answers, and what is recommended after them.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConformanceFlip {
    /// The changes, in the order of questions and options.
    #[schema(max_items = 3)]
    pub changes: Vec<ConformanceChange>,
    /// The framework that is first then.
    #[schema(max_length = 64)]
    pub recommended: String,
    /// Its lead over the second.
    #[schema(minimum = 0, maximum = 1)]
    pub margin: f64,
    /// How far the weights move: the sum of the differences between before and after.
    #[schema(minimum = 0, maximum = 2)]
    pub distance: f64,
}

/// A changed answer.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConformanceChange {
    /// The question.
    #[schema(max_length = 64)]
    pub question: String,
    /// The option that is given up; null where one is added.
    #[schema(max_length = 64)]
    pub from: Option<String>,
    /// The option that is chosen; null where one of several is dropped.
    #[schema(max_length = 64)]
    pub to: Option<String>,
}

/// What would make a named framework win.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConformanceTarget {
    /// `first`: it is; `reached`: by `flip`; `out_of_reach`: by no set of up to three changes;
    /// `excluded`: by no answers, because it takes no part.
    #[schema(max_length = 32)]
    pub outcome: String,
    /// The smallest and closest set of changes that makes it first.
    pub flip: Option<ConformanceFlip>,
}
