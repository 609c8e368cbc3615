//! What counts besides the answers: what a team knows, a move, and the environment.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::format::{Interface, Pair};
use framewise_model::knowledge::model::ContextAttribute;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::enum_schemas;
use crate::api::openapi::example::Example;
use crate::api::openapi::responses::ReadProblems;
use crate::api::state::State;
use crate::http::extract::NoQuery;
use crate::http::problem::Problem;

/// The context of a project
///
/// What counts besides the answers: how much `team_knows` and `migrating_from` weigh, how near frameworks are to each
/// other, and what `environment` can demand.
#[utoipa::path(
    tag = "knowledge",
    responses(
        (status = 200, description = "All of it.", body = ContextView<'static>),
        (status = 304, description = "The caller has it already."),
        ReadProblems,
    ),
)]
#[get("/v1/context")]
pub async fn get_context(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    state.respond_translated(&request, request.path(), context)
}

/// What counts besides the answers.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ContextView<'k> {
    /// The criterion that `team_knows` adds.
    pub team_knows: ContextCriterionView<'k>,
    /// The criterion that `migrating_from` adds.
    pub migrating_from: ContextCriterionView<'k>,
    /// How near two frameworks are that are in no pair.
    pub unrelated: NearnessView,
    /// The pairs of frameworks that are near to each other.
    #[schema(max_items = 2000)]
    pub related: Vec<PairView<'k>>,
    /// What `environment` can demand, apart from `python` and `memory_mib`.
    #[schema(max_items = 64)]
    pub constraints: Vec<ConstraintView<'k>>,
    /// Version of the knowledge.
    #[schema(max_length = 32)]
    pub knowledge_version: &'k str,
}

/// A criterion that counts only if a request gives the context for it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ContextCriterionView<'k> {
    /// Its name.
    #[schema(max_length = 100)]
    pub name: &'k str,
    /// What it measures, and what 0 and 1 mean.
    #[schema(max_length = 2000)]
    pub definition: &'k str,
    /// Its weight once the context is given.
    #[schema(minimum = 0, maximum = 10)]
    pub weight: f64,
    /// Why it has this weight.
    #[schema(max_length = 2000)]
    pub rationale: &'k str,
    /// Answers that add to its weight.
    #[schema(max_items = 200)]
    pub effects: Vec<ContextEffectView<'k>>,
}

/// What an answer adds to the weight of a criterion of the context.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ContextEffectView<'k> {
    /// The answer, as `question=option`.
    #[schema(max_length = 130)]
    pub answer: &'k str,
    /// What it adds.
    #[schema(minimum = 0, maximum = 10)]
    pub weight: f64,
}

/// How near one framework is to another, from 0 (nothing in common) to 1 (the same).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NearnessView {
    /// The share of what a team knows of one that it can use in the other.
    #[schema(minimum = 0, maximum = 1)]
    pub knowledge: f64,
    /// The share of the code that stays as it is when a project moves from one to the other.
    #[schema(minimum = 0, maximum = 1)]
    pub code: f64,
}

/// Two frameworks that are near to each other.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PairView<'k> {
    /// Their ids.
    #[schema(min_items = 2, max_items = 2)]
    pub frameworks: &'k [String; 2],
    /// The share of what a team knows of one that it can use in the other.
    #[schema(minimum = 0, maximum = 1)]
    pub knowledge: f64,
    /// The share of the code that stays as it is when a project moves from one to the other.
    #[schema(minimum = 0, maximum = 1)]
    pub code: f64,
    /// Why.
    #[schema(max_length = 500)]
    pub why: &'k str,
    /// Id of the source; null if there is none.
    #[schema(max_length = 100)]
    pub source: Option<&'k str>,
}

/// Something that `environment` can demand.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ConstraintView<'k> {
    /// The member of `environment`, and its value if it has several: `operating_system=windows`.
    #[schema(max_length = 64)]
    pub id: &'k str,
    /// What the project demands, as the end of the sentence "The project …".
    #[schema(max_length = 200)]
    pub text: &'k str,
    /// If not empty: a framework must have one of these interfaces.
    #[schema(max_items = 3, value_type = Vec<enum_schemas::Interface>)]
    pub interfaces: &'k [Interface],
    /// The frameworks that do not satisfy it, or not well.
    #[schema(max_items = 255)]
    pub limits: Vec<FrameworkLimit<'k>>,
}

/// What a framework cannot do, or not well, in some environment.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FrameworkLimit<'k> {
    /// Id of the framework.
    #[schema(max_length = 64)]
    pub framework: &'k str,
    /// Whether the framework is excluded; otherwise the response has a caution.
    pub excludes: bool,
    /// The consequence, and the remedy if there is one.
    #[schema(max_length = 500)]
    pub text: &'k str,
    /// Id of the source.
    #[schema(max_length = 100)]
    pub source: &'k str,
}

/// The context of a project.
#[must_use]
pub fn context(knowledge: &Knowledge) -> ContextView<'_> {
    let context = &knowledge.context;
    let constraints = context.constraints.iter().map(|constraint| {
        let limits = knowledge.frameworks.iter().flat_map(|framework| {
            let limits = framework.record.limits.iter();
            let limits = limits.filter(|limit| limit.constraint == constraint.id);
            limits.map(|limit| FrameworkLimit {
                framework: &framework.record.id,
                excludes: limit.excludes,
                text: &limit.text,
                source: &limit.source,
            })
        });
        ConstraintView {
            id: &constraint.id,
            text: &constraint.text,
            interfaces: &constraint.interfaces,
            limits: limits.collect(),
        }
    });
    ContextView {
        team_knows: criterion(knowledge, &context.team_knows),
        migrating_from: criterion(knowledge, &context.migrating_from),
        unrelated: NearnessView {
            knowledge: context.unrelated.knowledge,
            code: context.unrelated.code,
        },
        related: context.related.iter().map(pair).collect(),
        constraints: constraints.collect(),
        knowledge_version: &knowledge.version,
    }
}

fn criterion<'k>(
    knowledge: &'k Knowledge,
    criterion: &'k ContextAttribute,
) -> ContextCriterionView<'k> {
    let effects = criterion.effects.iter().map(|(option, weight)| ContextEffectView {
        answer: &knowledge.options[*option].label,
        weight: weight.get(),
    });
    ContextCriterionView {
        name: &criterion.attribute.name,
        definition: &criterion.definition,
        weight: criterion.attribute.base_weight.get(),
        rationale: &criterion.rationale,
        effects: effects.collect(),
    }
}

fn pair(pair: &Pair) -> PairView<'_> {
    PairView {
        frameworks: &pair.frameworks,
        knowledge: pair.knowledge,
        code: pair.code,
        why: &pair.why,
        source: pair.source.as_deref(),
    }
}

/// The examples of this resource.
#[must_use]
pub fn examples(knowledge: &Knowledge) -> Vec<Example> {
    vec![Example::response("get_context", "all", "The context of a project", &context(knowledge))]
}
