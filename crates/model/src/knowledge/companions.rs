//! What a framework can do together with its companions.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::derive::strength;
use super::format::{CapabilitySupport, Companion, Framework};

/// Adds to a framework what its companions bring: claims, and capabilities where they raise them.
/// Returns the companions, those that need another after it.
pub(super) fn join(record: &mut Framework, all: &BTreeMap<&str, &Companion>) -> Vec<Companion> {
    let mut joined: Vec<Companion> = Vec::new();
    // Each round finds those that build on what the last one found. The rules for companions leave no cycle.
    let mut bases = vec![record.id.clone()];
    while let Some(base) = bases.pop() {
        for companion in all.values().filter(|companion| companion.companion_of == base) {
            bases.push(companion.id.clone());
            raise(record, companion);
            joined.push((*companion).clone());
        }
    }
    joined
}

fn raise(record: &mut Framework, companion: &Companion) {
    record.claims.extend(companion.claims.iter().cloned());
    for (id, offered) in &companion.capabilities {
        if record.capabilities.get(id).is_none_or(|present| is_better(offered, present)) {
            let mut raised = offered.clone();
            raised.companion = Some(companion.id.clone());
            record.capabilities.insert(id.clone(), raised);
        }
    }
}

/// Whether a companion's way replaces the present one: it counts more, or it counts the same as that of another
/// companion and its package is downloaded more.
fn is_better(offered: &CapabilitySupport, present: &CapabilitySupport) -> bool {
    let place = |way: &CapabilitySupport| way.download_rank.unwrap_or(u32::MAX);
    match strength(offered).total_cmp(&strength(present)) {
        Ordering::Greater => true,
        Ordering::Equal => present.companion.is_some() && place(offered) < place(present),
        Ordering::Less => false,
    }
}
