//! How long a response is: `detail`, `limit`.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use super::reader::{Reader, given};
use crate::fault::Fault;
use crate::json::whole_number;
use crate::sentences::Wrong;

/// The largest `limit`, which no catalogue exceeds.
pub const MAX_LIMIT: usize = 255;

/// How much a response contains. Each level has every member of the level before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// The ranking with its scores, the confidence, and two reasons for the first framework.
    Brief,
    /// The first three frameworks with their reasons, and what would change the ranking.
    #[default]
    Standard,
    /// Everything from which the scores can be recomputed.
    Full,
}

impl Detail {
    /// All levels, the shortest first.
    pub const ALL: [Self; 3] = [Self::Brief, Self::Standard, Self::Full];

    /// The word for it, as in requests and answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Brief => "brief",
            Self::Standard => "standard",
            Self::Full => "full",
        }
    }
}

/// Reads `detail`.
pub(super) fn read_detail(members: &Map<String, Value>, reader: &mut Reader) -> Detail {
    let levels = Detail::ALL.iter().map(|level| level.as_str());
    let chosen = given(members, "detail")
        .and_then(|value| reader.text(&["detail"], value, "level of detail", levels));
    chosen.map_or_else(Detail::default, |level| Detail::ALL[level])
}

/// Reads `limit`.
pub(super) fn read_limit(members: &Map<String, Value>, reader: &mut Reader) -> Option<usize> {
    let value = given(members, "limit")?;
    let limit = whole_number(value).and_then(|limit| usize::try_from(limit).ok());
    let limit = limit.filter(|limit| (1..=MAX_LIMIT).contains(limit));
    if limit.is_none() {
        let max = &MAX_LIMIT.to_string();
        reader.push(Fault::wrong(&["limit"], &Wrong::Limit { max }));
    }
    limit
}
