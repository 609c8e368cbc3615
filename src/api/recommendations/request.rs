//! The request as the API describes it; `framewise_model::request` reads it.

use framewise_model::knowledge::format::Support;
use framewise_model::request::{Detail, UNIFORM};
use framewise_model::sensitivity::acceptability::{DEFAULT_SPREAD, MAX_SPREAD};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Schema, Type};

use crate::api::enums;

/// What a caller says about a project. Every member may be left out.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecommendationRequest {
    /// Answers by question. A question that takes several options has a list.
    #[schema(value_type = Option<Object>, nullable = false)]
    pub answers: Option<Value>,
    /// The project in plain English. What is understood of it answers the questions that `answers`
    /// leaves open, and asks for features in addition. It is never stored.
    #[schema(nullable = false, max_length = 2000)]
    pub text: Option<String>,
    /// How much more (up to 5) or less (down to 0) a criterion or feature counts than the answers say;
    /// 1 where nothing is said.
    #[schema(value_type = Option<Object>, nullable = false)]
    pub priorities: Option<Value>,
    /// The frameworks to choose among; all where left out.
    #[schema(nullable = false, min_items = 1)]
    pub candidates: Option<Vec<String>>,
    /// Frameworks to leave out.
    #[schema(nullable = false)]
    pub exclude: Option<Vec<String>>,
    /// Features without which a framework does not take part.
    #[schema(nullable = false)]
    pub must_have: Option<Vec<String>>,
    /// The least support that is good enough for `must_have`.
    #[schema(nullable = false, default = "third_party", value_type = Option<enums::Support>)]
    pub minimum_support: Option<Support>,
    /// A framework for which it is also told what would make it win.
    #[schema(nullable = false, max_length = 64)]
    pub target: Option<String>,
    /// How far the weights may be off: the standard deviation of the logarithm of each weight's
    /// factor, or `uniform` for all weights alike, whatever was answered.
    #[schema(required = false, schema_with = spread_schema)]
    pub spread: Option<Value>,
    /// How often weights and ratings are drawn to see who comes first.
    #[schema(nullable = false, format = Int32, minimum = 1, maximum = 100_000, default = 10_000)]
    pub draws: Option<usize>,
    /// How much is told.
    #[schema(nullable = false, default = "full", value_type = Option<enums::Detail>)]
    pub detail: Option<Detail>,
    /// Whether the answers may be stored anonymously; the server's default where left out.
    #[schema(nullable = false)]
    pub store: Option<bool>,
}

/// The schema of a spread.
pub(super) fn spread_schema() -> Schema {
    let number =
        ObjectBuilder::new().schema_type(Type::Number).minimum(Some(0.0)).maximum(Some(MAX_SPREAD));
    let word = ObjectBuilder::new().schema_type(Type::String).enum_values(Some([UNIFORM]));
    OneOfBuilder::new()
        .item(number)
        .item(word)
        .description(Some(
            "How far the weights may be off: the standard deviation of the logarithm of each \
             weight's factor, or `uniform` for all weights alike, whatever was answered.",
        ))
        .default(Some(DEFAULT_SPREAD.into()))
        .into()
}
