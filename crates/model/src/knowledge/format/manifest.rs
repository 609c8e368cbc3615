//! `knowledge.toml`: which release of the knowledge this is.

use schemars::JsonSchema;
use serde::Deserialize;

/// `knowledge.toml`: which release of the knowledge this is.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Manifest {
    /// Calendar version of the knowledge: year, month, number within the month.
    #[schemars(regex(pattern = r"^20[0-9]{2}\.(1[0-2]|[1-9])\.[1-9][0-9]*$"))]
    pub version: String,
    /// Version of the file format.
    #[schemars(range(min = 1, max = 1))]
    pub schema_version: u32,
    /// Day of this release, `YYYY-MM-DD`.
    #[schemars(regex(pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))]
    pub released_on: String,
}
