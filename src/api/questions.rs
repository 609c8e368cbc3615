//! Questions and their options.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::model::Answer;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::collection::Collection;
use crate::api::openapi::example::Example;
use crate::api::state::State;
use crate::http::extract::NoQuery;
use crate::http::problem::Problem;
use crate::http::responses::ReadProblems;

/// All questions
///
/// The questions about a project with all options, and what each option adds to the weights of the criteria.
#[utoipa::path(
    tag = "knowledge",
    responses(
        (status = 200, description = "All of them.", body = Collection<'static, QuestionView<'static>>),
        (status = 304, description = "The caller has them already."),
        ReadProblems,
    ),
)]
#[get("/v1/questions")]
pub async fn list_questions(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    state.respond(&request, request.path(), questions)
}

/// A question.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct QuestionView<'k> {
    /// Its id.
    #[schema(max_length = 64)]
    pub id: &'k str,
    /// The question.
    #[schema(max_length = 500)]
    pub text: &'k str,
    /// What to consider.
    #[schema(max_length = 2000)]
    pub help: &'k str,
    /// Whether several options may be chosen.
    pub multiple: bool,
    /// The possible answers.
    #[schema(max_items = 64)]
    pub options: Vec<OptionView<'k>>,
}

/// An option of a question.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OptionView<'k> {
    /// Its id.
    #[schema(max_length = 64)]
    pub id: &'k str,
    /// The option.
    #[schema(max_length = 500)]
    pub text: &'k str,
    /// When to choose it.
    #[schema(max_length = 2000)]
    pub help: &'k str,
    /// What it adds to weights.
    #[schema(max_items = 64)]
    pub effects: Vec<EffectView<'k>>,
    /// For a feature: what is added to weights if it is `unwanted`.
    #[schema(max_items = 64)]
    pub unwanted: Vec<EffectView<'k>>,
}

/// What an option adds to the weight of a criterion.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EffectView<'k> {
    /// Id of the criterion, or `feature:` and the id of a feature.
    #[schema(max_length = 64)]
    pub criterion: &'k str,
    /// The addition.
    #[schema(minimum = 0, maximum = 10)]
    pub weight: f64,
    /// The addition that the editors chose; null where calibration on published advice did not change it.
    #[schema(minimum = 0, maximum = 10)]
    pub expert_weight: Option<f64>,
    /// The reason; null for a feature that adds to its own weight.
    #[schema(max_length = 2000)]
    pub rationale: Option<&'k str>,
    /// Id of a source for the reason; null if there is none.
    #[schema(max_length = 100)]
    pub source: Option<&'k str>,
}

/// All questions.
#[must_use]
pub fn questions(knowledge: &Knowledge) -> Collection<'_, QuestionView<'_>> {
    let items = knowledge.questions.iter().enumerate().map(|(index, question)| QuestionView {
        id: &question.id,
        text: &question.text,
        help: &question.help,
        multiple: question.multiple,
        options: knowledge.options[knowledge.options_of(index)]
            .iter()
            .map(|answer| option(knowledge, answer))
            .collect(),
    });
    Collection::new(knowledge, items.collect())
}

fn option<'k>(knowledge: &'k Knowledge, answer: &'k Answer) -> OptionView<'k> {
    let (_, choice) = knowledge.chosen(answer);
    let effects = answer.effects.iter().map(|(attribute, weight)| {
        let criterion = knowledge.attributes[*attribute].id.as_str();
        let effect = choice.effect_on(criterion);
        EffectView {
            criterion,
            weight: weight.get(),
            expert_weight: answer.expert_weight(knowledge, *attribute),
            rationale: effect.map(|effect| effect.rationale.as_str()),
            source: effect.and_then(|effect| effect.source.as_deref()),
        }
    });
    let unwanted = choice.unwanted.iter().map(|effect| EffectView {
        criterion: &effect.criterion,
        weight: effect.weight,
        expert_weight: effect.expert_weight,
        rationale: Some(&effect.rationale),
        source: effect.source.as_deref(),
    });
    OptionView {
        id: &choice.id,
        text: &choice.text,
        help: &choice.help,
        effects: effects.collect(),
        unwanted: unwanted.collect(),
    }
}

/// The examples of this resource.
#[must_use]
pub fn examples() -> Vec<Example> {
    vec![Example::live("list_questions", "all", "All questions", "/v1/questions")]
}
