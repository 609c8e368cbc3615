//! How mature the packages are that provide capabilities.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::derive::years_between;
use super::format::{CapabilitySupport, Companion, Framework, Maturity, Package, Packages};

/// A package with a release within this many years is up to date.
pub const RECENT_YEARS: f64 = 2.0;
/// A package without a release for this many years has been given up, unless it is widely used.
pub const ABANDONED_YEARS: f64 = 3.0;

/// Sets the maturity and the download rank of each way to a capability. A package of `packages.toml` is mature if it is among
/// the 15,000 most downloaded packages and had a release within [`RECENT_YEARS`]. It is abandoned if it is
/// not among them and had no release for [`ABANDONED_YEARS`]. Ages count to the day of the release of the
/// knowledge.
pub(super) fn set_maturity(
    frameworks: &mut [(String, Framework)],
    companions: &mut [(String, Companion)],
    packages: &Packages,
    released_on: Date,
) {
    let known: BTreeMap<&str, (Maturity, Option<u32>)> = packages
        .packages
        .iter()
        .map(|package| {
            let maturity = of_package(package, released_on);
            (package.name.as_str(), (maturity, package.download_rank))
        })
        .collect();
    let of = |name: Option<&String>| {
        name.and_then(|name| known.get(name.as_str())).copied().unwrap_or_default()
    };
    let set = |capability: &mut CapabilitySupport| {
        (capability.maturity, capability.download_rank) = of(capability.package.as_ref());
        for way in &mut capability.alternatives {
            (way.maturity, _) = of(way.package.as_ref());
        }
    };
    let frameworks = frameworks.iter_mut().map(|(_, found)| &mut found.capabilities);
    let companions = companions.iter_mut().map(|(_, found)| &mut found.capabilities);
    frameworks.chain(companions).flat_map(|found| found.values_mut()).for_each(set);
}

fn of_package(package: &Package, released_on: Date) -> Maturity {
    let years = years_between(&package.latest_release_on, released_on);
    years.map_or(Maturity::Usual, |years| judge(package.download_rank.is_some(), years))
}

fn judge(widely_used: bool, years: f64) -> Maturity {
    if widely_used && years <= RECENT_YEARS {
        Maturity::Mature
    } else if !widely_used && years >= ABANDONED_YEARS {
        Maturity::Abandoned
    } else {
        Maturity::Usual
    }
}
