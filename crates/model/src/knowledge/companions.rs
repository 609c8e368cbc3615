//! What a framework can do together with its companions.

use std::collections::BTreeMap;

use super::derive::strength;
use super::format::{Companion, Framework};

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
        let present = record.capabilities.get(id).map_or(-1.0, strength);
        if strength(offered) > present {
            let mut raised = offered.clone();
            raised.companion = Some(companion.id.clone());
            record.capabilities.insert(id.clone(), raised);
        }
    }
}
