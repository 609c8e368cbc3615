//! How long a response is.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use super::reader::Reader;

/// How much an answer contains.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// The ranking with one sentence each, in less than 4 KiB.
    Brief,
    /// Everything.
    #[default]
    Full,
}

impl Detail {
    /// All levels.
    pub const ALL: [Self; 2] = [Self::Brief, Self::Full];

    /// The word for it, as in requests and answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Brief => "brief",
            Self::Full => "full",
        }
    }
}

/// Reads `detail`.
pub(super) fn read(members: &Map<String, Value>, reader: &mut Reader) -> Detail {
    let levels = Detail::ALL.map(Detail::as_str);
    let chosen = members
        .get("detail")
        .and_then(|value| reader.text(&["detail"], value, "level of detail", &levels));
    chosen.map_or_else(Detail::default, |level| Detail::ALL[level])
}
