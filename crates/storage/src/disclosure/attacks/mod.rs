//! Attacks on releases. Each fails against the rules that hold, and succeeds once the rule against it is broken.

/// Every tally of a small world, and what a release leaves possible.
mod backwards;
/// One attack for each rule, and outputs that must not differ.
mod by_rule;
/// Attacks on the figures of a cohort.
mod cohorts;
/// What a release guarantees apart from attacks.
mod guarantees;
/// Interval arithmetic over random tallies.
mod intervals;
/// Attackers who add rows, know the others, or read many times.
mod noise;
/// A small vocabulary, and releases of given counts.
mod sample;
