//! `packages.toml`: packages by others that provide capabilities, with what the package index says about them.

use schemars::JsonSchema;
use serde::Deserialize;

/// `packages.toml`: packages by others that provide capabilities.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Packages {
    /// Day on which all of them were looked up in the package index, `YYYY-MM-DD`.
    #[schemars(regex(pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))]
    pub counted_on: String,
    /// The packages, sorted by name.
    pub packages: Vec<Package>,
}

/// One package of the package index.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Package {
    /// Name in the package index: lowercase letters, digits and hyphens.
    #[schemars(regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$"))]
    pub name: String,
    /// Month or day of the latest release, `YYYY-MM` or `YYYY-MM-DD`.
    #[schemars(regex(pattern = r"^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"))]
    pub latest_release_on: String,
    /// Place among the 15,000 most downloaded packages; left out for a package outside the list.
    #[schemars(range(min = 1, max = 15000))]
    pub download_rank: Option<u32>,
}
