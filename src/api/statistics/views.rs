//! The index of the statistics and a release as JSON.

use framewise_storage::ReleasedWeek;
use framewise_storage::disclosure::{COUNTS_PER_QUERY, Cell, Release, Table};
use serde::Serialize;
use utoipa::ToSchema;

use super::lookup::released_in;
use crate::config::PublicUrl;

/// Shares are rounded to multiples of 1 divided by this.
const SHARE_STEPS: f64 = 10_000.0;

/// The published statistics.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StatisticsIndex {
    /// The releases, the newest first.
    #[schema(max_items = 10000)]
    pub items: Vec<ReleasedSpan>,
    /// Number of releases.
    #[schema(minimum = 0, maximum = 10000)]
    pub total: usize,
    /// Weeks with too few queries for a release of their own, the newest first.
    #[schema(max_items = 10000)]
    pub merged: Vec<MergedWeek>,
}

/// A release.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReleasedSpan {
    /// The last week that it covers, by ISO 8601 in UTC.
    #[schema(max_length = 8, pattern = "^[0-9]{4}-W[0-5][0-9]$")]
    pub week: String,
    /// The first week that it covers; an earlier one if weeks with few queries were merged.
    #[schema(max_length = 8, pattern = "^[0-9]{4}-W[0-5][0-9]$")]
    pub first_week: String,
    /// Its address, for JSON, CSV (`Accept: text/csv`) and a chart (`Accept: image/svg+xml`).
    #[schema(max_length = 64)]
    pub address: String,
}

/// A week without a release.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MergedWeek {
    /// The week.
    #[schema(max_length = 8, pattern = "^[0-9]{4}-W[0-5][0-9]$")]
    pub week: String,
    /// The week whose release covers it; null while it waits for enough queries.
    #[schema(max_length = 8)]
    pub released_in: Option<String>,
}

/// The release of some weeks. It never changes.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Statistics<'r> {
    /// The last week that it covers, by ISO 8601 in UTC.
    #[schema(max_length = 8, pattern = "^[0-9]{4}-W[0-5][0-9]$")]
    pub week: String,
    /// The first week that it covers.
    #[schema(max_length = 8, pattern = "^[0-9]{4}-W[0-5][0-9]$")]
    pub first_week: String,
    /// All counts have noise and are rounded to multiples of this number, so parts need not sum to their total.
    #[schema(minimum = 10, maximum = 1_000_000)]
    pub rounded_to: u64,
    /// A cell is shown only if at least this many queries are in it and at least this many outside.
    #[schema(minimum = 60, maximum = 1_000_000)]
    pub threshold: u64,
    /// The noise in every count, and what it guarantees.
    pub noise: StatisticsNoise,
    /// Number of queries that were stored in these weeks, with noise and rounded.
    #[schema(minimum = 60)]
    pub total: u64,
    /// Frameworks that came first.
    pub winners: StatisticsTable<WinnerCell<'r>>,
    /// Answers to each question.
    #[schema(max_items = 64)]
    pub questions: Vec<QuestionTable<'r>>,
    /// Recommended and chosen frameworks, by feedback that became final in these weeks; it may refer to queries of
    /// earlier weeks.
    pub chosen: StatisticsTable<ChosenCell<'r>>,
    /// Ratings in the same feedback.
    pub ratings: StatisticsTable<RatingCell<'r>>,
}

/// The noise in every count, drawn once for each release (differential privacy).
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct StatisticsNoise {
    /// The distribution: always `discrete_laplace`.
    #[schema(max_length = 32, pattern = "^discrete_laplace$")]
    pub distribution: &'static str,
    /// Scale of the distribution in queries; the standard deviation is about 1.4 times as large.
    #[schema(minimum = 12, maximum = 1_000_000)]
    pub scale: u64,
    /// The most counts that one query changes, each by 1.
    #[schema(minimum = 1, maximum = 1_000)]
    pub counts_per_query: u64,
    /// The guarantee for one query: `counts_per_query` divided by `scale`. Whatever is published with the query has at
    /// most `exp(epsilon)` times the probability that it has without.
    #[schema(minimum = 0, maximum = 100)]
    pub epsilon: f64,
}

impl StatisticsNoise {
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    fn of(release: &Release) -> Self {
        let scale = release.noise_scale();
        Self {
            distribution: "discrete_laplace",
            scale,
            counts_per_query: COUNTS_PER_QUERY,
            epsilon: COUNTS_PER_QUERY as f64 / scale as f64,
        }
    }
}

/// A table of counts.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StatisticsTable<C> {
    /// The total of which the cells are parts, with noise and rounded; null if it is less than the threshold.
    #[schema(minimum = 60)]
    pub total: Option<u64>,
    /// The cells that are shown, sorted by what they count. A missing cell is hidden; it may have few queries
    /// or none.
    #[schema(max_items = 10000)]
    pub cells: Vec<C>,
    /// The hidden cells.
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
    /// The total of which the cells are parts, with noise and rounded.
    #[schema(minimum = 60)]
    pub total: Option<u64>,
    /// The options that are shown, sorted by id.
    #[schema(max_items = 10000)]
    pub cells: Vec<OptionCell<'r>>,
    /// The hidden cells.
    pub suppressed: Suppressed,
}

/// The hidden cells of a table.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Suppressed {
    /// Number of hidden cells, including those without queries.
    #[schema(minimum = 0)]
    pub cells: u64,
    /// All reasons for which cells of such a table are hidden: `below_threshold` queries in the cell,
    /// `below_threshold_outside` of it, or `complementary`, because another hidden cell could be computed. The
    /// reason of a single cell is not published, because it would reveal its size.
    #[schema(max_items = 3)]
    pub because: Vec<&'static str>,
}

macro_rules! cells {
    ($($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $field:ident),+ })+) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, Serialize, ToSchema)]
        pub struct $name<'r> {
            $($(#[$doc])* #[schema(max_length = 129)] pub $field: &'r str,)+
            /// Number of queries, with noise and rounded.
            #[schema(minimum = 60)]
            pub queries: u64,
            /// Share of the total, computed from rounded figures: more than 0 and less than 1.
            #[schema(minimum = 0, maximum = 1)]
            pub share: f64,
        }
    )+};
}

cells! {
    /// How often a framework came first.
    WinnerCell {
        /// Id of the framework; `none` if every framework was excluded.
        framework
    }
    /// How often an option was chosen.
    OptionCell {
        /// Id of the option; `not_answered` if the question was left out.
        option
    }
    /// How often a framework was recommended and another or the same was chosen.
    ChosenCell {
        /// Id of the framework that was recommended; `none` if every framework was excluded.
        recommended,
        /// Id of the framework that was chosen in the end, `none` or `other`.
        chosen
    }
    /// How often a rating was given.
    RatingCell {
        /// `1` (no use) to `5` (just right); `not_rated` if none was given.
        rating
    }
}

/// The share of a part in a whole, both rounded; never 0 and never 1.
#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53 queries")]
pub(super) fn share(part: u64, whole: Option<u64>) -> f64 {
    let share = part as f64 / whole.unwrap_or(u64::MAX) as f64;
    ((share * SHARE_STEPS).round() / SHARE_STEPS).clamp(1.0 / SHARE_STEPS, 1.0 - 1.0 / SHARE_STEPS)
}

impl StatisticsIndex {
    /// The index of these weeks, oldest first.
    #[must_use]
    pub fn of(weeks: &[ReleasedWeek], public_url: &PublicUrl) -> Self {
        let newest_first = || weeks.iter().rev();
        let items = newest_first().filter(|row| row.published).map(|row| ReleasedSpan {
            week: row.week.to_string(),
            first_week: row.first_week.to_string(),
            address: public_url.to(&format!("/v1/statistics/{}", row.week)),
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
    /// A release as a view.
    #[must_use]
    pub fn of(release: &'r Release) -> Self {
        Self {
            week: release.span().last().to_string(),
            first_week: release.span().first().to_string(),
            rounded_to: release.rounded_to(),
            threshold: release.threshold(),
            noise: StatisticsNoise::of(release),
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
