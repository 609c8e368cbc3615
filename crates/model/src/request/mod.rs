//! A request in names, as callers write it, becomes one in indices, or all of its faults.
//!
//! HTTP bodies, query strings, the command line and lines of an evaluation all come through here, so
//! they accept and refuse the same.

/// Other names of frameworks.
pub mod aliases;
/// `answers`, `priorities`, `must_have`.
mod answers;
/// `team_knows`, `migrating_from`, `unwanted`, `environment`.
mod context;
/// `detail`, `limit`.
mod detail;
/// `candidates`, `exclude`, `target`.
mod frameworks;
/// A request as the query string of a permanent link, and back.
pub mod query_string;
/// Reads names out of JSON and collects faults.
pub mod reader;
/// Why a request is refused.
mod refusal;
/// `spread`, `uniform`, `draws`.
mod sampling;
/// `text`, and how its answers join the explicit ones.
mod text;

use std::sync::OnceLock;

use serde_json::Value;

use self::frameworks::Named;
use self::reader::{Reader, given};
use crate::context::{Context, MIGRATING_FROM, TEAM_KNOWS};
use crate::decision::{Answers, Request};
use crate::fault::{Fault, excerpt};
use crate::knowledge::Knowledge;
use crate::sensitivity::acceptability::Sampling;
use crate::sentences::Wrong;
use crate::text::{Lexicon, Understood};

pub use self::answers::{FEATURE_PREFIX, LEVELS, MAX_PRIORITY, feature_ids};
pub use self::context::{
    ENVIRONMENT, MAX_MEMORY_MIB, MEMORY, PYTHON, UNWANTED, environment_members, environment_pairs,
};
pub use self::detail::{Detail, MAX_LIMIT};
pub use self::refusal::Refusal;
pub use self::sampling::UNIFORM;
pub use self::text::{counts, of_text, reading_counts};

/// The members of a request.
pub const MEMBERS: [&str; 20] = [
    "answers",
    "text",
    "priorities",
    "candidates",
    "exclude",
    "must_have",
    "minimum_support",
    UNWANTED,
    TEAM_KNOWS,
    MIGRATING_FROM,
    ENVIRONMENT,
    "target",
    "spread",
    UNIFORM,
    "draws",
    "detail",
    "limit",
    "store",
    COHORT,
    COHORT_ONLY,
];

/// The member with the token of a cohort.
pub const COHORT: &str = "cohort";
/// The member by which the answers count for the cohort and are not stored as a query.
const COHORT_ONLY: &str = "cohort_only";

/// A request that is known to make sense.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    /// What the decision model needs, with the answers that were understood from the text.
    pub request: Request,
    /// What counts besides the answers, with the features that the text rejects. Decide by the knowledge that
    /// [`Context::apply`] gives.
    pub context: Context,
    /// What was understood from the text; `None` without one.
    pub understood: Option<Understood>,
    /// The answers that were given explicitly.
    pub explicit: Answers,
    /// The frameworks named as candidates, for a permanent link.
    pub candidates: Option<Vec<usize>>,
    /// The frameworks named to be left out, likewise.
    pub exclude: Vec<usize>,
    /// The framework whose chances are asked for; one of those compared.
    pub target: Option<usize>,
    /// How to find out how sure the ranking is.
    pub sampling: Sampling,
    /// How much the answer contains.
    pub detail: Detail,
    /// The most frameworks in the ranking of the answer; `None` for all.
    pub limit: Option<usize>,
    /// Whether the caller agreed to storing, refused, or said nothing.
    pub store: Option<bool>,
    /// The token of the cohort for which the answers count, as it was sent. It has no effect on the recommendation.
    pub cohort: Option<String>,
    /// Whether the answers count for the cohort at most, and are not stored as a query.
    pub cohort_only: bool,
}

/// What is needed to read requests: the knowledge, and its lexicon once a text has been sent.
#[derive(Debug)]
pub struct Language<'k> {
    knowledge: &'k Knowledge,
    lexicon: &'k OnceLock<Lexicon>,
}

impl<'k> Language<'k> {
    /// The language of this knowledge, with a place to keep its lexicon.
    #[must_use]
    pub fn new(knowledge: &'k Knowledge, lexicon: &'k OnceLock<Lexicon>) -> Self {
        Self { knowledge, lexicon }
    }

    /// The knowledge that names are looked up in.
    #[must_use]
    pub fn knowledge(&self) -> &'k Knowledge {
        self.knowledge
    }

    /// What a text says.
    fn understand(&self, text: &str) -> Understood {
        self.lexicon.get_or_init(|| Lexicon::new(self.knowledge)).understand(text)
    }
}

/// Reads a request.
///
/// # Errors
/// [`Refusal`] with every fault of the request.
pub fn parse(knowledge: &Knowledge, value: &Value) -> Result<Parsed, Refusal> {
    parse_in(&Language::new(knowledge, &OnceLock::new()), value)
}

/// Reads a request in a language that is used again for others.
///
/// # Errors
/// [`Refusal`] with every fault of the request.
pub fn parse_in(language: &Language<'_>, value: &Value) -> Result<Parsed, Refusal> {
    let knowledge = language.knowledge;
    let mut reader = Reader::new(knowledge);
    let Value::Object(members) = value else {
        return Err(Refusal::invalid(Fault::wrong::<&str>(&[], &Wrong::NoRequest {})));
    };
    for name in members.keys().filter(|name| !MEMBERS.contains(&name.as_str())) {
        reader.push_with(|| {
            let wrong = Wrong::NoMember { given: &excerpt(name) };
            Fault::wrong(&[name], &wrong).with_allowed(name, MEMBERS)
        });
    }
    let explicit = answers::read_answers(knowledge, given(members, "answers"), &mut reader);
    let text = text::read(members, &mut reader);
    let priorities = answers::read_priorities(knowledge, given(members, "priorities"), &mut reader);
    let named = Named::read(knowledge, members, &mut reader);
    let must_have = answers::read_must_have(knowledge, members, &mut reader);
    let mut context = context::read(knowledge, members, &mut reader);
    let mut environment =
        context::read_environment(knowledge, given(members, ENVIRONMENT), &mut reader);
    let sampling = sampling::read(members, &mut reader);
    let detail = detail::read_detail(members, &mut reader);
    let limit = detail::read_limit(members, &mut reader);
    let store = reader.boolean(members, "store");
    let cohort = given(members, COHORT);
    if cohort.is_some_and(|value| !value.is_string()) {
        reader.push(Fault::wrong(&[COHORT], &Wrong::NoToken {}));
    }
    let cohort_only = reader.boolean(members, COHORT_ONLY) == Some(true);
    reader.finish().map_err(Refusal::Invalid)?;
    let compared = named.compared(knowledge)?;
    context::check(knowledge, &context, &explicit, &must_have)?;
    let understood = text.map(|text| language.understand(text));
    let answers = match &understood {
        Some(understood) => text::united(knowledge, &explicit, &context, understood),
        None => explicit.clone(),
    };
    if let Some(understood) = &understood {
        text::heard(knowledge, understood, &mut context, &mut environment);
        context.unwanted = text::rejected(knowledge, &context, &answers, &must_have, understood);
    }
    let candidates = compared;
    Ok(Parsed {
        request: Request { answers, priorities, candidates, must_have, environment },
        context,
        understood,
        explicit,
        candidates: named.candidates,
        exclude: named.exclude,
        target: named.target,
        sampling,
        detail,
        limit,
        store,
        cohort: cohort.and_then(Value::as_str).map(str::to_owned),
        cohort_only,
    })
}

/// The fault of a request in which nothing counts.
#[must_use]
pub fn nothing_counts() -> Refusal {
    Refusal::contradictory(Fault::wrong(&["priorities"], &Wrong::NothingCounts {}))
}
