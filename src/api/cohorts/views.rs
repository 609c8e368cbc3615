//! What a teacher sees of a cohort, as JSON. Everything is computed from released figures.

use framewise_model::decision;
use framewise_model::knowledge::Knowledge;
use framewise_model::request::{parse, query_string};
use framewise_storage::cohorts::CohortState;
use framewise_storage::disclosure::{
    CohortRelease, CohortShare, CohortTable, NOT_ANSWERED, disagreement, leading, share,
};
use framewise_storage::privacy::ReadToken;
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use crate::config::PublicUrl;

/// Shares are rounded to multiples of 1 divided by this.
const SHARE_STEPS: f64 = 100.0;
/// A feature is typical if this share of the answers has it.
const TYPICAL_SHARE: f64 = 0.5;

/// A cohort.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Cohort<'r> {
    /// The day (UTC) on which both tokens end and everything of the cohort is deleted.
    #[schema(format = Date, max_length = 10)]
    pub ends_on: String,
    /// Whether it is closed: no more answers are added.
    pub closed: bool,
    /// The figures; null before the first ten answers.
    pub figures: Option<CohortFigures<'r>>,
}

/// The figures of a cohort.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CohortFigures<'r> {
    /// Number of answers, rounded to a multiple of 5.
    #[schema(minimum = 10)]
    pub answers: u64,
    /// What suits the group, computed from the tables below.
    pub result: CohortResult<'r>,
    /// The frameworks that came first.
    pub winners: CohortTableView<'r>,
    /// The answers to each question.
    #[schema(max_items = 64)]
    pub questions: Vec<CohortTableView<'r>>,
}

/// What suits the group.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CohortResult<'r> {
    /// The framework that came first most often; several if their figures are equal, none if they are hidden.
    #[schema(max_items = 255)]
    pub frameworks: Vec<&'r str>,
    /// How much the members differ in this framework, from 0 (all the same) to 1 (evenly spread); null if it is hidden.
    #[schema(minimum = 0, maximum = 1)]
    pub disagreement: Option<f64>,
    /// The same for each question whose most frequent option is shown, the largest disagreement first.
    #[schema(max_items = 64)]
    pub questions: Vec<QuestionDisagreement<'r>>,
    /// The recommendation for the most frequent answers; null if none is shown.
    pub typical: Option<TypicalMember<'r>>,
}

/// How much the members disagree on a question.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct QuestionDisagreement<'r> {
    /// Id of the question.
    #[schema(max_length = 64)]
    pub question: &'r str,
    /// From 0 (all the same) to 1 (evenly spread).
    #[schema(minimum = 0, maximum = 1)]
    pub disagreement: f64,
}

/// A member with the most frequent answer to each question. Perhaps no member gave all of them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TypicalMember<'r> {
    /// The answers; `features` occurs once for each feature of at least half of the group.
    #[schema(max_items = 255)]
    pub answers: Vec<TypicalAnswer<'r>>,
    /// The framework that is recommended for them; null if they cannot be combined.
    #[schema(max_length = 64)]
    pub framework: Option<String>,
    /// The recommendation, as an address; null likewise.
    #[schema(max_length = 8000)]
    pub link: Option<String>,
}

/// An answer of a typical member.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TypicalAnswer<'r> {
    /// Id of the question.
    #[schema(max_length = 64)]
    pub question: &'r str,
    /// Id of the option.
    #[schema(max_length = 64)]
    pub option: &'r str,
}

/// A table of a cohort.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CohortTableView<'r> {
    /// `winner`, or the id of a question.
    #[schema(max_length = 64)]
    pub subject: &'r str,
    /// Whether an answer may be in several cells or in none.
    pub several_answers: bool,
    /// The cells that are shown, sorted by key. A missing cell is hidden; it may have few answers or none.
    #[schema(max_items = 255)]
    pub cells: Vec<CohortCell<'r>>,
    /// Number of hidden cells.
    #[schema(minimum = 0)]
    pub hidden: u64,
}

/// A figure of a cohort.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CohortCell<'r> {
    /// Id of the framework or option; `none` without a framework, `not_answered` without an answer.
    #[schema(max_length = 64)]
    pub key: &'r str,
    /// Number of answers, rounded to a multiple of 5; null if only a bound is shown.
    #[schema(minimum = 5)]
    pub answers: Option<u64>,
    /// Share of the answers.
    #[schema(minimum = 0, maximum = 1)]
    pub share: f64,
    /// `about`, or a bound: `at_least` or `at_most`.
    #[schema(max_length = 8)]
    pub share_is: &'static str,
}

impl<'r> Cohort<'r> {
    /// The cohort of a token with what its teacher sees.
    pub(super) fn of(
        state: &'r CohortState,
        token: &ReadToken,
        knowledge: &Knowledge,
        public_url: &PublicUrl,
    ) -> Self {
        let figures = state.release.as_ref();
        Self {
            ends_on: token.ends_on().to_string(),
            closed: state.closed,
            figures: figures.map(|release| CohortFigures::of(release, knowledge, public_url)),
        }
    }
}

impl<'r> CohortFigures<'r> {
    fn of(release: &'r CohortRelease, knowledge: &Knowledge, public_url: &PublicUrl) -> Self {
        let mut tables =
            release.tables().map(|(id, table)| CohortTableView::of(release, id, table));
        // The first table is that of the winners.
        let winners = tables
            .next()
            .unwrap_or_else(|| CohortTableView::of(release, "winner", release.winners()));
        Self {
            answers: release.answers(),
            result: CohortResult::of(release, knowledge, public_url),
            winners,
            questions: tables.collect(),
        }
    }
}

impl<'r> CohortResult<'r> {
    fn of(release: &'r CohortRelease, knowledge: &Knowledge, public_url: &PublicUrl) -> Self {
        let on_question = |(question, table): &'r (String, CohortTable)| {
            // Where most left the question open, they do not disagree on it.
            if leading(release, table).contains(&NOT_ANSWERED) {
                return None;
            }
            let disagreement = rounded(disagreement(release, table)?);
            Some(QuestionDisagreement { question, disagreement })
        };
        let mut questions: Vec<_> = release.questions().iter().filter_map(on_question).collect();
        questions.sort_by(|one, other| other.disagreement.total_cmp(&one.disagreement));
        Self {
            frameworks: leading(release, release.winners()),
            disagreement: disagreement(release, release.winners()).map(rounded),
            questions,
            typical: TypicalMember::of(release, knowledge, public_url),
        }
    }
}

impl<'r> TypicalMember<'r> {
    fn of(
        release: &'r CohortRelease,
        knowledge: &Knowledge,
        public_url: &PublicUrl,
    ) -> Option<Self> {
        let mut answers = Vec::new();
        for (question, table) in release.questions() {
            answers.extend(
                typical_options(release, table)
                    .into_iter()
                    .map(|option| TypicalAnswer { question, option }),
            );
        }
        if answers.is_empty() {
            return None;
        }
        let parsed = parse(knowledge, &request(release, &answers)).ok();
        let framework = parsed.as_ref().and_then(|parsed| {
            let first = decision::first(knowledge, &parsed.request).ok().flatten()?;
            Some(knowledge.frameworks[first].record.id.clone())
        });
        let link = parsed.map(|parsed| {
            public_url
                .to(&format!("/v1/recommendations{}", query_string::query(knowledge, &parsed)))
        });
        Some(Self { answers, framework, link })
    }
}

/// The options of a typical member: the most frequent one, or the features of at least half of the group.
fn typical_options<'r>(release: &CohortRelease, table: &'r CohortTable) -> Vec<&'r str> {
    if table.is_several() {
        let cells = table.cells().iter();
        let half = cells.filter(|(_, shown)| share(release, *shown) >= TYPICAL_SHARE);
        return half.map(|(key, _)| key.as_str()).collect();
    }
    match leading(release, table)[..] {
        [option] if option != NOT_ANSWERED => vec![option],
        _ => Vec::new(),
    }
}

/// The request of a member with these answers.
fn request(release: &CohortRelease, answers: &[TypicalAnswer<'_>]) -> Value {
    let mut members = Map::new();
    for (question, table) in release.questions() {
        let own = answers.iter().filter(|answer| answer.question == question);
        let mut options: Vec<Value> = own.map(|answer| json!(answer.option)).collect();
        if table.is_several() {
            members.insert(question.clone(), options.into());
        } else if let Some(option) = options.pop() {
            members.insert(question.clone(), option);
        }
    }
    json!({"answers": members})
}

impl<'r> CohortTableView<'r> {
    /// The form of a table in responses.
    pub(super) fn of(release: &CohortRelease, subject: &'r str, table: &'r CohortTable) -> Self {
        let cell = |(key, shown): &'r (String, CohortShare)| CohortCell {
            key,
            answers: match shown {
                CohortShare::About(count) => Some(*count),
                CohortShare::Most | CohortShare::Few => None,
            },
            share: rounded(share(release, *shown)),
            share_is: match shown {
                CohortShare::About(_) => "about",
                CohortShare::Most => "at_least",
                CohortShare::Few => "at_most",
            },
        };
        Self {
            subject,
            several_answers: table.is_several(),
            cells: table.cells().iter().map(cell).collect(),
            hidden: table.hidden(),
        }
    }
}

fn rounded(number: f64) -> f64 {
    (number * SHARE_STEPS).round() / SHARE_STEPS
}
