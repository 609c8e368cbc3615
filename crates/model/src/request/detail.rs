//! How long a response is.

use schemars::JsonSchema;
use serde::Serialize;

/// How much an answer tells.
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
