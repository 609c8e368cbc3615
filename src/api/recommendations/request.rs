//! The request, for the description; `framewise_model::request` parses it.

use framewise_model::knowledge::format::Support;
use framewise_model::request::Detail;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::api::enum_schemas;

/// A project. Every member may be left out.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecommendationRequest {
    /// Answers by question. A question that takes several options has a list.
    #[schema(value_type = Option<Object>, nullable = false)]
    pub answers: Option<Value>,
    /// The project in plain English. Answers that are found in it apply to questions that `answers` leaves
    /// open; features are added. The text is never stored.
    #[schema(nullable = false, max_length = 2000)]
    pub text: Option<String>,
    /// Factors from 0 to 5 on the weights that the answers give to criteria and features; 1 where left out.
    #[schema(value_type = Option<Object>, nullable = false)]
    pub priorities: Option<Value>,
    /// The frameworks to choose from; all where left out or empty.
    #[schema(nullable = false)]
    pub candidates: Option<Vec<String>>,
    /// Frameworks to leave out.
    #[schema(nullable = false)]
    pub exclude: Option<Vec<String>>,
    /// Features that a framework must have.
    #[schema(nullable = false)]
    pub must_have: Option<Vec<String>>,
    /// The least support that suffices for `must_have`; `third_party` where left out.
    #[schema(nullable = false, value_type = Option<enum_schemas::Support>)]
    pub minimum_support: Option<Support>,
    /// Features that the project does not want; this makes criteria count that they stand against.
    #[schema(nullable = false)]
    pub unwanted: Option<Vec<String>>,
    /// The frameworks that the team knows already. They are never stored.
    #[schema(nullable = false)]
    pub team_knows: Option<Vec<String>>,
    /// The framework that the project uses now; the response then also says whether a move pays off. It is never
    /// stored.
    #[schema(nullable = false, max_length = 64)]
    pub migrating_from: Option<String>,
    /// Where the project must run; frameworks that cannot are excluded. It is never stored.
    #[schema(value_type = Option<Object>, nullable = false)]
    pub environment: Option<Value>,
    /// A framework; the response then also says what would make it win.
    #[schema(nullable = false, max_length = 64)]
    pub target: Option<String>,
    /// Spread of the weights: the standard deviation of the logarithm of each weight's factor; 0.5 where left out.
    #[schema(nullable = false, minimum = 0, maximum = 3)]
    pub spread: Option<f64>,
    /// Whether all weights are equally likely, whatever the answers; false where left out. Excludes `spread`.
    #[schema(nullable = false)]
    pub uniform: Option<bool>,
    /// Number of draws of weights and ratings; 10,000 where left out.
    #[schema(nullable = false, format = Int32, minimum = 1, maximum = 100_000)]
    pub draws: Option<usize>,
    /// Level of detail of the response; `standard` where left out.
    #[schema(nullable = false, value_type = Option<enum_schemas::Detail>)]
    pub detail: Option<Detail>,
    /// The most frameworks in the ranking of the response, best first; all where left out. The others still count in
    /// the confidence.
    #[schema(nullable = false, format = Int32, minimum = 1, maximum = 255)]
    pub limit: Option<usize>,
    /// Whether the answers may be stored anonymously; the default of the server where left out.
    #[schema(nullable = false)]
    pub store: Option<bool>,
    /// The join token of a cohort, for which the answers count unless something prevents storing; `decline` for a
    /// participant who does not want that.
    #[schema(nullable = false, max_length = 40, pattern = "^(fwj_[a-z2-7]{36}|decline)$")]
    pub cohort: Option<String>,
    /// Whether the answers count for the cohort at most, and are not stored as a query; false where left out.
    #[schema(nullable = false)]
    pub cohort_only: Option<bool>,
}
