//! Questions and their options.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_model::fault::{Fault, excerpt};
use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::model::Answer;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::collection::Collection;
use crate::api::openapi::example::Example;
use crate::api::openapi::responses::ReadProblems;
use crate::api::state::State;
use crate::http::extract::Query;
use crate::http::problem::Problem;
use crate::http::problem_sentences::Detail;

/// All questions
///
/// The questions about a project with all options; with `include=effects` also what each option adds to the weights
/// of the criteria.
#[utoipa::path(
    tag = "knowledge",
    params((
        "include" = Option<QuestionPart>, Query,
        description = "`effects`: what each option adds to the weights of the criteria.",
    )),
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
    query: Query,
) -> Result<HttpResponse, Problem> {
    let query = query.only(&["include"])?;
    match query.get("include") {
        None => state
            .respond_translated(&request, request.path(), |knowledge| questions(knowledge, false)),
        Some(EFFECTS) => {
            let key = format!("{}?include={EFFECTS}", request.path());
            state.respond_translated(&request, &key, |knowledge| questions(knowledge, true))
        }
        Some(other) => {
            let detail = Detail::Include { given: &excerpt(other) }.to_message();
            let fault = Fault::at(&["include"], detail).with_allowed(other, [EFFECTS]);
            Err(Problem::invalid(vec![fault]))
        }
    }
}

/// The value of `include` for effects.
const EFFECTS: &str = "effects";

/// A part of questions that is sent only if it is asked for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuestionPart {
    /// What each option adds to the weights of the criteria.
    Effects,
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
    /// With `include=effects`: what it adds to weights.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_items = 255)]
    pub effects: Option<Vec<EffectView<'k>>>,
    /// With `include=effects`, for a feature: what is added to weights if it is `unwanted`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_items = 255)]
    pub unwanted: Option<Vec<EffectView<'k>>>,
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

/// All questions, with or without the effects of their options.
#[must_use]
pub fn questions(knowledge: &Knowledge, effects: bool) -> Collection<'_, QuestionView<'_>> {
    let items = knowledge.questions.iter().enumerate().map(|(index, question)| QuestionView {
        id: &question.id,
        text: &question.text,
        help: &question.help,
        multiple: question.multiple,
        options: knowledge.options[knowledge.options_of(index)]
            .iter()
            .map(|answer| option(knowledge, answer, effects))
            .collect(),
    });
    Collection::new(knowledge, items.collect())
}

fn option<'k>(knowledge: &'k Knowledge, answer: &'k Answer, show: bool) -> OptionView<'k> {
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
        effects: show.then(|| effects.collect()),
        unwanted: show.then(|| unwanted.collect()),
    }
}

/// The examples of this resource.
#[must_use]
pub fn examples(knowledge: &Knowledge) -> Vec<Example> {
    vec![Example::response("list_questions", "all", "All questions", &questions(knowledge, false))]
}
