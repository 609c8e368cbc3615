//! Releases of the statistics, as callers read them.

use serde::Serialize;
use utoipa::ToSchema;

use super::find::released_in;
use framewise_storage::ReleasedWeek;
use framewise_storage::disclosure::{Cell, Release, Table};

/// Shares are given to this part of the whole.
const STEPS_OF_A_SHARE: f64 = 10_000.0;

/// Which statistics there are.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StatisticsIndex {
    /// The releases, the newest first.
    #[schema(max_items = 10000)]
    pub items: Vec<ReleasedSpan>,
    /// How many there are.
    #[schema(minimum = 0, maximum = 10000)]
    pub total: usize,
    /// Weeks with too few queries for a release of their own, the newest first.
    #[schema(max_items = 10000)]
    pub merged: Vec<MergedWeek>,
}

/// A release.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReleasedSpan {
    /// Its week: the last one that it covers, by ISO 8601 in UTC.
    #[schema(max_length = 8, pattern = "^[0-9]{4}-W[0-5][0-9]$")]
    pub week: String,
    /// The first week that it covers; the same one unless weeks with few queries were merged.
    #[schema(max_length = 8, pattern = "^[0-9]{4}-W[0-5][0-9]$")]
    pub first_week: String,
    /// Where it is: as JSON, as CSV (`Accept: text/csv`) and as a chart (`Accept: image/svg+xml`).
    #[schema(max_length = 64)]
    pub address: String,
}

/// A week without a release of its own.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MergedWeek {
    /// The week.
    #[schema(max_length = 8, pattern = "^[0-9]{4}-W[0-5][0-9]$")]
    pub week: String,
    /// The week whose release covers it; null while it waits for enough queries.
    #[schema(max_length = 8, pattern = "^[0-9]{4}-W[0-5][0-9]$")]
    pub released_in: Option<String>,
}

/// What was asked and recommended in some weeks. It was made once and never changes.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Statistics<'r> {
    /// The last week that it covers, by ISO 8601 in UTC.
    #[schema(max_length = 8, pattern = "^[0-9]{4}-W[0-5][0-9]$")]
    pub week: String,
    /// The first week that it covers.
    #[schema(max_length = 8, pattern = "^[0-9]{4}-W[0-5][0-9]$")]
    pub first_week: String,
    /// All counts are rounded to this many queries, so parts need not add up to their total.
    #[schema(minimum = 10, maximum = 1_000_000)]
    pub rounded_to: u64,
    /// A cell is shown only if at least so many queries are in it and at least so many outside.
    #[schema(minimum = 20, maximum = 1_000_000)]
    pub threshold: u64,
    /// How many queries were stored in these weeks, rounded.
    #[schema(minimum = 20)]
    pub total: u64,
    /// Which framework came first.
    pub winners: StatisticsTable<WinnerCell<'r>>,
    /// What was answered to each question.
    #[schema(max_items = 64)]
    pub questions: Vec<QuestionTable<'r>>,
    /// What was recommended and what was chosen in the end, by feedback that became final in these weeks;
    /// it may be on queries of earlier weeks.
    pub chosen: StatisticsTable<ChosenCell<'r>>,
    /// How the same feedback rated the recommendations.
    pub ratings: StatisticsTable<RatingCell<'r>>,
}

/// A table with one cell for each thing that can be counted.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StatisticsTable<C> {
    /// What the cells are parts of, rounded; null if that is less than the threshold.
    #[schema(minimum = 20)]
    pub total: Option<u64>,
    /// The cells that are shown, sorted by what they count. One that is missing is hidden, whether few
    /// queries are in it or none.
    #[schema(max_items = 10000)]
    pub cells: Vec<C>,
    /// What is hidden.
    pub suppressed: Suppressed,
}

/// The answers to one question.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct QuestionTable<'r> {
    /// Id of the question.
    #[schema(max_length = 64)]
    pub question: &'r str,
    /// Whether a query may be in several cells.
    pub several_answers: bool,
    /// What the cells are parts of, rounded.
    #[schema(minimum = 20)]
    pub total: Option<u64>,
    /// The options that are shown, sorted by id.
    #[schema(max_items = 10000)]
    pub cells: Vec<OptionCell<'r>>,
    /// What is hidden.
    pub suppressed: Suppressed,
}

/// How much of a table is hidden, and why.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Suppressed {
    /// How many cells are hidden, those counted in which nobody is.
    #[schema(minimum = 0)]
    pub cells: u64,
    /// Every reason for which cells of such a table are hidden: `fewer_than_20` queries in the cell,
    /// `fewer_than_20_outside` of it, or `complementary`, because another hidden cell could be worked out.
    /// Which reason holds for which cell is not said, since that would tell how large it is.
    #[schema(max_items = 3)]
    pub because: Vec<&'static str>,
}

macro_rules! cells {
    ($($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $field:ident),+ })+) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, Serialize, ToSchema)]
        pub struct $name<'r> {
            $($(#[$doc])* #[schema(max_length = 129)] pub $field: &'r str,)+
            /// How many, rounded.
            #[schema(minimum = 20)]
            pub queries: u64,
            /// Part of the total, computed from the rounded figures: more than 0 and less than 1.
            #[schema(minimum = 0, maximum = 1)]
            pub share: f64,
        }
    )+};
}

cells! {
    /// How often a framework came first.
    WinnerCell {
        /// Id of the framework; `none` where every framework was excluded.
        framework
    }
    /// How often an option was chosen.
    OptionCell {
        /// Id of the option; `not_answered` where the question was left out.
        option
    }
    /// How often one framework was recommended and one was chosen.
    ChosenCell {
        /// Id of the framework that was recommended; `none` where every framework was excluded.
        recommended,
        /// Id of the framework that was chosen in the end.
        chosen
    }
    /// How often a rating was given.
    RatingCell {
        /// `1` (no use) to `5` (just right); `not_rated` where none was given.
        rating
    }
}

/// A part of a whole, both rounded and the part smaller: never 0 and never 1.
#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53 queries")]
pub(super) fn share(part: u64, whole: Option<u64>) -> f64 {
    let share = part as f64 / whole.unwrap_or(u64::MAX) as f64;
    ((share * STEPS_OF_A_SHARE).round() / STEPS_OF_A_SHARE)
        .clamp(1.0 / STEPS_OF_A_SHARE, 1.0 - 1.0 / STEPS_OF_A_SHARE)
}

impl StatisticsIndex {
    /// The index of these weeks, which are in the order of time.
    #[must_use]
    pub fn of(weeks: &[ReleasedWeek]) -> Self {
        let newest_first = || weeks.iter().rev();
        let items = newest_first().filter(|row| row.published).map(|row| ReleasedSpan {
            week: row.week.to_string(),
            first_week: row.first_week.to_string(),
            address: format!("/v1/statistics/{}", row.week),
        });
        let items: Vec<_> = items.collect();
        let merged = newest_first().filter(|row| !row.published).map(|row| MergedWeek {
            week: row.week.to_string(),
            released_in: released_in(weeks, row.week).map(|week| week.to_string()),
        });
        Self { total: items.len(), merged: merged.collect(), items }
    }
}

impl<'r> Statistics<'r> {
    /// The release as it is read.
    #[must_use]
    pub fn of(release: &'r Release) -> Self {
        Self {
            week: release.span().last().to_string(),
            first_week: release.span().first().to_string(),
            rounded_to: release.rounded_to(),
            threshold: release.threshold(),
            total: release.total(),
            winners: table(release.winners(), |framework, queries, share| WinnerCell {
                framework,
                queries,
                share,
            }),
            questions: release.questions().iter().map(|(id, table)| question(id, table)).collect(),
            chosen: table(release.chosen(), |key, queries, share| {
                let (recommended, chosen) = key.split_once('>').unwrap_or((key, ""));
                ChosenCell { recommended, chosen, queries, share }
            }),
            ratings: table(release.ratings(), |rating, queries, share| RatingCell {
                rating,
                queries,
                share,
            }),
        }
    }
}

fn table<'r, C>(table: &'r Table, cell: impl Fn(&'r str, u64, f64) -> C) -> StatisticsTable<C> {
    let cell =
        |shown: &'r Cell| cell(shown.key(), shown.queries(), share(shown.queries(), table.total()));
    StatisticsTable {
        total: table.total(),
        cells: table.cells().iter().map(cell).collect(),
        suppressed: Suppressed {
            cells: table.hidden(),
            because: table.reasons().iter().map(|reason| reason.code()).collect(),
        },
    }
}

fn question<'r>(id: &'r str, counted: &'r Table) -> QuestionTable<'r> {
    let StatisticsTable { total, cells, suppressed } =
        table(counted, |option, queries, share| OptionCell { option, queries, share });
    let several_answers = counted.is_several();
    QuestionTable { question: id, several_answers, total, cells, suppressed }
}
